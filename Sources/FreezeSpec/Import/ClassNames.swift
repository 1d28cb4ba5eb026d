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
    var taken: Set<String> = []
    for (number, type) in classes.enumerated() {
      if isBuiltIn[number] {
        names.append(type.name)
        continue
      }
      var name = type.name
      let isUnique = uses[type.name] == 1 && !Self.isKnown(type.name)
      var parts = PythonClassName.tellingParts(of: type.module).filter {
        PythonIdentifier.name($0) == $0
      }
      if !isUnique || !taken.insert(name).inserted {
        var number = 2
        repeat {
          let prefix = parts.popLast() ?? "class_\(number)"
          if parts.isEmpty { number += 1 }
          name = prefix + "." + name
        } while name.hasPrefix("nn.") || name.hasPrefix("torch.") || !taken.insert(name).inserted
      }
      names.append(name)
    }
  }

  private static func isKnown(_ name: String) -> Bool {
    name == "Module" || Catalogue.layer(named: name) != nil || Catalogue.bases(of: name) != nil
      || Catalogue.lazyTwins[name] != nil || Catalogue.unbuildable[name] != nil
  }
}
