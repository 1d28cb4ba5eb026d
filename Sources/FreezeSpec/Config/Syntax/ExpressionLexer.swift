/// Splits the text of an expression into tokens, one at a time.
struct ExpressionLexer {
  let source: ExpressionSource
  let bytes: UnsafeBufferPointer<UInt8>
  /// The token read last, and its bytes.
  private(set) var token = ExpressionToken.end
  private(set) var range: Range<Int> = 0..<0
  /// The values of the numbers read last.
  private var integer = 0
  private var float = 0.0
  /// The content of the string read last.
  private(set) var string = ""

  init(bytes: UnsafeBufferPointer<UInt8>, source: ExpressionSource) {
    self.bytes = bytes
    self.source = source
  }

  /// The token's text.
  var text: String { String(decoding: bytes[range], as: UTF8.self) }

  /// The name that the token is.
  var name: String { PythonIdentifier.normalized(text) }

  /// The token's text for a message.
  var shown: String { clipped(text) }

  /// The bytes of the text's last character.
  var lastCharacter: Range<Int> {
    var start = max(0, bytes.count - 1)
    while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    return start..<bytes.count
  }

  /// The value of a token that is a literal of its own: a number, or a word.
  var literal: Value? {
    switch token {
    case .integer: .int(integer)
    case .float: .float(float)
    case .true: .bool(true)
    case .false: .bool(false)
    case .null: Value.none
    default: nil
    }
  }

  /// Whether an item ends with the token: at a comma, a bracket or the text's end.
  var isLast: Bool {
    guard range.upperBound < bytes.count else { return true }
    switch bytes[range.upperBound] {
    case UInt8(ascii: ","), UInt8(ascii: ")"), UInt8(ascii: "]"): return true
    default: return false
    }
  }

  /// The first place from one on where no blank stands.
  func firstByte(from start: Int) -> Int {
    var place = start
    while place < bytes.count, bytes[place].isASCIISpace { place += 1 }
    return place
  }

  /// Goes past a name that `=` follows, as an argument's does, to the token behind.
  ///
  /// - Returns: The place of the name; `nil` where the token is none.
  mutating func takeArgumentName() throws(Diagnostic) -> Range<Int>? {
    guard token == .name else { return nil }
    let next = firstByte(from: range.upperBound)
    guard next < bytes.count, bytes[next] == UInt8(ascii: "="),
      next + 1 == bytes.count || bytes[next + 1] != UInt8(ascii: "=")
    else { return nil }
    let name = range
    range = next..<next + 1
    token = .assign
    try advance()
    return name
  }

  /// Goes on from a token that was read in another way, or before.
  mutating func take(_ token: ExpressionToken, at range: Range<Int>) {
    self.token = token
    self.range = range
  }

  /// Reads the next token.
  mutating func advance() throws(Diagnostic) {
    let position = firstByte(from: range.upperBound)
    guard position < bytes.count else {
      range = bytes.count..<bytes.count
      token = .end
      return
    }
    let first = bytes[position]
    if let symbol = ExpressionToken(symbolAt: position, of: bytes), !isNumberStart(position) {
      range = position..<position + symbol.length
      token = symbol
    } else if isNameStart(first) {
      var end = position + 1
      var bits = first
      while end < bytes.count, isInName(bytes[end]) {
        bits |= bytes[end]
        end += 1
      }
      range = position..<end
      token = .name
      if bits >= 0x80 { try refuseStrayCharacter() }
      if range.count <= ExpressionToken.longestReserved,
        let reserved = ExpressionToken(reserved: UnsafeBufferPointer(rebasing: bytes[range]))
      {
        token = reserved
      }
      if end < bytes.count, isQuote(bytes[end]) { try refuseStringPrefix() }
    } else if isNumberStart(position) {
      try readNumber(from: position)
    } else if isQuote(first) {
      try readString(from: position)
    } else {
      var end = position + 1
      while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
      range = position..<end
      throw error("unexpected `\(shown)` in an expression")
    }
  }

