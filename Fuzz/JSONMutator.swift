/// Changes JSON by its values and entries, so that most of what comes is still JSON.
struct JSONMutator {
  private typealias Token = ArraySlice<UInt8>

  private(set) var random: SplitMix

  init(seed: UInt64) { random = SplitMix(seed: seed) }

  private static let words = [
    "null", "true", "0", "-1", "1e999", "0.5", "9223372036854775807", "9223372036854775808", "\"\"",
    "\"\\u0000\"", "\"\\ud800\"", "[]", "{}", "\"*\"", "\"F32\"", "\"data_offsets\"", "NaN", ",",
    ":", "\"é\"",
  ].map { Array($0.utf8)[...] }

  /// One to three changes.
  mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
    var tokens = Self.tokens(bytes)
    for _ in 0...random.below(3) {
      if tokens.isEmpty { tokens = [random.pick(Self.words)] }
      let range = Self.value(in: tokens, at: random.below(tokens.count))
      let other = Self.value(in: tokens, at: random.below(tokens.count))
      switch random.below(7) {
      case 0: tokens.removeSubrange(range)
      case 1:
        tokens.insert(contentsOf: [Array(",".utf8)[...]] + tokens[range], at: range.upperBound)
      case 2:
        tokens.insert(contentsOf: tokens[range] + [Array(",".utf8)[...]], at: other.lowerBound)
      case 3: tokens.replaceSubrange(range, with: tokens[other])
      case 4:
        let (opening, closing) = random.pick([("[", "]"), ("{\"a\":", "}")])
        tokens.insert(Array(closing.utf8)[...], at: range.upperBound)
        tokens.insert(Array(opening.utf8)[...], at: range.lowerBound)
      case 5 where tokens[range.lowerBound].allSatisfy { (0x30...0x39).contains($0) }:
        tokens[range.lowerBound] = random.number(near: Array(tokens[range.lowerBound]))[...]
      default: tokens.replaceSubrange(range, with: [random.pick(Self.words)])
      }
    }
    return Array(tokens.joined())
  }

  /// The header of safetensors, the length before it kept right in most rounds.
  mutating func mutatedHeader(_ bytes: [UInt8]) -> [UInt8] {
    let header = mutated(Array(bytes.dropFirst(8).reversed().drop { $0 == 0 }.reversed()))
    if random.below(8) == 0 { return bytes.prefix(8) + header }
    return withUnsafeBytes(of: UInt64(header.count).littleEndian) { Array($0) } + header
  }

  /// Strings, numbers with words, and single bytes.
  private static func tokens(_ bytes: [UInt8]) -> [Token] {
    var tokens: [Token] = []
    var index = 0
    let isPart = { (byte: UInt8) in
      (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
        || "+-.".utf8.contains(byte)
    }
    while index < bytes.count {
      var end = index + 1
      if bytes[index] == UInt8(ascii: "\"") {
        while end < bytes.count, bytes[end] != UInt8(ascii: "\"") {
          end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
        }
        end = min(end + 1, bytes.count)
      } else if isPart(bytes[index]) {
        while end < bytes.count, isPart(bytes[end]) { end += 1 }
      }
      tokens.append(bytes[index..<end])
      index = end
    }
    return tokens
  }

  /// A token, with all up to the bracket that closes it.
  private static func value(in tokens: [Token], at start: Int) -> Range<Int> {
    var depth = 0
    for index in start..<tokens.count {
      switch tokens[index].first {
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      default: break
      }
      if depth <= 0 { return start..<index + 1 }
    }
    return start..<start + 1
  }
}
