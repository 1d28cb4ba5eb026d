/// Cures of text that comes from elsewhere: out of Python, a word processor, another language.
struct TextCures {
  let diagnostic: Diagnostic
  let source: SourceFile
  let span: Range<Int>
  let line: ErrorLine

  init?(_ diagnostic: Diagnostic, in sources: SourceMap) {
    guard let span = diagnostic.span else { return nil }
    self.diagnostic = diagnostic
    source = sources.file(of: span)
    let start = Int(span.start)
    let end = min(Int(span.end), source.bytes.count)
    guard start <= end else { return nil }
    self.span = start..<end
    line = Self.line(source.lineIndex(of: Int(span.start)), of: source)
  }

  /// A line of the file.
  func line(_ index: Int) -> ErrorLine { Self.line(index, of: source) }

  private static func line(_ index: Int, of source: SourceFile) -> ErrorLine {
    let slice = source.lineBytes(index)
    return ErrorLine(slice.startIndex..<slice.endIndex, in: source.bytes)
  }

  /// What may cure the error, best first.
  var candidates: [TextCure] {
    let before = [PastedValues(self).cure].compactMap(\.self) + ForeignCharacters(self).candidates
    let own = [
      bullets, quotedString, floorDivision, tensorShape, repeated, comprehension, dictionary,
      assignment, assignedModules, stringPrefix, stop,
    ].compactMap(\.self)
    return before + own + PastedModules(self).candidates
      + [ForeignComment(self).cure].compactMap(\.self)
  }

  var text: String { text(of: span) }

  func text(of range: Range<Int>) -> String {
    String(decoding: source.bytes[range], as: UTF8.self)
  }

  /// Whether the text is no YAML, so that a line far from where that shows may be to blame.
  var isOfYAML: Bool { diagnostic.code == .yamlSyntax || diagnostic.code == .tag }

  /// The lines that may be to blame: those of the error, or all of a text that is no YAML.
  var lines: [ErrorLine] {
    isOfYAML ? (0..<source.lineCount).map(line) : errorLines
  }

  /// The lines of the error.
  var errorLines: [ErrorLine] {
    let first = source.lineIndex(of: span.lowerBound)
    return (first...min(lastLine, first + 100)).map(line)
  }

  /// The index of the error's last line.
  var lastLine: Int { source.lineIndex(of: max(span.lowerBound, span.upperBound - 1)) }

  /// A text of the file with edits in it.
  func applied(_ edits: [TextCure.Edit], to range: Range<Int>) -> String {
    var result: [UInt8] = []
    var next = range.lowerBound
    for edit in edits where range.contains(edit.range.lowerBound) {
      result += source.bytes[next..<edit.range.lowerBound] + Array(edit.text.utf8)
      next = edit.range.upperBound
    }
    return String(decoding: result + source.bytes[next..<range.upperBound], as: UTF8.self)
  }

  /// A text without the blanks that it begins with.
  func trimmed(_ text: String) -> String {
    String(text.drop { $0 == " " })
  }

  /// Items that begin with a `*`, or with two dashes, as lists elsewhere do.
  private var bullets: TextCure? {
    guard [.yamlSyntax, .unknownAlias, .unquoted].contains(diagnostic.code) else { return nil }
    let first = source.lineIndex(of: span.lowerBound)
    guard let (indentation, sign) = bullet(of: first) else { return nil }
    var edits: [TextCure.Edit] = []
    var index = first
    while index < source.lineCount, edits.count < 100 {
      let range = line(index).range
      let depth = range.prefix { source.bytes[$0] == 0x20 }.count
      if depth < indentation, depth < range.count { break }
      if let (own, ownSign) = bullet(of: index), own == indentation, ownSign == sign {
        let start = range.lowerBound + own
        edits.append(TextCure.Edit(range: start..<start + sign.utf8.count, text: "-"))
      }
      index += 1
    }
    return TextCure("an item begins with `- `: write `-` in place of `\(sign)`", edits)
  }

