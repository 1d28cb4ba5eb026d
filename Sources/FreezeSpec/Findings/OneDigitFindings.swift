/// Finds patterns in rules that stand for numbers of one digit where there are longer ones: `layers.?.*` of
/// twelve layers.
///
/// Nothing is found where something else of the plan shows that the first ten are meant: another value of
/// the rule, another rule or an expectation that speaks of the others, and not of these. To freeze the first
/// ten and train the rest is common, so that is noted and no finding.
struct OneDigitFindings {
  /// What was found.
  private(set) var diagnostics: [Diagnostic] = []
  /// What is only noted of rules, by their indices from 1.
  private(set) var notes: [(rule: Int, text: String)] = []

  /// Looks at the patterns of rules, and what they match in a model.
  init(_ plan: RuleMatching, _ tree: inout ModuleTree, _ budget: inout MatchingBudget) {
    let ruleCount = plan.engine.rules.count
    let found = OneDigit.find(
      in: plan.engine.rulesAndSelectors, of: NumbersOfModel(tree.root.module))
    if found.isEmpty { return }
    let asked = found.flatMap { item in
      [item.valueSelector, item.digits, item.longer, item.shorter ?? item.digits]
        + [item.anyNumber ?? item.value].map { item.selector(of: $0) }
        + (item.numbers + item.longerNumbers).map { item.selector(of: $0.value) }
    }
    guard let engine = try? RuleEngine(rules: [], selectors: asked),
      let matching = try? engine.match(
        &tree, tensorOfName: plan.names.tensorOfName, budget: &budget)
    else { return }
    let both = BothMatches(plan, matching)
    func sets(_ selector: Int) -> Set<Int> { both.ofSelector[selector] }
    var next = 0
    for item in found {
      let (whole, digits, longer) = (sets(next), sets(next + 1), sets(next + 2))
      let shorter = sets(next + 3).subtracting(whole)
      let anyNumber = sets(next + 4)
      next += 5
      let numbers = (item.numbers + item.longerNumbers).enumerated().filter { place, _ in
        !sets(next + place).isEmpty
      }.map(\.element.number)
      next += item.numbers.count + item.longerNumbers.count
      // Where other characters stand there too, names are meant, and no numbers.
      guard !whole.isEmpty, whole == digits else { continue }
      var leftOut: Set<Int> = []
      var speakers: Set<Int32> = []
      for match in longer.subtracting(whole).union(shorter) {
        let selectors = plan.matches[both.own[match]]
        budget.spend(selectors.count)
        let isDecided = selectors.contains(Int32(item.rule))
        if isDecided == item.isException { leftOut.insert(match) }
        speakers.formUnion(selectors)
      }
      for match in whole { speakers.subtract(plan.matches[both.own[match]]) }
      speakers.remove(Int32(item.rule))
      var extent = Extent()
      for match in leftOut { extent.add(both.extents[match]) }
      guard speakers.isEmpty, let first = extent.first, let last = extent.last else { continue }
      let ends = [first, last].map {
        clipped(tree.name(of: matching.names.firstName(of: $0)), to: 120)
      }
      let which =
        ends[0].isExactly(ends[1])
        ? quoted(ends[0]) : "from \(quoted(ends[0])) to \(quoted(ends[1]))"
      let message =
        "\(quoted(clipped(item.value.text))) takes numbers of \(item.length) only, and leaves out "
        + "\(counted(extent.count, "parameter")), \(which)"
      if item.rule >= ruleCount {
        // An expectation asks for too little where what it leaves out is in the same state.
        let states = whole.union(leftOut).map { match in
          plan.matches[both.own[match]].prefix { $0 < ruleCount }.last
            .map { plan.engine.rules[Int($0)].action }
        }
        guard Set(states).count == 1, !longer.isSubset(of: whole) else { continue }
        diagnostics.append(finding(item, message, numbers, isAny: anyNumber == whole.union(longer)))
        continue
      }
      let rule = plan.engine.rules[item.rule]
      // Who writes two digits for the later layers means those.
      if rule.action.requiresGrad == item.isException || longer.isSubset(of: whole) {
        notes.append((rule.index, message))
        continue
      }
      diagnostics.append(finding(item, message, numbers, isAny: anyNumber == whole.union(longer)))
    }
  }

  /// A finding.
  ///
  /// - Parameters:
  ///   - numbers: The numbers that are there.
  ///   - isAny: Whether any number in place of the digits takes just all of them.
  private func finding(_ item: OneDigit, _ message: String, _ numbers: [Int], isAny: Bool)
    -> Diagnostic
  {
    var cures: [Cure] = []
    if let value = item.anyNumber, isAny {
      cures.append(item.cure("all of them", writing: value.text))
    }
    if !item.longerNumbers.isEmpty { cures += item.cures(numbers) }
    cures += item.cures(numbers.filter { $0 < 10 }, "alone")
    return Diagnostic(.oneDigit, message, at: item.value.span, cures: cures)
  }
}

/// What a plan's rules and selectors match, beside what further selectors do.
private struct BothMatches {
  /// For each way in which some tensor is matched by both, the plan's set of it.
  private(set) var own: [Int] = []
  /// The tensors of each.
  private(set) var extents: [Extent] = []
  /// For each of the further selectors, the ways in which it matches.
  private(set) var ofSelector: [Set<Int>]

  init(_ plan: RuleMatching, _ further: RuleMatching) {
    struct Way: Hashable {
      let own: Int32
      let further: Int32
    }
    ofSelector = Array(repeating: [], count: further.engine.selectors.count)
    var numbers: [Way: Int] = [:]
    var last: (way: Way, number: Int)?
    for (tensor, pair) in zip(plan.matchOfTensor, further.matchOfTensor).enumerated() {
      let way = Way(own: pair.0, further: pair.1)
      if let last, last.way == way {
        extents[last.number].add(tensor)
        continue
      }
      let number = numbers[way] ?? own.count
      if number == own.count {
        numbers[way] = number
        own.append(Int(way.own))
        extents.append(Extent())
        for selector in further.matches[Int(way.further)] {
          ofSelector[Int(selector)].insert(number)
        }
      }
      extents[number].add(tensor)
      last = (way, number)
    }
  }
}

extension RuleEngine {
  /// The rules, and behind them the further selectors as if they were rules, for what is found in
  /// patterns of both.
  var rulesAndSelectors: [Rule] {
    rules
      + selectors.map { Rule(index: 0, action: .freeze, selector: $0, span: $0.span) }
  }
}

extension OneDigit {
  /// The cure that names these numbers.
  fileprivate func cures(_ numbers: [Int], _ word: String = "") -> [Cure] {
    let ranges = [ClosedRange<Int>](numbers: numbers)
    guard !ranges.isEmpty, let text = text(with: ranges) else { return [] }
    return [cure(ranges.inWords + (word.isEmpty ? "" : " " + word), writing: text)]
  }

  fileprivate var valueSelector: Selector { selector(of: value) }

  fileprivate func selector(of value: SelectorValue) -> Selector {
    if !isExpression { return .glob(value) }
    let term = SelectorTerm(key: .regex, keySpan: value.span, values: [value], isList: false)
    return .allOf(SelectorMapping(terms: [term], span: value.span))
  }
}

extension [ClosedRange<Int>] {
  /// The numbers in words: `0 to 9`, `0, 2 and 5`.
  fileprivate var inWords: String {
    let parts = map { range in
      range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
    }
    return listed(parts)
  }
}
