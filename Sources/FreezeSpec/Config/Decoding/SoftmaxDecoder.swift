/// Decodes `softmax`.
struct SoftmaxDecoder {
  let reader: NodeReader

  /// The softmax.
  func softmax(_ node: YAMLNode) throws(Reported) -> SoftmaxConfig {
    let entries = try reader.entries(node, "`softmax`", "a mapping with `temperature`")
    let fields = reader.fields(
      entries, of: "`softmax`", allowed: ["temperature", "dim", "logits", "teacher"])
    let temperature = fields.read("temperature", temperatures)
    let dim = fields.read("dim", reader.int)
    let logits = fields.read("logits", array)
    let teacher = fields.read("teacher", array)
    if let dim = try? dim.get() ?? -1, let shape = (try? logits.get())?.shape,
      let place = (fields["dim"] ?? fields["logits"])?.value.span
    {
      try checkDim(dim, of: shape.count, at: place)
      try check(fields, try logits.get(), try teacher.get(), dim)
    }
    guard let temperature = try temperature.get() else {
      throw reader.reportMissing(
        "temperature", in: entries, "`softmax` needs a `temperature`", at: node.span)
    }
    if fields["logits"] == nil, let teacher = fields["teacher"] {
      throw reader.reportMissing(
        "logits", in: entries, "`teacher` needs the `logits` of the student beside it",
        at: teacher.keySpan)
    }
    try fields.others.get()
    return SoftmaxConfig(
      temperature: temperature, dim: try dim.get() ?? -1, logits: try logits.get(),
      teacher: try teacher.get(), span: node.span)
  }

  // MARK: Temperatures

  /// The temperature, or those of a sweep.
  private func temperatures(_ node: YAMLNode, _ what: String) throws(Reported) -> Expression {
    guard case .sequence = node.content else { return try temperature(node, what) }
    let items = try reader.items(node, what, "a list of temperatures")
    if items.isEmpty {
      throw reader.report(
        .invalidValue, "a sweep has one temperature or more", at: node.span)
    }
    let temperatures = try reader.all(items) { (item) throws(Reported) in
      try temperature(item, "a temperature")
    }
    return Expression(kind: .list(temperatures), span: node.span)
  }

  /// A number, or an expression that gives one.
  private func temperature(_ node: YAMLNode, _ what: String) throws(Reported) -> Expression {
    let scalar = try reader.scalar(node, what, "a number, an expression, or a list of them")
    guard let value = reader.float(scalar.text) else {
      return try reader.expression(scalar, at: node.span)
    }
    if value > 0, value.isFinite {
      return Expression(kind: .literal(.float(value)), span: node.span)
    }
    throw reader.report(
      .invalidValue, "a temperature is finite and above 0, not \(reader.written(node))",
      at: node.span,
      help: value == 0 ? ["a temperature near 0, such as 0.01, picks the largest logit"] : [])
  }

  private func checkDim(_ dim: Int, of rank: Int, at span: SourceSpan) throws(Reported) {
    if dim >= -rank, dim < rank { return }
    throw reader.report(
      .invalidValue,
      "dim \(dim) is out of range for logits of \(rank) dimension\(rank == 1 ? "" : "s")",
      at: span, help: ["it lies from \(-rank) to \(rank - 1)"])
  }

  // MARK: Logits

  /// Refuses logits that have no softmax, and a teacher whose logits are of another shape or leave no
  /// finite loss.
  private func check(_ fields: Fields, _ logits: NumberArray?, _ teacher: NumberArray?, _ dim: Int)
    throws(Reported)
  {
    var faults: [Reported] = []
    for (key, array) in [("logits", logits), ("teacher", teacher)] {
      guard let array, let span = fields[key]?.value.span, array.shape == logits?.shape,
        case .allMasked(let index) = LogitsFault(array, dim: dim)
      else { continue }
      let place = array.shape.count > 1 ? " of \(index)" : ""
      faults.append(
        reader.report(
          .invalidValue, "all logits\(place) are masked, and their softmax is nan", at: span,
          help: ["leave one of them finite"]))
    }
    if let fault = faults.first { throw fault }
    guard let logits, let teacher, let span = fields["teacher"]?.value.span else { return }
    if teacher.shape != logits.shape {
      throw reader.report(
        .invalidValue,
        "`teacher` has the shape \(Shape(teacher.shape)), and `logits` \(Shape(logits.shape))",
        at: span, help: ["a teacher has a logit for each of the student's"])
    }
    if case .maskedByStudent(let index, let at) =
      LogitsFault(teacher: teacher, student: logits, dim: dim)
    {
      let place = logits.shape.count > 1 ? " of \(index)" : ""
      throw reader.report(
        .invalidValue,
        "the distillation loss is infinite: the student masks class \(at)\(place), and the teacher "
          + "gives it a probability", at: span,
        help: ["mask it in `teacher` too: -.inf"])
    }
  }

  private func array(_ node: YAMLNode, _ what: String) throws(Reported) -> NumberArray {
    guard case .sequence = node.content else {
      throw reader.reportKind(node, what, isNot: "a list of numbers, or of such lists")
    }
    var shape: [Int] = []
    // The first item of each level tells the shape that all others must have.
    var first = node
    while case .sequence(let items) = first.content {
      shape.append(items.count)
      guard let next = items.first else { break }
      first = next
    }
    if shape.last == 0 {
      throw reader.report(
        .invalidValue, "\(what) has no numbers, and a softmax of none is nothing", at: node.span,
        help: ["leave it out, or write a number for each class"])
    }
    return NumberArray(shape: shape, elements: try elements(of: node, shape[...]))
  }

  /// The numbers of a part of the array, which must have a certain shape.
  private func elements(of node: YAMLNode, _ shape: ArraySlice<Int>) throws(Reported) -> [Double] {
    if case .sequence(let items) = node.content, let count = shape.first {
      if items.count != count {
        throw reader.report(
          .invalidValue,
          "the logits are ragged: \(items.count) in this list, \(count) in the first of its level",
          at: node.span)
      }
      return try reader.all(items) { (item) throws(Reported) in
        try elements(of: item, shape.dropFirst())
      }.flatMap(\.self)
    }
    guard case .scalar = node.content, shape.isEmpty else {
      throw reader.report(
        .invalidValue,
        "the logits are ragged: \(node.kindName) where the first item of this "
          + "level is \(shape.isEmpty ? "a number" : "a list")", at: node.span)
    }
    let value = try reader.number(node, "a logit")
    if value.isFinite { return [value] }
    let written = reader.written(node)
    // -1e999 is too large for a float, and no mask.
    if value == -.infinity, written.utf8.contains(where: { $0 | 0x20 == UInt8(ascii: "n") }) {
      return [value]
    }
    throw reader.report(
      .invalidValue, "a logit is finite, or -.inf for a masked one, not \(written)",
      at: node.span)
  }
}