  /// How far a line is indented that begins with such a sign and a blank, and the sign.
  private func bullet(of index: Int) -> (indentation: Int, sign: String)? {
    let line = line(index)
    let indentation = line.range.prefix { source.bytes[$0] == 0x20 }.count
    let rest = line.text(of: line.range.lowerBound + indentation..<line.range.upperBound)
    return ["*", "--"].first { rest.hasPrefix($0 + " ") }.map { (indentation, $0) }
  }

  // MARK: Python

  /// A string whose quotes YAML takes away.
  private var quotedString: TextCure? {
    guard diagnostic.code == .unknownName, diagnostic.cures.contains(.defining(text)),
      let scalar = wholeScalar
    else { return nil }
    // A name that is missing looks the same.
    return .writing("\"'\(text)'\"", at: scalar, isFix: false) {
      "if it is a string: YAML takes one pair of quotes away, write \($0)"
    }
  }

  /// The scalar whose whole text the error points at, its quotes included.
  private var wholeScalar: Range<Int>? {
    let bytes = source.bytes
    guard span.lowerBound > 0 else { return nil }
    let before = bytes[span.lowerBound - 1]
    if before == UInt8(ascii: "\"") || before == UInt8(ascii: "'") {
      guard span.upperBound < bytes.count, bytes[span.upperBound] == before else { return nil }
      return span.lowerBound - 1..<span.upperBound + 1
    }
    return span
  }

  /// `/` where a whole number is wanted.
  private var floorDivision: TextCure? {
    guard
      diagnostic.code == .invalidArgument || diagnostic.code == .wrongType
        || diagnostic.code == .evaluation, !span.isEmpty
    else { return nil }
    let bytes = source.bytes
    let edits = span.filter { place in
      bytes[place] == UInt8(ascii: "/")
        && (place == 0 || bytes[place - 1] != UInt8(ascii: "/"))
        && (place + 1 == bytes.count || bytes[place + 1] != UInt8(ascii: "/"))
    }.map { TextCure.Edit(range: $0..<$0 + 1, text: "//") }
    if edits.isEmpty || edits.count > 20 { return nil }
    let written = clipped(applied(edits, to: span), to: 1_000)
    return TextCure(
      "/ always gives a float, // divides integers: write `\(written)`",
      title: "write `\(written)`",
      // With a remainder the value is another one.
      isFix: diagnostic.message.contains(".0"), edits)
  }

  /// A tensor that is made where its shape is wanted.
  private var tensorShape: TextCure? {
    guard [.unknownClass, .unquoted, .unbuildableClass].contains(diagnostic.code) else {
      return nil
    }
    let bytes = source.bytes
    guard var call = PastedCall(at: span.lowerBound, in: bytes) else { return nil }
    let whole = call.range
    if call.name == "Parameter", let inner = PastedCall(at: call.arguments.lowerBound, in: bytes) {
      call = inner
    }
    guard PastedPython.tensorFactories.contains(call.name) else { return nil }
    var sizes: [String] = []
    for argument in call.split(in: bytes) {
      let text = trimmed(self.text(of: argument))
      if text.utf8.contains(UInt8(ascii: "=")) { break }
      if let first = text.utf8.first, first == UInt8(ascii: "(") || first == UInt8(ascii: "[") {
        let items = text.dropFirst().dropLast().split(separator: ",")
        sizes = items.map { trimmed(String($0)) }.filter { !$0.isEmpty }
        break
      }
      sizes.append(text)
    }
    let isPlain = sizes.allSatisfy { size in
      !size.isEmpty && size.unicodeScalars.allSatisfy { !"[]{}\"'#:,".unicodeScalars.contains($0) }
    }
    guard isPlain else { return nil }
    var range = whole
    if range.lowerBound > 0, range.upperBound < bytes.count,
      [UInt8(ascii: "\""), UInt8(ascii: "'")].contains(bytes[range.lowerBound - 1]),
      bytes[range.upperBound] == bytes[range.lowerBound - 1]
    {
      range = range.lowerBound - 1..<range.upperBound + 1
    }
    // What is made of the tensor would be lost.
    if range.upperBound < bytes.count, !" ,}]\n\r\"'".utf8.contains(bytes[range.upperBound]) {
      return nil
    }
    let behind = text(of: range.upperBound..<line.range.upperBound)
    if let sign = behind.first(where: { $0 != " " }), !",}]#".contains(sign) { return nil }
    let written = text(of: whole).filter { $0 != " " }
    let shape = "[" + sizes.joined(separator: ", ") + "]"
    let declared =
      written.contains("requires_grad=False") ? "{shape: \(shape), requires_grad: false}" : shape
    // Another type or state is the author's to say.
    return .writing(declared, at: range, isFix: !written.contains("=")) {
      "a parameter is declared by its shape: write \($0)"
    }
  }

