/// Some parameters of a plan, folded, for a message.
struct FoldedTensors {
  /// One line for each of the first few folds, and how many more there are.
  let lines: [String]
  /// A selector of exactly these parameters as flow YAML; `nil` where it would be too long to read.
  let selector: String?
  private let plan: FreezePlan

  /// How many of the folds are shown.
  private static let shown = 5

  /// Folds the names of parameters, given by their numbers.
  init(_ tensors: [Int], of plan: FreezePlan) {
    self.plan = plan
    let first = tensors.prefix(Limits.foldedNames)
    let folds = Self.folds(Array(first), of: plan)
    var lines = folds.prefix(Self.shown).map { fold in
      let count = fold.members.count
      return clipped(fold.glob, to: 120) + (count > 1 ? " (\(grouped(count)))" : "")
    }
    let told = folds.prefix(Self.shown).reduce(0) { $0 + $1.members.count }
    if told < tensors.count { lines.append("and \(grouped(tensors.count - told)) more") }
    self.lines = lines
    let globs = folds.prefix(Self.shown).map { flowScalar($0.glob) }
    let isShort = globs.count <= 4 && globs.reduce(0) { $0 + $1.utf8.count } <= 160
    if !isShort || first.count < tensors.count || globs.isEmpty {
      selector = nil
    } else {
      selector = globs.count == 1 ? globs[0] : "[" + globs.joined(separator: ", ") + "]"
    }
  }

  /// The first of the folds: all where they are few.
  private static func folds(_ tensors: [Int], of plan: FreezePlan) -> [FoldedName] {
    let parameters = PlanSnapshot.Parameters(plan.model, plan.evaluation)
    if parameters.tree == nil {
      return FoldedName.fold(
        tensors.map { parameters.name($0) }, keys: Array(repeating: 0, count: tensors.count))
    }
    // The first folds of so many forms come before all others.
    var units = NameUnits(parameters)
    let covered = units.units(covering: tensors, modules: .none, mostForms: shown)
    return covered.folded(keys: Array(repeating: 0, count: covered.units.count))
  }

  /// A parameter's name, for a message.
  func quoted(_ tensor: Int) -> String {
    "\"\(clipped(plan.model.parameters[tensor].name, to: 120))\""
  }
}
