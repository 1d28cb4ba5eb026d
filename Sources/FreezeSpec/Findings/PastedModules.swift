/// Cures of modules and names that are written as Python, `print(model)` or another language has
/// them.
struct PastedModules {
  private let context: TextCures

  init(_ context: TextCures) { self.context = context }

  /// What may cure the error, best first.
  var candidates: [TextCure] {
    [
      source, method, printed, named, keyword, function, countOfRange, tensor, shape, wholeNumber,
      percentage, annotation,
    ].compactMap(\.self)
  }

  private var line: ErrorLine { context.line }
  private var code: DiagnosticCode { context.diagnostic.code }
  private var bytes: [UInt8] { context.source.bytes }

  /// The scalar that the error is in, without its quotes and with them: one in quotes wherever it stands,
  /// or else the line's value.
  private var scalar: (value: Range<Int>, quoted: Range<Int>) {
    var open: (place: Int, quote: UInt8)?
    for place in line.range {
      let byte = bytes[place]
      if let start = open {
        guard byte == start.quote, bytes[place - 1] != UInt8(ascii: "\\") else { continue }
        if start.place < context.span.lowerBound, context.span.lowerBound <= place {
          return (start.place + 1..<place, start.place..<place + 1)
        }
        open = nil
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        open = (place, byte)
      }
    }
    return (line.value, line.quotedValue)
  }

  // MARK: Modules

  /// `hf:bert-base-uncased` in place of a module.
  private var source: TextCure? {
    guard code == .expressionSyntax || code == .from || code == .unknownName else { return nil }
    let text = code == .from ? context.text : line.text
    let schemes = ["hf:", "timm:", "torchvision:", "torch:"]
    guard schemes.contains(where: { text.hasPrefix($0) }), !text.contains(" ") else { return nil }
    return TextCure(
      "this names a model of Python: freezespec import \(clipped(text)) -o FILE.yaml writes it as a "
        + "config, which {from: FILE.yaml} reads", [])
  }

  /// `Linear(8, 8).cuda()`.
  private var method: TextCure? {
    guard code == .expressionSyntax, context.text == ".", context.span.lowerBound > 0,
      bytes[context.span.lowerBound - 1] == UInt8(ascii: ")")
    else { return nil }
    var end = context.span.lowerBound
    while end < bytes.count, bytes[end] == UInt8(ascii: "."),
      let call = PastedCall(at: end + 1, in: bytes)
    {
      end = call.range.upperBound
    }
    let range = context.span.lowerBound..<end
    if range.isEmpty { return nil }
    let called = context.text(of: range)
    let isFreezing = called.contains("requires_grad")
    // Where a module lies changes nothing of a plan; what else a method does has to be said elsewhere.
    let isOfPlace = [".cuda()", ".cpu()", ".to('cuda')", ".to(\"cuda\")", ".to(device)"]
      .contains { $0.isExactly(called) }
    return TextCure(
      (isFreezing
        ? "what freezes stands under `rules`: " : "methods of modules are not called here: ")
        + "take `\(clipped(called))` out", isFix: isOfPlace,
      [TextCure.Edit(range: range, text: "")])
  }

  /// `(0-11): 12 x Linear(8, 8)`, with or without the list around it.
  private var printed: TextCure? {
    guard code == .expressionSyntax, context.text == ":" else { return nil }
    let scalar = scalar
    var text = context.text(of: scalar.value)
    if text.hasPrefix("ModuleList("), text.hasSuffix(")") {
      text = String(text.dropFirst("ModuleList(".count).dropLast())
    }
    guard text.hasPrefix("("), let end = firstRange(of: "): ", in: text) else { return nil }
    let index = text[..<end.lowerBound].dropFirst()
    let rest = String(text[end.upperBound...])
    let count = rest.prefix { $0.isASCII && $0.isNumber }
    let module = String(rest.dropFirst(count.count)).trimmingPrefix(" x ")
    guard index.utf8.allSatisfy({ $0.isASCIIDigit || $0 == UInt8(ascii: "-") }),
      module.hasSuffix(")"), !module.contains("): ")
    else { return nil }
    let written = context.quotedExpression(String(module))
    if count.isEmpty {
      return .writing(written, at: scalar.quoted) { "a number is no part of a module: write \($0)" }
    }
    return .writing("{repeat: \(count), module: \(written)}", at: scalar.quoted) {
      "equal modules are a repeat: write \($0)"
    }
  }

