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
      let keys = covered.map { $0.isModule ? -$0.parameters.count : tiedKey(of: $0) }
      for fold in FoldedName.fold(covered.map(\.path), keys: keys) {
        let first = covered[fold.members[0]]
        let glob = fold.glob + (first.isModule ? first.path.isEmpty ? "*" : ".*" : "")
        let members = fold.members.flatMap { covered[$0].parameters }
        found.append((first.parameters[0], offenders(members, glob: glob, state)))
      }
    }
    return found.sorted { $0.first < $1.first }.prefix(Self.shown).map(\.offenders)
  }

  /// A tied parameter is named with another of its names, and so on its own.
  private func tiedKey(of unit: NameUnits.Unit) -> Int {
    plan.model.tiedNames[unit.parameters[0]] == nil ? 0 : unit.parameters[0] + 1
  }

  private func name(of tensor: Int) -> String { plan.model.parameters[tensor].name }

  private func offenders(
    _ tensors: [Int], glob: String, _ state: ParameterState
  ) -> ExpectationOutcome.Offenders {
    ExpectationOutcome.Offenders(
      glob: glob, count: tensors.count,
      elements: tensors.reduce(0) {
        saturatingSum($0, plan.model.parameters[$1].parameter.elements)
      }, state: state, decidedBy: plan.evaluation[tensors[0]].decidedBy,
      undecided: plan.evaluation.reason(of: plan.evaluation[tensors[0]]),
      tiedName: tensors.count == 1 ? plan.model.tiedNames[tensors[0]]?.first : nil)
  }

  /// Takes ``units`` out, so that they are not copied when they are asked.
  private mutating func takeUnits() -> NameUnits? {
    let parameters = plan.model.parameters
    let taken =
      units
      ?? (parameters.comparisonRefusal() == nil
        ? NameUnits(names: parameters.names, areInOrder: true) : nil)
    units = .some(nil)
    return taken
  }
}
