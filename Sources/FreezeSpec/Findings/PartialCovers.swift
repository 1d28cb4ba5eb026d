/// Finds rules, and values of rules, that cover most of the modules of a list where another of the same
/// action covers them all: `layers.{0..24}.mlp.*` beside `layers.*.attn.*`, of 30 layers.
///
/// That is no more than a note. It is none where
/// - the other covers parameters that this one covers too, or is not about lists alone, as `*.bias`;
/// - what is left out is in the state all the same, or another rule singles it out;
/// - an `except` or an expectation says so.
struct PartialCovers {
  /// What was found, by rule.
  private(set) var covers: [PartialCover] = []

  private let survey: TrainingSurvey
  private let units: [CoverUnits.Unit]
  private let walk: SelectorWalk
  /// The units that also match what is in no list.
  private var isWide: [Bool]
  private var names = RelativeNames()
  /// The place of what was found of each unit.
  private var coverOfUnit: [Int: Int] = [:]
  private var tree: ModuleTree
  private var stepsLeft: Int
  /// What the parameters of a column are matched by, and the units that cover them.
  private var tally: Tally
  private var unitTally: Tally

  /// Looks at the rules of a plan.
  ///
  /// - Parameters:
  ///   - survey: The plan.
  ///   - budget: The steps that may be taken; where they do not suffice there are fewer notes.
  init?(_ survey: TrainingSurvey, _ budget: inout MatchingBudget) {
    self.survey = survey
    units = CoverUnits(survey.plan.rules).units
    tree = ModuleTree(survey.plan.model.root)
    guard units.count > 1, units.contains(where: \.mayLeaveOut),
      let walk = Self.walk(survey, units, &tree, &budget)
    else { return nil }
    self.walk = walk
    isWide = Array(repeating: false, count: units.count)
    tally = Tally(of: walk.matches.count)
    unitTally = Tally(of: units.count)
    stepsLeft = budget.left
    noteWideUnits()
    lookAtLists()
    budget.spend(budget.left - max(0, stepsLeft))
    let rulesWithValues = Set(covers.filter { $0.value != nil }.map(\.rule))
    covers = covers.filter { $0.value != nil || !rulesWithValues.contains($0.rule) }
      .sorted { $0.rule < $1.rule }
  }

  /// What the units match: where they are the rules alone, what is known of these.
  private static func walk(
    _ survey: TrainingSurvey, _ units: [CoverUnits.Unit], _ tree: inout ModuleTree,
    _ budget: inout MatchingBudget
  ) -> SelectorWalk? {
    if !units.contains(where: \.isValue) { return survey.walk }
    let engine = try? RuleEngine(rules: [], selectors: units.map(\.selector))
    return engine.flatMap { try? SelectorWalk($0.program, &tree, budget: &budget) }
  }

  /// The units that match in one way; behind the rules' own may be further selectors.
  private func units(in match: Int32) -> ArraySlice<Int32> {
    walk.matches[Int(match)].prefix { $0 < units.count }
  }

  /// Notes which units match a parameter that is in no list.
  private mutating func noteWideUnits() {
    var outside: Set<Int32> = []
    let (root, matchOfPlace) = (survey.plan.model.root, walk.matchOfPlace)
    var isListed = [Bool](repeating: false, count: root.moduleCount)
    ModuleWalk.visit(root) { place, _ in
      if isListed[place.number] { return false }
      for name in place.ownParameters { outside.insert(matchOfPlace[name]) }
      for list in NumberedSiblings.lists(of: place, sameSize: false) {
        for item in list.items { isListed[item.place.number] = true }
      }
      return true
    }
    for match in outside {
      for unit in units(in: match) { isWide[Int(unit)] = true }
    }
  }

  // MARK: Lists

  /// Looks at the lists of all modules that have both states.
  private mutating func lookAtLists() {
    for item in mixedModules() {
      for list in NumberedSiblings.lists(of: item.place, sameSize: false) {
        look(at: list, of: item)
      }
    }
  }

