/// The table of a plan's parameters, its columns measured.
struct ParameterTable {
  /// The widths of the columns.
  private struct Widths {
    var name = 4
    var count = 0
    var shape = 5
    var type = 5
    var state = 13
    var rule = 4
    /// That of the rules which match and do not decide; 0 where they are not told.
    var overridden = 0

    /// The columns of what decides.
    var decision: Int { state + 2 + rule + (overridden > 0 ? 2 + overridden : 0) }
    var total: Int { name + count + shape + type + decision + 6 }
  }

  private let plan: FreezePlan
  private let rows: PlanRows
  /// The index of each row's class among the texts.
  private var typeOfRow: [Int32] = []
  private var types: [String] = []
  private var widths = Widths()
  /// Whether every name has a line of its own above the other columns: narrow lines have no room for
  /// both.
  private var isStacked = false
  /// Whether the class, and what decides, start a line of their own there.
  private var breaksAfterShape = false
  private var breaksAfterType = false
  /// The columns that the widest shape takes: it may pass its column.
  private var widestShape = 5
  /// The columns to keep to, and whether they are a terminal's, where long names go on below.
  private let layout: TextLayout
  /// Whether classes and further names are escaped as in a log; the rows' names are already.
  private let escapesCommands: Bool
  /// The type that goes without saying.
  private let commonType: DType?

  /// The columns that no cell makes wider, where lines may be as long as they need: what passes them
  /// pushes the rest of its row alone.
  private static let mostColumns = (name: 120, cell: 48)

  /// Measures the rows, and makes them fit.
  ///
  /// - Parameter showsOverridden: Whether to tell the rules that match and do not decide.
  init(
    _ plan: FreezePlan, _ rows: PlanRows, _ layout: TextLayout, escapesCommands: Bool = false,
    showsOverridden: Bool = false
  ) {
    self.plan = plan
    self.rows = rows
    self.layout = layout
    self.escapesCommands = escapesCommands
    commonType = plan.model.dtypes.count > 1 ? plan.model.dtypes[0] : nil

    var typeTexts = TypeTexts { type in
      escapesCommands
        ? WorkflowCommands.escaped(in: type, startsLine: false) : TerminalText.escaped(type)
    }
    var largestCount = 1
    typeOfRow.reserveCapacity(rows.count)
    for row in rows {
      // No escape is longer than four times what it stands for.
      if row.name.utf8.count * 4 > widths.name {
        widths.name = max(widths.name, TerminalText.escapedWidth(of: row.name))
      }
      largestCount = max(largestCount, row.count)
      let entry = plan.model.parameters[row.parameter]
      typeOfRow.append(Int32(typeTexts.index(of: entry.type)))
      var length = ParameterTable.width(of: entry.parameter.shape)
      if commonType != nil { length += dtypeNote(row).utf8.count }
      widths.shape = max(widths.shape, length)
    }
    types = typeTexts.texts
    for type in types { widths.type = max(widths.type, TerminalText.width(of: type)) }
    if largestCount > 1 { widths.count = grouped(largestCount).utf8.count + 3 }
    widths.rule = max(4, String(plan.rules.count).utf8.count)
    widestShape = widths.shape
    if showsOverridden {
      widths.overridden = rows.reduce(10) {
        max($0, Self.overridden(plan.evaluation[$1.parameter]).utf8.count)
      }
    }
    fit()
  }

  /// The columns of a shape written as `[20, 10]`.
  private static func width(of shape: Shape) -> Int {
    shape.reduce(2 * max(1, shape.count)) { $0 + decimalDigits(of: $1) }
  }

  /// What stands after the shape of a parameter of another type than most.
  private func dtypeNote(_ row: PlanRows.Row) -> String {
    let dtype = plan.model.parameters.parameter(row.parameter).dtype
    return dtype == commonType ? "" : " " + dtype.rawValue
  }

  /// Gives names lines of their own where the columns are too few: to the long ones, or else to all.
  ///
  /// No name, shape or class is cut.
  private mutating func fit() {
    if layout.isUnlimited {
      widths.name = min(widths.name, Self.mostColumns.name)
      widths.shape = min(widths.shape, Self.mostColumns.cell)
      widths.type = min(widths.type, Self.mostColumns.cell)
      return
    }
    if widths.total > layout.columns { widths.state = 5 }
    let excess = widths.total - layout.columns
    if excess <= 0 { return }
    if widths.name - excess >= 12 { widths.name -= excess } else { stack() }
  }

  /// Gives every name a line above the other columns, and these as many lines as they need.
  private mutating func stack() {
    isStacked = true
    widths.name = 0
    widths.type = min(widths.type, layout.columns - 2)
    widths.shape = min(widths.shape, layout.columns - 2 - widths.count)
    var used = 2 + widths.count + widths.shape + 2 + widths.type
    let decision = 2 + widths.decision
    let narrowRule = min(widths.rule, max(2, decimalDigits(of: plan.rules.count)))
    let spared = widths.rule - narrowRule
    breaksAfterShape = used > layout.columns
    if breaksAfterShape { used = 2 + widths.type }
    if used + decision <= layout.columns { return }
    if used + decision - spared <= layout.columns {
      widths.rule = narrowRule
    } else {
      breaksAfterType = true
    }
  }

