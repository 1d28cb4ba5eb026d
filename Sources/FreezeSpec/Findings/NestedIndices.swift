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
    var visits = Limits.pathVisits
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
    let outerNumbers = OuterNumbers(of: patterns.isEmpty ? nil : tree.root.module)
    var number = 0
    for pattern in patterns where visits > 0 {
      var selected: SelectedPlaces?
      if pattern.narrowed != nil {
        guard let matching else { continue }
        selected = SelectedPlaces(of: Int32(number), in: matching.walk)
        number += 1
      }
      for place in pattern.places {
        guard outerNumbers.holdAny(of: place.number, &budget) else { continue }
        var search = ListSearch(place, among: selected, visits: visits, stepLimit: budget.left)
        search.visit(tree.root.module, "", "", 0)
        visits = search.visits
        budget.spend(search.steps)
        let pair = search.nestedPair()
        listsLookedUp += search.listsLookedUp
        if let pair {
          diagnostics.append(Self.finding(pattern, pair))
          break
        }
      }
    }
  }

  private static func finding(
    _ pattern: IndexedPattern,
    _ pair: (outer: ListSearch.Hit, inner: ListSearch.Hit)
  ) -> Diagnostic {
    let cures: [Cure]
    let value = pattern.value
    let parts = components(value.text)
    // Beside other keys, one of the two may match nothing.
    if pattern.key == .glob, pattern.narrowed == nil,
      let number = parts.firstIndex(where: { part in
        part == pair.outer.number || part == "{\(pair.outer.number)}"
      }), parts.count(where: { $0 == parts[number] }) == 1
    {
      let rest = "." + parts[number...].joined(separator: ".")
      cures = [
        .writing(quoted(pair.outer.list + rest)) { "for the outer list write \($0)" },
        .writing(quoted(pair.inner.list + rest)) { "for the inner one write \($0)" },
      ]
    } else {
      cures = ["write the path of the list that is meant in front of the number"]
    }
    return Diagnostic(
      .nestedIndex,
      "\"\(clipped(value.text))\" hits \"\(clipped(pair.outer.path))\", and also "
        + "\"\(clipped(pair.inner.path))\" in a list within that list", at: value.span, cures: cures
    )
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

/// How many of a model's parameters a selector matches up to each.
private struct SelectedPlaces {
  private var sums: [Int32] = [0]

  init(of selector: Int32, in walk: SelectorWalk) {
    sums.reserveCapacity(walk.matchOfPlace.count + 1)
    let holds = walk.matches.indices.map { walk.matches[$0].contains(selector) }
    for set in walk.matchOfPlace { sums.append(sums[sums.count - 1] + (holds[Int(set)] ? 1 : 0)) }
  }

  /// Whether it matches any of these.
  func holdAny(of places: Range<Int>) -> Bool { sums[places.upperBound] > sums[places.lowerBound] }
}

/// A number in a pattern, behind something that may stand for any names.
private struct IndexPlace {
  let head: Pattern
  let number: Pattern
  let tail: Pattern

  private static let anyDigits = Pattern.repeated(
    .character(CharacterClass([0x30...0x39])), atLeast: 0, atMost: nil)

  /// The numbers in a pattern's elements that may be a module's name, or a part of one.
  static func find(in items: [Pattern]) -> [IndexPlace] {
    var result: [IndexPlace] = []
    var start = 0
    while start < items.count {
      var end = start
      while end < items.count, items[end].isOfDigits { end += 1 }
      let digits = items[start..<end]
      defer { start = max(end, start + 1) }
      guard digits.contains(where: { !$0.isAnyDigit }), start > 0,
        items[..<start].contains(where: \.isAnyNames)
      else { continue }
      // Right behind or before what stands for any names it may be a part of a longer one.
      let isOpenBefore = items[start - 1].isAnyNames
      let isOpenAfter = end < items.count && items[end].isAnyNames
      guard isOpenBefore || items[start - 1].isDot,
        isOpenAfter || end == items.count || items[end].isDot
      else { continue }
      let number = (isOpenBefore ? [anyDigits] : []) + digits + (isOpenAfter ? [anyDigits] : [])
      result.append(
        IndexPlace(
          head: .sequence(Array(items[..<start])), number: .sequence(number),
          tail: .sequence(Array(items[end...]))))
    }
    return result
  }
}

/// The numbers that modules have in lists with further lists below them.
///
/// A pattern that hits none of these hits no list within another, and needs no look at the model.
private struct OuterNumbers {
  private let names: [String]

  init(of root: Module?) {
    var names: [String] = []
    var known: Set<ExactString> = []
    // Whether a module has a number for a name in or below each module object.
    var areAboveNumbers: [ObjectIdentifier: Bool] = [:]
    func isAboveNumbers(_ module: Module) -> Bool {
      if let known = areAboveNumbers[ObjectIdentifier(module)] { return known }
      var numbers: [String] = []
      var (isOuter, isAbove) = (false, false)
      for child in module.children where child.module.parameterCount > 0 {
        let isAboveOthers = isAboveNumbers(child.module)
        isAbove = isAbove || isAboveOthers
        if child.name.isNumber {
          numbers.append(child.name)
          isOuter = isOuter || isAboveOthers
        }
      }
      if isOuter { names += numbers.filter { known.insert(ExactString($0)).inserted } }
      areAboveNumbers[ObjectIdentifier(module)] = isAbove || !numbers.isEmpty
      return isAbove || !numbers.isEmpty
    }
    if let root { _ = isAboveNumbers(root) }
    self.names = names
  }

  /// Whether a pattern of numbers matches one of them; `true` where the steps do not reach to tell.
  func holdAny(of number: Pattern, _ budget: inout MatchingBudget) -> Bool {
    // A step for each name, and those of the matcher.
    if names.count > budget.left { return true }
    var matcher = LazyDFA(number, stepLimit: budget.left)
    defer { budget.spend(saturatingSum(matcher.steps, names.count)) }
    return names.contains { !matcher.patterns(matching: $0).isEmpty }
  }
}

/// Searches a model for the lists that a number hits.
private struct ListSearch {
  /// A list, and a module of it that is hit.
  struct Hit {
    /// The list's path, a star for each number in it.
    let list: String
    /// The module's path.
    let path: String
    /// The module's name in the list.
    let number: String
  }

  private var hits: [Hit] = []
  /// Where the hit of each list stands among them.
  private var hitOfList: [ExactString: Int] = [:]
  private var seen: Set<Visit> = []
  private var heads: LazyDFA
  private var numbers: LazyDFA
  private var tails: LazyDFA
  /// The parameters that are selected; `nil` where the pattern alone tells.
  private let selected: SelectedPlaces?
  /// How many modules may still be looked at.
  private(set) var visits: Int
  /// How often a list was looked up among those that are hit.
  private(set) var listsLookedUp = 0

  private struct Visit: Hashable {
    let module: ObjectIdentifier
    let list: ExactString
    /// Where it is, if only some places are selected.
    let first: Int?
  }

  init(_ place: IndexPlace, among selected: SelectedPlaces?, visits: Int, stepLimit: Int) {
    self.selected = selected
    heads = LazyDFA(place.head, stepLimit: stepLimit)
    numbers = LazyDFA(place.number, stepLimit: stepLimit)
    tails = LazyDFA(place.tail, stepLimit: stepLimit)
    self.visits = visits
  }

  /// What the matchers took.
  var steps: Int { heads.steps + numbers.steps + tails.steps }

  /// Two lists that are hit, the second in a module of the first.
  mutating func nestedPair() -> (outer: Hit, inner: Hit)? {
    for inner in hits {
      // The lists that it is in end before a star in its path.
      var outer: Int?
      let path = inner.list.utf8
      var end = path.startIndex
      while let star = path[end...].firstIndex(of: UInt8(ascii: "*")) {
        end = path.index(after: star)
        guard end < path.endIndex, path[end] == UInt8(ascii: "."), star > path.startIndex else {
          continue
        }
        let dot = path.index(before: star)
        guard path[dot] == UInt8(ascii: ".") else { continue }
        listsLookedUp += 1
        guard let hit = hitOfList[ExactString(String(inner.list[..<dot]))]
        else { continue }
        outer = min(hit, outer ?? hit)
      }
      if let outer { return (hits[outer], inner) }
    }
    return nil
  }

  /// Looks at the modules below one, but for those in a module that is hit.
  mutating func visit(_ module: Module, _ path: String, _ list: String, _ first: Int) {
    if let selected, !selected.holdAny(of: first..<first + module.parameterCount) { return }
    // One object at many places is looked at once for each list that it is in.
    let visit = Visit(
      module: ObjectIdentifier(module), list: ExactString(list), first: selected.map { _ in first })
    guard visits > 0, seen.insert(visit).inserted else { return }
    var next = first + module.parameters.count
    let isHit = !path.isEmpty && !heads.patterns(matching: path + ".").isEmpty
    for child in module.children where child.module.parameterCount > 0 {
      visits -= 1
      let start = next
      next += child.module.parameterCount
      let isNumber = child.name.isNumber
      let childPath = path.isEmpty ? child.name : path + "." + child.name
      if isNumber, isHit, !numbers.patterns(matching: child.name).isEmpty,
        selected?.holdAny(of: start..<next) ?? true, holdsTail(child.module)
      {
        if hitOfList[ExactString(list)] == nil {
          hitOfList[ExactString(list)] = hits.count
          hits.append(Hit(list: list, path: childPath, number: child.name))
        }
        continue
      }
      let name = isNumber ? "*" : child.name
      self.visit(child.module, childPath, list.isEmpty ? name : list + "." + name, start)
    }
  }

  /// Whether the rest of the pattern matches what stands behind a module's path in some name.
  private mutating func holdsTail(_ module: Module) -> Bool {
    var position = NamePosition(&tails)
    // It starts with the dot behind the number.
    position.enter("", in: &tails)
    return holdsTail(module, &position)
  }

  private mutating func holdsTail(_ module: Module, _ position: inout NamePosition) -> Bool {
    if position.isDead(in: tails) { return false }
    for parameter in module.parameters {
      let accepted = position.accepted(after: parameter.name, in: &tails)
      if !tails.acceptedSets[Int(accepted)].isEmpty { return true }
    }
    for child in module.children where child.module.parameterCount > 0 {
      visits -= 1
      if visits < 0 { return false }
      position.enter(child.name, in: &tails)
      if holdsTail(child.module, &position) { return true }
      position.leave()
    }
    return false
  }
}

extension String {
  /// Whether it is digits, as the names of a list's modules are.
  fileprivate var isNumber: Bool { !isEmpty && utf8.allSatisfy(\.isASCIIDigit) }
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
    guard case .pattern(.sequence(let items)) = value.question else { return }
    let places = IndexPlace.find(in: items)
    if places.isEmpty { return }
    body(IndexedPattern(key: key, value: value, places: places, narrowed: narrowed))
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
