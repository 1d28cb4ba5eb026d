/// What the checks look at: a plan, whose expectations may fail, and facts about it that are worked out once.
struct TrainingSurvey {
  let plan: FreezePlan
  /// The states of its parameters, by name.
  let states: StateCounts
  /// The classes whose modules FSDP wraps.
  let wrappedClasses: [SelectorValue]
  /// The modules that have parameters of both states and that could fall apart.
  private(set) var mixedModules: [MixedModules.Item] = []
  /// Where the model stands, for what no rule is to blame for.
  let modelSpan: SourceSpan?
  /// How many steps of matching the run has left.
  let matchingSteps: Int
  /// What expectations match, behind the rules: what one says of a parameter's state is meant.
  private let matching: RuleMatching
  /// For each set of the matching, whether an expectation is in it.
  private let isExpectedOfMatch: [Bool]

  init(
    _ plan: FreezePlan, _ states: StateCounts, _ matching: RuleMatching, _ config: FreezeConfig,
    _ budget: MatchingBudget
  ) {
    self.plan = plan
    self.states = states
    wrappedClasses = config.wrappedClasses
    modelSpan = config.model?.span
    matchingSteps = budget.left
    self.matching = matching
    let ruleCount = matching.engine.rules.count
    isExpectedOfMatch = matching.matches.map { $0.last.map { $0 >= ruleCount } ?? false }
    mixedModules = MixedModules(plan.model.root, states, where: areAlike).items
  }

  /// What the checks find, each a warning.
  ///
  /// Where nothing trains there is no training to warn of.
  var findings: [Diagnostic] {
    if plan.summary.trainable.parameters == 0 { return SomethingTrains(survey: self).findings }
    return SomethingIsFrozen(survey: self).findings + UnmatchedTraining(survey: self).findings
      + RunningStatistics(survey: self).findings
      + FrozenDropout(survey: self).findings + FrozenMaxNorm(survey: self).findings
      + SplitLayers(survey: self).findings
      + BackwardReach(survey: self).findings + RunsWithHoles(survey: self).findings
      + MixedUnits(survey: self).findings
  }

  /// What matches each name: the rules, and behind them further selectors.
  var walk: SelectorWalk { matching.walk }

  // MARK: Parameters

  /// The parameter that a name stands for, names counted in
  /// `named_parameters(remove_duplicate=False)` order.
  func tensor(ofName name: Int) -> Int { plan.model.tensorOfName.map { $0[name] } ?? name }

  /// The decision for the parameter of a name.
  func decision(ofName name: Int) -> RuleDecision { plan.evaluation[tensor(ofName: name)] }

  /// The elements of the parameters of some names.
  func elements(ofNames names: Range<Int>) -> Int {
    names.reduce(0) {
      saturatingSum($0, plan.model.parameters.parameter(tensor(ofName: $1)).elements)
    }
  }

  /// Whether an expectation speaks of a parameter's state.
  func isExpected(_ tensor: Int) -> Bool {
    isExpectedOfMatch[Int(matching.matchOfTensor[tensor])]
  }

  /// Those of some parameters of whose state no expectation speaks.
  func unexpected(_ tensors: [Int]) -> [Int] {
    isExpectedOfMatch.contains(true) ? tensors.filter { !isExpected($0) } : tensors
  }

  /// Tells whether the parameters of some names are decided, expected and tied as those of as many others
  /// are; given without the survey, which would be copied at every step.
  var areAlike: (Range<Int>, Range<Int>) -> Bool {
    let (matches, decisions) = (matching.matchOfTensor, plan.evaluation.decisionOfTensor)
    if let tensors = plan.model.tensorOfName {
      let tied = Set(plan.model.tiedNames.keys)
      return { names, others in
        zip(tensors[names], tensors[others]).allSatisfy {
          matches[$0] == matches[$1] && decisions[$0] == decisions[$1]
            && tied.contains($0) == tied.contains($1)
        }
      }
    }
    return { names, others in
      matches.areEqual(in: names, others) && decisions.areEqual(in: names, others)
    }
  }

  /// The rule of an index.
  func rule(_ index: Int?) -> Rule? {
    guard let index, plan.rules.indices.contains(index - 1) else { return nil }
    return plan.rules[index - 1]
  }

  /// The place of the rule that decides the first of some names that any rule decides, or else the
  /// model's.
  func span(ofNames names: Range<Int>) -> SourceSpan? {
    for name in names {
      if let rule = rule(decision(ofName: name).decidedBy) { return rule.selector.span }
    }
    return modelSpan
  }

  /// A parameter's name, for a message.
  func quotedName(_ tensor: Int) -> String {
    "\"\(clipped(plan.model.parameters[tensor].name, to: 120))\""
  }

  // MARK: Modules

  /// A module's path, for a message.
  func quotedPath(_ place: ModuleTree.Place) -> String {
    var tree = ModuleTree(plan.model.root)
    return quotedPath(place, in: &tree)
  }

  /// A module's path, for one of many messages: a tree of their own would be searched anew for each.
  func quotedPath(_ place: ModuleTree.Place, in tree: inout ModuleTree) -> String {
    let path = tree.path(of: place)
    return path.isEmpty ? "the model itself" : "\"\(clipped(path, to: 120))\""
  }

  /// How to hold all that is frozen in eval mode.
  ///
  /// - Parameter words: What is said before it.
  func evalCure(_ words: String) -> Cure {
    guard plan.evalMode.selectors.isEmpty else { return Cure(words + "add `frozen` to `eval`") }
    let key = "eval: [frozen]"
    return Cure(words + key, edit: PlanEdits(plan: plan).key(key), isFix: false)
  }

  /// The cure of what is meant: an expectation that says so.
  func expecting(_ claim: String) -> Cure {
    Cure(
      "where it is meant, say so"
        + (plan.expectations.isEmpty ? ": expect: [{\(claim)}]" : " under `expect`: - \(claim)"),
      edit: PlanEdits(plan: plan).expectation(claim), isFix: false)
  }
}