  /// Whether a number starts at a byte: with a digit, or with the point before its first one.
  private func isNumberStart(_ start: Int) -> Bool {
    if bytes[start] != UInt8(ascii: ".") { return bytes[start].isASCIIDigit }
    return start + 1 < bytes.count && bytes[start + 1].isASCIIDigit
  }

  /// An error at the token, or at another run of bytes.
  func error(
    _ message: String, at range: Range<Int>? = nil, help: [String] = [],
    code: DiagnosticCode = .expressionSyntax
  ) -> Diagnostic {
    Diagnostic(code, message, at: source.span(of: range ?? self.range), help: help)
  }

  /// Letters of any script may stand in a name; a dash or a space that only looks like ASCII's may
  /// not.
  private mutating func refuseStrayCharacter() throws(Diagnostic) {
    guard let stray = PythonIdentifier.firstStrayCharacter(of: text) else { return }
    range = range.lowerBound + stray.lowerBound..<range.lowerBound + stray.upperBound
    guard let scalar = text.unicodeScalars.first else { return }
    throw error(
      "unexpected `\(scalar)` (U+\(hexadecimal(scalar.value, digits: 4, uppercase: true))) in an expression",
      help: lookalike(of: scalar).map { ["write \($0)"] } ?? [])
  }

  private mutating func refuseStringPrefix() throws(Diagnostic) {
    if range.count <= 2 { throw error("string prefixes such as `\(shown)` are not supported") }
  }

  private mutating func readNumber(from start: Int) throws(Diagnostic) {
    if readShortInteger(from: start) { return }
    var end = start
    var isFloat = false
    let radix = radixPrefix(at: start)
    if radix != nil { end += 2 }
    while end < bytes.count {
      let byte = bytes[end]
      if radix == nil, byte == UInt8(ascii: ".") {
        isFloat = true
      } else if radix == nil, byte | 0x20 == UInt8(ascii: "e") {
        isFloat = true
        let next = end + 1 < bytes.count ? bytes[end + 1] : 0
        if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { end += 1 }
      } else if !byte.isASCIIDigit && !isNameStart(byte) {
        break
      }
      end += 1
    }
    range = start..<end
    let raw = bytes[range]
    guard raw.count <= 4_000 else { throw error("a number of \(raw.count) digits is too long") }
    guard hasValidUnderscores(raw, radix: radix) else { throw error("`\(shown)` is not a number") }
    if isFloat {
      guard let value = shortFloat(raw) ?? pythonFloat(String(decoding: raw, as: UTF8.self)) else {
        throw error("`\(shown)` is not a number")
      }
      token = .float
      float = value
    } else {
      let digits = String(
        decoding: raw.filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
      let body = radix == nil ? Substring(digits) : digits.dropFirst(2)
      let allowed: (UInt8) -> Bool =
        switch radix {
        case 16: \.isASCIIHexDigit
        case let radix?: { $0.isASCIIDigit && $0 < UInt8(ascii: "0") + UInt8(radix) }
        case nil: \.isASCIIDigit
        }
      let isInteger = body.utf8.allSatisfy(allowed)
      if let value = Int(body, radix: radix ?? 10) {
        if radix == nil, digits.utf8.count > 1, digits.utf8.first == UInt8(ascii: "0"), value != 0 {
          throw error("`\(shown)` starts with a zero", help: ["write \(value)"])
        }
        token = .integer
        integer = value
      } else if isInteger && !body.isEmpty {
        throw error(
          "`\(shown)` is too large", help: ["integers go up to 2^63 - 1"],
          code: .evaluation)
      } else {
        throw error("`\(shown)` is not a number")
      }
    }
  }

  /// Reads a decimal integer of up to 18 digits without a leading zero, as nearly all numbers are.
  mutating func readShortInteger(from start: Int) -> Bool {
    var end = start
    var value = 0
    while end < bytes.count, bytes[end].isASCIIDigit, end - start < 19 {
      value = value &* 10 &+ Int(bytes[end] &- UInt8(ascii: "0"))
      end += 1
    }
    guard end > start, end - start < 19, end == start + 1 || bytes[start] != UInt8(ascii: "0"),
      end == bytes.count || !isNameStart(bytes[end]) && bytes[end] != UInt8(ascii: ".")
    else { return false }
    range = start..<end
    token = .integer
    integer = value
    return true
  }

  private func radixPrefix(at start: Int) -> Int? {
    guard start + 1 < bytes.count, bytes[start] == UInt8(ascii: "0") else { return nil }
    switch bytes[start + 1] | 0x20 {
    case UInt8(ascii: "x"): return 16
    case UInt8(ascii: "o"): return 8
    case UInt8(ascii: "b"): return 2
    default: return nil
    }
  }

  private mutating func readString(from start: Int) throws(Diagnostic) {
    let quote = bytes[start]
    var content: [UInt8] = []
    var end = start + 1
    content.reserveCapacity(16)
    while true {
      guard end < bytes.count, bytes[end] != 0x0A else {
        range = start..<end
        throw error("the string is not closed", at: start..<start + 1)
      }
      let byte = bytes[end]
      if byte == quote { break }
      if byte == UInt8(ascii: "\\"), end + 1 < bytes.count {
        end += 2
        switch bytes[end - 1] {
        case UInt8(ascii: "n"): content.append(0x0A)
        case UInt8(ascii: "t"): content.append(0x09)
        case UInt8(ascii: "r"): content.append(0x0D)
        case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""):
          content.append(bytes[end - 1])
        default:
          throw error("this escape is not supported", at: end - 2..<end)
        }
      } else {
        content.append(byte)
        end += 1
      }
    }
    range = start..<end + 1
    token = .string
    string = String(decoding: content, as: UTF8.self)
  }
}

