/// Errors where a selector asks what the checkpoint that a model comes from does not tell.
///
/// A class that is not known may be any. So `type` selects less or more than it says wherever it decides
/// about parameters at or below such a module; and where children are not known, so does counting them.
struct UnknownPartFindings {
  private let root: Module
  private let areModules: Bool

  /// What has selectors.
  enum Subject {
    case parameters, modules
  }

  init(_ root: Module, _ subject: Subject) {
    self.root = root
    areModules = subject == .modules
  }

  /// The errors of some selectors.
  func diagnostics(
    _ selectors: [Selector], _ tree: inout ModuleTree, _ budget: inout MatchingBudget
  ) throws(Diagnostic) -> [Diagnostic] {
    let ofTypes = try diagnosticsOfTypes(selectors, &tree, &budget)
    return ofTypes + selectors.flatMap { diagnosticsOfPaths($0, &tree) }
  }

  // MARK: Classes

  private func diagnosticsOfTypes(
    _ selectors: [Selector], _ tree: inout ModuleTree, _ budget: inout MatchingBudget
  ) throws(Diagnostic) -> [Diagnostic] {
    let certain = try questionsOfModule(selectors)
    let asked = selectors.compactMap { selector in
      selector.firstTerm { isDoubtful($0, certain) }.map { (selector: selector, term: $0) }
    }
    if asked.isEmpty { return [] }
    // Each selector at its least and at its most: with a `type` that holds where it is known to, and with
    // one that holds everywhere.
    let bounds = asked.flatMap { entry in
      [false, true].map { bound(entry.selector, isUpper: $0, certain) }
    }
    let matching = try RuleEngine(rules: [], selectors: bounds).match(
      &tree, areModules ? .modules(frozen: []) : .parameters, budget: &budget)
    var doubts = [Int](repeating: 0, count: asked.count)
    var first = [Int?](repeating: nil, count: asked.count)
    var ofSet: [Int32: [Int]] = [:]
    let unknown = unknownPlaces
    for (place, set) in matching.walk.matchOfPlace.enumerated() where unknown[place] {
      let found = ofSet[set] ?? Self.doubts(Array(matching.walk.matches[Int(set)]))
      ofSet[set] = found
      for selector in found {
        doubts[selector] += 1
        if first[selector] == nil { first[selector] = place }
      }
    }
    return zip(asked, zip(doubts, first)).compactMap { entry, found in
      found.1.map { diagnostic(entry.term, count: found.0, first: name(of: $0)) }
    }
  }

  /// The numbers of the selectors that hold at their most and not at their least.
  private static func doubts(_ bounds: [Int32]) -> [Int] {
    let held = Set(bounds)
    return bounds.filter { !$0.isMultiple(of: 2) && !held.contains($0 - 1) }.map { Int($0) / 2 }
  }

  private func diagnostic(_ term: SelectorTerm, count: Int, first: String) -> Diagnostic {
    let noun = areModules ? "module" : "parameter"
    return Diagnostic(
      .classNotTold,
      "`\(term)` may hold for \(counted(count, noun)) of unknown class, such as "
        + (first.isEmpty ? "the model itself" : "`\(clipped(first))`"),
      at: term.values.first?.span ?? term.keySpan,
      notes: ["a checkpoint tells names and shapes, and not of which classes modules are"],
      help: [
        "import the model itself, which tells them: freezespec import hf:…, timm:…, torchvision:… or torch:…",
        areModules
          ? "select by `module`" : "select by `name`, `glob`, `module` or `parameter`",
      ])
  }

  /// The questions of `type` that hold for every module.
  private func questionsOfModule(_ selectors: [Selector]) throws(Diagnostic)
    -> Set<SelectorQuestion>
  {
    let program = try SelectorProgram(selectors)
    var types = LazyDFA(program.types, stepLimit: Limits.matchingSteps)
    return Set(types.patterns(matching: "Module").map { program.atoms[Int($0)] })
  }

  private func isDoubtful(_ term: SelectorTerm, _ certain: Set<SelectorQuestion>) -> Bool {
    term.key == .type && !term.values.contains { certain.contains($0.question) }
  }

  /// What a selector matches at least, or at most.
  private func bound(_ selector: Selector, isUpper: Bool, _ certain: Set<SelectorQuestion>)
    -> Selector
  {
    switch selector {
    case .glob, .frozen: return selector
    case .anyOf(let items, let span):
      return .anyOf(items.map { bound($0, isUpper: isUpper, certain) }, span: span)
    case .allOf(let mapping):
      let terms = mapping.terms.filter { !isUpper || !isDoubtful($0, certain) }
      return .allOf(
        SelectorMapping(
          terms: terms, except: mapping.except.map { bound($0, isUpper: !isUpper, certain) },
          span: mapping.span))
    }
  }

