/// Why the parameters of a part of the model are frozen or train: of a module, or of what a glob
/// matches.
public struct PartExplanation: Sendable {
  /// What was asked for: a module's path or a pattern.
  let name: String
  /// The class, where that is one module.
  let type: String?
  /// The indices of its parameters, ascending.
  let parameters: [Int]
  /// What each rule did to these parameters, in order.
  let ledger: [RuleLedgerEntry]
  /// The totals of these parameters.
  let summary: PlanSummary
  /// The plan that they are a part of.
  let plan: FreezePlan
}

extension FreezePlan {
  /// Explains the states of the parameters of a part of the model.
  ///
  /// - Parameter name: The path of a module, with indices and slices as the selector `module` has
  ///   them, or a glob over names of parameters or of modules.
  /// - Returns: Its parameters, and what every rule does to them.
  /// - Throws: ``UnknownParameter`` where no parameter is meant.
  public func explanation(ofPart name: String) throws(UnknownParameter) -> PartExplanation {
    var search = PartSearch(self)
    guard let parameters = search.parameters(of: name) else { throw search.unknown(name) }
    var counts: [Int32: Int] = [:]
    for parameter in parameters { counts[evaluation.decisionOfTensor[parameter], default: 0] += 1 }
    return PartExplanation(
      name: name, type: search.typeOfModule(name), parameters: parameters,
      ledger: [RuleLedgerEntry](
        rules: rules, counts.map { (evaluation.decisions[Int($0.key)], $0.value) }),
      summary: PlanSummary(self, of: parameters), plan: self)
  }
}

extension FreezePlan {
  /// The selector as which a text that means some parameters is read; `nil` for one that means none.
  func selector(ofPart text: String) -> Selector? {
    var search = PartSearch(self)
    return search.reading(of: text)?.selector
  }
}

/// Finds the parameters that a path or a pattern means.
private struct PartSearch {
  private let plan: FreezePlan
  private var tree: ModuleTree

  init(_ plan: FreezePlan) {
    self.plan = plan
    tree = ModuleTree(plan.model.root)
  }

  private static let nowhere = SourceSpan(file: 0, start: 0, end: 0)

  /// The class of the module of a path.
  mutating func typeOfModule(_ path: String) -> String? {
    tree.module(at: path)?.module.type.name
  }

  /// The indices of the parameters that a text means, ascending; `nil` where it means none.
  ///
  /// What is a module's path means that module. Else it is a glob, as it stands or as one of modules,
  /// or a path with slices, to which `.*` may be added as if it were a glob.
  mutating func parameters(of text: String) -> [Int]? { reading(of: text)?.parameters }

  /// How a text is read, and the parameters that it means so.
  mutating func reading(of text: String) -> (selector: Selector, parameters: [Int])? {
    let below = text.hasSuffix(".*") ? String(text.dropLast(2)) : text
    let readings: [(key: SelectorKey, text: String)] = [
      (.module, text), (.glob, text), (.module, below), (.glob, text + ".*"),
    ]
    let selectors = readings.compactMap { selector($0.key, $0.text) }
    guard let engine = try? RuleEngine(rules: [], selectors: selectors) else { return nil }
    var budget = MatchingBudget()
    guard
      let matching = try? engine.match(
        &tree, tensorOfName: plan.model.tensorOfName, budget: &budget)
    else { return nil }
    let counts = matching.counts
    guard let meant = counts.firstIndex(where: { $0 > 0 }) else { return nil }
    let sets = Set(matching.matchesOfSelectors[meant])
    let parameters = matching.matchOfTensor.indices.filter {
      sets.contains(matching.matchOfTensor[$0])
    }
    return (selectors[meant], parameters)
  }

  private func selector(_ key: SelectorKey, _ text: String) -> Selector? {
    guard let value = try? SelectorValue(text, under: key, at: Self.nowhere) else { return nil }
    let term = SelectorTerm(key: key, keySpan: Self.nowhere, values: [value], isList: false)
    return .allOf(SelectorMapping(terms: [term], span: Self.nowhere))
  }

  /// Says what is wrong with a text that means no parameter.
  mutating func unknown(_ text: String) -> UnknownParameter {
    if let place = tree.module(at: text) {
      let type = article(place.module.type.name)
      return UnknownParameter(message: "`\(text)` is \(type) and has no parameters", help: [])
    }
    let isPattern = Glob.hasWildcards(text)
    if let error = slipInPath(text) {
      return UnknownParameter(
        message: "the path `\(text)` cannot be read: \(error.message)", help: error.help)
    }
    if isPattern {
      do {
        _ = try Glob.parse(text)
      } catch {
        return UnknownParameter(
          message: "the glob `\(text)` cannot be read: \(error.message)", help: error.help)
      }
    }
    let message =
      isPattern
      ? "no parameter matches `\(text)`" : "no parameter and no module has the name `\(text)`"
    let help =
      whereItEnds(text).map { [$0] } ?? help(for: text, isPattern: isPattern)
    return UnknownParameter(message: message, help: help.isEmpty ? [whatThereIs] : help)
  }

