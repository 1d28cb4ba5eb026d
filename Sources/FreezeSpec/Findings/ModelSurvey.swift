/// The words of a model that a mistyped selector may have meant.
struct ModelSurvey {
  /// The classes of its modules, in order, and whether any module of a class has parameters at or
  /// below it.
  private(set) var classes: [(name: String, hasParameters: Bool)] = []
  /// All names under which its classes are found: their own, their ancestors', `Module`.
  private(set) var classNames: Set<ExactString> = [ExactString("Module")]
  /// Some of those, in the order of the modules, without `Module`.
  private(set) var classWords: [String] = []
  /// The classes of its modules that have parameters of their own, in order.
  private(set) var layerClasses: [String] = []
  /// The last components of its parameters' names, in order.
  private(set) var parameterNames: [String] = []
  /// The names of its modules within their parents, in order, without mere indices.
  private(set) var moduleNames: [String] = []
  /// The words of ``moduleNames`` and ``parameterNames``.
  private(set) var nameWords: Set<ExactString> = []
  /// Some of its parameters' full names.
  private(set) var sample: [String] = []
  /// Some of its modules' paths.
  private(set) var modulePaths: [String] = []

  /// How many names are looked at.
  static let sampleLimit = 200_000
  /// How many distinct words of a kind are kept.
  private static let wordLimit = 4_000

  /// How many more bytes full names may take.
  private var room = Limits.surveyedNameBytes
  private var seenModules: Set<ObjectIdentifier> = []
  private var classIndex: [ExactString: Int] = [:]
  private var seenLayers: Set<ExactString> = []
  private var seenParameters: Set<ExactString> = []
  private var seenNames: Set<ExactString> = []

  init(_ root: Module) {
    visit(root)
    list(root, path: "")
  }

  /// Notes the words of each module object once.
  private mutating func visit(_ module: Module) {
    guard seenModules.insert(ObjectIdentifier(module)).inserted else { return }
    for name in module.type.allNames
    where classNames.insert(ExactString(name)).inserted && classWords.count < Self.wordLimit {
      classWords.append(name)
    }
    let hasParameters = module.parameterCount > 0
    let name = ExactString(module.type.name)
    if let index = classIndex[name] {
      if hasParameters { classes[index].hasParameters = true }
    } else if classes.count < Self.wordLimit {
      classIndex[name] = classes.count
      classes.append((module.type.name, hasParameters))
    }
    if !module.parameters.isEmpty, layerClasses.count < Self.wordLimit,
      seenLayers.insert(name).inserted
    {
      layerClasses.append(module.type.name)
    }
    for parameter in module.parameters
    where parameterNames.count < Self.wordLimit
      && seenParameters.insert(ExactString(parameter.name)).inserted
    {
      parameterNames.append(parameter.name)
      nameWords.insert(ExactString(parameter.name))
    }
    for child in module.children {
      let isNumber = child.name.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
      if !isNumber, moduleNames.count < Self.wordLimit,
        seenNames.insert(ExactString(child.name)).inserted
      {
        moduleNames.append(child.name)
        nameWords.insert(ExactString(child.name))
      }
      visit(child.module)
    }
  }

  /// Lists full names until there are enough.
  private mutating func list(_ module: Module, path: String) {
    let prefix = path.isEmpty ? "" : path + "."
    for parameter in module.parameters where sample.count < Self.sampleLimit && room > 0 {
      room -= prefix.utf8.count + parameter.name.utf8.count
      sample.append(prefix + parameter.name)
    }
    for child in module.children {
      guard sample.count < Self.sampleLimit, modulePaths.count < Self.sampleLimit, room > 0 else {
        return
      }
      room -= prefix.utf8.count + child.name.utf8.count
      modulePaths.append(prefix + child.name)
      list(child.module, path: prefix + child.name)
    }
  }
}
