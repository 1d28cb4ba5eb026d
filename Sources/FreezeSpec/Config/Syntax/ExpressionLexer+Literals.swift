/// The arguments of calls that are literals alone, as those of most calls are: read in one go, without tokens
/// and places, in a third of the time.
extension ExpressionLexer {
  /// Reads on from the bracket of a call to the one that closes it, which is the token then.
  ///
  /// - Parameter names: Gets the places of the arguments' names.
  /// - Returns: The values. `nil` where there is anything else, a mistake among it: the call has to be read
  ///   by its tokens.
  mutating func readLiteralArguments(_ names: inout [Range<Int>]) -> [Value]? {
    let first = names.count
    var values: [Value] = []
    var place = firstByte(from: range.upperBound)
    while place < bytes.count, bytes[place] != UInt8(ascii: ")") {
      if let name = argumentName(at: place) {
        names.append(name)
        // Behind the `=`.
        place = firstByte(from: firstByte(from: name.upperBound) + 1)
      } else if names.count > first {
        return nil
      }
      guard let value = readLiteral(at: &place) ?? readLiterals(at: &place) else { return nil }
      if values.isEmpty { values.reserveCapacity(4) }
      values.append(value)
      if !skipComma(at: &place) { break }
    }
    guard place < bytes.count, bytes[place] == UInt8(ascii: ")"),
      names.count - first <= Limits.arguments
    else { return nil }
    take(.close, at: place..<place + 1)
    return values
  }

  /// The place of a name that `=` follows; `nil` where there is none, or one to look at more closely.
  private func argumentName(at start: Int) -> Range<Int>? {
    guard isNameStart(bytes[start]) else { return nil }
    var end = start
    var bits: UInt8 = 0
    while end < bytes.count, isInName(bytes[end]) {
      bits |= bytes[end]
      end += 1
    }
    let next = firstByte(from: end)
    guard bits < 0x80, next + 1 < bytes.count, bytes[next] == UInt8(ascii: "="),
      bytes[next + 1] != UInt8(ascii: "=")
    else { return nil }
    if end - start <= ExpressionToken.longestReserved,
      ExpressionToken(reserved: UnsafeBufferPointer(rebasing: bytes[start..<end])) != nil
    {
      return nil
    }
    return start..<end
  }

  /// Reads a number, a word or a string, and goes to the first byte behind it that is no blank.
  private mutating func readLiteral(at place: inout Int) -> Value? {
    guard place < bytes.count else { return nil }
    if !readShortInteger(from: place) {
      guard bytes[place] != UInt8(ascii: "("), bytes[place] != UInt8(ascii: "[") else { return nil }
      take(.comma, at: place..<place)
      guard (try? advance()) != nil else { return nil }
    }
    guard let value = token == .string ? .string(string) : literal else { return nil }
    place = firstByte(from: range.upperBound)
    return value
  }

  /// Reads a tuple or a list of numbers, words and strings.
  private mutating func readLiterals(at place: inout Int) -> Value? {
    guard place < bytes.count else { return nil }
    let isTuple = bytes[place] == UInt8(ascii: "(")
    guard isTuple || bytes[place] == UInt8(ascii: "[") else { return nil }
    let closing = isTuple ? UInt8(ascii: ")") : UInt8(ascii: "]")
    var values: [Value] = []
    var hasComma = false
    place = firstByte(from: place + 1)
    while place < bytes.count, bytes[place] != closing {
      guard let value = readLiteral(at: &place) else { return nil }
      if values.isEmpty { values.reserveCapacity(2) }
      values.append(value)
      guard skipComma(at: &place) else { break }
      hasComma = true
    }
    guard place < bytes.count, bytes[place] == closing else { return nil }
    place = firstByte(from: place + 1)
    if !isTuple { return .list(values) }
    return values.count == 1 && !hasComma ? values[0] : .tuple(values)
  }

  /// Goes past a comma to the first byte behind it that is no blank.
  private func skipComma(at place: inout Int) -> Bool {
    guard place < bytes.count, bytes[place] == UInt8(ascii: ",") else { return false }
    place = firstByte(from: place + 1)
    return true
  }
}
