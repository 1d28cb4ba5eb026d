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

    var total: Int { name + count + shape + type + state + rule + 8 }
  }

  private let plan: FreezePlan
  private let rows: PlanRows
  /// The index of each row's class among the texts.
  private var typeOfRow: [Int32] = []
  private var types: [String] = []
  private var widths = Widths()
  /// Whether every name too long for its column has a line of its own: folded rows are few, and the
  /// middle of their names tells which layers they are.
  private let breaksLongNames: Bool
  /// What several long names would be cut to: such a name has a line of its own too, for a row that
  /// could be another one's tells nothing.
  private var ambiguousCuts: Set<String> = []
  /// Whether some shape is too long for its column.
  private var cutsShapes = false
  /// Whether every name has a line of its own above the other columns: narrow lines have no room for
  /// both.
  private var isStacked = false
  /// The columns to keep to.
  private var columns = Int.max
  /// Whether classes and further names are escaped as in a log; the rows' names are already.
  private let escapesCommands: Bool
  /// The type that goes without saying.
  private let commonType: DType?

  /// Measures the rows.
  init(_ plan: FreezePlan, _ rows: PlanRows, folds: Bool, escapesCommands: Bool = false) {
    self.plan = plan
    self.rows = rows
    breaksLongNames = folds
    self.escapesCommands = escapesCommands
    commonType = plan.model.dtypes.count > 1 ? plan.model.dtypes[0] : nil

    var typeTexts = TypeTexts { type in
      escapesCommands
        ? WorkflowCommands.escaped(in: type, startsLine: false) : TerminalText.escaped(type)
    }
    var largestCount = 1
    typeOfRow.reserveCapacity(rows.count)
    for index in rows.indices {
      let row = rows[index]
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
  }

  /// The columns of a shape written as `[20, 10]`.
  private static func width(of shape: Shape) -> Int {
    shape.reduce(2 * max(1, shape.count)) { $0 + decimalDigits(of: $1) }
  }

  /// What stands after the shape of a parameter of another type than most.
  private func dtypeNote(_ row: PlanRows.Row) -> String {
    let dtype = plan.model.parameters[row.parameter].parameter.dtype
    return dtype == commonType ? "" : " " + dtype.rawValue
  }

  /// Makes columns narrower until the lines fit: first those that tell least by their width.
  mutating func fit(into columns: Int) {
    self.columns = columns
    let whole = widths
    let typeWidths = types.map(TerminalText.width)
    let wideType = leastColumns(12, typeWidths)
    let narrowType = leastColumns(8, typeWidths)
    let narrowShape = leastColumns(12, [whole.shape])
    if widths.total > columns { widths.state = 5 }
    widths.type -= excess(of: widths.type, over: wideType)
    widths.shape -= excess(of: widths.shape, over: 18)
    if breaksLongNames {
      // A name that gets a line of its own needs no room at the expense of classes.
      widths.name -= excess(of: widths.name, over: 12)
    } else {
      widths.type -= excess(of: widths.type, over: narrowType)
      widths.name -= excess(of: widths.name, over: 20)
    }
    widths.type -= excess(of: widths.type, over: narrowType)
    widths.shape -= excess(of: widths.shape, over: narrowShape)
    widths.name -= excess(of: widths.name, over: 8)
    let hasCutNames = !breaksLongNames && widths.name < min(20, whole.name)
    if hasCutNames || widths.total > columns {
      isStacked = true
      widths = whole
      widths.name = 0
      widths.state = 5
      widths.type -= excess(of: widths.type, over: wideType)
      widths.shape -= excess(of: widths.shape, over: 18)
      widths.type -= excess(of: widths.type, over: narrowType)
      widths.shape -= excess(of: widths.shape, over: narrowShape)
      widths.rule -= excess(of: widths.rule, over: max(2, decimalDigits(of: plan.rules.count)))
      widths.type -= excess(of: widths.type, over: 8)
      widths.shape -= excess(of: widths.shape, over: 10)
      widths.type -= excess(of: widths.type, over: 6)
      widths.shape -= excess(of: widths.shape, over: 6)
    }
    if !breaksLongNames, !isStacked { findAmbiguousCuts() }
    types = types.map { TerminalText.cut($0, to: widths.type) }
    cutsShapes = widths.shape < whole.shape
  }

  /// Finds what several names would be cut to; where fewer would with a column or two that classes
  /// can spare, they give them.
  private mutating func findAmbiguousCuts() {
    ambiguousCuts = cutsOfSeveralNames()
    let spared = min(2, widths.type - 8)
    if ambiguousCuts.isEmpty || spared <= 0 { return }
    let kept = (widths, ambiguousCuts)
    widths.name += spared
    widths.type -= spared
    ambiguousCuts = cutsOfSeveralNames()
    if ambiguousCuts.count >= kept.1.count { (widths, ambiguousCuts) = kept }
  }

  /// What a column can give, of what the lines are too wide by, and have so many columns left.
  private func excess(of width: Int, over least: Int) -> Int {
    min(max(0, widths.total - columns), max(0, width - least))
  }

  /// The columns to leave a column whose texts are cut: as many more than it should have as keep
  /// those whole that are hardly wider, for a cut that saves next to nothing tells less for nothing.
  private func leastColumns(_ least: Int, _ widths: [Int]) -> Int {
    widths.reduce(least) { $1 <= least + 2 ? max($0, $1) : $0 }
  }

  private func cutsOfSeveralNames() -> Set<String> {
    var cuts: Set<String> = []
    var repeated: Set<String> = []
    for row in rows where row.name.utf8.count > widths.name {
      let name = TerminalText.escaped(row.name)
      let cut = TerminalText.cut(name, to: widths.name)
      if cut != name, !cuts.insert(cut).inserted { repeated.insert(cut) }
    }
    return repeated
  }

  /// Whether a name has a line of its own.
  private func breaks(_ name: String) -> Bool {
    if isStacked { return true }
    guard breaksLongNames || !ambiguousCuts.isEmpty else { return false }
    guard TerminalText.escapedWidth(of: name) > widths.name else { return false }
    if breaksLongNames { return true }
    return ambiguousCuts.contains(TerminalText.cut(TerminalText.escaped(name), to: widths.name))
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
    let typeCells = types.map { padded(Array($0.utf8), to: widths.type + 2) }
    let decisionCells = plan.evaluation.decisions.map { decisionCell($0, style) }
    // A shape that is cut has one character of three bytes; else the cells take a byte a column.
    let cellBytes = (typeCells + decisionCells).reduce(0) { max($0, $1.count) }
    let lineBytes = widths.total + 2 * cellBytes + 3
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: lineBytes) { room in
      var line = ByteWriter(room)
      for index in rows.indices {
        let row = rows[index]
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
        out.append(escaping: text, cutTo: columns - 4)
      }
      out.endLine()
    }
  }

  private func writeShape(_ row: PlanRows.Row, to out: inout ByteWriter) {
    let shape = plan.model.parameters[row.parameter].parameter.shape
    let note = commonType == nil ? "" : dtypeNote(row)
    if cutsShapes, ParameterTable.width(of: shape) + note.utf8.count > widths.shape {
      let text = TerminalText.cut("\(shape)\(note)", to: widths.shape)
      out.append(text)
      out.append(blanks: widths.shape + 2 - TerminalText.width(of: text))
      return
    }
    let start = out.count
    out.append(byte: UInt8(ascii: "["))
    for index in shape.indices {
      if index > 0 {
        out.append(byte: UInt8(ascii: ","))
        out.append(byte: 0x20)
      }
      out.append(shape[index])
    }
    out.append(byte: UInt8(ascii: "]"))
    if commonType != nil { out.append(note) }
    out.append(blanks: widths.shape + 2 - (out.count - start))
  }

  private func padded(_ text: [UInt8], to width: Int) -> [UInt8] {
    var out = OutputBuffer()
    out.append(text)
    out.append(blanks: width - TerminalText.width(of: String(decoding: text, as: UTF8.self)))
    return out.bytes
  }

  private func writeHeader(to out: inout OutputBuffer) {
    if !isStacked { out.append("name") }
    out.append(blanks: widths.name - (isStacked ? 0 : 4) + 2 + widths.count)
    out.append("shape")
    out.append(blanks: widths.shape - 5 + 2)
    out.append("class")
    out.append(blanks: widths.type - 5 + 2)
    out.append(widths.state < 13 ? "grad " : "requires_grad")
    out.append(blanks: 2 + widths.rule - 4)
    out.append("rule")
  }

  /// Whether a name stands in its column as it is.
  private func fits(_ name: String) -> Bool {
    name.utf8.count <= widths.name && TerminalText.isPrintableASCII(name)
  }

  private func writeLongName(_ name: String, to out: inout OutputBuffer) {
    if breaks(name) {
      out.append(escaping: name, cutTo: columns)
      out.endLine()
      out.append(blanks: widths.name + 2)
    } else {
      let width = out.append(escaping: name, cutTo: widths.name)
      out.append(blanks: widths.name - width + 2)
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
    out.append(byte: 0x0A)
    return out.bytes
  }
}
