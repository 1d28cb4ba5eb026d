/// Finds patterns whose number hits two lists of modules, one of them within the other: `*.1.*` is layer 1
/// and expert 1 of every layer.
struct NestedIndices {
  /// What was found.
  private(set) var diagnostics: [Diagnostic] = []
  /// How often a list was looked up among those that are hit.
  private(set) var listsLookedUp = 0

  /// Looks at the patterns of rules.
  init(_ rules: [Rule], _ root: Module, _ budget: inout MatchingBudget) {
    var visits = Limits.pathVisits
    var seen: Set<SourceSpan> = []
    for rule in rules {
      rule.selector.forEachLonePattern { key, value in
        guard visits > 0, seen.insert(value.span).inserted,
          case .pattern(.sequence(let items)) = value.question
        else { return }
        for place in IndexPlace.find(in: items) {
          var search = ListSearch(place, visits: visits, stepLimit: budget.left)
          search.visit(root, "", "")
          visits = search.visits
          budget.spend(search.steps)
          let pair = search.nestedPair()
          listsLookedUp += search.listsLookedUp
          if let pair {
            diagnostics.append(Self.finding(key, value, pair))
            break
          }
        }
      }
    }
  }

  private static func finding(
    _ key: SelectorKey, _ value: SelectorValue,
    _ pair: (outer: ListSearch.Hit, inner: ListSearch.Hit)
  ) -> Diagnostic {
    let cures: [Cure]
    let parts = components(value.text)
    if key == .glob,
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

/// A number in a pattern, behind something that may stand for any names.
private struct IndexPlace {
  let head: Pattern
  let number: Pattern
  let tail: Pattern

  /// A number right behind what stands for any names, as in `*7.*`, which may be the end of a longer one.
  private static func behindStar(_ items: [Pattern], _ range: Range<Int>) -> IndexPlace? {
    guard let star = range.first, items[star].isAnyNames, range.count > 1 else { return nil }
    let digits = items[(star + 1)..<range.upperBound]
    guard digits.allSatisfy(\.isOfDigits), digits.contains(where: { !$0.isAnyDigit }) else {
      return nil
    }
    let anyDigits = Pattern.repeated(
      .character(CharacterClass([0x30...0x39])), atLeast: 0, atMost: nil)
    return IndexPlace(
      head: .sequence(Array(items[...star])), number: .sequence([anyDigits] + digits),
      tail: .sequence(Array(items[range.upperBound...])))
  }

  /// The numbers of a pattern's elements that make up a whole component.
  static func find(in items: [Pattern]) -> [IndexPlace] {
    let dots = items.indices.filter { items[$0].isDot }
    var result: [IndexPlace] = []
    if let first = dots.first, let place = behindStar(items, 0..<first) { result.append(place) }
    for (place, dot) in dots.enumerated() {
      let end = place + 1 < dots.count ? dots[place + 1] : items.count
      let segment = items[(dot + 1)..<end]
      if let place = behindStar(items, dot + 1..<end) {
        result.append(place)
        continue
      }
      guard !segment.isEmpty, segment.allSatisfy(\.isOfDigits),
        segment.contains(where: { !$0.isAnyDigit }),
        items[..<dot].contains(where: \.isAnyNames)
      else { continue }
      result.append(
        IndexPlace(
          head: .sequence(Array(items[...dot])), number: .sequence(Array(segment)),
          tail: .sequence(Array(items[end...]))))
    }
    return result
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
  /// How many modules may still be looked at.
  private(set) var visits: Int
  /// How often a list was looked up among those that are hit.
  private(set) var listsLookedUp = 0

  private struct Visit: Hashable {
    let module: ObjectIdentifier
    let list: ExactString
  }

  init(_ place: IndexPlace, visits: Int, stepLimit: Int) {
    func matcher(_ pattern: Pattern) -> LazyDFA {
      var automaton = PatternAutomaton()
      automaton.add(pattern, as: 0)
      return LazyDFA(automaton, stepLimit: stepLimit)
    }
    heads = matcher(place.head)
    numbers = matcher(place.number)
    tails = matcher(place.tail)
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
  mutating func visit(_ module: Module, _ path: String, _ list: String) {
    // One object at many places is looked at once for each list that it is in.
    let visit = Visit(module: ObjectIdentifier(module), list: ExactString(list))
    guard visits > 0, seen.insert(visit).inserted else { return }
    let isHit = !path.isEmpty && !heads.patterns(matching: path + ".").isEmpty
    for child in module.children where child.module.parameterCount > 0 {
      visits -= 1
      let isNumber = !child.name.isEmpty && child.name.utf8.allSatisfy(\.isASCIIDigit)
      let childPath = path.isEmpty ? child.name : path + "." + child.name
      if isNumber, isHit, !numbers.patterns(matching: child.name).isEmpty,
        holdsTail(child.module, ".")
      {
        if hitOfList[ExactString(list)] == nil {
          hitOfList[ExactString(list)] = hits.count
          hits.append(Hit(list: list, path: childPath, number: child.name))
        }
        continue
      }
      let name = isNumber ? "*" : child.name
      self.visit(child.module, childPath, list.isEmpty ? name : list + "." + name)
    }
  }

  /// Whether the rest of the pattern matches what stands behind a module's path in some name.
  private mutating func holdsTail(_ module: Module, _ rest: String) -> Bool {
    for parameter in module.parameters {
      if !tails.patterns(matching: rest + parameter.name).isEmpty { return true }
    }
    for child in module.children where child.module.parameterCount > 0 {
      visits -= 1
      if visits < 0 { return false }
      if holdsTail(child.module, rest + child.name + ".") { return true }
    }
    return false
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
  /// Visits the globs and expressions in a selector that nothing else narrows down, and that do not
  /// stand in an `except`.
  fileprivate func forEachLonePattern(_ body: (SelectorKey, SelectorValue) -> Void) {
    switch self {
    case .frozen: break
    case .glob(let value): body(.glob, value)
    case .anyOf(let items, _): for item in items { item.forEachLonePattern(body) }
    case .allOf(let mapping):
      guard mapping.except == nil, mapping.terms.count == 1,
        [.glob, .regex].contains(mapping.terms[0].key)
      else { return }
      for value in mapping.terms[0].values { body(mapping.terms[0].key, value) }
    }
  }
}