/// Whether each underscore stands between two digits, or between a radix's prefix and its digits.
private func hasValidUnderscores(_ bytes: Slice<UnsafeBufferPointer<UInt8>>, radix: Int?) -> Bool {
  let firstDigit = bytes.startIndex + (radix == nil ? 0 : 2)
  func isDigitHere(_ index: Int) -> Bool {
    guard index >= firstDigit, index < bytes.endIndex else { return false }
    return radix == 16 ? bytes[index].isASCIIHexDigit : bytes[index].isASCIIDigit
  }
  for index in bytes.startIndex..<bytes.endIndex where bytes[index] == UInt8(ascii: "_") {
    let isAfterPrefix = radix != nil && index == firstDigit
    guard isAfterPrefix || isDigitHere(index - 1), isDigitHere(index + 1) else { return false }
  }
  return true
}

/// The ASCII character that another one is often pasted in place of.
private func lookalike(of scalar: Unicode.Scalar) -> String? {
  switch scalar.value {
  case 0x2010...0x2015, 0x2212: "-"
  case 0x2018, 0x2019, 0x201C, 0x201D: "plain quotes: 'zeros'"
  case 0xD7: "*"
  case 0xA0, 0x2000...0x200B, 0x202F, 0x3000, 0xFEFF: "a plain space"
  case 0xFF08: "("
  case 0xFF09: ")"
  case 0xFF0C: ","
  default: nil
  }
}

private func isQuote(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"")
}

/// Whether a byte may stand in a name: a letter, a digit, `_` or a part of a character beyond ASCII.
func isInName(_ byte: UInt8) -> Bool {
  // Bits of the bytes below 64, which are the digits, and of the others below 128.
  let half: UInt64 = byte < 64 ? 0x03FF_0000_0000_0000 : 0x07FF_FFFE_87FF_FFFE
  return byte >= 0x80 || half >> UInt64(byte & 63) & 1 != 0
}

func isNameStart(_ byte: UInt8) -> Bool {
  byte.isASCIILetter || byte == UInt8(ascii: "_") || byte >= 0x80
}
