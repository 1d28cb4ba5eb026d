/// The lists of a model that have further lists below them.
struct OuterLists {
  /// The numbers in them.
  ///
  /// A pattern that hits none of these hits no list within another, and needs no look at the model.
  private var numbers: [String] = []
  /// Whether there are numbers in each module object.
  private var holdNumbers: [ObjectIdentifier: Numbers] = [:]

  /// Where modules with numbers for names are in a module.
  private enum Numbers: Comparable {
    case none
    /// Among its children alone.
    case ofChildren
    /// In one of its children.
    case inChild
  }

  init(of root: Module?) {
    var known: Set<ExactString> = []
    if let root { _ = look(into: root, &known) }
  }

  /// Notes the numbers in a module, and where they are.
  private mutating func look(into module: Module, _ known: inout Set<ExactString>) -> Numbers {
    if module.children.isEmpty { return .none }
    if let numbers = holdNumbers[ObjectIdentifier(module)] { return numbers }
    var own: [String] = []
    var isOuter = false
    var result = Numbers.none
    for child in module.children where child.module.parameterCount > 0 {
      let isAboveNumbers = look(into: child.module, &known) > .none
      if isAboveNumbers { result = .inChild }
      if child.name.isNumber {
        own.append(child.name)
        isOuter = isOuter || isAboveNumbers
      }
    }
    if isOuter { numbers += own.filter { known.insert(ExactString($0)).inserted } }
    if !own.isEmpty { result = max(result, .ofChildren) }
    holdNumbers[ObjectIdentifier(module)] = result
    return result
  }

  private func numbers(in module: Module) -> Numbers {
    module.children.isEmpty ? .none : holdNumbers[ObjectIdentifier(module)] ?? .none
  }

  /// Whether a module with a number for a name is in a module.
  func areNumbers(in module: Module) -> Bool { numbers(in: module) > .none }

  /// Whether one is in a child of a module.
  func areNumbers(inChildrenOf module: Module) -> Bool { numbers(in: module) == .inChild }

  /// For each of some patterns whether it matches one of the numbers; `true` for all where the steps do
  /// not reach to tell.
  func areHit(by patterns: [Pattern], _ budget: inout MatchingBudget) -> [Bool] {
    if patterns.isEmpty || numbers.count > budget.left {
      return Array(repeating: true, count: patterns.count)
    }
    budget.spend(numbers.count)
    var automaton = LazyDFA(patterns, stepLimit: budget.left)
    var areHit = [Bool](repeating: false, count: patterns.count)
    // Many numbers are matched by the same patterns, which are looked at once.
    var isKnown: [Bool] = []
    for number in numbers {
      let set = Int(automaton.accepted(matching: number))
      while isKnown.count <= set { isKnown.append(false) }
      if isKnown[set] { continue }
      isKnown[set] = true
      for pattern in automaton.acceptedSets[set] { areHit[Int(pattern)] = true }
    }
    budget.spend(automaton.steps)
    return automaton.isExhausted ? Array(repeating: true, count: patterns.count) : areHit
  }
}

/// Searches a model for the lists that the numbers of patterns hit.
struct ListSearch {
  /// A list, and a module of it that is hit.
  struct Hit {
    /// The list's path, a star for each number in it.
    let list: String
    /// The module's path.
    let path: String
    /// The module's name in the list.
    let number: String
  }

  private let root: Module
  private let outer: OuterLists
  /// How many modules may still be entered.
  private(set) var visits = Limits.pathVisits
  /// What was taken: by the matchers, and a step for each module that was looked at or among which one was
  /// looked for.
  private(set) var steps = 0
  /// How often a list was looked up among those that are hit.
  private(set) var listsLookedUp = 0
  private let stepLimit: Int

  /// The matchers of what patterns say before, as and behind their numbers: many say the same.
  private var matchers: [LazyDFA] = []
  private var patterns: [Pattern] = []
  private var indexOfPattern = HashIndex()

  private var hits: [Hit] = []
  /// Where the hit of each list stands among them.
  private var hitOfList: [ExactString: Int] = [:]
  private var seen: [Visit] = []
  private var seenIndex = HashIndex()
  private var head = 0
  private var tail = 0
  /// The number that is hit where the pattern says one; most do.
  private var number: String?
  /// The matcher of those that are hit otherwise.
  private var numbers: Int?
  /// The parameters that are selected; `nil` where the pattern alone tells.
  private var selected: SelectedPlaces?

  private struct Visit: Hashable {
    let module: ObjectIdentifier
    let list: ExactString
    /// Where it is, if only some places are selected.
    let first: Int?
  }

  /// Whether no more is looked at: then a pair may be missed.
  var isExhausted: Bool { visits <= 0 || steps >= stepLimit }

  /// How many matchers are kept.
  private static let mostMatchers = 64

  init(of root: Module, _ outer: OuterLists, stepLimit: Int) {
    self.root = root
    self.outer = outer
    self.stepLimit = stepLimit
  }

  /// Two lists that a number hits, the second in a module of the first.
  ///
  /// - Parameter selected: The parameters that are selected; `nil` where the pattern alone tells.
  mutating func nestedPair(_ place: IndexPlace, among selected: SelectedPlaces?)
    -> (outer: Hit, inner: Hit)?
  {
    if matchers.count + 3 > Self.mostMatchers {
      (matchers, patterns, indexOfPattern) = ([], [], HashIndex())
    }
    head = matcher(place.head)
    tail = matcher(place.tail)
    number = place.number.literalText
    numbers = number == nil ? matcher(place.number) : nil
    self.selected = selected
    (hits, hitOfList, seen, seenIndex) = ([], [:], [], HashIndex())
    let before = matched
    visit(root, "", "", 0)
    steps += matched - before
    return pair()
  }