  /// What is wrong with a text that was meant as a path with an index or a slice; `nil` for others.
  private func slipInPath(_ text: String) -> PatternError? {
    guard text.unicodeScalars.contains("["),
      !text.unicodeScalars.contains(where: { "*?{".unicodeScalars.contains($0) })
    else { return nil }
    let inBrackets = text.unicodeScalars.drop { $0 != "[" }.dropFirst().prefix { $0 != "]" }
    let isIndex = inBrackets.allSatisfy { "0123456789-+: ".unicodeScalars.contains($0) }
    if !isIndex, text.unicodeScalars.contains("]") { return nil }
    do {
      _ = try ModulePath(parsing: text)
      return nil
    } catch {
      return error
    }
  }

  /// How many children there are where an index leads nowhere; `nil` for texts that end elsewhere.
  private mutating func whereItEnds(_ text: String) -> String? {
    let literal = components(text).prefix { !"*?{".contains($0.first ?? " ") }
    guard let path = try? ModulePath(parsing: literal.joined(separator: ".")) else { return nil }
    let resolution = path.resolve(in: &tree, limit: 1_000)
    guard let place = resolution.failure?.at ?? resolution.first(in: &tree),
      !place.module.children.isEmpty
    else { return nil }
    let at = tree.path(of: place)
    let owner = at.isEmpty ? "the model" : "\(at), \(article(place.module.type.name)),"
    guard let failure = resolution.failure else {
      let next = components(text).dropFirst(literal.count).first ?? ""
      let isRange = next.first == "{" && next.dropFirst().first?.isNumber == true
      return isRange && place.hasNumberedChildren ? "\(owner) has \(place.countedChildren)" : nil
    }
    if case .child(let name) = path.steps[failure.step] {
      let isNumber = name.text.utf8.allSatisfy(\.isASCIIDigit)
      guard isNumber, place.hasNumberedChildren else { return nil }
    }
    return "\(owner) has \(place.countedChildren)"
  }

  /// What the model's own children are.
  private var whatThereIs: String { tree.root.namedChildren(of: "the model") }

  /// What a text was perhaps meant to be: itself with the first name in it that leads nowhere put
  /// right, the whole put right, or a name that ends as it does.
  private mutating func help(for text: String, isPattern: Bool) -> [String] {
    if let path = pathThatEnds(in: text) { return ["did you mean `\(path)`?"] }
    var place = tree.root
    var parts = components(text)
    for (index, part) in parts.enumerated() {
      if Glob.hasWildcards(part) { break }
      if let child = tree.child(named: part, of: place) {
        place = child
        continue
      }
      let names = place.module.children.map(\.name) + place.module.parameters.map(\.name)
      for name in Suggestion.nearest(to: part, in: names) {
        parts[index] = name
        let cure = parts.joined(separator: ".")
        if isMeaningful(cure) { return ["did you mean `\(cure)`?"] }
      }
      break
    }
    if isPattern {
      let cure = "*." + text
      return isMeaningful(cure) ? ["did you mean `\(cure)`?"] : []
    }
    let tied = plan.model.tiedNames.sorted { $0.key < $1.key }.flatMap(\.value)
    let names = plan.model.parameters.prefix(Limits.searchedNames).map(\.name) + tied
    let help = Suggestion.didYouMean(text, in: names).map(\.sentence)
    if !help.isEmpty { return help }
    if let longer = names.first(where: { $0.endsExactly(with: "." + text) }) {
      return ["did you mean `\(longer)`?"]
    }
    let cure = "*.\(text).*"
    return isMeaningful(cure) ? ["did you mean `\(cure)`?"] : []
  }

  /// The path of a module that ends as a text does, where what stands before it was left out.
  private mutating func pathThatEnds(in text: String) -> String? {
    guard !text.isEmpty, !Glob.hasWildcards(text),
      tree.child(named: components(text)[0], of: tree.root) == nil
    else { return nil }
    var found: String?
    for entry in plan.model.parameters.prefix(Limits.searchedNames) {
      guard let range = firstRange(of: ".\(text).", in: entry.name) else { continue }
      let path = String(entry.name[..<range.upperBound].dropLast())
      if let found, !found.isExactly(path) { return nil }
      found = path
    }
    return found.flatMap { isMeaningful($0) ? $0 : nil }
  }

  private mutating func isMeaningful(_ text: String) -> Bool {
    tree.parameter(named: text) != nil || parameters(of: text) != nil
  }
}
