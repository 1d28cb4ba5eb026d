/// What Unicode says of the characters of names.
struct IdentifierTable: Sendable {
  /// The tables, which are read when the first name that is not ASCII is met.
  static let unicode = IdentifierTable()

  private let starts: [ClosedRange<UInt32>]
  private let others: [ClosedRange<UInt32>]
  private let decompositions: [UInt32: [UInt32]]
  private let compositions: [Pair: UInt32]

  private struct Pair: Hashable {
    let first: UInt32
    let second: UInt32
  }

  private init() {
    starts = Self.ranges(Self.starts)
    others = Self.ranges(Self.others)
    var decompositions: [UInt32: [UInt32]] = [:]
    Self.forEachEntry(of: Self.decompositions) { decompositions[$0[0]] = Array($0[1...]) }
    self.decompositions = decompositions
    var compositions: [Pair: UInt32] = [:]
    Self.forEachEntry(of: Self.compositions) {
      compositions[Pair(first: $0[0], second: $0[1])] = $0[2]
    }
    self.compositions = compositions
  }

  /// All runs of characters that can stand in a name.
  var runs: [ClosedRange<UInt32>] { starts + others }

  /// Whether a name can start with a character.
  func isStart(_ scalar: Unicode.Scalar) -> Bool { Self.holds(starts, scalar.value) }

  /// Whether a character can stand in a name.
  func isPart(_ scalar: Unicode.Scalar) -> Bool {
    isStart(scalar) || Self.holds(others, scalar.value)
  }

  /// What NFKD makes of a character; `nil` for one that stays as it is, and for Hangul's syllables.
  func decomposition(of character: UInt32) -> [UInt32]? { decompositions[character] }

  /// The one character that NFC makes of two.
  func composition(of first: UInt32, _ second: UInt32) -> UInt32? {
    compositions[Pair(first: first, second: second)]
  }

  private static func holds(_ ranges: [ClosedRange<UInt32>], _ character: UInt32) -> Bool {
    let place = ranges.partitioningIndex { $0.upperBound >= character }
    return place < ranges.count && ranges[place].contains(character)
  }

  private static func ranges(_ text: StaticString) -> [ClosedRange<UInt32>] {
    var result: [ClosedRange<UInt32>] = []
    forEachEntry(of: text) { result.append($0[0]...$0[$0.count - 1]) }
    return result
  }

  /// Calls a function with each entry of a table: hexadecimal numbers with dashes between them.
  private static func forEachEntry(of text: StaticString, _ body: ([UInt32]) -> Void) {
    text.withUTF8Buffer { bytes in
      for entry in bytes.split(whereSeparator: \.isASCIISpace) {
        body(
          entry.split(separator: UInt8(ascii: "-")).map { digits in
            digits.reduce(0) { $0 << 4 | UInt32($1 > 0x39 ? $1 - 0x37 : $1 - 0x30) }
          })
      }
    }
  }
}
