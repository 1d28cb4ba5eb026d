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
/// Besides what JSON asks for, texts have no character that a terminal might obey or not show: see
/// ``ByteWriter/append(json:escapesMarkup:)``.
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

  /// Writes fields of an inline object as a function writes them, some bytes at most, with what stands
  /// between them and before them.
  mutating func append(jsonUpTo most: Int, _ write: (inout ByteWriter) -> Void) {
    out.write(upTo: most, write)
    needsComma = true
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
    let escapesMarkup = escapesMarkup
    out.write(upTo: ByteWriter.mostJSONBytes(of: text)) { bytes in
      bytes.append(json: text, escapesMarkup: escapesMarkup)
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