  /// `ModuleDict({'a': Linear(2, 2)})`, and `Sequential(OrderedDict({…}))`.
  private var named: TextCure? {
    guard code == .expressionSyntax, context.text == "{" else { return nil }
    return dictionary { text in
      guard text.hasPrefix("{"), text.hasSuffix("}") else { return nil }
      return (1, ":")
    }
  }

  /// `Sequential(OrderedDict(fc=Linear(2, 2)))`, and `ModuleDict(dict(…))`.
  private var keyword: TextCure? {
    guard code == .unknownClass,
      ["OrderedDict", "collections.OrderedDict", "dict"]
        .contains(context.text)
    else { return nil }
    return dictionary { $0.contains("=") && !$0.hasPrefix("[") ? (0, "=") : nil }
  }

  /// Names with modules in a call of a container.
  ///
  /// - Parameter form: How many characters stand around the items, and what behind each name.
  private func dictionary(_ form: (String) -> (rim: Int, sign: Character)?) -> TextCure? {
    let scalar = scalar
    guard let outer = PastedCall(at: scalar.value.lowerBound, in: bytes),
      outer.range == scalar.value,
      outer.name == "Sequential" || outer.name == "ModuleDict"
    else { return nil }
    var items = outer.arguments
    if let inner = PastedCall(at: items.lowerBound, in: bytes), inner.range == items,
      inner.name == "OrderedDict" || inner.name == "dict"
    {
      items = inner.arguments
    }
    guard let (rim, sign) = form(context.text(of: items)) else { return nil }
    var children: [String] = []
    for item in PastedCall.split(items.lowerBound + rim..<items.upperBound - rim, in: bytes) {
      let text = context.text(of: item)
      guard let end = text.firstIndex(of: sign) else { return nil }
      let name = text[..<end].filter { !" '\"".contains($0) }
      let module = withoutBlanks(String(text[text.index(after: end)...]))
      if PythonIdentifier.name(name) == nil || module.isEmpty { return nil }
      children.append("\(name): \(context.quotedExpression(module))")
    }
    if children.isEmpty { return nil }
    let written = "{class: \(outer.name), children: {\(children.joined(separator: ", "))}}"
    return .writing(written, at: scalar.quoted) { "named modules are children: write \($0)" }
  }

  /// `F.relu` and `torch.nn.functional.max_pool2d`.
  private var function: TextCure? {
    guard code == .unknownClass || code == .unknownName || code == .expressionSyntax else {
      return nil
    }
    // What an expression cannot take an attribute of is told at its dot.
    var range = context.span
    while range.lowerBound > 0,
      bytes[range.lowerBound - 1].isASCIILetter || ".".utf8.contains(bytes[range.lowerBound - 1])
    {
      range = range.lowerBound - 1..<range.upperBound
    }
    while range.upperBound < bytes.count, Self.isOfName(bytes[range.upperBound]) {
      range = range.lowerBound..<range.upperBound + 1
    }
    let text = context.text(of: range)
    let modules = PastedPython.functionModules + ["torch."]
    guard let module = modules.first(where: { text.hasPrefix($0) }) else { return nil }
    let meant = lowercased(String(text.dropFirst(module.count))).filter { $0 != "_" }
    guard let name = Catalogue.names.first(where: { lowercased($0) == meant }) else { return nil }
    return .writing(name, at: range, isFix: false) {
      "`\(clipped(text))` is a function, and its module is another: write \($0)"
    }
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte.isASCIIDigit || "_.".utf8.contains(byte)
  }

  // MARK: Numbers

  /// `repeat: range(12)`.
  private var countOfRange: TextCure? {
    guard code == .unknownClass, context.text == "range",
      let call = PastedCall(at: context.span.lowerBound, in: bytes)
    else { return nil }
    let arguments = call.split(in: bytes).map { withoutBlanks(context.text(of: $0)) }
    let count: String
    switch arguments.count {
    case 1: count = arguments[0]
    case 2:
      guard let first = Int(arguments[0]), let last = Int(arguments[1]), first >= 0, last > first,
        last < 1_000_000
      else { return nil }
      count = "\(last - first)"
    default: return nil
    }
    return .writing(count, at: call.range) { "a repeat takes the count: write \($0)" }
  }

