/// One item of a choice in a pattern, as `nrom` is in `model.{nrom,embed}.*`.
struct PatternPart {
  /// The value as it is written, and the key that it stands under.
  let value: SelectorValue
  let term: SelectorTerm
  /// Where the item stands in the value's text.
  let bytes: Range<Int>
  /// Where its choice stands there, without braces or parentheses.
  let choice: Range<Int>
  /// How many items the choice has.
  let itemCount: Int
  /// Whether the choice is in braces.
  let isInBraces: Bool
  /// The pattern before and after the item, where it alone is left of its choice: without the braces
  /// of that, but for a range.
  let head: String
  let tail: String
  /// The bounds of a range.
  let numbers: ClosedRange<Int>?
  /// Which numbers of the range are there, for a message.
  var numbersThere: [ClosedRange<Int>] = []
  /// The module that an item which is no range names, where it has nothing that the pattern does.
  var module: ModulesAtPatterns.Place?

  /// The item.
  var item: String { text(bytes) }

  /// Whether a text is an item of the same choice.
  func isBeside(_ item: String) -> Bool {
    let mark = isInBraces ? "," : "|"
    return firstRange(of: mark + item + mark, in: mark + text(choice) + mark) != nil
  }

  /// Some of the value's text.
  private func text(_ bytes: Range<Int>) -> String {
    String(decoding: Array(value.text.utf8)[bytes], as: UTF8.self)
  }

  /// The pattern with the item alone, or with another in its place.
  func alone(_ item: String) -> String { head + item + tail }

  /// The pattern of the module that the item names, or another in its place, where nothing else is left
  /// open up to the end of its name.
  func modulePattern(of item: String) -> Pattern? {
    guard term.key == .glob || term.key == .regex,
      let end = tail.utf8.firstIndex(where: { ".*\\".utf8.contains($0) })
    else { return nil }
    let text = alone(item)
    let path = String(decoding: text.utf8.dropLast(tail.utf8.count), as: UTF8.self) + tail[..<end]
    return term.key == .glob ? try? Glob.parse(path) : try? RegexParser.parse(path)
  }

  /// The pattern of what is not there: of a range, the numbers that are missing.
  var missing: String {
    guard let numbers else { return alone(item) }
    let missing = numbersThere.missing(from: numbers)
    if missing.count == 1, missing[0].count == 1, head.utf8.last == UInt8(ascii: "{") {
      return String(head.unicodeScalars.dropLast()) + String(missing[0].lowerBound)
        + String(tail.unicodeScalars.dropFirst())
    }
    return alone(clipped(missing.inBraces, to: 200))
  }

  /// The value with another item in this one's place.
  func replaced(by item: String) -> String {
    let whole = Array(value.text.utf8)
    return String(
      decoding: whole[..<bytes.lowerBound] + Array(item.utf8) + whole[bytes.upperBound...],
      as: UTF8.self)
  }

  /// The value without the blanks around the items of the choice.
  var withoutBlanks: String {
    let whole = Array(value.text.utf8)
    let items = text(choice).split(separator: ",", omittingEmptySubsequences: false)
      .map { FreezeSpec.withoutBlanks(String($0)) }
    return String(
      decoding: whole[..<choice.lowerBound] + Array(items.joined(separator: ",").utf8)
        + whole[choice.upperBound...], as: UTF8.self)
  }

  /// The value without the item; a choice with one item left has no braces.
  var takenOut: String {
    let whole = Array(value.text.utf8)
    let isLast = bytes.upperBound == choice.upperBound
    var cut = bytes.lowerBound - (isLast ? 1 : 0)..<bytes.upperBound + (isLast ? 0 : 1)
    var inserted: [UInt8] = []
    if isInBraces, itemCount == 2 {
      let other = text(
        isLast ? choice.lowerBound..<cut.lowerBound : cut.upperBound..<choice.upperBound)
      if firstRange(of: "..", in: other) == nil {
        cut = choice.lowerBound - 1..<choice.upperBound + 1
        inserted = Array(other.utf8)
      }
    }
    return String(
      decoding: whole[..<cut.lowerBound] + inserted + whole[cut.upperBound...], as: UTF8.self)
  }
}

extension [ClosedRange<Int>] {
  /// Numbers that ascend, as few ranges.
  init(numbers: some Sequence<Int>) {
    self = []
    for number in numbers {
      if let last, last.upperBound + 1 == number {
        self[count - 1] = last.lowerBound...number
      } else {
        append(number...number)
      }
    }
  }

  /// The numbers as the items of a glob's braces: `0..3,7`.
  var inBraces: String {
    map { range in
      range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)..\(range.upperBound)"
    }.joined(separator: ",")
  }

  /// The numbers of a range that are not in these, which ascend.
  func missing(from whole: ClosedRange<Int>) -> [ClosedRange<Int>] {
    var result: [ClosedRange<Int>] = []
    var next = whole.lowerBound
    for range in self {
      if range.lowerBound > next { result.append(next...range.lowerBound - 1) }
      if range.upperBound == whole.upperBound { return result }
      next = range.upperBound + 1
    }
    result.append(next...whole.upperBound)
    return result
  }
}
