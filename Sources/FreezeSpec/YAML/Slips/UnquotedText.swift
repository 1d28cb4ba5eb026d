/// A text that was meant as one value and that YAML, for want of quotes, reads as something else:
/// the glob `[0-3].*` as a list with text after it, `*.bias` as an alias.
///
/// Found by reading one line of the source the way its writer did: a bracket that touches other
/// text belongs to that text.
struct UnquotedText: Equatable {
  /// What YAML takes the text for.
  enum Reading: Equatable {
    case alias, anchor, tag
    /// `[…]` or `{…}` with text after it.
    case collectionThenText
    /// Inside `[ ]` or `{ }`, text with a `[` or `{` in it.
    case innerCollection
    /// Inside `[ ]` or `{ }`, a `?` at the start.
    case key
    /// `[:10]`.
    case slice
    /// `{weight,bias}`.
    case choice
    /// A character that YAML keeps for later use.
    case reserved
  }

  /// The bytes of the text.
  var range: Range<Int>
  /// What YAML takes it for.
  var reading: Reading

  /// The text that holds a place where YAML stumbles.
  ///
  /// - Parameters:
  ///   - place: The offset of that place.
  ///   - bytes: The source.
  ///   - isInFlow: Whether the place's line starts inside `[ ]` or `{ }`.
  /// - Returns: `nil` where no text there is misread for want of quotes.
  static func item(at place: Int, in bytes: [UInt8], isInFlow: Bool) -> UnquotedText? {
    var start = min(place, bytes.count)
    while start > 0, !bytes[start - 1].isLineBreak { start -= 1 }
    var end = min(place, bytes.count)
    while end < bytes.count, !bytes[end].isLineBreak { end += 1 }
    guard end - start <= Limits.misreadLineBytes else { return nil }
    var search = Search(bytes: bytes, place: place)
    if isInFlow {
      search.flow(start, end, depth: 0)
    } else {
      search.block(start, end)
    }
    return search.found
  }

  /// Where the comment of a line starts, or where the line ends.
  static func comment(in bytes: [UInt8], of line: Range<Int>) -> Int {
    Search(bytes: bytes, place: line.lowerBound).comment(from: line.lowerBound, to: line.upperBound)
  }
}

extension UnquotedText {
  private struct Search {
    let bytes: [UInt8]
    let place: Int
    var found: UnquotedText?

    /// Reads a line, or the rest of one, outside brackets.
    mutating func block(_ start: Int, _ end: Int) {
      let end = comment(from: start, to: end)
      var index = start
      while found == nil {
        index = skipBlanks(index, end)
        guard index < end else { return }
        let byte = bytes[index]
        switch byte {
        case UInt8(ascii: "-") where isBlank(index + 1, end),
          UInt8(ascii: "?") where isBlank(index + 1, end),
          UInt8(ascii: ":") where isBlank(index + 1, end):
          index += 1
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
          index = skipQuoted(index, end)
        case UInt8(ascii: "["), UInt8(ascii: "{"):
          guard let closer = closer(of: index, end) else {
            flow(index + 1, end, depth: 1)
            return
          }
          let next = skipBlanks(closer + 1, end)
          if next == end || isColon(next, end) {
            if !slice(index...closer) { flow(index + 1, closer, depth: 1) }
            index = next
          } else {
            let hasKey = (next..<end).contains { isColon($0, end) }
            if !isCloserOrComma(bytes[next]), !hasKey {
              record(index..<end, .collectionThenText)
            }
            return
          }
        default:
          let reading = reading(of: byte)
          var stop = index
          while stop < end, !isColon(stop, end) { stop += 1 }
          if reading == .anchor || reading == .tag, let space = blank(index, stop) {
            if let reading { record(index..<space, reading) }
            index = space
          } else {
            if let reading { record(index..<stop, reading) }
            index = stop
          }
        }
      }
    }

    /// Reads items between brackets.
    mutating func flow(_ start: Int, _ end: Int, depth: Int) {
      var index = start
      while found == nil {
        index = skipBlanks(index, end)
        guard index < end, depth <= Limits.nesting else { return }
        let byte = bytes[index]
        switch byte {
        case _ where isCloserOrComma(byte) || isColon(index, end):
          index += 1
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
          index = skipQuoted(index, end)
        case UInt8(ascii: "["), UInt8(ascii: "{"):
          guard let closer = closer(of: index, end) else {
            flow(index + 1, end, depth: depth + 1)
            return
          }
          let next = skipBlanks(closer + 1, end)
          if next == end || isCloserOrComma(bytes[next]) || isColon(next, end) {
            if !slice(index...closer) { flow(index + 1, closer, depth: depth + 1) }
            index = next
          } else {
            let stop = itemEnd(index, end)
            record(index..<stop, .collectionThenText)
            index = stop
          }
        default:
          let stop = max(index + 1, itemEnd(index, end))
          let reading = reading(of: byte)
          if reading == .anchor || reading == .tag, let space = blank(index, stop) {
            if let reading { record(index..<space, reading) }
            index = space
          } else if let reading {
            record(index..<stop, reading)
            index = stop
          } else {
            if byte == UInt8(ascii: "?") {
              record(index..<stop, .key)
            } else if bytes[index..<stop].contains(where: { $0 == 0x5B || $0 == 0x7B }) {
              record(index..<stop, .innerCollection)
            }
            index = stop
          }
        }
      }
    }

