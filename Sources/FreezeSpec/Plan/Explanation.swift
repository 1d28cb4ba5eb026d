/// Why a parameter is frozen or trains: what every rule says of it.
public struct Explanation: Sendable {
  /// A module at or above the parameter.
  struct ModuleEntry: Hashable, Sendable {
    /// Its path; empty for the root.
    let path: String
    /// Its class.
    let type: String
  }

  /// What a rule says of the parameter.
  struct RuleEntry: Sendable {
    /// The rule.
    let rule: Rule
    /// The name of the tensor that it was held against: the one that matches, where one does.
    let name: String
    /// Why it matches or not.
    let match: RuleMatchExplanation
    /// The notes to it, as the ledger has them.
    var notes: [String] = []
  }

  /// The name that was asked for.
  let name: String
  /// The parameter.
  let parameter: Model.ParameterEntry
  /// The tensor's other names.
  let otherNames: [String]
  /// The modules from the root down to the one that declares the parameter.
  let modules: [ModuleEntry]
  /// What the rules decide.
  let decision: RuleDecision
  /// The rules, in order.
  let rules: [RuleEntry]
  /// The texts that the rules stand in.
  let sources: SourceMap
  /// What becomes of the parameters that no rule matches, where the config says so.
  var unmatched: UnmatchedParameters?
}

/// A name that is no parameter's.
public struct UnknownParameter: Error, Sendable {
  /// What is wrong, as one sentence without a full stop.
  public let message: String
  /// Cures.
  public let help: [String]
}

extension FreezePlan {
  /// Explains the state of a parameter.
  ///
  /// - Parameter name: One of its names.
  /// - Returns: What every rule says of it.
  /// - Throws: ``UnknownParameter`` where the model has no parameter of that name.
  public func explanation(of name: String) throws(UnknownParameter) -> Explanation {
    var tree = ModuleTree(model.root)
    guard let index = tensor(named: name, in: &tree) else { throw unknown(name) }
    let names = [model.parameters[index].name] + (model.tiedNames[index] ?? [])
    var explainer = MatchExplainer(evaluation.engine)
    let matches = explainer.explain(rules.indices, name, in: &tree) ?? []
    var entries = zip(rules, matches).map { rule, match in
      Explanation.RuleEntry(rule: rule, name: name, match: match)
    }
    // A rule that matches the tensor by another of its names alone is told by that one.
    let matchedBy = Set(evaluation[index].matchedBy)
    let others = rules.indices.filter {
      matchedBy.contains(rules[$0].index) && !entries[$0].match.matches
    }
    if !others.isEmpty, let tensorOfName = model.tensorOfName {
      let places = tensorOfName.indices.filter { tensorOfName[$0] == index }
      // The plan was made by the same walk.
      let firstMatches = (try? evaluation.engine.firstMatches(of: places, in: &tree)) ?? [:]
      var rulesOfPlace: [Int: [Int]] = [:]
      for rule in others {
        if let place = firstMatches[rule] { rulesOfPlace[place, default: []].append(rule) }
      }
      for (place, told) in rulesOfPlace {
        let other = tree.name(of: place)
        let matches = explainer.explain(told, other, in: &tree) ?? []
        for (rule, match) in zip(told, matches) {
          entries[rule] = Explanation.RuleEntry(rule: rules[rule], name: other, match: match)
        }
      }
    }
    for index in entries.indices { entries[index].notes = notes(to: entries[index].rule) }
    let modules = tree.parameter(named: name).map { tree.modules(above: $0) } ?? []
    return Explanation(
      name: name, parameter: model.parameters[index],
      otherNames: names.filter { ExactString($0) != ExactString(name) },
      modules: modules.map {
        Explanation.ModuleEntry(path: $0.path, type: $0.place.module.type.name)
      },
      decision: evaluation[index], rules: entries, sources: sources, unmatched: unmatched)
  }

  /// Whether the model has a parameter of a name.
  package func hasParameter(named name: String) -> Bool {
    var tree = ModuleTree(model.root)
    return tree.parameter(named: name) != nil
  }

  private func tensor(named name: String, in tree: inout ModuleTree) -> Int? {
    guard let place = tree.parameter(named: name) else { return nil }
    guard let tensorOfName = model.tensorOfName else {
      return evaluation.decisionOfTensor.indices.contains(place) ? place : nil
    }
    return tensorOfName.indices.contains(place) ? tensorOfName[place] : nil
  }

  private func unknown(_ name: String) -> UnknownParameter {
    let tied = model.tiedNames.sorted { $0.key < $1.key }.flatMap(\.value)
    let names = model.parameters.prefix(Limits.searchedNames).map(\.name) + tied
    let prefix = name + "."
    if let inside = names.first(where: { $0.startsExactly(with: prefix) }) {
      return UnknownParameter(
        message: "`\(clipped(name))` is a module, not a parameter",
        help: ["name one of its parameters, such as `\(clipped(inside))`"])
    }
    var help = Suggestion.didYouMean(name, in: names).map(\.sentence)
    if help.isEmpty, let longer = names.first(where: { $0.endsExactly(with: "." + name) }) {
      help = ["did you mean `\(clipped(longer))`?"]
    }
    return UnknownParameter(message: "no parameter has the name `\(clipped(name))`", help: help)
  }
}
