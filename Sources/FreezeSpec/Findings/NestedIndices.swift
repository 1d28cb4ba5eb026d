/// Finds patterns whose number hits two lists of modules, one of them within the other: `*.1.*` is layer 1
/// and expert 1 of every layer.
struct NestedIndices {
  /// What was found.
  private(set) var diagnostics: [Diagnostic] = []
  /// How often a list was looked up among those that are hit.
  private(set) var listsLookedUp = 0

  /// Values beside other keys or in an `except` past which no more are looked at.
  private static let mostNarrowed = 64

  /// Looks at the patterns of rules.
  init(_ rules: [Rule], _ tree: inout ModuleTree, _ budget: inout MatchingBudget) {
    var seen: Set<SourceSpan> = []
    var narrowed: [IndexedPattern] = []
    var patterns: [IndexedPattern] = []
    for rule in rules {
      rule.selector.forEachIndexedPattern { pattern in
        guard seen.insert(pattern.value.span).inserted,
          pattern.narrowed == nil || narrowed.count < Self.mostNarrowed
        else { return }
        patterns.append(pattern)
        if pattern.narrowed != nil { narrowed.append(pattern) }
      }
    }
    let matching =
      narrowed.isEmpty
      ? nil
      : try? RuleEngine(rules: [], selectors: narrowed.compactMap(\.narrowed))
        .match(&tree, budget: &budget)
    let outer = OuterLists(of: patterns.isEmpty ? nil : tree.root.module)
    var areHit = outer.areHit(by: patterns.flatMap { $0.places.map(\.number) }, &budget)[...]
    var search = ListSearch(of: tree.root.module, outer, stepLimit: budget.left)
    defer {
      budget.spend(search.steps)
      listsLookedUp = search.listsLookedUp
    }
    var number = 0
    for pattern in patterns where search.visits > 0 {
      let places = zip(pattern.places, areHit)
      areHit = areHit.dropFirst(pattern.places.count)
      var selected: SelectedPlaces?
      if pattern.narrowed != nil {
        guard let matching else { continue }
        selected = SelectedPlaces(of: Int32(number), in: matching.walk)
        number += 1
      }
      for (place, isHit) in places where isHit {
        if let pair = search.nestedPair(place, among: selected) {
          diagnostics.append(Self.finding(pattern, pair, &search))
          break
        }
      }
    }
  }

  private static func finding(
    _ pattern: IndexedPattern,
    _ pair: (outer: ListSearch.Hit, inner: ListSearch.Hit), _ search: inout ListSearch
  ) -> Diagnostic {
    var cures: [Cure] = []
    let value = pattern.value
    let parts = components(value.text)
    // Beside other keys, one of the two may match nothing.
    if pattern.key == .glob, pattern.narrowed == nil,
      let number = parts.firstIndex(where: { part in
        part == pair.outer.number || part == "{\(pair.outer.number)}"
      }), parts.count(where: { $0 == parts[number] }) == 1
    {
      let rest = "." + parts[number...].joined(separator: ".")
      let lists = [(pair.outer.list, "the outer list"), (pair.inner.list, "the inner one")]
        .filter { hitsOneList($0.0, rest, &search) }
      cures = lists.map { list, which in
        .writing(quoted(list + rest), isFix: lists.count == 2) { "for \(which) write \($0)" }
      }
    }
    if cures.count < 2 {
      cures.append("write the path of the list that is meant in front of the number")
    }
    return Diagnostic(
      .nestedIndex,
      "\"\(clipped(value.text))\" hits \"\(clipped(pair.outer.path))\", and also "
        + "\"\(clipped(pair.inner.path))\" in a list within that list", at: value.span, cures: cures
    )
  }

  /// Whether a glob, whose lists are told by stars, hits no list within another.
  private static func hitsOneList(_ list: String, _ rest: String, _ search: inout ListSearch)
    -> Bool
  {
    // A name with wildcards of its own would have to be written otherwise.
    guard !list.utf8.contains(where: { "?[{".utf8.contains($0) }),
      case .sequence(let items)? = try? Glob.parse(list + rest)
    else { return false }
    return IndexPlace.find(in: items).allSatisfy { search.nestedPair($0, among: nil) == nil }
      && !search.isExhausted
  }
}

/// A glob or an expression with a number that may hit more than one list.
private struct IndexedPattern {
  let key: SelectorKey
  let value: SelectorValue
  let places: [IndexPlace]
  /// What it selects beside the keys that narrow it down, or takes away in an `except`; `nil` where
  /// nothing narrows it down.
  let narrowed: Selector?
}

/// A number in a pattern, behind something that may stand for any names.
struct IndexPlace {
  /// The number, with any digits beside it where it may be a part of a longer one.
  let number: Pattern
  /// The elements of the whole pattern, and those of them that say the number.
  private let items: [Pattern]
  private let digits: Range<Int>

  /// What stands before it.
  var head: Pattern { .sequence(Array(items[..<digits.lowerBound])) }
  /// What stands behind it.
  var tail: Pattern { .sequence(Array(items[digits.upperBound...])) }