  /// Writes the table.
  func write(_ style: TextStyle, to out: inout OutputBuffer) {
    if isStacked {
      style.write(.heading, "name", to: &out)
      out.endLine()
    }
    style.write(.heading, to: &out, writeHeader)
    out.endLine()
    // Rows share their cells: each is made once. Only shapes are seldom worth looking up.
    let typeCells = types.map { text in
      breaksAfterType ? Array("\(text)\n  ".utf8) : padded(text, to: widths.type)
    }
    let decisionCells = plan.evaluation.decisions.map { decisionCell($0, style) }
    let cellBytes = (typeCells + decisionCells).reduce(0) { max($0, $1.count) }
    let lineBytes = widths.total + widestShape + 2 * cellBytes + 8
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: lineBytes) { room in
      var line = ByteWriter(room)
      for (index, row) in rows.enumerated() {
        if fits(row.name) {
          line.append(row.name)
          line.append(blanks: widths.name + 2 - line.count)
        } else {
          writeLongName(row.name, to: &out)
        }
        if widths.count > 0 { writeCount(row.count, to: &line) }
        writeShape(row, to: &line)
        line.append(typeCells[Int(typeOfRow[index])])
        line.append(decisionCells[Int(plan.evaluation.decisionOfTensor[row.parameter])])
        out.append(line.bytes)
        line.removeAll()
        writeTiedNames(row, style, to: &out)
        out.endPiece()
      }
    }
  }

  private func writeTiedNames(
    _ row: PlanRows.Row, _ style: TextStyle, to out: inout OutputBuffer
  ) {
    guard !plan.model.tiedNames.isEmpty else { return }
    for name in plan.model.tiedNames[row.parameter] ?? [] {
      style.write(.quiet, to: &out) { out in
        out.append("  = ")
        let text =
          escapesCommands ? WorkflowCommands.escaped(in: name, startsLine: false) : name
        layout.appendName(text, indent: 4, to: &out)
      }
      out.endLine()
    }
  }

  private func writeShape(_ row: PlanRows.Row, to out: inout ByteWriter) {
    let shape = plan.model.parameters.parameter(row.parameter).shape
    let note = commonType == nil ? "" : dtypeNote(row)
    let start = out.count
    out.append(shape)
    if commonType != nil { out.append(note) }
    if breaksAfterShape {
      out.append("\n  ")
    } else {
      out.append(blanks: max(0, widths.shape - (out.count - start)) + 2)
    }
  }

  private func padded(_ text: String, to width: Int) -> [UInt8] {
    var out = OutputBuffer()
    out.append(text)
    out.append(blanks: max(0, width - TerminalText.width(of: text)) + 2)
    return out.bytes
  }

  private func writeHeader(to out: inout OutputBuffer) {
    if !isStacked { out.append("name") }
    out.append(blanks: widths.name - (isStacked ? 0 : 4) + 2 + widths.count)
    out.append("shape")
    out.append(breaksAfterShape ? "\n  " : padding(widths.shape - 5))
    out.append("class")
    out.append(breaksAfterType ? "\n  " : padding(widths.type - 5))
    out.append(widths.state < 13 ? "grad " : "requires_grad")
    out.append(blanks: 2 + widths.rule - 4)
    out.append("rule")
    if widths.overridden > 0 { out.append("  overridden") }
  }

  /// The rules that match and do not decide.
  private static func overridden(_ decision: RuleDecision) -> String {
    let rules = decision.matchedBy.dropLast().map(String.init)
    return rules.isEmpty ? "-" : listed(rules, "and", most: 8)
  }

  private func padding(_ width: Int) -> String { String(repeating: " ", count: width + 2) }

  /// Whether a name stands in its column as it is.
  private func fits(_ name: String) -> Bool {
    name.utf8.count <= widths.name && TerminalText.isPrintableASCII(name)
  }

  /// Writes a name that does not stand in its column as it is, and what parts it from the next.
  private func writeLongName(_ name: String, to out: inout OutputBuffer) {
    let width = TerminalText.escapedWidth(of: name)
    if isStacked || (width > widths.name && !layout.isUnlimited) {
      layout.appendName(name, indent: 0, to: &out)
      out.endLine()
      out.append(blanks: widths.name + 2)
    } else {
      out.append(escaping: name)
      out.append(blanks: max(0, widths.name - width) + 2)
    }
  }

  private func writeCount(_ count: Int, to out: inout ByteWriter) {
    guard count > 1 else {
      out.append(blanks: widths.count)
      return
    }
    let text = grouped(count)
    out.append(blanks: widths.count - 3 - text.utf8.count)
    out.append(text)
    out.append(" × ")
  }

  /// The state, the rule and the end of the line.
  private func decisionCell(_ decision: RuleDecision, _ style: TextStyle) -> [UInt8] {
    var out = OutputBuffer()
    style.write(
      decision.requiresGrad ? .trainable : .frozen, decision.requiresGrad ? "True" : "False",
      to: &out)
    out.append(blanks: widths.state - (decision.requiresGrad ? 4 : 5) + 2)
    out.appendRight(decision.decidedBy.map(String.init) ?? "-", widths.rule)
    if widths.overridden > 0 {
      out.append("  ")
      out.append(Self.overridden(decision))
    }
    out.append(byte: 0x0A)
    return out.bytes
  }
}
