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
    for local in locals.reversed() where local.name.isExactly(name) { return local.value }
    if case .value(let value) = file.lets?[name] { return value }
    return nil
  }

  /// The steps that binding one more name costs.
  var bindingSteps: Int { 1 + locals.count / 16 }

  /// The steps that looking up a name costs.
  func steps(lookingUp name: String) -> Int { Self.steps(lookingUp: name, among: locals.count) }

  /// The same among so many names, which may differ from it in their last letters alone.
  static func steps(lookingUp name: String, among count: Int) -> Int {
    1 + count / 16 + (16 + count) * name.utf8.count / 4_096
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
  var names: [String] { locals.map(\.name) + file.valueNames }
}
