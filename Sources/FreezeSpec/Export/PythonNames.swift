/// What the names of a config's file are called in Python.
struct PythonNames {
  /// The classes that the file declares.
  let classes: Set<String>
  /// The names of its `let`.
  private(set) var lets: Set<String> = []
  /// What they are called in Python.
  private var ownNames: Set<String> = []
  /// The arguments and indices at a place, with their names in Python.
  private var places: [(name: String, own: String)] = []

  init(classes: Set<String>) { self.classes = classes }

  /// The arguments and indices at a place.
  var locals: [String] { places.map(\.name) }

  /// What a value is called in Python; `nil` where the name is none.
  func value(_ name: String) -> String? {
    // The last one wins: an index hides an argument of the same name.
    if let place = places.last(where: { $0.name == name }) { return place.own }
    return lets.contains(name) ? Self.name(name) : nil
  }

  /// Names that an exported file, or what it calls, has for itself.
  private static let reserved: Set<String> = [
    "Any", "Decisions", "EvalHold", "FROZEN", "Iterable", "Iterator", "NAME", "PLAN_HASH",
    "Parameter",
    "PlanError", "Problem", "NamedTuple", "ReferenceError", "RuntimeError", "SOFTMAX_DIM",
    "Sequence", "Softmax",
    "TEMPERATURES",
    "TIED_NAMES", "TRAINS", "any", "apply", "bool", "build", "contextlib", "copy", "dataclass",
    "dict",
    "enumerate", "field", "float", "frozenset", "getattr", "hasattr", "hashlib", "hold_eval", "id",
    "int",
    "isinstance", "len", "list", "map", "min", "model", "named_states", "next", "nn", "number",
    "object",
    "parameter_groups", "part", "property", "range", "repr", "self", "set", "setattr",
    "softmax_with_temperature", "str", "super", "torch", "tuple", "type", "vars", "verify",
    "weakref",
    "zip",
  ]

  /// A name as Python's, where it is none that the file has for itself.
  static func name(_ text: String) -> String {
    let name = text.replacing(".", with: "_")
    return reserved.contains(name) || name.hasPrefix("_") ? name + "_" : name
  }

  /// Adds a name of `let`.
  mutating func add(let name: String) {
    lets.insert(name)
    ownNames.insert(Self.name(name))
  }

  /// The same inside a class or a repeat, whose names hide others.
  ///
  /// - Parameter isStatement: Whether the names go on to mean what they mean, as an index does behind
  ///   the loop: it is given a name that nothing there has.
  func with(locals names: some Sequence<String>, isStatement: Bool = false) -> PythonNames {
    var result = self
    for name in names {
      var own = Self.name(name)
      while isStatement, ownNames.contains(own) || result.places.contains(where: { $0.own == own })
      {
        own += "_"
      }
      result.places.removeAll { $0.name == name }
      result.places.append((name, own))
    }
    return result
  }
}
