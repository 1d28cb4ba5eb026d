/// A place in a glob or a regular expression where one of several items may stand: `{a,b}`, `(a|b)`.
struct PatternChoice: Sendable {
  /// One of its items.
  struct Item: Sendable {
    /// Its bytes in the pattern.
    let bytes: Range<Int>
    /// The bounds, as they are written, of a glob's range of numbers such as `0..11`.
    var numbers: (first: String, last: String)?
    /// The choices within it.
    let choices: [PatternChoice]
  }

  /// The bytes that its items take, without what stands around them.
  let bytes: Range<Int>
  /// Its items, in order.
  let items: [Item]
  /// Whether it is in braces, as those of globs are.
  let isInBraces: Bool

  /// What is left of a pattern before and after one of the items, where that is chosen.
  ///
  /// Parentheses stay, and the braces of a range, without which these would mean something else.
  func rest(_ pattern: String, choosing item: Item) -> (head: String, tail: String) {
    let bytes = Array(pattern.utf8)
    let around = around(item)
    return (
      String(decoding: bytes[..<around.lowerBound], as: UTF8.self),
      String(decoding: bytes[around.upperBound...], as: UTF8.self)
    )
  }

  /// How much further left what is within an item stands once that item is chosen.
  func shift(choosing item: Item) -> Int { item.bytes.lowerBound - around(item).lowerBound }

  /// The bytes in whose place the item comes.
  private func around(_ item: Item) -> Range<Int> {
    let isBare = isInBraces && item.numbers == nil
    return isBare ? bytes.lowerBound - 1..<bytes.upperBound + 1 : bytes
  }
}

extension SelectorKey {
  /// The choices in a value under this key that are not within others; without any where it has none,
  /// or cannot be read.
  func choices(in text: String) -> [PatternChoice] {
    switch self {
    case .glob, .type: text.utf8.contains(UInt8(ascii: "{")) ? Glob.choices(in: text) : []
    case .regex: text.utf8.contains(UInt8(ascii: "|")) ? RegexParser.choices(in: text) : []
    case .name, .module, .parameter: []
    }
  }
}
