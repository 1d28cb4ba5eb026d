/// torch.nn's containers (`torch/nn/modules/container.py`), and `Module` itself.
enum ContainerLayers {
  static let all: [LayerClass] = [
    LayerClass("Module", ""),

    LayerClass("Sequential", "*args") { layer in
      for (index, value) in layer.variadicValues.enumerated() {
        try checkModule(value)
        try layer.childOrAbsent(String(index), value)
      }
    },

    LayerClass(
      "ModuleList", "modules=None", reprStyle: .moduleList, takingModules: ["modules"]
    ) { layer in
      for (index, value) in try items(layer, "modules").enumerated() {
        try checkModule(value, argument: "modules")
        try layer.childOrAbsent(String(index), value)
      }
    },

    LayerClass("ModuleDict", "modules=None", takingModules: ["modules"]) { layer in
      let pairs = try pairs(layer, "modules", from: ["ModuleDict"])
      for (name, value) in pairs {
        try checkModule(value, argument: "modules")
        try checkChildName(name, argument: "modules", taken: ModuleAttributes.moduleDict)
      }
      for (name, value) in lastOfEach(pairs) { try layer.childOrAbsent(name, value) }
    },

    LayerClass("Container", "**kwargs") { layer in
      for (name, value) in layer.variadicKeywords {
        try checkModule(value, argument: name)
        try checkChildName(name, argument: name)
        try layer.childOrAbsent(name, value)
      }
    },

    LayerClass(
      "ParameterList", "values=None", reprStyle: .parameterList, takingModules: ["values"]
    ) { layer in
      let values = try items(layer, "values").enumerated().map { (String($0), $1) }
      try list(values, children: values.filter { $0.1.isModule }, in: &layer)
    },

    LayerClass(
      "ParameterDict", "parameters=None", reprStyle: .parameterDict,
      takingModules: ["parameters"]
    ) { layer in
      let pairs = try pairs(layer, "parameters", from: ["ParameterDict"])
      try list(lastOfEach(pairs), children: children(ofParameterDict: pairs), in: &layer)
    },
  ]

  /// What an argument holds that a container is filled from.
  private static func items(_ layer: borrowing LayerBuilder, _ argument: String) throws -> [Value] {
    if layer[argument].isNone { return [] }
    if let items = layer[argument].pythonIterated { return items }
    throw LayerError(
      argument,
      "\(argument) must be a list, which \(layer[argument].typeName) is not")
  }

  /// The names and values that a container is filled from, whether pairs or another container.
  private static func pairs(
    _ layer: borrowing LayerBuilder, _ argument: String, from containers: [String]
  ) throws -> [(String, Value)] {
    if case .module(let module) = layer[argument], containers.contains(module.type.name) {
      return module.containerItems
    }
    return try items(layer, argument).map { item in
      guard let pair = item.pythonIterated, pair.count == 2, case .string(let name) = pair[0] else {
        throw LayerError(
          argument, "\(argument) must hold pairs of a name and a value, not \(brief(item))",
          help: ["write it as in PyTorch: [('name', Linear(2, 3))]"])
      }
      return (name, pair[1])
    }
  }

  /// The pairs as a dictionary holds them: each name at its first place, with its last value.
  private static func lastOfEach(_ pairs: [(String, Value)]) -> [(String, Value)] {
    var places: [ExactString: Int] = [:]
    var result: [(String, Value)] = []
    for (name, value) in pairs {
      if let place = places[ExactString(name)] {
        result[place].1 = value
      } else {
        places[ExactString(name)] = result.count
        result.append((name, value))
      }
    }
    return result
  }

  private static func checkModule(_ value: Value, argument: String? = nil) throws {
    switch value {
    case .none: return
    case .module(let module) where module.type.isModule: return
    case .list where argument == nil, .tuple where argument == nil:
      throw LayerError(
        nil, "the modules are given as arguments, not as a \(value.typeName)",
        help: ["leave the brackets out: Sequential(Linear(2, 3), ReLU())"])
    default:
      throw LayerError(
        argument, "a child must be a module, not \(value.typeName) (\(brief(value)))")
    }
  }

  private static func checkChildName(
    _ name: String, argument: String, taken: Set<String> = []
  ) throws {
    if name.isEmpty { throw LayerError(argument, "a child's name cannot be empty") }
    try checkLength(name, argument: argument)
    if name.utf8.contains(UInt8(ascii: ".")) {
      throw LayerError(argument, "a child's name cannot hold a dot (\(brief(.string(name))))")
    }
    if ModuleAttributes.module.contains(name) || taken.contains(name) {
      throw LayerError(
        argument, "a child cannot be named `\(name)`, as the module has an attribute of that name")
    }
  }

  private static func checkLength(_ name: String, argument: String) throws {
    if name.utf8.count > Limits.nameBytes {
      throw LayerError(argument, "a name has at most \(grouped(Limits.nameBytes)) bytes")
    }
  }

  /// What becomes children where a ParameterDict sets one value after the other as an attribute.
  ///
  /// Refuses what Python refuses then, or what leaves a module that cannot be printed.
  private static func children(ofParameterDict pairs: [(String, Value)]) throws -> [(String, Value)]
  {
    var children: [(String, Value)] = []
    var names: Set<ExactString> = []
    for (name, value) in pairs {
      var isNeeded = ModuleAttributes.keptByParameterDict.contains(name)
      switch value {
      case .module:
        names.insert(ExactString(name))
        children.append((name, value))
      case .none where names.contains(ExactString(name)):
        children.append((name, value))
      case _ where names.contains(ExactString(name)):
        throw LayerError(
          "parameters", "`\(name)` is a module already, and \(brief(value)) cannot take its place",
          help: ["give each name one value"])
      default:
        isNeeded = isNeeded || ModuleAttributes.calledByParameterDict.contains(name)
      }
      if isNeeded {
        throw LayerError(
          "parameters", "a value cannot be named `\(name)`, as the module needs its own there",
          help: ["rename it"])
      }
    }
    return lastOfEach(children)
  }

  /// Lists what fills a ParameterList or ParameterDict.
  ///
  /// What an expression can write is no parameter, so nothing but names and types prints of it. A
  /// module is kept as a child: where the class has an attribute of its name, Python finds that one
  /// and prints its type.
  private static func list(
    _ values: [(String, Value)], children: [(String, Value)], in layer: inout LayerBuilder
  ) throws {
    for (name, _) in values { try checkLength(name, argument: "parameters") }
    for (name, value) in children { try layer.childOrAbsent(name, value) }
    layer.listedItems = values.count
    if values.isEmpty { return }
    layer.repr {
      values.map { name, value in
        var hiding: String?
        if case .module = value { hiding = ModuleAttributes.classOfParameterDict(attribute: name) }
        return "  (\(name)\(objectMark)\(hiding ?? value.className)"
      }.joined(separator: "\n")
    }
  }

  /// What stands between name and class where a ParameterList prints a value that is no parameter.
  static let objectMark = "): Object of type: "
}

extension LayerBuilder {
  /// Adds a child that may be `None`.
  fileprivate mutating func childOrAbsent(_ name: String, _ value: Value) throws {
    if case .module(let module) = value { try child(name, module) } else { absentChild(name) }
  }
}