  /// The modules that have both states; places that are alike and that the units match alike are one.
  private func mixedModules() -> [MixedModules.Item] {
    let model = survey.plan.model
    // What the rules match is compared already.
    if model.tensorOfName == nil, !units.contains(where: \.isValue) { return survey.mixedModules }
    let (matches, areAlike) = (walk.matchOfPlace, survey.areAlike)
    return MixedModules(model.root, survey.states) { names, others in
      matches.areEqual(in: names, others) && areAlike(names, others)
    }.items
  }

  /// Parameters of one name, one in each module of a list that has such a one.
  private struct Column {
    let name: Int32
    /// How many modules have it, and which: equal for equal modules.
    var count = 0
    var modules: UInt64 = 0
    /// Its place in each module object that has it: the object, and how many parameters are before it.
    var places: [(object: Int, offset: Int)] = []
    /// The units that cover some of them, and how many.
    var covered: [Tally.Count] = []
    /// The rules among these units that do not cover all.
    var partial: Set<Int32> = []
  }

  /// A module object that is in a list.
  private struct ListedObject {
    /// Modules that follow each other and are matched alike.
    struct Run {
      /// The first parameter of the first of them.
      let start: Int
      /// How many there are.
      let count: Int
    }

    /// The names of its parameters.
    let names: [Int32]
    /// Its modules.
    var runs: [Run] = []
    /// Which modules of the list it is.
    var modules: UInt64 = 0

    /// How many modules of the list it is.
    var count: Int { runs.reduce(0) { $0 + $1.count } }
  }

  /// The columns that a unit has to do with, ascending.
  private struct Reach {
    var touched: [Int] = []
    var whole: [Int] = []
    var most: [Int] = []
  }

  private mutating func look(at list: NumberedSiblings, of parent: MixedModules.Item) {
    guard let columns = columns(of: list) else { return }
    var reaches: [Int32: Reach] = [:]
    for (index, column) in columns.enumerated() {
      for (unit, covered) in column.covered {
        reaches[unit, default: Reach()].touched.append(index)
        if covered == column.count {
          reaches[unit]?.whole.append(index)
        } else if 2 * covered > column.count, column.count >= NumberedSiblings.least {
          reaches[unit]?.most.append(index)
        }
      }
    }
    let others = reaches.filter { !$0.value.whole.isEmpty && !isWide[Int($0.key)] }
    if others.isEmpty { return }
    for (unit, reach) in reaches.sorted(by: { $0.key < $1.key }) {
      guard let first = reach.most.first, units[Int(unit)].mayLeaveOut,
        let other = nearest(to: unit, reach, among: others, columns),
        let leftOut = leftOut(by: unit, columns[first], of: list)
      else { continue }
      add(unit, other, columns[first], leftOut, list, parent)
    }
  }

  /// What the modules of a list hold; `nil` where that takes too many steps.
  private mutating func columns(of list: NumberedSiblings) -> [Column]? {
    guard let objects = objects(of: list) else { return nil }
    var columns: [Column] = []
    var columnOfName: [Int32: Int] = [:]
    for (index, object) in objects.enumerated() {
      let count = object.count
      for (offset, name) in object.names.enumerated() {
        let known = columnOfName[name] ?? columns.count
        if known == columns.count {
          columnOfName[name] = known
          columns.append(Column(name: name))
        }
        columns[known].count += count
        columns[known].modules &+= object.modules
        columns[known].places.append((index, offset))
      }
    }
    for column in columns.indices {
      for (object, offset) in columns[column].places {
        for run in objects[object].runs {
          tally.add(walk.matchOfPlace[run.start + offset], run.count)
        }
      }
      for (match, count) in tally.empty() {
        let matched = units(in: match)
        // Each is kept with its count, and again with the columns that it reaches.
        stepsLeft -= 16 * matched.count
        for unit in matched { unitTally.add(unit, count) }
      }
      let covered = unitTally.empty()
      columns[column].covered = covered
      for (unit, count) in covered
      where unit < survey.plan.rules.count && count < columns[column].count {
        columns[column].partial.insert(unit)
      }
      if stepsLeft <= 0 { return nil }
    }
    return columns
  }

