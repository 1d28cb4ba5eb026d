/// Cures of values that are whole texts of other tools: several modules in one text, a tuple, a number
/// with a comma in it.
struct PastedValues {
  private let context: TextCures

  init(_ context: TextCures) { self.context = context }

  /// What may cure the error.
  var cure: TextCure? {
    commaBehindQuote ?? arguments ?? modules ?? sequence ?? tuple ?? decimal ?? file
  }

  private var line: ErrorLine { context.line }
  private var code: DiagnosticCode { context.diagnostic.code }

  /// `"2.bias",`.
  private var commaBehindQuote: TextCure? {
    guard code == .yamlSyntax else { return nil }
    let bytes = context.source.bytes
    let place = context.span.lowerBound
    guard place > 0, place < line.range.upperBound, "\"'".utf8.contains(bytes[place - 1]),
      ",;".utf8.contains(bytes[place]),
      bytes[(place + 1)..<line.range.upperBound].allSatisfy(\.isASCIISpace)
    else { return nil }
    let sign = bytes[place] == UInt8(ascii: ",") ? "comma" : "semicolon"
    return TextCure(
      "take the \(sign) behind the value out", [TextCure.Edit(range: place..<place + 1, text: "")])
  }

  /// `args: "8, 8"`.
  private var arguments: TextCure? {
    guard code == .wrongType, context.diagnostic.message.hasPrefix("`args` is a mapping") else {
      return nil
    }
    let text = context.text
    let isQuoted = text.first == "\"" || text.first == "'"
    let inner = isQuoted ? String(text.dropFirst().dropLast()) : text
    if inner.isEmpty || inner.contains(where: { "[]{}\n#".contains($0) }) { return nil }
    return .writing("[\(inner)]", at: context.span, isFix: false) {
      "arguments are a list: write \($0)"
    }
  }

  /// `Linear(8, 8), ReLU()`.
  private var modules: TextCure? {
    guard code == .expressionSyntax, context.text == "," else { return nil }
    let bytes = context.source.bytes
    let items = PastedCall.split(line.value, in: bytes)
    var written: [String] = []
    for item in items {
      guard let start = item.first(where: { bytes[$0] != 0x20 }),
        let call = PastedCall(at: start, in: bytes), call.range.upperBound <= item.upperBound,
        context.text(of: call.range.upperBound..<item.upperBound).allSatisfy({ $0 == " " })
      else { return nil }
      written.append(context.quotedExpression(context.text(of: call.range)))
    }
    guard (2...50).contains(written.count) else { return nil }
    return .writing("[" + written.joined(separator: ", ") + "]", at: line.quotedValue) {
      "several modules are a list: write \($0)"
    }
  }

  /// `model: Sequential` above a list.
  private var sequence: TextCure? {
    guard code == .unknownName, ["Sequential", "nn.Sequential"].contains(line.text) else {
      return nil
    }
    return TextCure(
      "a list of modules is a Sequential: take `\(line.text)` out",
      [TextCure.Edit(range: line.quotedValue, text: "")])
  }

  /// `args: (8, 8)`, which YAML splits.
  private var tuple: TextCure? {
    guard code == .unquoted || code == .wrongType else { return nil }
    let bytes = context.source.bytes
    let start = context.span.lowerBound
    guard start < bytes.count, bytes[start] == UInt8(ascii: "("),
      let end = bytes[start...].firstIndex(where: { $0 == UInt8(ascii: ")") || $0 == 0x0A }),
      bytes[end] == UInt8(ascii: ")")
    else { return nil }
    let inner = context.text(of: start + 1..<end)
    if inner.contains(where: { "[({\"'#".contains($0) }) { return nil }
    return .writing("[\(inner)]", at: start..<end + 1) { "write \($0)" }
  }

  /// `"0,5"`.
  private var decimal: TextCure? {
    guard code == .expressionSyntax || code == .invalidValue else { return nil }
    let bytes = context.source.bytes
    var (start, end) = (context.span.lowerBound, context.span.upperBound)
    let isDigit = { (place: Int) in bytes.indices.contains(place) && bytes[place].isASCIIDigit }
    if context.text == "," {
      while isDigit(start - 1) { start -= 1 }
    } else if !context.text.utf8.allSatisfy(\.isASCIIDigit) {
      return nil
    }
    guard
      let comma = (start..<end + 1).first(where: {
        bytes.indices.contains($0) && bytes[$0] == UInt8(ascii: ",")
      }), comma > start, isDigit(comma + 1)
    else { return nil }
    end = comma + 1
    while isDigit(end) { end += 1 }
    // `[1,2]` is a list.
    if start > 0, !" :\"'".utf8.contains(bytes[start - 1]) { return nil }
    let number = context.text(of: start..<comma) + "." + context.text(of: comma + 1..<end)
    return .writing(number, at: start..<end, isFix: false) {
      "a decimal point is a dot: write \($0)"
    }
  }

  /// `model: arch/llama.yaml`.
  private var file: TextCure? {
    guard code == .unknownName || code == .expressionSyntax,
      [".yaml", ".yml"].contains(where: { line.text.hasSuffix($0) })
    else { return nil }
    return .writing("{from: \(flowScalar(line.text))}", at: line.quotedValue) {
      "a module of another file is read by `from`: write \($0)"
    }
  }
}
