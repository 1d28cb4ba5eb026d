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
  /// The names of `let` values that have an error of their own.
  var failedLets: Set<String> = []
  var classes: [String: DeclaredClass] = [:]
  /// The names of all `let` values, evaluated or not.
  let letNames: Set<String>

  init(entry: Int, dtype: DType, letNames: Set<String>) {
    self.entry = entry
    self.dtype = dtype
    self.letNames = letNames
  }
}

/// What names mean at one place: the arguments and indices there, then the file's.
struct Scope {
  let file: FileScope
  private var locals: [(name: String, value: Value)] = []

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
    guard let index else { return self }
    var scope = self
    scope.bind(index.text, .int(value))
    return scope
  }

  /// All names that mean a value here.
  var names: [String] { locals.map(\.name) + file.lets.keys }
}
