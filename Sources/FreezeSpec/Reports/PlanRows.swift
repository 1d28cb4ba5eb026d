/// The parameters that a report lists, row by row.
struct PlanRows {
  /// One row: a parameter, or several that are alike.
  struct Row {
    /// The name, or the glob of a folded row.
    var name: String
    /// The number of parameters.
    var count: Int
    /// The first parameter's index.
    var parameter: Int
  }

  /// The rows, in the model's order.
  private(set) var rows: [Row] = []

  init(_ plan: FreezePlan, _ options: PlanReportOptions) {
    let parameters = plan.model.parameters
    var indices = Array(parameters.indices)
    if let only = options.only {
      indices.removeAll { plan.evaluation[$0].requiresGrad != (only == .trainable) }
    }
    if options.folds {
      let names = indices.map { parameters[$0].name }
      rows = FoldedName.fold(names, keys: Self.keys(plan, indices)).map { fold in
        Row(name: fold.glob, count: fold.members.count, parameter: indices[fold.members[0]])
      }
    } else {
      rows.reserveCapacity(indices.count)
      for index in indices {
        rows.append(Row(name: parameters[index].name, count: 1, parameter: index))
      }
    }
  }

  /// What two parameters must share to become one row.
  private struct Key: Hashable {
    var shape: Int
    var type: Int
    var dtype: DType
    var decidedBy: Int?
    var requiresGrad: Bool
    /// A tensor with further names has a row of its own, which shows them.
    var tied: Int?
  }

  private static func keys(_ plan: FreezePlan, _ indices: [Int]) -> [Int] {
    var shapes = ShapeTexts()
    var types = TypeTexts()
    var numbers: [Key: Int] = [:]
    return indices.map { index in
      let decision = plan.evaluation[index]
      let key = Key(
        shape: shapes.index(of: plan.model.parameters[index].parameter.shape),
        type: types.index(of: plan.model.parameters[index].type),
        dtype: plan.model.parameters[index].parameter.dtype,
        decidedBy: decision.decidedBy, requiresGrad: decision.requiresGrad,
        tied: plan.model.tiedNames[index] == nil ? nil : index)
      if let number = numbers[key] { return number }
      let number = numbers.count
      numbers[key] = number
      return number
    }
  }
}