  /// The module objects in a list; `nil` where that takes too many steps.
  private mutating func objects(of list: NumberedSiblings) -> [ListedObject]? {
    var objects: [ListedObject] = []
    var known: [ObjectIdentifier: Int] = [:]
    var index = 0
    while index < list.items.count {
      let item = list.items[index]
      guard let names = names.names(in: item.place.module, steps: &stepsLeft) else { return nil }
      let object = known[ObjectIdentifier(item.place.module)] ?? objects.count
      if object == objects.count {
        known[ObjectIdentifier(item.place.module)] = object
        objects.append(ListedObject(names: names))
      }
      // Most are as the one before.
      let first = index
      while index < list.items.count, isAlike(list.items[index], item) {
        // Spread over 64 bits, so that sums tell sets apart.
        let mark = UInt64(index + 1) &* 0x9E37_79B9_7F4A_7C15
        objects[object].modules &+= (mark ^ (mark >> 31)) &* 0xBF58_476D_1CE4_E5B9
        stepsLeft -= 1 + item.parameters.count / 8
        index += 1
      }
      objects[object].runs.append(
        ListedObject.Run(start: item.parameters.lowerBound, count: index - first))
      stepsLeft -= 4 * names.count
      if stepsLeft <= 0 { return nil }
    }
    return objects
  }

  /// Whether two modules of a list are one object, and matched alike.
  private func isAlike(_ item: NumberedSiblings.Sibling, _ other: NumberedSiblings.Sibling) -> Bool
  {
    item.place.module === other.place.module
      && walk.matchOfPlace.areEqual(in: item.parameters, other.parameters)
  }

  /// What covers all of a list by the same action as a unit, and none of its parameters: of its own
  /// rule, or else the nearest.
  private mutating func nearest(
    to unit: Int32, _ reach: Reach, among others: [Int32: Reach], _ columns: [Column]
  ) -> Int32? {
    let rules = survey.plan.rules
    let rule = units[Int(unit)].rule
    let touched = Set(reach.touched)
    let largest = columns.reduce(0) { max($0, $1.count) }
    let modules = reach.most.first.map { columns[$0].modules }
    var nearest: (unit: Int32, distance: Int)?
    for (other, its) in others {
      stepsLeft -= 1 + its.touched.count
      if stepsLeft <= 0 { return nil }
      let distance = abs(units[Int(other)].rule - rule)
      guard other != unit, rules[units[Int(other)].rule].action == rules[rule].action,
        nearest.map({ (distance, other) < ($0.distance, $0.unit) }) ?? true,
        touched.isDisjoint(with: its.touched),
        its.whole.contains(where: {
          columns[$0].count == largest || columns[$0].modules == modules
        })
      else { continue }
      nearest = (other, distance)
    }
    return nearest?.unit
  }

  /// The names of the modules that a unit leaves out, in runs; `nil` where that is meant or makes no
  /// difference.
  private mutating func leftOut(by unit: Int32, _ column: Column, of list: NumberedSiblings)
    -> [(first: String, last: String)]?
  {
    let rules = survey.plan.rules
    let rule = units[Int(unit)].rule
    let trains = rules[rule].action.requiresGrad
    var runs: [(first: String, last: String)] = []
    var isRun = false
    var isEffective = false
    for item in list.items {
      guard let names = names.names(in: item.place.module, steps: &stepsLeft),
        let offset = names.firstIndex(of: column.name)
      else { continue }
      let place = item.parameters.lowerBound + offset
      let match = units(in: walk.matchOfPlace[place])
      stepsLeft -= offset + match.count
      let tensor = survey.tensor(ofName: place)
      let isInState = survey.plan.evaluation[tensor].requiresGrad == trains
      if match.contains(unit) {
        isEffective = isEffective || isInState
        isRun = false
        continue
      }
      let isSingledOut = match.contains(where: column.partial.contains)
      if isInState || isSingledOut || survey.isExpected(tensor) { return nil }
      if isRun {
        runs[runs.count - 1].last = item.name
      } else {
        runs.append((item.name, item.name))
      }
      isRun = true
    }
    return isEffective ? runs : nil
  }

