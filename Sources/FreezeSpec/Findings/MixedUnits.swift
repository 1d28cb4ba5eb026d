/// The check for modules wrapped by FSDP that hold frozen and trainable parameters.
struct MixedUnits {
  let survey: TrainingSurvey

  /// A module that FSDP wraps, with the parameters that no wrapped module within it holds.
  private struct Unit {
    let place: ModuleTree.Place
    /// The index of the class it is wrapped for.
    let wrapped: Int
    var frozen = 0
    var trainable = 0
    var isMixed: Bool { frozen > 0 && trainable > 0 }
  }

  /// Finds modules wrapped by FSDP that hold both states, one finding for each class.
  ///
  /// FSDP flattens a unit into one tensor, which has one `requires_grad`, unless it is told
  /// `use_orig_params=True`.
  var findings: [Diagnostic] {
    if survey.wrappedClasses.isEmpty { return [] }
    var units = UnitWalk(survey: survey)
    units.visit(ModuleTree(survey.plan.model.root).root, within: nil)
    // Where the steps are used up it is not known which classes are wrapped.
    if units.isExhausted { return [] }
    var tree = ModuleTree(survey.plan.model.root)
    let unitsOfClass = Dictionary(grouping: units.units, by: \.wrapped)
    return survey.wrappedClasses.indices.compactMap { wrapped in
      let ofClass = unitsOfClass[wrapped] ?? []
      let mixed = ofClass.filter(\.isMixed)
      guard let first = mixed.first else { return nil }
      let path = survey.quotedPath(first.place, in: &tree)
      let name = clipped(survey.wrappedClasses[wrapped].text)
      let which =
        ofClass.count == 1
        ? "\(path), wrapped as \(name), mixes"
        : "\(grouped(mixed.count)) of \(counted(ofClass.count, "\(name) unit")) "
          + "\(mixed.count == 1 ? "mixes" : "mix")"
      let example = ofClass.count == 1 ? "it" : path
      return Diagnostic(
        .mixedUnit, "\(which) frozen and trainable parameters",
        at: survey.wrappedClasses[wrapped].span,
        notes: [
          "in \(example) \(counted(first.frozen)) \(first.frozen == 1 ? "is" : "are") frozen, and "
            + "\(grouped(first.trainable)) \(first.trainable == 1 ? "trains" : "train")",
          "FSDP makes one tensor of each unit: all of it trains, or all of it is frozen",
        ],
        help: [
          "let the rules take whole units, or wrap smaller modules",
          "with use_orig_params=True it works: # freezespec: ignore[\(DiagnosticCode.mixedUnit.rawValue)]",
        ])
    }
  }

  /// A walk that gives each parameter to the innermost wrapped module around it.
  private struct UnitWalk {
    let survey: TrainingSurvey
    var units: [Unit] = []
    /// The classes that are wrapped, by their index.
    private var classes: LazyDFA
    private var wrappedOfType: [ObjectIdentifier: Int32?] = [:]
    private var seen: Set<Int> = []

    init(survey: TrainingSurvey) {
      self.survey = survey
      var automaton = PatternAutomaton()
      for (index, value) in survey.wrappedClasses.enumerated() {
        if case .type(let pattern) = value.question { automaton.add(pattern, as: Int32(index)) }
      }
      classes = LazyDFA(automaton, stepLimit: survey.matchingSteps)
    }

    /// Whether the steps of matching were used up.
    var isExhausted: Bool { classes.isExhausted }

    mutating func visit(_ place: ModuleTree.Place, within outer: Int?) {
      if let identity = place.module.identity, !seen.insert(identity).inserted { return }
      var unit = outer
      if let wrapped = wrapped(place.module.type) {
        unit = units.count
        units.append(Unit(place: place, wrapped: wrapped))
      }
      let own = place.ownParameters
      if let unit, !own.isEmpty {
        let frozen = survey.states.frozen(in: own)
        units[unit].frozen += frozen
        units[unit].trainable += own.count - frozen
      }
      var number = place.number + 1
      var parameter = own.upperBound
      for child in place.module.children {
        visit(
          ModuleTree.Place(module: child.module, number: number, firstParameter: parameter),
          within: unit)
        number += child.module.moduleCount
        parameter += child.module.parameterCount
      }
    }

    /// The index of the first wrapped class that a class is or inherits from.
    private mutating func wrapped(_ type: ModuleType) -> Int? {
      let index: Int32?
      if let known = wrappedOfType[ObjectIdentifier(type)] {
        index = known
      } else {
        index = type.allNames.compactMap { classes.patterns(matching: $0).first }.min()
        wrappedOfType[ObjectIdentifier(type)] = .some(index)
      }
      return index.map { Int($0) }
    }
  }
}