  /// `12 x Linear(8, 8)`, as `print(model)` shows equal modules.
  private var repeated: TextCure? {
    guard diagnostic.code == .expressionSyntax || diagnostic.code == .evaluation else { return nil }
    let text = line.text
    let count = text.prefix { $0.isASCII && $0.isNumber }
    let rest = text.dropFirst(count.count).drop { $0 == " " }
    guard !count.isEmpty, count.utf8.count < 8, let sign = rest.first, "x×*".contains(sign) else {
      return nil
    }
    let module = String(rest.dropFirst().drop { $0 == " " })
    guard module.unicodeScalars.first.map({ $0.properties.isUppercase || $0 == "n" }) == true,
      module.hasSuffix(")")
    else { return nil }
    return .writing("{repeat: \(count), module: \(quotedExpression(module))}", at: line.quotedValue)
    {
      "equal modules are a repeat: write \($0)"
    }
  }

  /// An expression as a scalar of flow YAML.
  func quotedExpression(_ text: String) -> String {
    text.utf8.contains(UInt8(ascii: "\"")) ? flowScalar(text) : quoted(text)
  }

  /// `nn.ModuleList([Linear(8, 8) for i in range(12)])`.
  private var comprehension: TextCure? {
    guard diagnostic.code == .expressionSyntax else { return nil }
    let bytes = source.bytes
    guard let call = PastedCall(at: line.value.lowerBound, in: bytes),
      call.range == line.value, call.name == "ModuleList" || call.name == "Sequential"
    else { return nil }
    var inner = trimmed(text(of: call.arguments))
    if inner.hasPrefix("*") { inner.removeFirst() }
    guard inner.hasPrefix("["), inner.hasSuffix("]"),
      let loop = firstRange(of: " for ", in: inner)
    else { return nil }
    let module = String(inner[..<loop.lowerBound].dropFirst())
    let clause = inner[loop.upperBound...].dropLast()
    guard let position = firstRange(of: " in range(", in: String(clause)), clause.hasSuffix(")")
    else { return nil }
    let words = String(clause)
    let index = words[..<position.lowerBound]
    let count = words[position.upperBound...].dropLast()
    if count.contains(",") || module.contains(" for ") || count.contains(" for ") { return nil }
    let name = index == "_" ? "" : ", as: \(index)"
    let made = "{repeat: \(count), module: \(quotedExpression(module))\(name)}"
    return .writing(call.name == "ModuleList" ? made : "[\(made)]", at: line.quotedValue) {
      "for a comprehension there is repeat: write \($0)"
    }
  }

