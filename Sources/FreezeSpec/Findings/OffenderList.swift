/// Names parameters that break expectations: whole modules first, folded, the first few of them.
struct OffenderList {
  /// How many lines an expectation gets.
  private static let shown = 5

  private let plan: FreezePlan
  /// The modules, where they are needed and few enough.
  private var units: NameUnits??
  private var left = Limits.allFoldedOffenders

  init(_ plan: FreezePlan) { self.plan = plan }

  /// What parameters that are told together have their state from.
  private struct Reason: Hashable {
    let decidedBy: Int?
    let undecided: UndecidedReason?

    init(_ tensor: Int, _ plan: FreezePlan) {
      let decision = plan.evaluation[tensor]
      decidedBy = decision.decidedBy
      undecided = plan.evaluation.reason(of: decision)
    }
  }

  /// How many parameters the next expectation may name.
  var room: Int { max(Self.shown, min(Limits.foldedOffenders, left)) }

  /// Names parameters of one state.
  mutating func name(_ tensors: [Int], _ state: ParameterState) -> [ExpectationOutcome.Offenders] {
    left = max(0, left - tensors.count)
    guard var units = takeUnits() else {
      return tensors.prefix(Self.shown).map { offenders([$0], glob: name(of: $0), state) }
    }
    defer { self.units = units }
    var tensorsOfReason: [Reason: [Int]] = [:]
    for tensor in tensors { tensorsOfReason[Reason(tensor, plan), default: []].append(tensor) }
    var found: [(first: Int, offenders: ExpectationOutcome.Offenders)] = []
    for tensors in tensorsOfReason.values {
      let covered = units.units(covering: tensors)
      let keys = covered.units.map { unit in
        unit.isModule ? -unit.count : covered.parameters(of: unit).first.map(tiedKey) ?? 0
      }
      for fold in covered.folded(keys: keys) {
        let members = covered.parameters(of: fold.members.map { covered.units[$0] })
        let glob = covered.glob(of: fold)
        found.append((members[0], offenders(members, glob: glob, state)))
      }
    }
    return found.sorted { $0.first < $1.first }.prefix(Self.shown).map(\.offenders)
  }

  /// A tied parameter is named with another of its names, and so on its own.
  private func tiedKey(_ tensor: Int) -> Int {
    plan.model.tiedNames[tensor] == nil ? 0 : tensor + 1
  }

  private func name(of tensor: Int) -> String { plan.model.parameters[tensor].name }

  private func offenders(
    _ tensors: [Int], glob: String, _ state: ParameterState
  ) -> ExpectationOutcome.Offenders {
    ExpectationOutcome.Offenders(
      glob: glob, count: tensors.count,
      elements: tensors.reduce(0) {
        saturatingSum($0, plan.model.parameters.parameter($1).elements)
      }, state: state, decidedBy: plan.evaluation[tensors[0]].decidedBy,
      undecided: plan.evaluation.reason(of: plan.evaluation[tensors[0]]),
      tiedName: tensors.count == 1 ? plan.model.tiedNames[tensors[0]]?.first : nil)
  }

  /// Takes ``units`` out, so that they are not copied when they are asked.
  private mutating func takeUnits() -> NameUnits? {
    let taken =
      units
      ?? (plan.model.comparisonRefusal() == nil
        ? NameUnits(PlanSnapshot.Parameters(plan.model, plan.evaluation)) : nil)
    units = .some(nil)
    return taken
  }
}
