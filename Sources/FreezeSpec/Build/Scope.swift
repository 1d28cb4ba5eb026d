/// What names mean in one file: its `let` values and its classes.
final class FileScope {
  /// The class that a declaration makes, and what it extends.
  struct DeclaredClass {
    let definition: ClassDefinition
    let type: ModuleType
    let signature: Signature
  }

  /// The file's index in its ``ConfigSet``.
  let entry: Int
  /// The type of the file's tensors that are given no other.
  let dtype: DType
  var lets: [String: Value] = [:]
  /// The `let` value that is being evaluated.
  var pendingLet: String?
  /// The names of `let` values that have an error of their own.
  var failedLets: Set<String>
  var classes: [String: DeclaredClass] = [:]
  /// The names of classes that have an error of their own.
  let failedClasses: Set<String>
  /// The modules of declared classes by the calls that made them, `nil` for a call that failed:
  /// one object can stand for equal modules.
  private(set) var instances: [InstanceKey: Module?] = [:]
  /// The least number of modules that declared classes make besides their arguments', as far as it
  /// was asked for.
  var leastModules: [String: Int] = [:]
  /// The same of the defaults of each of a class's arguments.
  var leastDefaults: [String: [Int]] = [:]
  /// The names of all `let` values, evaluated or not.
  let letNames: Set<String>
  private let letDefinitions: Result<[Definition<Expression>], Reported>

  init(entry: Int, dtype: DType, _ config: FreezeConfig) {
    self.entry = entry
    self.dtype = dtype
    letDefinitions = config.lets
    let definitions = (try? config.lets.get()) ?? []
    letNames = Set(definitions.map(\.name.text))
    failedLets = definitions.namesOfFailed()
    failedClasses = config.classes.namesOfFailed()
  }

  /// Whether a name without a value has none for an error that was reported where it is defined.
  func hasFailed(_ name: String) -> Bool {
    guard case .success = letDefinitions else { return true }
    return failedLets.contains(name)
  }
}

extension FileScope {
  /// Keeps what a call made, or that it failed.
  func keep(_ module: Module?, for key: InstanceKey) {
    if instances.count < InstanceKey.limit { instances[key] = .some(module) }
  }
}

/// A call of a declared class, for which no second one with the same values has to be carried out.
struct InstanceKey: Hashable {
  private let name: String
  private let arguments: [String]

  /// The calls that are kept.
  static let limit = 4_096

  /// The key of a call; `nil` where an argument is or holds a module.
  init?(name: String, _ values: [Value]) {
    self.name = name
    var arguments: [String] = []
    for value in values {
      guard let text = value.key else { return nil }
      arguments.append(text)
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

/// What names mean at one place: the arguments and indices there, then the file's.
struct Scope {
  let file: FileScope
  private var locals: [(name: String, value: Value)] = []
  /// Whether it is inside a repeat whose index has no name.
  private(set) var isInNamelessRepeat = false

  init(file: FileScope) { self.file = file }

  /// The value of a name.
  func value(of name: String) -> Value? {
    // The last one wins: an index hides an argument of the same name.
    for local in locals.reversed() where local.name == name { return local.value }
    return file.lets[name]
  }

  /// Adds a name, or hides the one before.
  mutating func bind(_ name: String, _ value: Value) { locals.append((name, value)) }

  /// This scope with the index of a repeat, where it has a name.
  func binding(_ index: PlacedName?, _ value: Int) -> Scope {
    var scope = self
    guard let index else {
      scope.isInNamelessRepeat = true
      return scope
    }
    scope.bind(index.text, .int(value))
    return scope
  }

  /// All names that mean a value here.
  var names: [String] { locals.map(\.name) + file.lets.keys }
}
