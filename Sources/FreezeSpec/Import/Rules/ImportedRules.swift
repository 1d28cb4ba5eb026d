/// The rules that a tool's settings come to on a model: those that do something, in the rules' language.
struct ImportedRules {
  /// A rule of the config.
  struct Rule {
    let state: ParameterState
    /// What it selects, each mapping of terms with the names to take away from it.
    fileprivate(set) var selectors: [Selector]
    let because: String
    /// The last component of all names that it selects, where it is meant for a kind of parameter.
    let kind: String?
    /// The setting that it comes from, and its place.
    let setting: String
    let span: SourceSpan?
    /// Whether a part of it may match nothing.
    fileprivate(set) var isOptional = false
  }

  /// Values of one key, and names that these would draw in by way of ties.
  struct Selector {
    let key: NameTest.Term.Key
    var values: [String]
    var excepted: [String] = []
  }

  private(set) var rules: [Rule] = []
  /// Whether the parameters that no rule matches are said to train.
  let othersTrain: Bool
  /// Whether of all that trains nothing is in the model.
  let trainsAdditionsAlone: Bool
  /// The further names of tensors that a rule decides by the first one, with their states.
  private(set) var follows: [(name: String, state: ParameterState)] = []

  /// Holds drafts against the model: what does nothing there is left out and reported.
  init(_ toolRules: ToolRules, _ reader: inout RulesReader) throws(Reported) {
    othersTrain = toolRules.othersTrain
    trainsAdditionsAlone = toolRules.addsTraining && !toolRules.states.contains(true)
    let model = reader.model
    let tests = toolRules.drafts.flatMap { $0.entries.map(\.test) }
    let picks = try reader.matches(tests)
    let furtherPicks = try reader.matches(tests, in: model.furtherNames.map(\.name))
    var drafts: [Draft] = []
    var number = 0
    for draft in toolRules.drafts {
      var kept = Draft(draft: draft)
      for entry in draft.entries {
        if !picks[number].isEmpty {
          kept.entries.append((entry, furtherPicks[number]))
          kept.tensors.formUnion(picks[number])
        } else if entry.isReported {
          Self.reportNothing(entry, furtherPicks[number], &reader)
        }
        number += 1
      }
      drafts.append(kept)
    }

    var effects = RuleEffects(drafts.map(\.tensors), model)
    for (number, draft) in drafts.enumerated() where !draft.tensors.isEmpty {
      if effects.keep(number, draft.draft.state) {
        rules.append(Self.rule(draft, reader.model))
      } else {
        Self.reportNoEffect(draft, &reader)
      }
    }
    // A rule for all of a model surprises nobody with what it does to ties.
    for (name, tensor) in model.furtherNames {
      guard let rule = effects.rule(of: tensor), drafts[rule].isReported else { continue }
      follows.append((name, drafts[rule].draft.state))
    }
  }

  /// Lets a part of a rule match nothing.
  mutating func makeOptional(_ rule: Int) { rules[rule].isOptional = true }

  /// Writes the characters of a class as alternatives: to the rules' language `[10-15]` is a mistake, and to
  /// `re` it is one of three characters.
  mutating func writeOut(_ characterClass: String, in rule: Int) -> Bool {
    guard case .sequence(let items)? = try? RegexParser.parse(characterClass),
      case .character(let set)? = items.first, items.count == 1, let members = set.listedASCII
    else { return false }
    let words = members.map { PythonRegex.escaped(String($0)) }
    let alternatives = "(?:\(words.joined(separator: "|")))"
    var isChanged = false
    for (place, selector) in rules[rule].selectors.enumerated() where selector.key == .regex {
      for (number, value) in selector.values.enumerated() {
        let changed = value.replacing(characterClass, with: alternatives)
        if !changed.isExactly(value) { isChanged = true }
        rules[rule].selectors[place].values[number] = changed
      }
    }
    return isChanged
  }

  // MARK: Rules

