/// Reads JSON value by value, strictly as RFC 8259 has it, and keeps nothing of what was read.
///
/// The caller says what it expects. What no caller asks for is skipped, so that memory follows from
/// what is wanted of a file and not from its length:
///
/// ```swift
/// var reader = JSONReader(bytes, nesting: 128)
/// try reader.object { (key, reader) throws(JSONError) in
///   if key == "count" { count = try reader.integer() } else { try reader.skip() }
/// }
/// try reader.end()
/// ```
///
/// A key that stands twice in an object, and half of a surrogate pair, are errors: readers differ in
/// what they make of those.
struct JSONReader {
  /// What kind of value comes next.
  enum Kind { case object, array, string, number, bool, null }

  private let bytes: [UInt8]
  /// The place of the next byte.
  private(set) var offset = 0
  private var level = 0
  private let mostLevels: Int
  /// The keys of the objects that are being read, those of the innermost last.
  private var keys: [String] = []
  /// For each level, the keys of the object that was read there last: the next one has mostly the same.
  private var lastKeys: [[LastKey]] = []

  /// Where the string stands that was read last, in quotes.
  private var lastString = 0..<0

  /// A key and where it stands, in quotes.
  private struct LastKey {
    let text: String
    let range: Range<Int>
  }

  /// Reads a text in UTF-8.
  ///
  /// - Parameter nesting: How many levels of objects and arrays may be in each other.
  init(_ bytes: [UInt8], nesting: Int) {
    self.bytes = bytes
    mostLevels = nesting
  }

  // MARK: Values

  /// The kind of the next value, which is not read.
  mutating func kind() throws(JSONError) -> Kind {
    skipSpace()
    switch peek {
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["): return .array
    case UInt8(ascii: "\""): return .string
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool
    case UInt8(ascii: "n"): return .null
    case UInt8(ascii: "-"): return .number
    case let byte? where byte.isASCIIDigit: return .number
    case nil: throw error("it ends where a value is wanted")
    default: throw error("no value starts with \(shown(peek))")
    }
  }

  /// Reads an object.
  ///
  /// - Parameter member: Is given each key, and must read or skip its value.
  /// - Returns: Where it starts.
  @discardableResult
  mutating func object(
    _ member: (_ key: String, _ reader: inout JSONReader) throws(JSONError) -> Void
  ) throws(JSONError) -> Int {
    guard try kind() == .object else { throw error("an object is wanted") }
    let opening = offset
    try enter()
    defer { level -= 1 }
    let first = keys.count
    defer { keys.removeLast(keys.count - first) }
    var known = HashIndex()
    if take(UInt8(ascii: "}")) { return opening }
    var followsLast = true
    repeat {
      skipSpace()
      let start = offset
      let key: String
      if followsLast, let last = lastKey(keys.count - first) {
        key = last
        // As those before it, it is new among them.
        keys.append(key)
      } else {
        key = try text()
        guard isNew(key, in: first, &known) else {
          throw JSONError("the key `\(clipped(key))` stands twice", at: start)
        }
        if followsLast { remember(key, start, keys.count - first - 1) }
        followsLast = keys.count - first < Self.comparedKeys
      }
      guard take(UInt8(ascii: ":")) else { throw error("a `:` is wanted behind a key") }
      try member(key, &self)
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw error("a `,` or `}` is wanted") }
    return opening
  }

  /// Reads an array.
  ///
  /// - Parameter item: Must read or skip an item.
  mutating func array(
    _ item: (_ reader: inout JSONReader) throws(JSONError) -> Void
  ) throws(JSONError) {
    guard try kind() == .array else { throw error("an array is wanted") }
    try enter()
    defer { level -= 1 }
    if take(UInt8(ascii: "]")) { return }
    repeat { try item(&self) } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw error("a `,` or `]` is wanted") }
  }

  /// Reads a number that is a whole one of 64 bits and written as such.
  mutating func integer() throws(JSONError) -> Int {
    guard try kind() == .number else { throw error("an integer is wanted") }
    let start = offset
    if let (number, end) = ByteScan.shortInteger(in: bytes, at: start) {
      offset = end
      return number
    }
    try skipNumber()
    guard let number = Int(String(decoding: bytes[start..<offset], as: UTF8.self)) else {
      throw JSONError("an integer of 64 bits is wanted", at: start)
    }
    return number
  }

  /// Reads a number that is finite in 64 bits.
  mutating func number() throws(JSONError) -> Double {
    guard try kind() == .number else { throw error("a number is wanted") }
    let start = offset
    try skipNumber()
    guard let number = Double(String(decoding: bytes[start..<offset], as: UTF8.self)),
      number.isFinite
    else { throw JSONError("a number that fits into 64 bits is wanted", at: start) }
    return number
  }

