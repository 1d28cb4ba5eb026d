import Testing

@testable import FreezeSpec

/// Names that had one hash in a table without a seed, which took 34 seconds to hold 131,000 of them.
@Suite struct CraftedNamesTests {
  @Test func craftedStringsCannotFloodATable() throws {
    let names = try #require(CollidingNames(count: 32_768)).names
    #expect(Set(names.prefix(1_000).map(CollidingNames.hash)).count == 1)

    // Each is a name of an argument, so that there are as many shapes of calls.
    let calls = names.map { "  - Identity(\($0)=1)\n" }.joined()
    let bytes = Array(("model:\n" + calls).utf8)
    let files = ConfigFiles("config.yaml") { _ in bytes }
    var loader = ConfigLoader(reader: files.reader, argumentsOfClass: { _ in nil })
    let configs = loader.load(files.main)
    var diagnostics = loader.diagnostics
    let root = configs.flatMap { ModelBuilder.build($0, &diagnostics).root }
    #expect(root?.moduleCount == names.count + 1)
    #expect(diagnostics.all.isEmpty)

    // The table of shapes looks at the entries of one bucket: no bucket has more than chance gives it.
    var entries: [Int: Int] = [:]
    for name in names {
      let shape = CallShape(className: "Identity", positionalCount: 0, keywords: [name])
      entries[shape.hashValue & (names.count - 1), default: 0] += 1
    }
    let looks = entries.values.reduce(0) { $0 + $1 * $1 }
    #expect(looks < 3 * names.count)
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
    for _ in 0..<10_000_000 {
      // Eight letters from `a` to `p`.
      let word = (random.next() & 0x0F0F_0F0F_0F0F_0F0F) + 0x6161_6161_6161_6161
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
