/// A plan as one Python file that applies it, and needs PyTorch alone.
struct PyTorchExport {
  private let plan: FreezePlan
  /// Whether the model is written, too.
  private let withModel: Bool

  init(_ plan: FreezePlan, withModel: Bool = false) {
    self.plan = plan
    self.withModel = withModel
  }

  /// Writes the file, in UTF-8.
  func write(to out: inout OutputBuffer) {
    out.isLog = true
    let model = modelLines
    let head = PythonRuntime.head.description
    let needsContext = model.contains { $0.contains("contextlib.") }
    out.append(
      needsContext
        ? head.replacing("import copy\n", with: "import contextlib\nimport copy\n") : head)
    out.append("\n")
    out.endPiece()
    for line in heading { line.append(to: &out) }
    writeParameters(to: &out)
    writeEvalModules(to: &out)
    for line in model { line.append(to: &out) }
    out.append("\n\n")
    out.append(PythonRuntime.tail)
  }

  private var modelLines: [String] {
    guard withModel, let configs = plan.configs else { return [] }
    var export = ModelExport(configs)
    return export.lines()
  }

  // MARK: Heading

  /// The plan in words, and its hash.
  private var heading: [String] {
    var lines = PythonText.comment("The plan \(plan.name) of \(plan.path)")
    if let description = plan.description { lines += PythonText.comment(description) }
    let summary = plan.summary
    lines.append("#")
    lines += PythonText.comment(
      "\(grouped(summary.trainable.parameters)) of \(counted(summary.parameters)) train: "
        + "\(grouped(summary.trainable.elements)) of \(grouped(summary.elements)) elements, "
        + NumberText.percent(summary.trainable.elements, of: summary.elements) + ".")
    if !plan.rules.isEmpty {
      lines += ["#", "# The last rule that matches a parameter decides it:"]
    }
    for rule in plan.rules {
      let reason = rule.because.map { ": \($0)" } ?? ""
      lines += PythonText.comment(
        "\(rule.index). \(rule.action.rawValue) \(rule.selector)\(reason)", hanging: 3)
    }
    if let unmatched = plan.unmatched {
      lines += PythonText.comment("What no rule matches: \(unmatched.outcome.rawValue)")
    }
    lines.append("")
    lines.append("NAME = \(PythonText.literal(plan.name))")
    // A digest is as long as most of a line.
    lines.append("PLAN_HASH = \"\(plan.hash)\"")
    let temperatures = plan.softmax?.temperatures ?? []
    lines += PythonText.lines(
      "TEMPERATURES: tuple[float, ...] = ",
      temperatures.map { .expression(PythonText.literal($0)) }, indentation: 0)
    lines.append("SOFTMAX_DIM = \(plan.softmax?.dim ?? -1)")
    lines += tiedNames
    lines.append("FROZEN, TRAINS = False, True")
    return lines
  }

  /// The further names of tensors, by their first ones.
  private var tiedNames: [String] {
    let start = "TIED_NAMES: dict[str, tuple[str, ...]] = "
    let tied = plan.model.tiedNames.sorted { $0.key < $1.key }
    if tied.isEmpty { return [start + "{}"] }
    var lines = [start + "{"]
    for (tensor, names) in tied {
      let first = PythonText.literal(plan.model.parameters[tensor].name)
      lines += PythonText.lines(
        "\(first): ", names.map { .expression(PythonText.literal($0)) }, end: ",", indentation: 4)
    }
    return lines + ["}"]
  }

  // MARK: Tables

  private func writeParameters(to out: inout OutputBuffer) {
    let parameters = plan.model.parameters
    let names = Array(parameters.names)
    let trains = parameters.indices.map { plan.evaluation[$0].requiresGrad }
    out.append("\n\ndef _parameters() -> Iterator[tuple[str, tuple[int, ...], bool]]:\n")
    out.append("    # Names, shapes and states, in the order of named_parameters().\n")
    let rows = RepeatedRows(names: names) { first, other in
      parameters.parameter(first).shape == parameters.parameter(other).shape
        && trains[first] == trains[other]
    }
    if names.isEmpty { out.append("    yield from ()\n") }
    RowWriter(names: names) { row in
      let shape = parameters.parameter(row).shape.map(String.init)
      return [.tuple(shape), .expression(trains[row] ? "TRAINS" : "FROZEN")]
    }.write(rows.pieces, to: &out)
  }

  private func writeEvalModules(to out: inout OutputBuffer) {
    let names = plan.evalMode.modules
    out.append("\n\ndef _eval_modules() -> Iterator[str]:\n")
    if names.isEmpty {
      out.append("    yield from ()  # none is held in eval mode\n")
      return
    }
    out.append("    # Each with all that is below it.\n")
    let rows = RepeatedRows(names: names) { _, _ in true }
    RowWriter(names: names) { _ in [] }.write(rows.pieces, to: &out)
  }
}

extension String {
  fileprivate func append(to out: inout OutputBuffer) {
    out.append(self)
    out.append(byte: 0x0A)
  }
}

/// Writes rows as the `yield` statements of a generator.
private struct RowWriter {
  /// The variables of loops, by how many are around them.
  private static let variables = ["i", "j", "k", "m", "n", "p"]

  let names: [String]
  /// What a row has besides its name, as Python expressions.
  let columns: (Int) -> [PythonText.Item]

  func write(
    _ pieces: [RepeatedRows.Piece], inside loops: [Range<Int>] = [], to out: inout OutputBuffer
  ) {
    let indentation = 4 * (loops.count + 1)
    for piece in pieces {
      switch piece {
      case .row(let row):
        let name = PythonText.literal(parts(of: names[row], loops))
        let items = [.expression(name)] + columns(row)
        let lines = PythonText.lines("yield ", items, isBare: true, indentation: indentation)
        for line in lines { line.append(to: &out) }
      case .loop(let loop):
        let variable = Self.variables[loops.count]
        out.append(blanks: indentation)
        out.append("for \(variable) in range(\(Self.arguments(of: loop.numbers))):\n")
        write(loop.body, inside: loops + [loop.digits], to: &out)
      }
      out.endPiece()
    }
  }

  /// A name with the variables of the loops around it.
  private func parts(of name: String, _ loops: [Range<Int>]) -> [PythonText.Part] {
    var parts: [PythonText.Part] = []
    var start = 0
    for (digits, variable) in zip(loops, Self.variables) {
      parts.append(.text(name.slice(start..<digits.lowerBound)))
      parts.append(.value(variable))
      start = digits.upperBound
    }
    return parts + [.text(name.slice(start..<name.utf8.count))]
  }

  /// The arguments of Python's `range`.
  private static func arguments(of numbers: StrideTo<Int>) -> String {
    var all = Array(numbers.prefix(2))
    guard let first = all.first else { return "0" }
    let step = all.count > 1 ? all[1] - first : 1
    let end = first + step * numbers.underestimatedCount
    all = step == 1 ? (first == 0 ? [end] : [first, end]) : [first, end, step]
    return all.map(String.init).joined(separator: ", ")
  }
}

extension String {
  /// The text between two places in bytes, neither inside a character.
  fileprivate func slice(_ bytes: Range<Int>) -> Substring {
    let start = utf8.index(utf8.startIndex, offsetBy: bytes.lowerBound)
    return self[start..<utf8.index(start, offsetBy: bytes.count)]
  }
}
