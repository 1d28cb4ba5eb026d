/// A plan's parameters for pandas and spreadsheets: RFC 4180, a line a parameter under a header.
///
/// ```python
/// pandas.read_csv("plan.csv", dtype={"shape": str, "decided_by": "Int64"}, keep_default_na=False)
/// ```
///
/// Shapes read `20x10`, lists are joined by `;`, booleans are `True` and `False`, and an absent
/// rule is an empty cell. See ``CSVText/cell(_:)-(String)`` for names that look like formulas.
struct PlanCSVReport: Sendable {
  /// What to show.
  var options: PlanReportOptions

  /// Makes the report.
  init(_ options: PlanReportOptions = PlanReportOptions()) { self.options = options }

  /// Writes the report, in UTF-8.
  func write(_ plan: FreezePlan, to out: inout OutputBuffer) {
    var unfolded = options
    unfolded.folds = false
    let rows = PlanRows(plan, unfolded)
    out.append("name,shape,elements,dtype,module,class,requires_grad,decided_by,matched_by,")
    out.append("tied_names,reason\r\n")

    var shapes = ShapeTexts(joinedBy: "x")
    var types = TypeTexts(CSVText.cell)
    let decisions = plan.evaluation.decisions.map(Self.text)
    let reasons = plan.evaluation.decisions.map {
      Array(",\(plan.evaluation.reasonWord(of: $0))\r\n".utf8)
    }
    for row in rows {
      let index = row.parameter
      let name = row.name
      let start = out.count
      let isPlain = out.append(plainCell: name)
      let end = out.count
      if !isPlain { out.append(CSVText.cell(name)) }
      out.append(byte: UInt8(ascii: ","))
      let parameter = plan.model.parameters.parameter(index)
      let shape = shapes.index(of: parameter.shape)
      out.append(shapes.texts[shape])
      out.append(byte: UInt8(ascii: ","))
      out.append(parameter.elements)
      out.append(byte: UInt8(ascii: ","))
      out.append(parameter.dtype.rawValue)
      out.append(byte: UInt8(ascii: ","))
      if isPlain {
        var dot = end - 1
        while dot >= start, out[dot] != UInt8(ascii: ".") { dot -= 1 }
        out.appendCopy(of: start..<max(start, dot))
      } else {
        out.append(CSVText.cell(String(modulePath(of: name))))
      }
      out.append(byte: UInt8(ascii: ","))
      out.append(types.text(of: plan.model.parameters.module(of: index).type))
      out.append(decisions[Int(plan.evaluation.decisionOfTensor[index])])
      if !plan.model.tiedNames.isEmpty, let names = plan.model.tiedNames[index] {
        out.append(CSVText.cell(names))
      }
      out.append(reasons[Int(plan.evaluation.decisionOfTensor[index])])
      out.endPiece()
    }
  }

  /// The cells that depend on a decision alone, commas around them.
  private static func text(of decision: RuleDecision) -> [UInt8] {
    let matched = decision.matchedBy.map(String.init).joined(separator: ";")
    let decided = decision.decidedBy.map(String.init) ?? ""
    return Array(",\(decision.requiresGrad ? "True" : "False"),\(decided),\(matched),".utf8)
  }
}

extension OutputBuffer {
  /// Appends a name if it needs neither quotes nor an apostrophe.
  fileprivate mutating func append(plainCell text: String) -> Bool {
    var text = text
    return text.withUTF8 { buffer in
      guard let first = buffer.first, first != UInt8(ascii: "-"),
        buffer.allSatisfy(CSVText.isPlain)
      else { return false }
      append(buffer)
      return true
    }
  }
}

extension CSVText {
  /// Whether a byte needs no quotes anywhere, and no apostrophe unless it is a leading `-`.
  fileprivate static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): true
    default: byte.isASCIILetter || byte.isASCIIDigit
    }
  }
}