  private mutating func add(
    _ unit: Int32, _ other: Int32, _ column: Column, _ leftOut: [(first: String, last: String)],
    _ list: NumberedSiblings, _ parent: MixedModules.Item
  ) {
    if let known = coverOfUnit[Int(unit)] {
      covers[known].furtherLists += parent.count
      return
    }
    let (one, all) = (units[Int(unit)], units[Int(other)])
    let rules = survey.plan.rules
    let path = tree.path(of: parent.place)
    coverOfUnit[Int(unit)] = covers.count
    covers.append(
      PartialCover(
        rule: rules[one.rule].index, value: one.isValue ? one.selector.description : nil,
        covered: column.covered.first { $0.number == unit }?.count ?? 0, count: column.count,
        list: (path.isEmpty ? "" : path + ".") + list.prefix + "*", leftOut: leftOut,
        leftOutTrains: !rules[one.rule].action.requiresGrad,
        other: (rules[all.rule].index, all.selector.description), furtherLists: parent.count - 1))
  }
}

/// Counts how often numbers below a bound are met.
private struct Tally {
  /// A number, and how often it was met.
  typealias Count = (number: Int32, count: Int)

  private var counts: [Int]
  /// The numbers that were met.
  private var met: [Int32] = []

  /// - Parameter end: The numbers are below it.
  init(of end: Int) { counts = Array(repeating: 0, count: end) }

  /// Adds so many, at least one, to a number.
  mutating func add(_ number: Int32, _ count: Int) {
    if counts[Int(number)] == 0 { met.append(number) }
    counts[Int(number)] += count
  }

  /// The numbers that were met and how often; none is any more.
  mutating func empty() -> [Count] {
    defer { met.removeAll(keepingCapacity: true) }
    return met.map { number in
      defer { counts[Int(number)] = 0 }
      return (number, counts[Int(number)])
    }
  }
}

/// The names of the parameters at and below modules, relative to these, as numbers: equal for equal
/// names.
private struct RelativeNames {
  /// A module's or a parameter's name in front of what follows it; of that, -1 is nothing.
  private struct Step: Hashable {
    let name: ExactString
    let rest: Int32
  }

  private var numbers: [Step: Int32] = [:]
  /// What was found: one object may stand at a million places.
  private var known: [ObjectIdentifier: [Int32]] = [:]

  /// The names in a module, in order; `nil` where that takes too many steps.
  mutating func names(in module: Module, steps: inout Int) -> [Int32]? {
    if let names = known[ObjectIdentifier(module)] { return names }
    var names: [Int32] = []
    steps -= 4 * module.parameterCount
    if steps <= 0 { return nil }
    for parameter in module.parameters { names.append(number(parameter.name, -1)) }
    for child in module.children where child.module.parameterCount > 0 {
      guard let below = self.names(in: child.module, steps: &steps) else { return nil }
      for rest in below { names.append(number(child.name, rest)) }
    }
    known[ObjectIdentifier(module)] = names
    return names
  }

  private mutating func number(_ name: String, _ rest: Int32) -> Int32 {
    let step = Step(name: ExactString(name), rest: rest)
    if let number = numbers[step] { return number }
    let number = Int32(truncatingIfNeeded: numbers.count)
    numbers[step] = number
    return number
  }
}