  /// How many numbers of a pattern are looked at: each is searched for with all that stands around it.
  private static let mostPlaces = 32

  private static let anyDigits = Pattern.repeated(
    .character(CharacterClass([0x30...0x39])), atLeast: 0, atMost: nil)

  /// The numbers in a pattern's elements that may be a module's name, or a part of one.
  static func find(in items: [Pattern]) -> [IndexPlace] {
    guard let open = items.firstIndex(where: \.isAnyNames) else { return [] }
    var result: [IndexPlace] = []
    var start = open + 1
    while start < items.count, result.count < mostPlaces {
      if !items[start].isOfDigits {
        start += 1
        continue
      }
      var end = start + 1
      while end < items.count, items[end].isOfDigits { end += 1 }
      let digits = items[start..<end]
      defer { start = end }
      guard digits.contains(where: { !$0.isAnyDigit }) else { continue }
      // Right behind or before what stands for any names it may be a part of a longer one.
      let isOpenBefore = items[start - 1].isAnyNames
      let isOpenAfter = end < items.count && items[end].isAnyNames
      guard isOpenBefore || items[start - 1].isDot,
        isOpenAfter || end == items.count || items[end].isDot
      else { continue }
      var number = Array(digits)
      if isOpenBefore { number.insert(anyDigits, at: 0) }
      if isOpenAfter { number.append(anyDigits) }
      result.append(IndexPlace(number: .sequence(number), items: items, digits: start..<end))
    }
    return result
  }
}

extension Pattern {
  /// Whether it is the dot between names, or any character in its place.
  fileprivate var isDot: Bool {
    self == .character(CharacterClass(code("."))) || self == .character(.anyButNewline)
  }

  /// Whether it may stand for any names.
  fileprivate var isAnyNames: Bool {
    switch self {
    case .repeated(.character(let set), _, nil): set.contains(code(".")) && set.contains(code("a"))
    case .repeated(let item, _, _): item.isAnyNames
    case .sequence(let items), .choice(let items): items.contains(where: \.isAnyNames)
    case .never, .character, .assertion: false
    }
  }
}

extension Selector {
  /// Visits the globs and expressions in a selector that have a number.
  fileprivate func forEachIndexedPattern(_ body: (IndexedPattern) -> Void) {
    switch self {
    case .frozen: break
    case .glob(let value): visit(.glob, value, narrowed: nil, body)
    case .anyOf(let items, _): for item in items { item.forEachIndexedPattern(body) }
    case .allOf(let mapping):
      for term in mapping.terms where [.glob, .regex].contains(term.key) {
        let isAlone = mapping.except == nil && mapping.terms.count == 1
        for value in term.values {
          let narrowed = mapping.with(value, of: term)
          visit(term.key, value, narrowed: isAlone ? nil : .allOf(narrowed), body)
        }
      }
      mapping.except?.forEachException(of: mapping.terms, body)
    }
  }

  /// Visits those of a selector that takes away from what other keys match.
  private func forEachException(of terms: [SelectorTerm], _ body: (IndexedPattern) -> Void) {
    switch self {
    case .frozen: break
    case .glob(let value):
      let term = SelectorTerm(key: .glob, keySpan: value.span, values: [value], isList: false)
      let narrowed = SelectorMapping(terms: terms + [term], span: value.span)
      visit(.glob, value, narrowed: .allOf(narrowed), body)
    case .anyOf(let items, _): for item in items { item.forEachException(of: terms, body) }
    case .allOf(let mapping):
      for term in mapping.terms where [.glob, .regex].contains(term.key) {
        for value in term.values {
          let own = mapping.with(value, of: term)
          let narrowed = SelectorMapping(
            terms: terms + own.terms, except: own.except, span: mapping.span)
          visit(term.key, value, narrowed: .allOf(narrowed), body)
        }
      }
    }
  }

  private func visit(
    _ key: SelectorKey, _ value: SelectorValue, narrowed: Selector?,
    _ body: (IndexedPattern) -> Void
  ) {
    guard key != .glob || value.text.holdsNumberBehindStar,
      case .pattern(.sequence(let items)) = value.question
    else { return }
    let places = IndexPlace.find(in: items)
    if places.isEmpty { return }
    body(IndexedPattern(key: key, value: value, places: places, narrowed: narrowed))
  }
}

extension String {
  /// Whether a number may stand behind something that stands for any names, in a glob.
  fileprivate var holdsNumberBehindStar: Bool {
    withBytes { bytes in
      guard let star = bytes.firstIndex(of: UInt8(ascii: "*")) else { return false }
      return bytes[star...].contains { $0.isASCIIDigit || $0 == UInt8(ascii: "[") }
    }
  }
}

extension SelectorMapping {
  /// The mapping with one value of a key alone.
  fileprivate func with(_ value: SelectorValue, of term: SelectorTerm) -> SelectorMapping {
    let alone = SelectorTerm(
      key: term.key, keySpan: term.keySpan, values: [value], isList: term.isList)
    return SelectorMapping(
      terms: terms.map { $0.keySpan == term.keySpan ? alone : $0 }, except: except, span: span)
  }
}