    private mutating func record(_ range: Range<Int>, _ reading: Reading) {
      guard range.lowerBound <= place, place <= range.upperBound else { return }
      var end = range.upperBound
      while end > range.lowerBound, bytes[end - 1].isASCIISpace { end -= 1 }
      found = UnquotedText(range: range.lowerBound..<end, reading: reading)
    }

    private func reading(of byte: UInt8) -> Reading? {
      switch byte {
      case UInt8(ascii: "*"): .alias
      case UInt8(ascii: "&"): .anchor
      case UInt8(ascii: "!"): .tag
      case UInt8(ascii: "%"), UInt8(ascii: "@"), UInt8(ascii: "`"): .reserved
      default: nil
      }
    }

    /// Records `[:10]` and its like.
    private mutating func slice(_ brackets: ClosedRange<Int>) -> Bool {
      let inner = bytes[(brackets.lowerBound + 1)..<brackets.upperBound]
      guard bytes[brackets.lowerBound] == UInt8(ascii: "["), inner.contains(UInt8(ascii: ":")),
        inner.allSatisfy({ $0.isASCIIDigit || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "-") })
      else { return false }
      record(brackets.lowerBound..<(brackets.upperBound + 1), .slice)
      return true
    }

    private func isCloserOrComma(_ byte: UInt8) -> Bool {
      byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: ",")
    }

    private func isBlank(_ index: Int, _ end: Int) -> Bool {
      index >= end || bytes[index].isASCIISpace
    }

    private func isColon(_ index: Int, _ end: Int) -> Bool {
      index < end && bytes[index] == UInt8(ascii: ":") && isBlank(index + 1, end)
    }

    private func blank(_ start: Int, _ end: Int) -> Int? {
      bytes[start..<end].firstIndex { $0.isASCIISpace }
        .flatMap { skipBlanks($0, end) < end ? $0 : nil }
    }

    private func skipBlanks(_ start: Int, _ end: Int) -> Int {
      var index = start
      while index < end, bytes[index].isASCIISpace { index += 1 }
      return index
    }

    /// The offset after a quoted text.
    private func skipQuoted(_ start: Int, _ end: Int) -> Int {
      let quote = bytes[start]
      var index = start + 1
      while index < end {
        if bytes[index] == quote {
          guard quote == UInt8(ascii: "'"), index + 1 < end, bytes[index + 1] == quote else {
            return index + 1
          }
          index += 1
        } else if bytes[index] == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
          index += 1
        }
        index += 1
      }
      return end
    }

    /// The bracket that closes the one at `start`.
    private func closer(of start: Int, _ end: Int) -> Int? {
      var depth = 0
      var index = start
      while index < end {
        switch bytes[index] {
        case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
        case UInt8(ascii: "]"), UInt8(ascii: "}"):
          depth -= 1
          if depth == 0 { return index }
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
          if !isInWord(index) { index = skipQuoted(index, end) - 1 }
        default: break
        }
        index += 1
      }
      return nil
    }

    /// Whether a quote stands inside a word, where it is an ordinary character.
    private func isInWord(_ index: Int) -> Bool {
      guard index > 0 else { return false }
      switch bytes[index - 1] {
      case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: ","), UInt8(ascii: ":"): return false
      case let byte: return !byte.isASCIISpace
      }
    }

    /// Where an item between brackets ends, brackets inside it and whole calls taken as text.
    private func itemEnd(_ start: Int, _ end: Int) -> Int {
      var depth = 0
      var index = start
      var hasOpenCall = false
      while index < end {
        switch bytes[index] {
        case UInt8(ascii: "(") where !hasOpenCall:
          if let closer = parenthesis(closing: index, end) {
            index = closer
          } else {
            hasOpenCall = true
          }
        case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
        case UInt8(ascii: "]"), UInt8(ascii: "}"):
          if depth == 0 { return index }
          depth -= 1
        case UInt8(ascii: ",") where depth == 0: return index
        default: if depth == 0, isColon(index, end) { return index }
        }
        index += 1
      }
      return end
    }

    /// The parenthesis that closes the one at `start`.
    private func parenthesis(closing start: Int, _ end: Int) -> Int? {
      var depth = 0
      for index in start..<end {
        if bytes[index] == UInt8(ascii: "(") { depth += 1 }
        if bytes[index] == UInt8(ascii: ")") { depth -= 1 }
        if depth == 0 { return index }
      }
      return nil
    }

    /// Where a comment starts, or the end.
    func comment(from start: Int, to end: Int) -> Int {
      var index = start
      while index < end {
        switch bytes[index] {
        case UInt8(ascii: "#") where index == start || bytes[index - 1].isASCIISpace: return index
        case UInt8(ascii: "\"") where !isInWord(index), UInt8(ascii: "'") where !isInWord(index):
          index = skipQuoted(index, end)
        default: index += 1
        }
      }
      return end
    }
  }
}