  /// `torch.tensor([[1.0, 2.0]])` where numbers stand.
  private var tensor: TextCure? {
    guard code == .wrongType else { return nil }
    let isQuoted = context.text.first == "\"" || context.text.first == "'"
    guard let call = PastedCall(at: context.span.lowerBound + (isQuoted ? 1 : 0), in: bytes),
      ["tensor", "Tensor", "FloatTensor", "array"].contains(call.name),
      let first = call.split(in: bytes).first
    else { return nil }
    let list = withoutBlanks(context.text(of: first))
    guard list.hasPrefix("["), list.hasSuffix("]") else { return nil }
    return .writing(list, at: context.span) {
      "numbers are a list: write \(clipped($0, to: 1_000))"
    }
  }

  /// `3x4` as a shape.
  private var shape: TextCure? {
    guard code == .expressionSyntax || code == .unknownName else { return nil }
    let text = context.text
    let sizes = text.split { "x×".contains($0) }.map(String.init)
    guard (2...8).contains(sizes.count), text.first?.isNumber == true,
      sizes.allSatisfy({ !$0.isEmpty && $0.utf8.count < 12 && $0.utf8.allSatisfy(\.isASCIIDigit) })
    else { return nil }
    return .writing("[\(sizes.joined(separator: ", "))]", at: context.span, isFix: false) {
      "a shape is a list of sizes: write \($0)"
    }
  }

  /// `1e3` where an integer is wanted.
  private var wholeNumber: TextCure? {
    guard code == .invalidArgument || code == .wrongType || code == .expressionSyntax,
      let number = WrittenNumber.whole(context.text)
    else { return nil }
    return .writing(number, at: context.span) { "it has to be an integer: write \($0)" }
  }

  /// `10%`, whose sign is the modulo of nothing.
  private var percentage: TextCure? {
    guard code == .expressionSyntax else { return nil }
    // It is told at the last sign.
    var start = context.span.lowerBound
    guard start > line.range.lowerBound, context.text == "%" else { return nil }
    let end = start + 1
    while start > line.range.lowerBound,
      bytes[start - 1].isASCIIDigit || bytes[start - 1] == UInt8(ascii: ".")
    {
      start -= 1
    }
    return WrittenNumber.fraction(context.text(of: start..<end)).map { fraction in
      .writing(pythonRepr(fraction), at: start..<end) { "a percentage is a fraction: write \($0)" }
    }
  }

  // MARK: Arguments of classes

  /// `m: int = 3`.
  private var annotation: TextCure? {
    guard
      code == .expressionSyntax || code == .wrongType || code == .unquoted
        || code == .invalidName
    else { return nil }
    var range = context.span
    while range.lowerBound > 0, !"[,\n\"'-".utf8.contains(bytes[range.lowerBound - 1]) {
      range = range.lowerBound - 1..<range.upperBound
    }
    while range.upperBound < bytes.count, !",]\n\"'}#".utf8.contains(bytes[range.upperBound]) {
      range = range.lowerBound..<range.upperBound + 1
    }
    while !range.isEmpty, bytes[range.lowerBound].isASCIISpace {
      range = range.lowerBound + 1..<range.upperBound
    }
    while !range.isEmpty, bytes[range.upperBound - 1].isASCIISpace {
      range = range.lowerBound..<range.upperBound - 1
    }
    if range.count > 200 { return nil }
    let text = context.text(of: range)
    guard let colon = text.firstIndex(of: ":"),
      PythonIdentifier.name(withoutBlanks(String(text[..<colon]))) != nil
    else { return nil }
    let name = withoutBlanks(String(text[..<colon]))
    let rest = text[text.index(after: colon)...]
    let type = withoutBlanks(String(rest.prefix { $0 != "=" }))
    let types = [
      "int", "float", "bool", "str", "Optional", "tuple", "list", "Tuple", "List", "nn.",
    ]
    guard types.contains(where: { type.hasPrefix($0) }) else { return nil }
    let value = withoutBlanks(String(rest.drop { $0 != "=" }.dropFirst()))
    return .writing(value.isEmpty ? name : "\(name)=\(value)", at: range) {
      "arguments have no annotations: write \($0)"
    }
  }
}
