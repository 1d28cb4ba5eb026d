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
  /// The further names of tensors that a rule decides by the first one, with their states.
  private(set) var follows: [(name: String, state: ParameterState)] = []

  /// Holds drafts against the model: what does nothing there is left out and reported.
  init(_ toolRules: ToolRules, _ reader: inout RulesReader) throws(Reported) {
    othersTrain = toolRules.othersTrain
    let model = reader.model
    var drafts: [RuleDraft] = []
    var picks: [[[Int]]] = []
    for draft in toolRules.drafts {
      var draft = draft
      var entryPicks: [[Int]] = []
      var kept: [RuleDraft.Entry] = []
      for entry in draft.entries {
        let picked = try reader.matches(entry.test)
        if picked.isEmpty {
          if entry.isReported { try Self.reportNothing(entry, &reader) }
        } else {
          kept.append(entry)
          entryPicks.append(picked)
        }
      }
      draft.entries = kept
      drafts.append(draft)
      picks.append(entryPicks)
    }

    var effects = RuleEffects(tensors: model.names.count) { tensor in
      model[tensor].requiresGrad
    }
    for (number, entryPicks) in picks.enumerated() {
      effects.add(number, drafts[number].state, Set(entryPicks.joined()))
    }
    for (number, draft) in drafts.enumerated() {
      let meant = Set(picks[number].joined())
      if meant.isEmpty { continue }
      guard effects.keep(number, draft.state, meant) else {
        Self.reportNoEffect(draft, &reader)
        continue
      }
      rules.append(try Self.rule(draft, meant, &reader))
    }
    // A rule for all of a model surprises nobody with what it does to ties.
    for (name, tensor) in model.furtherNames {
      guard let rule = effects.last(of: tensor), drafts[rule].entries.contains(where: \.isReported)
      else { continue }
      follows.append((name, drafts[rule].state))
    }
  }

  /// Lets a part of a rule match nothing.
  mutating func makeOptional(_ rule: Int) { rules[rule].isOptional = true }

  /// Writes the characters of a class as alternatives: to the rules' language `[10-15]` is a mistake, and to
  /// `re` it is one of three characters.
  mutating func writeOut(_ characterClass: String, in rule: Int) -> Bool {
    guard case .sequence(let items)? = try? RegexParser.parse(characterClass),
      case .character(let set)? = items.first, items.count == 1
    else { return false }
    let digits = (0...9).filter { set.contains(code("0") + UInt32($0)) }.map(String.init)
    let alternatives = "(?:\(digits.joined(separator: "|")))"
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

  private static func rule(
    _ draft: RuleDraft, _ meant: Set<Int>, _ reader: inout RulesReader
  ) throws(Reported) -> Rule {
    let model = reader.model
    let further = model.furtherNames.filter { !meant.contains($0.tensor) }.map(\.name)
    var selectors: [Selector] = []
    var seen: [NameTest.Term.Key: Set<ExactString>] = [:]
    for entry in draft.entries {
      let term = entry.test.term(namesHaveLineFeeds: model.namesHaveLineFeeds)
      var excepted: [String] = []
      if !further.isEmpty {
        do throws(Diagnostic) {
          excepted = try entry.test.matches(in: further, &reader.budget).map { further[$0] }
        } catch {
          reader.add(error)
          throw Reported()
        }
      }
      if let index = selectors.firstIndex(where: { $0.key == term.key }) {
        if seen[term.key]?.insert(ExactString(term.value)).inserted == true {
          selectors[index].values.append(term.value)
        }
        selectors[index].excepted += excepted.filter { name in
          !selectors[index].excepted.contains { $0.isExactly(name) }
        }
      } else {
        seen[term.key] = [ExactString(term.value)]
        selectors.append(Selector(key: term.key, values: [term.value], excepted: excepted))
      }
    }
    let entry = draft.entries.first(where: \.isReported)
    return Rule(
      state: draft.state, selectors: selectors, because: draft.because, kind: draft.kind,
      setting: entry?.setting ?? draft.because, span: entry?.span)
  }

  // MARK: Reports

  private static func reportNothing(
    _ entry: RuleDraft.Entry, _ reader: inout RulesReader
  ) throws(Reported) {
    let further = reader.model.furtherNames
    let tied: [Int]
    do throws(Diagnostic) {
      tied = try entry.test.matches(in: further.map(\.name), &reader.budget)
    } catch {
      reader.add(error)
      throw Reported()
    }
    var notes = entry.notes
    if let first = tied.first {
      let (name, tensor) = further[first]
      notes += [
        "`\(clipped(name))` is another name of `\(clipped(reader.model.names[tensor]))`, and "
          + "\(reader.tool.name) goes by first names alone"
      ]
    }
    reader.warnOfNothing(
      "`\(entry.setting)` matches no parameter", at: entry.span,
      notes: ["\(reader.tool.name) accepts that in silence"] + notes)
  }

  private static func reportNoEffect(_ draft: RuleDraft, _ reader: inout RulesReader) {
    guard let entry = draft.entries.first(where: \.isReported) else { return }
    let state = draft.state == .trainable ? "trains" : "is frozen"
    reader.warnOfNothing(
      "`\(entry.setting)` changes nothing: what it matches \(state) without it, or a later setting "
        + "decides", at: entry.span)
  }
}

/// Tells which of the rules change a final state, first to last.
private struct RuleEffects {
  /// For each tensor the rules that match it, with their states, in order.
  private var rulesOfTensor: [[(rule: Int, state: Bool)]]
  private let ownState: (Int) -> Bool

  init(tensors: Int, ownState: @escaping (Int) -> Bool) {
    rulesOfTensor = Array(repeating: [], count: tensors)
    self.ownState = ownState
  }

  mutating func add(_ rule: Int, _ state: ParameterState, _ tensors: Set<Int>) {
    for tensor in tensors { rulesOfTensor[tensor].append((rule, state == .trainable)) }
  }

  /// Whether a state would be another without a rule; where none would, the rule is taken out.
  mutating func keep(_ rule: Int, _ state: ParameterState, _ tensors: Set<Int>) -> Bool {
    let hasEffect = tensors.contains { tensor in
      let rules = rulesOfTensor[tensor]
      guard let last = rules.last, last.rule == rule else { return false }
      let before = rules.dropLast().last?.state ?? ownState(tensor)
      return before != last.state
    }
    if !hasEffect {
      for tensor in tensors { rulesOfTensor[tensor].removeAll { $0.rule == rule } }
    }
    return hasEffect
  }

  /// The rule that decides a tensor.
  func last(of tensor: Int) -> Int? { rulesOfTensor[tensor].last?.rule }
}
