/// What names mean in one file: its `let` values and its classes; and what is kept of its calls.
final class FileScope {
  /// A `let` name's value, as far as it is known.
  enum Let {
    /// It stands below the one that is being evaluated.
    case pending
    /// It is being evaluated.
    case current
    case value(Value)
    /// It has an error, which was reported.
    case failed
  }

  /// The file's index in its ``ConfigSet``.
  let entry: Int
  /// The type of the file's tensors that are given no other.
  let dtype: DType
  /// Builds the files that this one names, and the calls and modules inside expressions.
  let builder: ModelBuilder
  /// The `let` values by name; `nil` where `let` itself has an error, so that any name may be one.
  var lets: [String: Let]?
  let classes: ClassTable
  /// What is not known of the file's modules.
  let unknown: UnknownParts
  var leastModules: LeastModules
  /// The classes that are being made, outermost first.
  var instantiating: [String] = []
  /// How the calls of the shapes that were met are carried out.
  var bindings = CallBindings()
  /// The modules of declared classes by the calls that made them, `nil` for a call that failed:
  /// one object can stand for equal modules.
  private(set) var instances: [InstanceKey: Module?] = [:]

  init(
    entry: Int, dtype: DType, builder: ModelBuilder,
    lets: [Definition<Expression>]?,
    classes: ClassTable, unknown: UnknownParts
  ) {
    self.entry = entry
    self.dtype = dtype
    self.builder = builder
    self.classes = classes
    self.unknown = unknown
    leastModules = LeastModules(classes.declared.mapValues(\.definition))
    guard let lets else { return }
    self.lets = [:]
    for definition in lets { self.lets?[definition.name.text] = .pending }
    for name in lets.namesOfFailed() { self.lets?[name] = .failed }
  }

  /// Whether a name without a value has none for an error that was reported where it is defined.
  func hasFailed(_ name: String) -> Bool {
    guard let lets else { return true }
    if case .failed = lets[name] { return true }
    return false
  }

  /// The names of the `let` values that can be used.
  var valueNames: [String] {
    (lets ?? [:]).compactMap { name, state in
      if case .value = state { name } else { nil }
    }
  }

  /// Keeps what a call made, or that it failed.
  func keep(_ module: Module?, for key: InstanceKey) {
    if instances.count < InstanceKey.limit { instances[key] = .some(module) }
  }
}

/// A value that a `from` gives its file by a name of the file's own `let`.
struct GivenValue {
  let name: String
  let value: Value
}

/// A call of a declared class, for which no second one with the same values has to be carried out.
struct InstanceKey: Hashable {
  private let name: String
  private let arguments: [ExactString]

  /// The calls that are kept.
  static let limit = 4_096

  /// The key of the values that a file is given, in any order; `nil` where one is or holds a module.
  init?(_ given: [GivenValue]) {
    let sorted = given.sorted { $0.name < $1.name }
    self.init(
      name: sorted.map(\.name).joined(separator: ","), sorted.map(\.value))
  }

  /// The key of a call; `nil` where an argument is or holds a module.
  init?(name: String, _ values: [Value]) {
    self.name = name
    var arguments: [ExactString] = []
    for value in values {
      guard let text = value.key else { return nil }
      arguments.append(ExactString(text))
    }
    self.arguments = arguments
  }
}

extension Value {
  /// A text that no other value has; `nil` for one that is or holds a module, or is too large.
  fileprivate var key: String? {
    switch self {
    case .module: nil
    case .tuple(let items), .list(let items):
      items.count <= 64 && items.allSatisfy { $0.items == nil && $0.key != nil } ? repr : nil
    case .string(let text): text.utf8.count <= 256 ? repr : nil
    default: repr
    }
  }
}
