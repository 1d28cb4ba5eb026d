/// What is held against lists of modules: each rule as a whole and, where it has several, its values.
struct CoverUnits {
  /// A rule, or a value of one.
  struct Unit {
    /// The rule's place among the rules.
    let rule: Int
    /// What it selects.
    let selector: Selector
    /// Whether it is a value of its rule, and not all of it.
    let isValue: Bool
    /// Whether it may leave modules out by mistake: a number is in it, and no `except`, which says
    /// that what is left out is meant.
    let mayLeaveOut: Bool
  }

  /// The rules, in order, then their values.
  private(set) var units: [Unit] = []

  /// Items of a choice, or choices of a value, past which that value is not taken apart.
  private static let mostItems = 8

  init(_ rules: [Rule]) {
    for (place, rule) in rules.enumerated() { add(rule.selector, place, isValue: false) }
    for (place, rule) in rules.enumerated() {
      let values = rule.selector.items.flatMap(Self.values)
      if values.count < 2 { continue }
      for value in values { add(value, place, isValue: true) }
    }
  }

  private mutating func add(_ selector: Selector, _ rule: Int, isValue: Bool) {
    units.append(
      Unit(
        rule: rule, selector: selector, isValue: isValue,
        mayLeaveOut: !selector.hasException && selector.hasNumber))
  }

  /// The values of an item, each beside what else the item says.
  private static func values(of item: Selector) -> [Selector] {
    switch item {
    case .frozen, .anyOf: return [item]
    case .glob(let value):
      return items(of: value, .glob)?.map(Selector.glob) ?? [item]
    case .allOf(let mapping):
      let places = mapping.terms.indices.filter { mapping.terms[$0].key.namesPlaces }
      guard places.count == 1, let place = places.first else { return [item] }
      let term = mapping.terms[place]
      let values = term.values.flatMap { items(of: $0, term.key) ?? [$0] }
      return values.map { value in
        var terms = mapping.terms
        terms[place] = SelectorTerm(
          key: term.key, keySpan: term.keySpan, values: [value], isList: false)
        return .allOf(SelectorMapping(terms: terms, except: mapping.except, span: mapping.span))
      }
    }
  }

  /// What a pattern comes to with each item of its choices of words, as of `{attn,mlp}`; `nil`
  /// where it has none.
  private static func items(of value: SelectorValue, _ key: SelectorKey) -> [SelectorValue]? {
    let choices = key.choices(in: value.text).filter { choice in
      choice.items.contains { $0.numbers == nil && !isNumber(value.text, $0.bytes) }
    }
    if choices.isEmpty || choices.count > mostItems { return nil }
    var result: [SelectorValue] = []
    for choice in choices {
      if choice.items.count > mostItems { return nil }
      for item in choice.items {
        let rest = choice.rest(value.text, choosing: item)
        let text = rest.head + String(decoding: Array(value.text.utf8)[item.bytes], as: UTF8.self)
        guard let part = try? SelectorValue(text + rest.tail, under: key, at: value.span) else {
          return nil
        }
        result.append(part)
      }
    }
    return result
  }

  /// Whether an item says a number, or numbers, as `7`, `1[0-9]` and `2\d` do: no word is in it.
  private static func isNumber(_ text: String, _ bytes: Range<Int>) -> Bool {
    let item = Array(text.utf8)[bytes]
    return item.indices.allSatisfy { index in
      let isEscaped = index > item.startIndex && item[index - 1] == UInt8(ascii: "\\")
      return item[index] < 0x80 && (isEscaped || !item[index].isASCIILetter)
    }
  }
}

extension SelectorKey {
  /// Whether its values say where in the model something is.
  fileprivate var namesPlaces: Bool {
    switch self {
    case .name, .glob, .regex, .module: true
    case .type, .parameter: false
    }
  }
}

extension Selector {
  /// Whether a digit stands in what says where in the model it selects.
  fileprivate var hasNumber: Bool {
    switch self {
    case .frozen: false
    case .glob(let value): value.text.utf8.contains(where: \.isASCIIDigit)
    case .anyOf(let items, _): items.contains(where: \.hasNumber)
    case .allOf(let mapping):
      mapping.terms.contains { term in
        term.key.namesPlaces
          && term.values.contains { $0.text.utf8.contains(where: \.isASCIIDigit) }
      }
    }
  }
}
