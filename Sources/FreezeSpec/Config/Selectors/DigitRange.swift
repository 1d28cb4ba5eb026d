/// Patterns for the decimal numbers between two bounds, without listing the numbers.
enum DigitRange {
  /// Whether one number is at most another; both are their digits without leading zeros.
  static func isAscending(_ low: [UInt32], _ high: [UInt32]) -> Bool {
    low.count != high.count ? low.count < high.count : !high.lexicographicallyPrecedes(low)
  }

  /// The numbers from `low` to `high`, both included, without leading zeros.
  static func pattern(from low: [UInt32], to high: [UInt32]) -> Pattern {
    var choices: [Pattern] = []
    for width in low.count...high.count {
      let first = width == low.count ? low[...] : ([code("1")] + zeros(width - 1))[...]
      let last = width == high.count ? high[...] : nines(width)[...]
      choices += sameWidth(first, last)
    }
    return choices.count == 1 ? choices[0] : .choice(choices)
  }

  /// The numbers between two bounds of one width: a common head, then the tails from the lower
  /// bound up, the whole decades between, and the tails up to the upper bound.
  private static func sameWidth(_ low: ArraySlice<UInt32>, _ high: ArraySlice<UInt32>)
    -> [Pattern]
  {
    let low = Array(low)
    let high = Array(high)
    guard let split = low.indices.first(where: { low[$0] != high[$0] }) else {
      return [.sequence(low.map(digit))]
    }
    let head = low[..<split].map(digit)
    let rest = low.count - split - 1
    var choices: [Pattern] = []
    var firstWhole = low[split] + 1
    var lastWhole = high[split] - 1
    if low[(split + 1)...].allSatisfy({ $0 == code("0") }) {
      firstWhole -= 1
    } else {
      choices.append(.sequence(head + [digit(low[split])] + [tail(low[(split + 1)...], up: true)]))
    }
    let endsWhole = high[(split + 1)...].allSatisfy { $0 == code("9") }
    if endsWhole { lastWhole += 1 }
    if firstWhole <= lastWhole {
      choices.append(.sequence(head + [digits(firstWhole, lastWhole)] + anyDigits(rest)))
    }
    if !endsWhole {
      choices.append(
        .sequence(head + [digit(high[split])] + [tail(high[(split + 1)...], up: false)]))
    }
    return choices
  }

  /// The digit strings as long as a bound that are at least it (`up`) or at most it.
  private static func tail(_ bound: ArraySlice<UInt32>, up: Bool) -> Pattern {
    var choices: [Pattern] = [.sequence(bound.map(digit))]
    for place in bound.indices {
      let (low, high) = up ? (bound[place] + 1, code("9")) : (code("0"), bound[place] - 1)
      if low > high { continue }
      let rest = bound.endIndex - place - 1
      choices.append(
        .sequence(bound[..<place].map(digit) + [digits(low, high)] + anyDigits(rest)))
    }
    return choices.count == 1 ? choices[0] : .choice(choices)
  }

  private static func digit(_ value: UInt32) -> Pattern { .character(CharacterClass(value)) }

  private static func digits(_ low: UInt32, _ high: UInt32) -> Pattern {
    .character(CharacterClass([low...high]))
  }

  private static func anyDigits(_ count: Int) -> [Pattern] {
    Array(repeating: digits(code("0"), code("9")), count: count)
  }

  private static func zeros(_ count: Int) -> [UInt32] { Array(repeating: code("0"), count: count) }
  private static func nines(_ count: Int) -> [UInt32] { Array(repeating: code("9"), count: count) }
}