  /// The steps that the matchers of the pattern took so far.
  private var matched: Int {
    matchers[head].steps + matchers[tail].steps + (numbers.map { matchers[$0].steps } ?? 0)
  }

  private mutating func matcher(_ pattern: Pattern) -> Int {
    if let known = indexOfPattern.number(of: pattern, in: patterns) { return known }
    indexOfPattern.insert(matchers.count, pattern)
    patterns.append(pattern)
    matchers.append(LazyDFA(pattern, stepLimit: max(0, stepLimit - steps)))
    steps += matchers[matchers.count - 1].steps
    return matchers.count - 1
  }

  private mutating func pair() -> (outer: Hit, inner: Hit)? {
    for inner in hits {
      // The lists that it is in end before the stars in its path.
      var outer: Int?
      let path = inner.list.utf8
      var end = path.startIndex
      while let star = path[end...].firstIndex(of: UInt8(ascii: "*")) {
        end = path.index(after: star)
        guard end == path.endIndex || path[end] == UInt8(ascii: "."), star > path.startIndex
        else { continue }
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
  private mutating func visit(_ module: Module, _ path: String, _ list: String, _ first: Int) {
    if let selected, !selected.holdAny(of: first..<first + module.parameterCount) { return }
    // One object at many places is looked at once for each list that it is in.
    let visit = Visit(
      module: ObjectIdentifier(module), list: ExactString(list), first: selected.map { _ in first })
    guard visits > 0, seenIndex.number(of: visit, in: seen) == nil else { return }
    seenIndex.insert(seen.count, visit)
    seen.append(visit)
    visits -= 1
    let isHit = !path.isEmpty && !matchers[head].patterns(matching: path + ".").isEmpty
    let holdsLists = outer.areNumbers(inChildrenOf: module)
    if !isHit, !holdsLists { return }
    // Where no list is in one of them, only the one of the number that is sought matters, wherever it is.
    if !holdsLists, selected == nil, let number {
      steps += module.children.count
      guard let index = module.childIndex(named: number) else { return }
      if holdsTail(module.children[index].module) { note(number, path, list) }
      return
    }
    var next = first + module.parameters.count
    var last: Module?
    var lastIsNumber = false
    var holdsNumbers = false
    for index in module.children.indices where steps < stepLimit {
      let (name, child) = (module.children[index].name, module.children[index].module)
      if child.parameterCount == 0 { continue }
      steps += 1
      let start = next
      next += child.parameterCount
      if isHit, isHitNumber(name), name.isNumber,
        selected?.holdAny(of: start..<next) ?? true, holdsTail(child)
      {
        note(name, path, list)
        continue
      }
      let isLast = child === last
      if !isLast { holdsNumbers = outer.areNumbers(in: child) }
      last = child
      guard holdsNumbers else { continue }
      // Of a list's modules that are one object the first is enough.
      let isNumber = name.isNumber
      if isNumber, isLast, lastIsNumber, selected == nil { continue }
      lastIsNumber = isNumber
      self.visit(child, joined(path, name), joined(list, isNumber ? "*" : name), start)
    }
  }

  /// Notes a module that is hit, where it is the first of its list.
  private mutating func note(_ number: String, _ path: String, _ list: String) {
    if hitOfList[ExactString(list)] != nil { return }
    hitOfList[ExactString(list)] = hits.count
    hits.append(Hit(list: list, path: joined(path, number), number: number))
  }

  private mutating func isHitNumber(_ name: String) -> Bool {
    if let numbers { return !matchers[numbers].patterns(matching: name).isEmpty }
    return number == name
  }

  private func joined(_ path: String, _ name: String) -> String {
    path.isEmpty ? name : path + "." + name
  }

  /// Whether the rest of the pattern matches what stands behind a module's path in some name.
  private mutating func holdsTail(_ module: Module) -> Bool {
    var position = NamePosition(&matchers[tail])
    // It starts with the dot behind the number.
    position.enter("", in: &matchers[tail])
    return holdsTail(module, &position)
  }

  private mutating func holdsTail(_ module: Module, _ position: inout NamePosition) -> Bool {
    if position.isDead(in: matchers[tail]) { return false }
    for parameter in module.parameters {
      let accepted = position.accepted(after: parameter.name, in: &matchers[tail])
      if !matchers[tail].acceptedSets[Int(accepted)].isEmpty { return true }
    }
    for child in module.children where child.module.parameterCount > 0 {
      visits -= 1
      if visits < 0 { return false }
      position.enter(child.name, in: &matchers[tail])
      if holdsTail(child.module, &position) { return true }
      position.leave()
    }
    return false
  }
}

/// How many of a model's parameters a selector matches up to each.
struct SelectedPlaces {
  private var sums: [Int32] = [0]

  init(of selector: Int32, in walk: SelectorWalk) {
    sums.reserveCapacity(walk.matchOfPlace.count + 1)
    let holds = walk.matches.indices.map { walk.matches[$0].contains(selector) }
    for set in walk.matchOfPlace { sums.append(sums[sums.count - 1] + (holds[Int(set)] ? 1 : 0)) }
  }

  /// Whether it matches any of these.
  func holdAny(of places: Range<Int>) -> Bool { sums[places.upperBound] > sums[places.lowerBound] }
}

extension String {
  /// Whether it is digits, as the names of a list's modules are.
  fileprivate var isNumber: Bool { !isEmpty && utf8.allSatisfy(\.isASCIIDigit) }
}
