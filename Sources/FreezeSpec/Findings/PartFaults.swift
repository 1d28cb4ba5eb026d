/// Finds the items of choices in patterns that match nothing, while others of their choice do.
///
/// Each item is a pattern of its own here, beside which the rest of the value is as it was: two choices
/// give the sum of their items, never the product. All are held against the model in one walk.
struct PartFaults {
  /// What was found, each at its item.
  private(set) var faults: [SelectorFault] = []

  /// A pattern with one item of each choice around a place.
  private struct Leaf: Hashable {
    let text: ExactString
    let span: SourceSpan
  }

  /// An item that is looked at.
  private struct Node {
    var part: PatternPart
    let owner: Int
    /// The node of the item that its choice stands in.
    let parent: Int?
    /// What it comes to; more than one where choices stand in it, or it is a range.
    var leaves: [Leaf] = []
    /// For a range, the numbers of its leaves.
    var candidates: [Int] = []
    /// The value that it is in.
    let root: Int
  }

  private var nodes: [Node] = []
  /// For each value with choices, all its leaves.
  private var leavesOfValue: [[Leaf]] = []
  private var selectors: [Selector] = []
  private let numbersOfModel: NumbersOfModel?
  /// How many more bytes may be made.
  private(set) var room = Limits.patternPartBytes

  /// Looks at selectors.
  ///
  /// - Parameters:
  ///   - owned: The selectors to look at, with their places in the program.
  ///   - tree: The model.
  ///   - places: What they select.
  ///   - tensorOfName: Which names stand for which tensor.
  ///   - budget: The steps that may be taken.
  init(
    _ owned: [(owner: Int, selector: Selector)], _ tree: inout ModuleTree,
    _ places: @autoclosure () -> SelectorWalk.Places = .parameters, tensorOfName: [Int]? = nil,
    budget: inout MatchingBudget
  ) {
    let withChoices = owned.filter(\.selector.hasChoices)
    numbersOfModel =
      withChoices.isEmpty ? nil : NumbersOfModel(tree.root.module)
    if withChoices.isEmpty { return }
    var owners: [Int] = []
    for (owner, selector) in withChoices {
      let known = nodes.count
      let split = split(selector, owner)
      if nodes.count == known { continue }
      owners.append(owner)
      selectors.append(split)
    }
    guard let engine = try? RuleEngine(rules: [], selectors: selectors),
      let matching = try? engine.match(
        &tree, places(), tensorOfName: tensorOfName, budget: &budget)
    else { return }
    let evaluator = matching.walk.evaluator
    let found = SelectorFault.find(in: engine.program, evaluator, of: owners.indices)
    judge(found, owners, tree.root.module, &budget)
  }

  // MARK: Taking apart

  /// A selector in which each value with choices is the list of what those come to.
  private mutating func split(_ selector: Selector, _ owner: Int) -> Selector {
    switch selector {
    case .frozen: return selector
    case .glob(let value):
      let term = SelectorTerm(key: .glob, keySpan: value.span, values: [value], isList: false)
      let values = split(value, of: term, owner)
      return .anyOf(values.map(Selector.glob), span: value.span)
    case .anyOf(let items, let span):
      return .anyOf(items.map { split($0, owner) }, span: span)
    case .allOf(let mapping):
      let terms = mapping.terms.map { term in
        SelectorTerm(
          key: term.key, keySpan: term.keySpan,
          values: term.values.flatMap { split($0, of: term, owner) }, isList: true)
      }
      let except = mapping.except.map { split($0, owner) }
      return .allOf(SelectorMapping(terms: terms, except: except, span: mapping.span))
    }
  }

  private mutating func split(_ value: SelectorValue, of term: SelectorTerm, _ owner: Int)
    -> [SelectorValue]
  {
    // What `wrap` names is a class, letter by letter.
    if case .type(let pattern) = value.question, pattern.literalText != nil { return [value] }
    let choices = term.key.choices(in: value.text)
    if choices.isEmpty { return [value] }
    // What would take too long is left as it is, and takes nothing of the others' room.
    if room(for: choices, of: value.text.utf8.count) > room { return [value] }
    let before = nodes.count
    let root = leavesOfValue.count
    leavesOfValue.append([])
    var values: [SelectorValue] = []
    let isWhole = add(
      choices, of: value, term, in: value.text, shift: 0, parent: nil, (owner, root), &values)
    if !isWhole || values.isEmpty {
      // What would take too long is left as it is. The room that it took is not given back: as much
      // was read, and the next value would take it once more.
      nodes.removeSubrange(before...)
      leavesOfValue[root] = []
      return [value]
    }
    return values
  }

