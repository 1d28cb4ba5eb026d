/// Writes JSON into a byte buffer.
///
/// ```swift
/// var json = JSONWriter()
/// json.object {
///   $0.field("name", "mlp")
///   $0.key("shape").array(inline: true) { $0.value(20); $0.value(10) }
/// }
/// ```
///
/// Besides what JSON asks for, all characters are escaped that a terminal might obey or not show:
/// control characters, those that change the direction of a text, invisible ones and separators of
/// lines; where the text shall stand in a web page, `<`, `>` and `&` as well. So is a `#` before another,
/// as a runner of CI jobs might obey what they start: see ``WorkflowCommands``.
struct JSONWriter {
  /// The text so far.
  private(set) var out: OutputBuffer
  private var level = 0
  private var isInline = false
  private var needsComma = false
  private var followsKey = false

  /// Whether `<`, `>` and `&` are escaped.
  private let escapesMarkup: Bool

  /// Makes a writer into a buffer of its own.
  init(capacity: Int = 0, escapesMarkup: Bool = true) {
    self.init(continuing: OutputBuffer(capacity: capacity), escapesMarkup: escapesMarkup)
  }

  /// Makes a writer of one value behind what was written before.
  fileprivate init(continuing out: OutputBuffer, escapesMarkup: Bool) {
    self.out = out
    self.escapesMarkup = escapesMarkup
  }

  /// Makes a writer of fields that follow others in an inline object, the comma before them included.
  init(insideInlineObjectEscapingMarkup escapesMarkup: Bool) {
    self.init(escapesMarkup: escapesMarkup)
    level = 1
    isInline = true
    needsComma = true
  }

  /// The finished text, with a final line break.
  var bytes: [UInt8] {
    var finished = out
    finished.append(byte: 0x0A)
    return finished.bytes
  }

  // MARK: Structure

  /// Writes an object; inline ones stand on one line, as does all that they hold.
  mutating func object(inline: Bool = false, _ body: (inout JSONWriter) -> Void) {
    nest(UInt8(ascii: "{"), UInt8(ascii: "}"), inline, body)
  }

  /// Writes an array; inline ones stand on one line, as does all that they hold.
  mutating func array(inline: Bool = false, _ body: (inout JSONWriter) -> Void) {
    nest(UInt8(ascii: "["), UInt8(ascii: "]"), inline, body)
  }

  /// Writes a key; its value follows.
  mutating func key(_ key: StaticString) {
    // Between two fields of a line nothing is to be decided, and most keys stand there.
    let isBetween = isInline && needsComma && !followsKey
    if !isBetween { separate() }
    out.append(key: key, afterComma: isBetween)
    followsKey = true
  }

  private mutating func nest(
    _ open: UInt8, _ close: UInt8, _ inline: Bool, _ body: (inout JSONWriter) -> Void
  ) {
    separate()
    let outer = isInline
    isInline = isInline || inline
    out.append(byte: open)
    level += 1
    needsComma = false
    body(&self)
    level -= 1
    if needsComma, !isInline { breakLine(afterComma: false) }
    out.append(byte: close)
    needsComma = true
    isInline = outer
  }

  /// Writes what stands between the value before and the next one.
  private mutating func separate() {
    if followsKey {
      followsKey = false
      return
    }
    if isInline {
      if needsComma { out.append(", " as StaticString) }
      out.endPiece()
    } else if level > 0 {
      breakLine(afterComma: needsComma)
    }
    needsComma = true
  }

  private mutating func breakLine(afterComma: Bool) {
    out.endPiece()
    out.append(lineBreakBefore: level, afterComma: afterComma)
  }

  // MARK: Values

  mutating func value(_ text: String) {
    separate()
    needsComma = true
    var text = text
    text.withUTF8 { appendQuoted($0) }
  }

  mutating func value(_ text: Substring) {
    separate()
    needsComma = true
    var text = text
    text.withUTF8 { appendQuoted($0) }
  }

  mutating func value(_ number: Int) {
    separate()
    needsComma = true
    out.append(number)
  }

  mutating func value(_ flag: Bool) {
    separate()
    needsComma = true
    out.append(flag ? "true" as StaticString : "false")
  }

  /// Writes a float by the shortest digits that read back as the same; null where it is no number.
  mutating func value(_ number: Double) {
    separate()
    needsComma = true
    if !number.isFinite {
      out.append("null" as StaticString)
    } else if number == number.rounded(), number.magnitude < 1e15,
      number != 0 || number.sign == .plus
    {
      out.append(Int(number))
    } else {
      out.append(number.description)
    }
  }

  /// Writes fields that are JSON already, the comma before them included.
  mutating func append(json: [UInt8]) { out.append(json) }

