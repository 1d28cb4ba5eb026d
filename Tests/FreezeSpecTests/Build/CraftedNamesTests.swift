import Testing

@testable import FreezeSpec

/// Names that had one hash in a table without a seed, which took 34 seconds to hold 131,000 of them.
@Suite struct CraftedNamesTests {
  @Test(.timeLimit(.minutes(1))) func craftedStringsCannotFloodATable() throws {
    let names = try #require(CollidingNames(count: 131_072)).names
    #expect(Set(names.map(CollidingNames.hash)).count == 1)
    #expect(Set(names).count == names.count)

    // Each is a name of an argument, so that there are as many shapes of calls.
    let calls = names.map { "  - Identity(\($0)=1)\n" }.joined()
    let config = BuiltConfig("model:\n" + calls)
    #expect(config.findings == [])
    #expect(config.model?.root.moduleCount == names.count + 1)

    // What they are kept by spreads them: as many buckets are filled as chance fills.
    let shapes = names.map { CallShape(className: "Identity", positionalCount: 0, keywords: [$0]) }
    let buckets = Set(shapes.map { $0.hashValue & (names.count - 1) })
    #expect(buckets.count > names.count / 2)
  }
}

/// Words of letters and digits with the same hash under a multiplication that folds its product.
///
/// A block of sixteen bytes whose second half is the hash of the first makes the factor 0, and with it
/// the hash: any row of such blocks hashes alike.
private struct CollidingNames {
  private(set) var names: [String] = []

  private static let blockCount = 20
  private static let blocksInName = 4

  init?(count: Int) {
    var random = Linear(state: 1)
    let length = UInt64(16 * (Self.blocksInName + 1))
    guard let first = Self.block(after: length, &random) else { return nil }
    var blocks: [String] = []
    for _ in 0..<Self.blockCount {
      guard let block = Self.block(after: 0, &random) else { return nil }
      blocks.append(block)
    }
    for number in 0..<count {
      var name = first
      var rest = number
      for _ in 0..<Self.blocksInName {
        name += blocks[rest % Self.blockCount]
        rest /= Self.blockCount
      }
      names.append(name)
    }
  }

  /// The hash of a name: eight bytes at a time, mixed by the product's halves.
  static func hash(_ name: String) -> UInt64 {
    let bytes = Array(name.utf8)
    var hash = UInt64(bytes.count)
    for start in stride(from: 0, to: bytes.count, by: 8) {
      var word: UInt64 = 0
      for byte in bytes[start..<start + 8].reversed() { word = word << 8 | UInt64(byte) }
      hash = mixed(hash ^ word)
    }
    return mixed(hash)
  }

  private static func mixed(_ word: UInt64) -> UInt64 {
    let product = word.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low
  }

  /// Two words, of which the second is the hash after the first.
  private static func block(after hash: UInt64, _ random: inout Linear) -> String? {
    let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)
    for _ in 0..<10_000_000 {
      var bits = random.next()
      var word: UInt64 = 0
      for _ in 0..<8 {
        word = word << 8 | UInt64(letters[Int(bits % 52)])
        bits /= 52
      }
      let second = mixed(hash ^ word)
      if isWord(second) { return text(word) + text(second) }
    }
    return nil
  }

  private static func isWord(_ word: UInt64) -> Bool {
    var word = word
    for _ in 0..<8 {
      let byte = UInt8(truncatingIfNeeded: word)
      guard byte.isASCIILetter || byte.isASCIIDigit || byte == UInt8(ascii: "_") else {
        return false
      }
      word >>= 8
    }
    return true
  }

  private static func text(_ word: UInt64) -> String {
    String(decoding: (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }, as: UTF8.self)
  }

  /// Knuth's linear congruential generator.
  private struct Linear {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 29
    }
  }
}
