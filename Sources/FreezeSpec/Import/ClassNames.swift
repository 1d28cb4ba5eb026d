/// What the classes of a description are called in a config.
struct ClassNames {
  /// The names by the classes' numbers.
  private(set) var names: [String] = []
  /// Whether a class is torch.nn's own and known to the catalogue.
  private(set) var isBuiltIn: [Bool] = []

  /// Names classes: by their own names, and by that of their Python module besides where another class
  /// has the same.
  init(_ classes: [ModelDescription.Class]) {
    isBuiltIn = classes.map { $0.isTorch && Self.isKnown($0.name) }
    var uses: [String: Int] = [:]
    for (number, type) in classes.enumerated() where !isBuiltIn[number] {
      uses[type.name, default: 0] += 1
    }
    var unique = UniqueClassNames()
    for (number, type) in classes.enumerated() {
      if isBuiltIn[number] {
        names.append(type.name)
      } else if uses[type.name] == 1, !Self.isKnown(type.name), unique.take(type.name) {
        names.append(type.name)
      } else {
        names.append(unique.name(type))
      }
    }
  }

  private static func isKnown(_ name: String) -> Bool {
    name == "Module" || Catalogue.layer(named: name) != nil || Catalogue.bases(of: name) != nil
      || Catalogue.lazyTwins[name] != nil || Catalogue.unbuildable[name] != nil
  }
}

/// Names of classes of which none is another's.
private struct UniqueClassNames {
  private var taken: Set<String> = []
  /// The number from which on one is looked for that tells classes of a name apart.
  private var next: [String: Int] = [:]

  /// Takes a name; whether it was free.
  mutating func take(_ name: String) -> Bool { taken.insert(name).inserted }

  /// The name of a class with as many parts of its Python module in front as tell it from others, and a
  /// number where there are none left.
  mutating func name(_ type: ModelDescription.Class) -> String {
    var name = type.name
    let parts = PythonClassName.tellingParts(of: type.module).filter {
      PythonIdentifier.name($0) == $0
    }
    // A number may come before it.
    let room = Limits.nameBytes - "class_10000000..".utf8.count
    for part in parts.reversed() {
      if part.utf8.count + name.utf8.count > room { break }
      name = part + "." + name
      if !name.hasPrefix("nn."), !name.hasPrefix("torch."), take(name) { return name }
    }
    var number = next[name] ?? (parts.isEmpty ? 2 : 3)
    while !take("class_\(number).\(name)") { number += 1 }
    next[name] = number + 1
    return "class_\(number).\(name)"
  }
}