  /// Goes past `null`, where that comes next.
  mutating func null() throws(JSONError) -> Bool {
    guard try kind() == .null else { return false }
    try word("null")
    return true
  }

  /// Whether a number comes next that has a minus, that of zero included.
  mutating func hasMinus() -> Bool {
    skipSpace()
    return peek == UInt8(ascii: "-")
  }

  /// Reads `true` or `false`.
  mutating func bool() throws(JSONError) -> Bool {
    guard try kind() == .bool else { throw error("true or false is wanted") }
    if peek == UInt8(ascii: "t") {
      try word("true")
      return true
    }
    try word("false")
    return false
  }

  /// Reads a string.
  mutating func string() throws(JSONError) -> String {
    skipSpace()
    let start = offset
    let text = try text()
    lastString = start..<offset
    return text
  }

  /// Goes past the string that was read last, keys aside, where it comes next as it was written there.
  mutating func sameString() -> Bool {
    skipSpace()
    return !lastString.isEmpty && takes(lastString)
  }

  /// Reads a string or a key.
  private mutating func text() throws(JSONError) -> String {
    guard peek == UInt8(ascii: "\"") else { throw error("a string is wanted") }
    offset += 1
    var escaped: [UInt8] = []
    var start = offset
    var isASCII = true
    while true {
      isASCII = skipPlain() && isASCII
      guard let byte = peek else { throw error("a string is not closed") }
      if byte == UInt8(ascii: "\"") { break }
      if byte < 0x20 { throw error("a control character stands in a string") }
      escaped += bytes[start..<offset]
      let scalar = try escape()
      escaped += String(Character(scalar)).utf8
      start = offset
    }
    let rest = bytes[start..<offset]
    offset += 1
    let text =
      escaped.isEmpty
      ? String(decoding: rest, as: UTF8.self) : String(decoding: escaped + rest, as: UTF8.self)
    if isASCII { return text }
    // What is no UTF-8 was repaired, and so is another text.
    guard escaped.isEmpty ? text.utf8.elementsEqual(rest) : text.utf8.elementsEqual(escaped + rest)
    else { throw JSONError("a string is not UTF-8", at: start) }
    return text
  }

  /// Goes past a value of any kind.
  mutating func skip() throws(JSONError) {
    switch try kind() {
    case .object: try object { (_, reader) throws(JSONError) in try reader.skip() }
    case .array: try array { (reader) throws(JSONError) in try reader.skip() }
    case .string: try skipString()
    case .number: try skipNumber()
    case .bool: _ = try bool()
    case .null: try word("null")
    }
  }

  /// Goes past a string; most stand for themselves, and need not be made to be checked.
  private mutating func skipString() throws(JSONError) {
    let start = offset
    offset += 1
    if skipPlain(), peek == UInt8(ascii: "\"") {
      offset += 1
    } else {
      offset = start
      _ = try text()
    }
  }

  /// Refuses anything but white space behind the last value.
  mutating func end() throws(JSONError) {
    skipSpace()
    if offset < bytes.count { throw error("\(shown(peek)) stands behind its end") }
  }

  // MARK: Parts

  private var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  /// The error of what stands here.
  func error(_ message: String) -> JSONError { JSONError(message, at: offset) }

  private func shown(_ byte: UInt8?) -> String {
    guard let byte, byte > 0x20, byte < 0x7F else {
      return "byte 0x" + hexadecimal(UInt32(byte ?? 0), digits: 2, uppercase: true)
    }
    return "`\(Character(Unicode.Scalar(byte)))`"
  }

  private mutating func skipSpace() {
    while let byte = peek, byte.isASCIISpace { offset += 1 }
  }