  /// The same, as a function writes them: some bytes at most.
  mutating func append(jsonUpTo most: Int, _ write: (inout ByteWriter) -> Void) {
    out.write(upTo: most, write)
  }

  /// Writes a value that is JSON already.
  mutating func value(json: [UInt8]) {
    separate()
    needsComma = true
    out.append(json)
  }

  mutating func null() {
    separate()
    needsComma = true
    out.append("null" as StaticString)
  }

  mutating func field(_ key: StaticString, _ text: String) {
    self.key(key)
    value(text)
  }

  /// Writes a text that is there as UTF-8.
  mutating func field(_ key: StaticString, utf8 text: UnsafeBufferPointer<UInt8>) {
    self.key(key)
    separate()
    needsComma = true
    appendQuoted(text)
  }

  mutating func field(_ key: StaticString, _ text: String?) {
    self.key(key)
    if let text { value(text) } else { null() }
  }

  mutating func field(_ key: StaticString, _ number: Int) {
    self.key(key)
    value(number)
  }

  mutating func field(_ key: StaticString, _ number: Int?) {
    self.key(key)
    if let number { value(number) } else { null() }
  }

  mutating func field(_ key: StaticString, _ flag: Bool) {
    self.key(key)
    value(flag)
  }

  mutating func field(_ key: StaticString, _ numbers: some Sequence<Int>) {
    self.key(key)
    array(inline: true) { for number in numbers { $0.value(number) } }
  }

  mutating func field(_ key: StaticString, _ texts: [String]) {
    self.key(key)
    array(inline: true) { for text in texts { $0.value(text) } }
  }

  private mutating func appendQuoted(_ text: UnsafeBufferPointer<UInt8>) {
    if !escapesMarkup, ByteScan.isPlainJSON(UnsafeRawBufferPointer(text)) {
      return out.append(quoted: text)
    }
    out.append(byte: UInt8(ascii: "\""))
    defer { out.append(byte: UInt8(ascii: "\"")) }
    var start = 0
    var index = 0
    while index < text.count {
      let byte = text[index]
      let escape: StaticString
      switch byte {
      case UInt8(ascii: "\""): escape = "\\\""
      case UInt8(ascii: "\\"): escape = "\\\\"
      case UInt8(ascii: "<") where escapesMarkup: escape = "\\u003c"
      case UInt8(ascii: ">") where escapesMarkup: escape = "\\u003e"
      case UInt8(ascii: "&") where escapesMarkup: escape = "\\u0026"
      case UInt8(ascii: "#") where index + 1 < text.count && text[index + 1] == byte:
        escape = "\\u0023"
      case 0x0A: escape = "\\n"
      case 0x0D: escape = "\\r"
      case 0x09: escape = "\\t"
      case 0..<0x20, 0x7F:
        out.append(UnsafeBufferPointer(rebasing: text[start..<index]))
        appendEscape(UInt16(byte))
        index += 1
        start = index
        continue
      case 0x80...:
        let scalar = Self.scalar(at: index, in: text)
        let length = UTF8.width(scalar)
        if Self.isVisible(scalar) {
          index += length
          continue
        }
        out.append(UnsafeBufferPointer(rebasing: text[start..<index]))
        for unit in String(scalar).utf16 { appendEscape(unit) }
        index += length
        start = index
        continue
      default:
        index += 1
        continue
      }
      out.append(UnsafeBufferPointer(rebasing: text[start..<index]))
      out.append(escape)
      index += 1
      start = index
    }
    out.append(UnsafeBufferPointer(rebasing: text[start..<text.count]))
  }

  private mutating func appendEscape(_ unit: UInt16) {
    out.append("\\u" + hexadecimal(UInt32(unit), digits: 4))
  }

  /// The character of several bytes that starts at a place in the bytes of a string.
  private static func scalar(at index: Int, in text: UnsafeBufferPointer<UInt8>) -> Unicode.Scalar {
    let lead = UInt32(text[index])
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    var value = lead & (0x7F >> UInt32(length))
    for byte in text[(index + 1)...].prefix(length - 1) { value = value << 6 | UInt32(byte & 0x3F) }
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }

  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: false
    // A config may not have all of what is no character, and its reader is that of saved plans.
    default: !scalar.properties.isNoncharacterCodePoint && !TerminalText.isBlank(scalar)
    }
  }
}

extension OutputBuffer {
  /// Writes one value as JSON.
  mutating func appendJSON(escapesMarkup: Bool, _ write: (inout JSONWriter) -> Void) {
    var json = JSONWriter(continuing: self, escapesMarkup: escapesMarkup)
    self = OutputBuffer()
    write(&json)
    self = json.out
  }
}
