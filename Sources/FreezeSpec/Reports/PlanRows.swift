/// The parameters that a report lists, row by row, in the model's order.
struct PlanRows: RandomAccessCollection {
  /// One row: a parameter, or several that are alike.
  struct Row {
    /// The name, or the glob of a folded row.
    var name: String
    /// The number of parameters.
    var count: Int
    /// The first parameter's index.
    var parameter: Int
  }

  /// Which parameters have rows.
  private enum Listing {
    case all
    case some([Int])
    case folded([Row])
  }

  private let parameters: ParameterList
  private let listing: Listing

  init(_ plan: FreezePlan, _ options: PlanReportOptions) {
    let parameters = plan.model.parameters
    self.parameters = parameters
    var indices: [Int]?
    if let only = options.only {
      indices = parameters.indices.filter {
        plan.evaluation[$0].requiresGrad == (only == .trainable)
      }
    }
    listing =
      options.folds
      ? .folded(Self.folded(plan, indices ?? Array(parameters.indices), tellsMatches: false))
      : indices.map(Listing.some) ?? .all
  }

  /// Rows of some parameters, those folded that the same rules match.
  init(_ plan: FreezePlan, foldingAlike indices: [Int]) {
    self.init(
      plan.model.parameters, .folded(Self.folded(plan, indices, tellsMatches: true)))
  }

  private static func folded(
    _ plan: FreezePlan, _ indices: [Int], tellsMatches: Bool
  ) -> [Row] {
    let parameters = plan.model.parameters
    let names = parameters.walk(NumberedNames(), indices) { names, index in
      names.enter(parameters.parameter(index).name)
      names.append()
      names.leave()
    }
    let keys = keys(plan, indices, tellsMatches: tellsMatches)
    let folds = FoldedName.fold(names, keys: keys) { parameters[indices[$0]].name }
    return folds.map { fold in
      Row(name: fold.glob, count: fold.members.count, parameter: indices[fold.members[0]])
    }
  }

  /// The first rows.
  func prefix(_ most: Int) -> PlanRows {
    PlanRows(parameters, .folded(Array(self[..<Swift.min(most, count)])))
  }

  private init(_ parameters: ParameterList, _ listing: Listing) {
    self.parameters = parameters
    self.listing = listing
  }

  /// The same rows, their names escaped as they are at the start of a line of a log.
  func escapingCommands() -> PlanRows {
    let rows = map { row in
      Row(
        name: WorkflowCommands.escaped(in: row.name, startsLine: true), count: row.count,
        parameter: row.parameter)
    }
    return PlanRows(parameters, .folded(rows))
  }

  var startIndex: Int { 0 }

  var endIndex: Int {
    switch listing {
    case .all: parameters.count
    case .some(let indices): indices.count
    case .folded(let rows): rows.count
    }
  }

  /// How many parameters all rows stand for.
  var parameterCount: Int {
    guard case .folded(let rows) = listing else { return count }
    return rows.reduce(0) { $0 + $1.count }
  }

  subscript(position: Int) -> Row {
    switch listing {
    case .all: row(of: position)
    case .some(let indices): row(of: indices[position])
    case .folded(let rows): rows[position]
    }
  }

  private func row(of parameter: Int) -> Row {
    Row(name: parameters[parameter].name, count: 1, parameter: parameter)
  }

  func makeIterator() -> Iterator { Iterator(rows: self) }

  /// Reads the rows one after the other.
  struct Iterator: IteratorProtocol {
    private let rows: PlanRows
    private var position = 0
    /// The names of all parameters, where each has a row.
    private var names: ParameterList.Names.Iterator?

    fileprivate init(rows: PlanRows) {
      self.rows = rows
      if case .all = rows.listing { names = rows.parameters.names.makeIterator() }
    }

    mutating func next() -> Row? {
      if position == rows.count { return nil }
      defer { position += 1 }
      guard let name = names?.next() else { return rows[position] }
      return Row(name: name, count: 1, parameter: position)
    }
  }

  /// What two parameters must share to become one row.
  private struct Key: Hashable {
    var shape: Int
    var type: Int
    var dtype: DType
    var decidedBy: Int?
    var requiresGrad: Bool
    /// Where it matters which rules match.
    var decision: Int32?
    /// A tensor with further names has a row of its own, which shows them.
    var tied: Int?
  }

  private static func keys(
    _ plan: FreezePlan, _ indices: [Int], tellsMatches: Bool
  ) -> [Int] {
    var shapes = ShapeTexts()
    var types = TypeTexts { $0 }
    var numbers: [Key: Int] = [:]
    return indices.map { index in
      let decision = plan.evaluation[index]
      let parameter = plan.model.parameters.parameter(index)
      let key = Key(
        shape: shapes.index(of: parameter.shape),
        type: types.index(of: plan.model.parameters.module(of: index).type),
        dtype: parameter.dtype,
        decidedBy: decision.decidedBy, requiresGrad: decision.requiresGrad,
        decision: tellsMatches ? plan.evaluation.decisionOfTensor[index] : nil,
        tied: plan.model.tiedNames[index] == nil ? nil : index)
      if let number = numbers[key] { return number }
      let number = numbers.count
      numbers[key] = number
      return number
    }
  }
}