  /// How many bytes the items of choices may take.
  private func room(for choices: [PatternChoice], of length: Int) -> Int {
    choices.reduce(0) { sum, choice in
      choice.items.reduce(sum) { sum, item in
        let numbers = Self.numbers(of: item).flatMap { numbersOfModel?.within($0).count } ?? 1
        let inner =
          item.choices.isEmpty
          ? saturatingProduct(numbers, length + 1) : room(for: item.choices, of: length)
        return saturatingSum(sum, saturatingSum(length, inner))
      }
    }
  }

  /// The bounds of an item that is a range.
  private static func numbers(of item: PatternChoice.Item) -> ClosedRange<Int>? {
    item.numbers.flatMap { bounds in
      Int(bounds.first).map { $0...max($0, Int(bounds.last) ?? .max - 1) }
    }
  }

  /// Adds the items of choices.
  ///
  /// - Parameters:
  ///   - text: The pattern in which the choices stand.
  ///   - shift: How much further right they stand in the value.
  /// - Returns: Whether there was room for them.
  private mutating func add(
    _ choices: [PatternChoice], of value: SelectorValue, _ term: SelectorTerm, in text: String,
    shift: Int, parent: Int?, _ place: (owner: Int, root: Int), _ values: inout [SelectorValue]
  ) -> Bool {
    for choice in choices {
      for item in choice.items {
        // An alternative that is empty makes the others optional.
        if item.bytes.isEmpty, !choice.isInBraces { continue }
        room -= text.utf8.count
        if room < 0 { return false }
        let node = nodes.count
        nodes.append(
          Node(
            part: part(item, choice, of: value, term, in: text, shift), owner: place.owner,
            parent: parent, root: place.root))
        let alone = nodes[node].part.alone(nodes[node].part.item)
        if !item.choices.isEmpty {
          let further = choice.shift(choosing: item)
          let inner = item.choices.map { $0.moved(by: -further) }
          guard
            add(
              inner, of: value, term, in: alone, shift: shift + further, parent: node, place,
              &values)
          else { return false }
        } else if let range = nodes[node].part.numbers {
          let candidates = Array(numbersOfModel?.within(range) ?? [])
          nodes[node].candidates = candidates
          for number in candidates {
            add(nodes[node].part.alone("\(number)"), to: node, &values)
            if room < 0 { return false }
          }
        } else {
          add(alone, to: node, &values)
        }
        if room < 0 { return false }
      }
    }
    return true
  }

  private func part(
    _ item: PatternChoice.Item, _ choice: PatternChoice, of value: SelectorValue,
    _ term: SelectorTerm, in text: String, _ shift: Int
  ) -> PatternPart {
    let (head, tail) = choice.rest(text, choosing: item)
    let numbers = Self.numbers(of: item)
    return PatternPart(
      value: value, term: term,
      bytes: item.bytes.lowerBound + shift..<item.bytes.upperBound + shift,
      choice: choice.bytes.lowerBound + shift..<choice.bytes.upperBound + shift,
      itemCount: choice.items.count, isInBraces: choice.isInBraces,
      head: head, tail: tail,
      numbers: numbers)
  }

  /// Adds what an item comes to, to it and to all that it stands in.
  private mutating func add(_ text: String, to node: Int, _ values: inout [SelectorValue]) {
    let part = nodes[node].part
    room -= text.utf8.count
    let span = part.value.span(of: part.bytes)
    guard room >= 0, let value = try? SelectorValue(text, under: part.term.key, at: span) else {
      return
    }
    values.append(value)
    let leaf = Leaf(text: ExactString(text), span: span)
    leavesOfValue[nodes[node].root].append(leaf)
    var next: Int? = node
    while let current = next {
      nodes[current].leaves.append(leaf)
      room -= 1
      next = nodes[current].parent
    }
  }