  /// For each place, whether a module at or above it is of unknown class.
  private var unknownPlaces: [Bool] {
    var places: [Bool] = []
    func visit(_ module: Module, _ isWithin: Bool) {
      let isUnknown = isWithin || module.type.unknown.contains(.classes)
      places.append(
        contentsOf: repeatElement(isUnknown, count: areModules ? 1 : module.parameters.count))
      for child in module.children where areModules || child.module.parameterCount > 0 {
        visit(child.module, isUnknown)
      }
    }
    visit(root, false)
    return places
  }

  private func name(of wanted: Int) -> String {
    var tree = ModuleTree(root)
    return areModules ? tree.path(ofNumber: wanted) : tree.name(of: wanted)
  }

  // MARK: Shapes

  /// The errors of expectations that count elements where not all are known.
  func diagnostics(_ expectations: [Expectation]) -> [Diagnostic] {
    let counting = expectations.filter { expectation in
      guard case .quantity(let quantity, _, _) = expectation.claim else { return false }
      return ![.trainableParameters, .frozenParameters].contains(quantity)
    }
    guard !counting.isEmpty, let name = nameWithoutShape else { return [] }
    return counting.map { expectation in
      Diagnostic(
        .shapesNotTold, "not all elements are known: `\(clipped(name))` is of unknown shape",
        at: expectation.span,
        help: ["load the absent files of the checkpoint, and import it again"])
    }
  }

  /// A parameter whose shape is not known.
  private var nameWithoutShape: String? {
    var found: Int?
    ModuleWalk.visit(root) { place, _ in
      if found == nil, place.module.type.unknown.contains(.shapes),
        let index = place.module.parameters.firstIndex(where: { $0.shape == [0] })
      {
        found = place.firstParameter + index
      }
      return found == nil
    }
    var tree = ModuleTree(root)
    return found.map { tree.name(of: $0) }
  }

  // MARK: Children

  private func diagnosticsOfPaths(_ selector: Selector, _ tree: inout ModuleTree) -> [Diagnostic] {
    switch selector {
    case .glob, .frozen: return []
    case .anyOf(let items, _): return items.flatMap { diagnosticsOfPaths($0, &tree) }
    case .allOf(let mapping):
      var found = mapping.except.map { diagnosticsOfPaths($0, &tree) } ?? []
      for value in mapping.terms.flatMap(\.values) {
        if case .module(let path) = value.question, let place = uncounted(path, &tree) {
          found.append(diagnostic(value, path, place))
        }
      }
      return found
    }
  }

  /// A module whose children a path counts though not all of them are known.
  private func uncounted(_ path: ModulePath, _ tree: inout ModuleTree) -> Module? {
    for (number, step) in path.steps.enumerated() where !step.isChild {
      // Behind a slice, what is counted are its modules.
      if number > 0, case .slice = path.steps[number - 1] { continue }
      let around = ModulePath(steps: Array(path.steps[..<number]))
      for place in around.resolve(in: &tree, limit: 1_000).places(in: &tree)
      where place.module.type.unknown.contains(.children) && !place.module.isNumbered {
        return place.module
      }
    }
    return nil
  }

  private func diagnostic(_ value: SelectorValue, _ path: ModulePath, _ module: Module)
    -> Diagnostic
  {
    let names = module.children.prefix(3).map { clipped($0.name) }
    return Diagnostic(
      .childrenNotTold,
      "`\(clipped(value.text))` counts modules, and which there are is not known", at: value.span,
      notes: [
        "a checkpoint lists what has parameters, and may do so in another order: here "
          + names.joined(separator: ", ") + (module.children.count > 3 ? ", …" : "")
      ], help: ["write the names of the modules that are meant"])
  }
}

extension Module {
  /// Whether its children are named by their places, all of them.
  fileprivate var isNumbered: Bool {
    children.enumerated().allSatisfy { $1.name == String($0) }
  }
}

extension Selector {
  /// The first key, in the mappings of the selector, of which something holds.
  fileprivate func firstTerm(where holds: (SelectorTerm) -> Bool) -> SelectorTerm? {
    switch self {
    case .glob, .frozen: return nil
    case .anyOf(let items, _):
      for item in items {
        if let term = item.firstTerm(where: holds) { return term }
      }
      return nil
    case .allOf(let mapping):
      return mapping.terms.first(where: holds) ?? mapping.except?.firstTerm(where: holds)
    }
  }
}