  /// `nn.Sequential(OrderedDict([('fc', Linear(2, 2)), …]))`.
  private var dictionary: TextCure? {
    let bytes = source.bytes
    guard diagnostic.code == .unknownClass,
      let outer = PastedCall(at: line.value.lowerBound, in: bytes), outer.range == line.value,
      outer.name == "Sequential",
      let inner = PastedCall(at: outer.arguments.lowerBound, in: bytes),
      inner.range == outer.arguments, inner.name == "OrderedDict",
      text(of: inner.arguments).hasPrefix("["), text(of: inner.arguments).hasSuffix("]")
    else { return nil }
    var children: [String] = []
    let list = inner.arguments.lowerBound + 1..<inner.arguments.upperBound - 1
    for item in PastedCall.split(list, in: bytes) {
      let pair = trimmed(text(of: item))
      guard pair.hasPrefix("("), pair.hasSuffix(")"), let comma = pair.firstIndex(of: ",") else {
        return nil
      }
      let name = pair[..<comma].filter { !"( '\"".contains($0) }
      let module = trimmed(String(pair[pair.index(after: comma)...].dropLast()))
      if PythonIdentifier.name(name) == nil { return nil }
      children.append("\(name): \(quotedExpression(module))")
    }
    let written = "{class: Sequential, children: {\(children.joined(separator: ", "))}}"
    return .writing(written, at: line.quotedValue) {
      "named modules are children: write \($0)"
    }
  }

  /// `fc = nn.Linear(2, 2)`, or `self.fc = …`.
  private var assignment: TextCure? {
    guard diagnostic.code == .expressionSyntax, text == "=",
      let sign = text(of: line.value).firstIndex(of: "=")
    else { return nil }
    let value = text(of: line.value)
    var name = String(value[..<sign].filter { $0 != " " })
    if name.hasPrefix("self.") { name = String(name.dropFirst(5)) }
    let module = trimmed(String(value[value.index(after: sign)...]))
    guard PythonIdentifier.name(name) != nil, module.contains("(") else { return nil }
    if line.key == name {
      return .writing(module, at: line.value) { "the key is the name: write \($0)" }
    }
    let written = "\(name): \(module)"
    return TextCure(
      "named modules stand under `children:`, as `\(clipped(written))` without `- `", [])
  }

  /// `fc = nn.Linear(2, 2)` where a child stands, and others like it around.
  private var assignedModules: TextCure? {
    guard diagnostic.code == .yamlSyntax || diagnostic.code == .wrongType else { return nil }
    var edits: [TextCure.Edit] = []
    for line in lines {
      let bytes = source.bytes[line.range]
      guard let start = bytes.firstIndex(where: { !$0.isASCIISpace }),
        let end = bytes.lastIndex(where: { !$0.isASCIISpace }),
        let sign = bytes.firstIndex(of: UInt8(ascii: "=")), start < sign, sign < end
      else { continue }
      var name = text(of: start..<sign).filter { $0 != " " }
      if name.hasPrefix("self.") { name = String(name.dropFirst(5)) }
      let module = trimmed(text(of: sign + 1..<end + 1))
      guard PythonIdentifier.name(name) != nil, module.hasSuffix(")"), module.contains("("),
        !module.contains(": "), !module.contains(" #")
      else { continue }
      edits.append(TextCure.Edit(range: start..<end + 1, text: "\(name): \(module)"))
    }
    // More could not all be shown, and so a person has to look.
    if edits.isEmpty || edits.count > 20 { return nil }
    let written = listed(edits.map { "`\($0.text)`" }, most: 20)
    return TextCure(
      "a child is a key and its module: write \(written)", title: "write \(written)", edits)
  }

  /// `f'…'`, `r'…'`, `b'…'`.
  private var stringPrefix: TextCure? {
    guard diagnostic.code == .expressionSyntax, span.upperBound < source.bytes.count,
      ["f", "r", "b", "u", "F", "R", "B", "U"].contains(text)
    else { return nil }
    return TextCure(
      "a string has no letter before it: take the `\(text)` out",
      [TextCure.Edit(range: span, text: "")])
  }

  /// A comma or a semicolon behind a whole expression.
  private var stop: TextCure? {
    let signs = [",": "comma", ";": "semicolon", "\u{FF0C}": "comma", "\u{FF1B}": "semicolon"]
    guard diagnostic.code == .expressionSyntax, let sign = signs[text],
      span.upperBound == line.value.upperBound
    else { return nil }
    return TextCure(
      "take the \(sign) at the end away",
      [TextCure.Edit(range: span, text: "")])
  }
}
