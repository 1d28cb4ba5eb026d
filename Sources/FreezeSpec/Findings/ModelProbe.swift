/// Asks a model what a number of selectors match, all in one walk.
struct ModelProbe {
  /// What a selector matches.
  struct Answer {
    /// The number of tensors, or of modules.
    fileprivate(set) var count = 0
    /// The numbers of some of the names.
    fileprivate var samples: [Int] = []
  }

  /// Whether selectors of modules are asked, and not of parameters.
  let areOfModules: Bool
  private var selectors: [Selector] = []
  private var answers: [Answer] = []
  /// For values with choices, the numbers of selectors that have one item of each alone.
  private var parts: [Int: [Int]] = [:]

  private static let nowhere = SourceSpan(file: 0, start: 0, end: 0)

  init(areOfModules: Bool) { self.areOfModules = areOfModules }

  /// Takes a selector to ask.
  ///
  /// - Returns: The number under which its answer will be found.
  mutating func ask(_ selector: Selector) -> Int {
    selectors.append(selector)
    return selectors.count - 1
  }

  /// Asks a mapping of terms.
  mutating func ask(_ terms: [SelectorTerm]) -> Int {
    ask(.allOf(SelectorMapping(terms: terms, span: Self.nowhere)))
  }

  /// Asks a value under a key, which matches nothing where an item of its choices does not: that would
  /// be an error of its own.
  ///
  /// - Returns: `nil` where it cannot be read, or stand under that key.
  mutating func ask(_ text: String, under key: SelectorKey) -> Int? {
    guard !areOfModules || key.selectsModules,
      let value = try? SelectorValue(text, under: key, at: Self.nowhere)
    else { return nil }
    let number = ask(value, under: key)
    let alone = Self.alone(text, under: key)
      .compactMap { try? SelectorValue($0, under: key, at: Self.nowhere) }
    if !alone.isEmpty { parts[number] = alone.map { ask($0, under: key) } }
    return number
  }

  private mutating func ask(_ value: SelectorValue, under key: SelectorKey) -> Int {
    ask([SelectorTerm(key: key, keySpan: Self.nowhere, values: [value], isList: false)])
  }

  /// A value with each item of its choices alone; of a range, with its ends.
  ///
  /// What is long is not taken apart.
  private static func alone(_ text: String, under key: SelectorKey) -> [String] {
    guard text.utf8.count <= 300 else { return [] }
    return key.choices(in: text).flatMap { choice in
      choice.items.filter { !$0.bytes.isEmpty }.flatMap { item in
        let (head, tail) = choice.rest(text, choosing: item)
        let written = String(decoding: Array(text.utf8)[item.bytes], as: UTF8.self)
        let ends = item.numbers.map { [$0.first, $0.last] } ?? [written]
        return ends.map { head + $0 + tail }
      }
    }
  }

  /// Walks the model; where the selectors are too large together, or take too many steps, none of
  /// them matches anything.
  mutating func run(
    _ tree: inout ModuleTree, _ tensorOfName: [Int]?, _ budget: inout MatchingBudget
  ) {
    answers = Array(repeating: Answer(), count: selectors.count)
    guard let engine = try? RuleEngine(rules: [], selectors: selectors),
      let matching = try? engine.match(
        &tree, areOfModules ? .modules(frozen: []) : .parameters, tensorOfName: tensorOfName,
        budget: &budget)
    else { return }
    for (selector, count) in matching.counts.enumerated() { answers[selector].count = count }
    for (whole, parts) in parts where parts.contains(where: { answers[$0].count == 0 }) {
      answers[whole].count = 0
    }
    let perMatch = 8
    var samples: [[Int]] = Array(repeating: [], count: matching.walk.matches.count)
    for (place, match) in matching.walk.matchOfPlace.enumerated()
    where samples[Int(match)].count < perMatch {
      samples[Int(match)].append(place)
    }
    for (match, samples) in zip(matching.walk.matches, samples) {
      for selector in match { answers[Int(selector)].samples += samples }
    }
    for index in answers.indices {
      answers[index].samples = Array(answers[index].samples.sorted().prefix(64))
    }
  }

  /// What a selector matches, once asked.
  subscript(_ number: Int) -> Answer { answers[number] }

  /// Some of the names that a selector matches, in order; very long ones are left out.
  func names(of number: Int, in tree: inout ModuleTree) -> [String] {
    var room = Limits.sampledNameBytes
    var names: [String] = []
    for sample in answers[number].samples {
      let name = areOfModules ? tree.path(ofNumber: sample) : tree.name(of: sample)
      room -= name.utf8.count
      if room < 0 { break }
      names.append(name)
    }
    return names
  }
}