  /// Goes past a byte and the white space before it, where it comes next.
  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard peek == byte else { return false }
    offset += 1
    return true
  }

  /// Up to so many keys of an object are compared.
  private static let comparedKeys = 24

  /// The key at a place in an object, where it is written as in the object before.
  private mutating func lastKey(_ place: Int) -> String? {
    guard level <= lastKeys.count, place < lastKeys[level - 1].count else { return nil }
    let last = lastKeys[level - 1][place]
    return takes(last.range) ? last.text : nil
  }

  /// Goes past what is written as in another place.
  private mutating func takes(_ range: Range<Int>) -> Bool {
    guard ByteScan.repeats(range, at: offset, in: bytes) else { return false }
    offset += range.count
    return true
  }

  /// Keeps a key that ends here as that of a place in the object, and forgets those behind it.
  private mutating func remember(_ key: String, _ start: Int, _ place: Int) {
    while lastKeys.count < level { lastKeys.append([]) }
    lastKeys[level - 1].removeLast(max(0, lastKeys[level - 1].count - place))
    if lastKeys[level - 1].count == place {
      lastKeys[level - 1].append(LastKey(text: key, range: start..<offset))
    }
  }

  /// Whether a key is another than those before it in its object, of which the first lies in ``keys``
  /// at an index.
  private mutating func isNew(_ key: String, in first: Int, _ known: inout HashIndex) -> Bool {
    // Of few keys, as nearly all objects have, to compare them costs less than a table.
    if keys.count - first < Self.comparedKeys {
      let isNew = !keys[first...].contains {
        $0.utf8.count == key.utf8.count && $0.isExactly(key)
      }
      keys.append(key)
      return isNew
    }
    if known.isEmpty {
      for place in first..<keys.count { known.insert(place, ExactString(keys[place])) }
    }
    let hash = HashIndex.hash(ExactString(key))
    if known.number(withHash: hash, where: { keys[$0].isExactly(key) }) != nil { return false }
    known.insert(keys.count, hash: hash)
    keys.append(key)
    return true
  }

  /// Goes past what of a string stands for itself.
  ///
  /// - Returns: Whether it is ASCII.
  private mutating func skipPlain() -> Bool {
    var isASCII = true
    offset = bytes.withUnsafeBytes { bytes in
      var place = ByteScan.firstUnusualInJSON(bytes, from: offset)
      while place < bytes.count, bytes[place] >= 0x80 {
        isASCII = false
        while place < bytes.count, bytes[place] >= 0x80 { place += 1 }
        place = ByteScan.firstUnusualInJSON(bytes, from: place)
      }
      return place
    }
    return isASCII
  }

  private mutating func enter() throws(JSONError) {
    guard level < mostLevels else {
      throw error("it is nested more than \(mostLevels) levels deep")
    }
    level += 1
    offset += 1
  }

  /// Goes past a word, which must come next.
  private mutating func word(_ word: StaticString) throws(JSONError) {
    let isThere = word.withUTF8Buffer { word in
      bytes.withUnsafeBufferPointer { bytes in
        bytes.count - offset >= word.count
          && word.indices.allSatisfy { bytes[offset + $0] == word[$0] }
      }
    }
    guard isThere else { throw error("`\(word)` is wanted") }
    offset += word.utf8CodeUnitCount
  }

  private mutating func skipNumber() throws(JSONError) {
    let start = offset
    if peek == UInt8(ascii: "-") { offset += 1 }
    let digits = offset
    try skipDigits()
    if bytes[digits] == UInt8(ascii: "0"), offset > digits + 1 {
      throw JSONError("a number starts with a zero too many", at: start)
    }
    if peek == UInt8(ascii: ".") {
      offset += 1
      try skipDigits()
    }
    if peek.map({ $0 | 0x20 }) == UInt8(ascii: "e") {
      offset += 1
      if peek == UInt8(ascii: "-") || peek == UInt8(ascii: "+") { offset += 1 }
      try skipDigits()
    }
  }

  private mutating func skipDigits() throws(JSONError) {
    guard peek?.isASCIIDigit == true else { throw error("a digit is wanted") }
    while peek?.isASCIIDigit == true { offset += 1 }
  }

  /// Reads an escape, of which the backslash comes next.
  private mutating func escape() throws(JSONError) -> Unicode.Scalar {
    let start = offset
    offset += 1
    guard let letter = peek else { throw error("a string is not closed") }
    offset += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): break
    default: throw JSONError("an escape that JSON does not have", at: start)
    }
    let first = try hexDigits()
    if let scalar = Unicode.Scalar(first) { return scalar }
    // The first half of a pair has to be followed by the second.
    if first < 0xDC00, bytes[offset...].starts(with: "\\u".utf8) {
      offset += 2
      let second = try hexDigits()
      if (0xDC00...0xDFFF).contains(second),
        let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
      {
        return scalar
      }
    }
    throw JSONError("half of a surrogate pair, which is no character", at: start)
  }

  private mutating func hexDigits() throws(JSONError) -> UInt32 {
    let digits = bytes[offset...].prefix(4)
    guard digits.count == 4, digits.allSatisfy(\.isASCIIHexDigit),
      let number = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw error("four hexadecimal digits are wanted") }
    offset += 4
    return number
  }
}