  /// The modules that items name which match no parameter: where a module is there, and only lacks what
  /// the pattern names in it, a range misses nothing.
  private func modules(
    of dead: Set<Leaf>, _ root: Module, _ budget: inout MatchingBudget
  ) -> [Leaf: ModulesAtPatterns.Place] {
    var patterns: [Pattern] = []
    var leaves: [Leaf] = []
    for node in nodes {
      let items = node.candidates.isEmpty ? [node.part.item] : node.candidates.map { "\($0)" }
      for (item, leaf) in zip(items, node.leaves) where dead.contains(leaf) {
        guard let pattern = node.part.modulePattern(of: item) else { break }
        patterns.append(pattern)
        leaves.append(leaf)
      }
    }
    let found = ModulesAtPatterns(patterns, in: root, &budget)
    return Dictionary(
      zip(leaves, leaves.indices).compactMap { leaf, index in found.places[index].map { (leaf, $0) }
      },
      uniquingKeysWith: { first, _ in first })
  }

  // MARK: Judging

  private mutating func judge(
    _ found: [SelectorFault], _ owners: [Int], _ root: Module, _ budget: inout MatchingBudget
  ) {
    var dead: Set<Leaf> = []
    var idle: [Leaf: SelectorMapping] = [:]
    for fault in found {
      switch fault.kind {
      case .value(_, let value): dead.insert(Leaf(text: ExactString(value.text), span: value.span))
      case .idleValue(_, let value, let mapping):
        idle[Leaf(text: ExactString(value.text), span: value.span)] = mapping
      case .mapping, .part: break
      }
    }
    let isOfNoUse = { (leaf: Leaf) in dead.contains(leaf) || idle[leaf] != nil }
    // A value that matches nothing at all is told as a whole.
    let isAlive = leavesOfValue.map { !$0.allSatisfy(isOfNoUse) }
    let modules = modules(of: dead, root, &budget)
    var isReported = [Bool](repeating: false, count: nodes.count)
    for (index, node) in nodes.enumerated() where isAlive[node.root] {
      isReported[index] = node.parent.map { isReported[$0] } ?? false
      if isReported[index] { continue }
      var part = node.part
      if let range = part.numbers {
        let there = zip(node.candidates, node.leaves).filter { _, leaf in
          !dead.contains(leaf) || modules[leaf] != nil
        }
        part.numbersThere = [ClosedRange<Int>](numbers: there.map(\.0))
        if part.numbersThere == [range] { continue }
      } else if !node.leaves.allSatisfy(dead.contains) {
        let used = node.leaves.first { !isOfNoUse($0) }
        if used == nil, let leaf = node.leaves.first(where: { idle[$0] != nil }),
          let mapping = idle[leaf],
          let value = try? SelectorValue(
            part.alone(part.item), under: part.term.key, at: leaf.span)
        {
          isReported[index] = true
          faults.append(
            SelectorFault(owner: node.owner, kind: .idleValue(part.term, value, mapping)))
        }
        continue
      }
      isReported[index] = true
      part.module = node.leaves.first.flatMap { modules[$0] }
      faults.append(SelectorFault(owner: node.owner, kind: .part(part)))
    }
  }
}

extension PatternChoice {
  /// The same where its pattern stands further right or left.
  fileprivate func moved(by distance: Int) -> PatternChoice {
    PatternChoice(
      bytes: bytes.lowerBound + distance..<bytes.upperBound + distance,
      items: items.map { item in
        Item(
          bytes: item.bytes.lowerBound + distance..<item.bytes.upperBound + distance,
          numbers: item.numbers, choices: item.choices.map { $0.moved(by: distance) })
      }, isInBraces: isInBraces)
  }
}

extension Selector {
  /// Whether a value in it has choices.
  fileprivate var hasChoices: Bool {
    switch self {
    case .frozen: false
    case .glob(let value): value.text.utf8.contains(UInt8(ascii: "{"))
    case .anyOf(let items, _): items.contains(where: \.hasChoices)
    case .allOf(let mapping):
      mapping.terms.contains { term in
        let mark = UInt8(ascii: term.key == .regex ? "|" : "{")
        return term.values.contains { $0.text.utf8.contains(mark) }
      } || mapping.except?.hasChoices ?? false
    }
  }
}
