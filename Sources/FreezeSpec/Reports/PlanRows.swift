/// The state of a parameter.
public enum ParameterState: String, CaseIterable, Sendable {
  /// `requires_grad` is False.
  case frozen
  /// `requires_grad` is True.
  case trainable
}

/// What of a plan a report shows, and how.
public struct PlanReportOptions: Sendable {
  /// The columns that a line may take, or `nil` for as many as it needs.
  public var columns: Int?
  /// Whether to mark states in colour.
  public var usesColour = false
  /// Whether parameters that differ only in the numbers in their names become one row.
  public var folds = false
  /// The state of the parameters to list, or `nil` for all.
  public var only: ParameterState?

  /// Makes options.
  public init(
    columns: Int? = 80, usesColour: Bool = false, folds: Bool = false, only: ParameterState? = nil
  ) {
    self.columns = columns
    self.usesColour = usesColour
    self.folds = folds
    self.only = only
  }
}

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

/// The texts of shapes, each made once.
struct ShapeTexts {
  /// The texts, by index.
  private(set) var texts: [[UInt8]] = []
  private var shapes: [[Int]] = []
  private var indices: [[Int]: Int] = [:]
  /// The index of the shape that was last seen with a hash.
  private var recent = [Int](repeating: -1, count: 256)
  private let separator: String
  private let brackets: (String, String)

  /// Makes an empty table of texts such as `[20, 10]`.
  init() {
    separator = ", "
    brackets = ("[", "]")
  }

  /// Makes an empty table of texts whose sizes are joined by a separator alone.
  init(joinedBy separator: String) {
    self.separator = separator
    brackets = ("", "")
  }

  /// The index of a shape's text.
  mutating func index(of shape: [Int]) -> Int {
    var hash = shape.count
    for size in shape { hash = (hash &* 31) ^ (size &+ size >> 7) }
    let slot = hash & 255
    let found = recent[slot]
    if found >= 0, shapes[found] == shape { return found }
    let index = indices[shape] ?? add(shape)
    recent[slot] = index
    return index
  }

  private mutating func add(_ shape: [Int]) -> Int {
    let text = shape.map(String.init).joined(separator: separator)
    texts.append(Array((brackets.0 + text + brackets.1).utf8))
    shapes.append(shape)
    indices[shape] = shapes.count - 1
    return shapes.count - 1
  }
}

/// The names of classes, escaped, each once.
struct TypeTexts {
  /// The names, by index.
  private(set) var texts: [String] = []
  private var indices: [String: Int] = [:]
  private var indexOfType: [ObjectIdentifier: Int] = [:]
  private var last: (type: ObjectIdentifier, index: Int)?

  /// The index of a class's name.
  mutating func index(of type: ModuleType) -> Int {
    let identifier = ObjectIdentifier(type)
    if let last, last.type == identifier { return last.index }
    let index = indexOfType[identifier] ?? add(type, identifier)
    last = (identifier, index)
    return index
  }

  private mutating func add(_ type: ModuleType, _ identifier: ObjectIdentifier) -> Int {
    let index = indices[type.name] ?? texts.count
    if index == texts.count {
      texts.append(TerminalText.escaped(type.name))
      indices[type.name] = index
    }
    indexOfType[identifier] = index
    return index
  }
}
