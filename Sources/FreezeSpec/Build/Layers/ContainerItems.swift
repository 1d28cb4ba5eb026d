extension Value {
  /// What Python's `list(value)` holds, torch.nn's containers included.
  var pythonIterated: [Value]? {
    guard case .module(let module) = self else { return iterated }
    if module.isList { return module.containerItems.map(\.value) }
    if module.isDictionary { return module.containerItems.map { .string($0.name) } }
    return nil
  }

  /// Python's `type(value).__name__`.
  var className: String {
    if case .dtype = self { "dtype" } else { typeName }
  }

  /// Some value of a class, for one of which no more than its class is known.
  fileprivate init(ofClass name: String) {
    switch name {
    case "bool": self = .bool(false)
    case "int": self = .int(0)
    case "float": self = .float(0)
    case "str": self = .string("")
    case "tuple": self = .tuple([])
    case "list": self = .list([])
    case "dtype": self = .dtype(.float32)
    default: self = .none
    }
  }
}

extension Module {
  fileprivate var isList: Bool { isOne(of: ["Sequential", "ModuleList", "ParameterList"]) }

  fileprivate var isDictionary: Bool { isOne(of: ["ModuleDict", "ParameterDict"]) }

  private func isOne(of classes: [String]) -> Bool {
    classes.contains(type.name) || type.ancestors.contains(where: classes.contains)
  }

  /// The names and values that a container of torch.nn holds, in order.
  var containerItems: [(name: String, value: Value)] {
    if type.reprStyle == .parameterList || type.reprStyle == .parameterDict { return listedItems }
    var items: [(name: String, value: Value)] = []
    var absent = absentChildren[...]
    for (position, child) in children.enumerated() {
      while let next = absent.first, next.position <= position {
        items.append((next.name, .none))
        absent = absent.dropFirst()
      }
      items.append((child.name, .module(child.module)))
    }
    return items + absent.map { ($0.name, .none) }
  }

  /// What a ParameterList or a ParameterDict holds besides parameters: of a value that is no module
  /// it keeps the class alone, which is all that it prints.
  private var listedItems: [(name: String, value: Value)] {
    let modules = Dictionary(children.map { ($0.name, $0.module) }) { first, _ in first }
    return (extraRepr?.text ?? "").split(separator: "\n").compactMap { line in
      guard let mark = line.firstRange(of: ContainerLayers.objectMark) else { return nil }
      let name = String(line[..<mark.lowerBound].dropFirst("  (".count))
      if let module = modules[name] { return (name, .module(module)) }
      return (name, Value(ofClass: String(line[mark.upperBound...])))
    }
  }
}