  /// A draft without the entries that pick nothing.
  private struct Draft {
    let draft: RuleDraft
    /// The entries, each with the further names that it would draw in.
    var entries: [(entry: RuleDraft.Entry, further: [Int])] = []
    /// What the entries pick together.
    var tensors: Set<Int> = []

    init(draft: RuleDraft) { self.draft = draft }

    /// The first entry that the user wrote.
    var written: RuleDraft.Entry? { entries.first { $0.entry.isReported }?.entry }

    var isReported: Bool { written != nil }
  }

  private static func rule(_ draft: Draft, _ model: NamedModel) -> Rule {
    var selectors: [Selector] = []
    var values: [NameTest.Term.Key: Set<ExactString>] = [:]
    var excepted: [NameTest.Term.Key: Set<Int>] = [:]
    for (entry, further) in draft.entries {
      let term = entry.test.term(namesHaveLineFeeds: model.namesHaveLineFeeds)
      let index = selectors.firstIndex { $0.key == term.key } ?? selectors.count
      if index == selectors.count { selectors.append(Selector(key: term.key, values: [])) }
      if values[term.key, default: []].insert(ExactString(term.value)).inserted {
        selectors[index].values.append(term.value)
      }
      for number in further where !draft.tensors.contains(model.furtherNames[number].tensor) {
        if excepted[term.key, default: []].insert(number).inserted {
          selectors[index].excepted.append(model.furtherNames[number].name)
        }
      }
    }
    return Rule(
      state: draft.draft.state, selectors: selectors, because: draft.draft.because,
      kind: draft.draft.kind, setting: draft.written?.setting ?? draft.draft.because,
      span: draft.written?.span)
  }

  // MARK: Reports

  private static func reportNothing(
    _ entry: RuleDraft.Entry, _ further: [Int], _ reader: inout RulesReader
  ) {
    var notes = entry.notes
    if let first = further.first {
      let (name, tensor) = reader.model.furtherNames[first]
      notes += [
        "`\(clipped(name))` is another name of `\(clipped(reader.model.names[tensor]))`, and "
          + "\(reader.tool.name) goes by first names alone"
      ]
    }
    reader.warnOfNothing(
      "`\(entry.setting)` matches no parameter", at: entry.span,
      notes: ["\(reader.tool.name) accepts that in silence"] + notes)
  }

  private static func reportNoEffect(_ draft: Draft, _ reader: inout RulesReader) {
    guard let entry = draft.written else { return }
    let state = draft.draft.state == .trainable ? "trains" : "is frozen"
    reader.warnOfNothing(
      "`\(entry.setting)` changes nothing: what it matches \(state) without it, or a later setting "
        + "decides", at: entry.span)
  }
}

/// Tells which of the rules change a final state, when asked for each of them, first to last.
private struct RuleEffects {
  private let tensors: [Set<Int>]
  /// For each tensor the last rule that matches it.
  private var last: [Int?]
  /// For each tensor the last rule so far that is kept.
  private var kept: [Int?]
  /// For each tensor its state by that rule.
  private var states: [Bool]

  init(_ tensors: [Set<Int>], _ model: NamedModel) {
    self.tensors = tensors
    last = Array(repeating: nil, count: model.names.count)
    kept = last
    states = model.names.indices.map { model[$0].requiresGrad }
    for (rule, tensors) in tensors.enumerated() { for tensor in tensors { last[tensor] = rule } }
  }

  /// Keeps a rule without which some state would be another.
  mutating func keep(_ rule: Int, _ state: ParameterState) -> Bool {
    let trains = state == .trainable
    guard tensors[rule].contains(where: { last[$0] == rule && states[$0] != trains }) else {
      return false
    }
    for tensor in tensors[rule] {
      kept[tensor] = rule
      states[tensor] = trains
    }
    return true
  }

  /// The rule that decides a tensor.
  func rule(of tensor: Int) -> Int? { kept[tensor] }
}
