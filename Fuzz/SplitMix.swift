/// A generator of random numbers that gives the same in every run: SplitMix64.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from zero up to a bound, which may be zero.
  mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<max(bound, 1), using: &self) }

  /// One of some things, of which there is one at least.
  mutating func pick<Items: RandomAccessCollection>(_ items: Items) -> Items.Element {
    items[items.index(items.startIndex, offsetBy: below(items.count))]
  }

  /// A number in place of another: a neighbour, a bound of some type, or one near a limit.
  mutating func number(near text: [UInt8]) -> [UInt8] {
    let old = Int(String(decoding: text, as: UTF8.self)) ?? 1
    let bounds = [0, 1, -1, 2, 255, 4_096, 65_536, 1 << 31, 1 << 53, Int.max, Int.min]
    let new =
      switch below(6) {
      case 0: old &+ 1
      case 1: old &- 1
      case 2: old &* 10
      case 3: 0 &- old
      default: pick(bounds)
      }
    return Array(String(new).utf8)
  }
}
