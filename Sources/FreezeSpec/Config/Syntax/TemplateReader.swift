/// Reads a text with `{expressions}` in it; `{{` and `}}` stand for braces.
struct TemplateReader {
  private let bytes: [UInt8]
  private let place: ExpressionSource
  private var template: Template
  /// The text behind the last expression.
  private var fixed: [UInt8] = []

  /// Reads a text.
  ///
  /// - Parameter place: Where the text stands.
  static func read(_ text: String, at place: ExpressionSource) throws(Diagnostic) -> Template {
    var reader = TemplateReader(bytes: Array(text.utf8), place: place)
    try reader.readParts()
    return reader.template
  }

  private init(bytes: [UInt8], place: ExpressionSource) {
    self.bytes = bytes
    self.place = place
    template = Template(parts: [], span: place.span)
  }

  private mutating func readParts() throws(Diagnostic) {
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      let isBrace = byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}")
      if isBrace, index + 1 < bytes.count, bytes[index + 1] == byte {
        fixed.append(byte)
        index += 2
      } else if byte == UInt8(ascii: "{") {
        guard let end = bytes[index...].firstIndex(of: UInt8(ascii: "}")) else {
          throw error("`{` is not closed", "write {{ for a brace")
        }
        finishText()
        template.parts.append(try field((index + 1)..<end))
        index = end + 1
      } else if byte == UInt8(ascii: "}") {
        throw error("`}` closes nothing", "write }} for a brace")
      } else {
        fixed.append(byte)
        index += 1
      }
    }
    finishText()
  }

  private mutating func finishText() {
    if !fixed.isEmpty { template.parts.append(.text(String(decoding: fixed, as: UTF8.self))) }
    fixed = []
  }

  /// The expression between two braces, with its `!r`.
  private func field(_ range: Range<Int>) throws(Diagnostic) -> Template.Part {
    var text = bytes[range]
    let isRepr = text.suffix(2).elementsEqual("!r".utf8)
    if isRepr { text = text.dropLast(2) }
    let expression = try ExpressionParser.parse(
      String(decoding: text, as: UTF8.self), source: place.part(from: range.lowerBound))
    return .field(expression, repr: isRepr)
  }

  private func error(_ message: String, _ cure: String) -> Diagnostic {
    Diagnostic(.expressionSyntax, message, at: place.span, help: [cure])
  }
}
