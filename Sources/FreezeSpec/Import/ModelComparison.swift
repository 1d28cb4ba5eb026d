/// Holds a config against the description of a model.
struct ModelComparison {
  private let description: ModelDescription
  private let names: ClassNames
  private var path: [String] = []
  /// The numbers of the modules that our shared objects stand for.
  private var objects: [Int: Int] = [:]
  private let uses: [Int]
  /// What was compared of modules that have copies: it is alike at all of its places.
  private var compared: Set<Pair> = []

  private struct Pair: Hashable {
    let made: ObjectIdentifier
    let number: Int
  }
  private var difference: String?

  /// What a config's model has otherwise; `nil` where it is the described one.
  static func difference(of text: String, from description: ModelDescription) -> ModelDifference? {
    let file = ConfigFile(path: "import.yaml", bytes: Array(text.utf8))
    let reader = ReferenceReader { path, _ in .failure(ConfigFileError("\(path) is not read")) }
    return find(of: file, reader: reader, from: description)
  }

  /// What a config's model has otherwise; `nil` where it is the described one.
  static func find(
    of file: ConfigFile, reader: ReferenceReader, from description: ModelDescription
  ) -> ModelDifference? {
    let model: Model
    switch self.model(of: file, reader: reader) {
    case .failure(let difference): return difference
    case .success(let built): model = built
    }
    var comparison = ModelComparison(description)
    comparison.compare(model.root, description.root)
    // Modules that stand at many places print much more than their file has.
    let printed = comparison.theirs.map {
      (
        ours: ModulePrinter(model.root).text(cutAt: 2 * $0.utf8.count + 1_000_000), theirs: $0
      )
    }
    guard
      let message = comparison.difference ?? comparison.tieDifference(model)
        ?? printed.flatMap(comparison.printDifference)
    else { return nil }
    return ModelDifference(
      message: message,
      ours: [printed?.ours, ModelListing.text(of: model)].compactMap(\.self),
      theirs: [printed?.theirs, ModelListing.text(of: description)].compactMap(\.self))
  }

  /// The model of a config, or why there is none.
  static func model(of file: ConfigFile, reader: ReferenceReader) -> Result<Model, ModelDifference>
  {
    var loader = ConfigLoader(reader: reader, argumentsOfClass: Catalogue.arguments(of:))
    guard let configs = loader.load(file) else {
      return .failure(ModelDifference(loader.diagnostics.sorted.first, or: "it is no YAML"))
    }
    var diagnostics = loader.diagnostics
    let built = ModelBuilder.build(configs, &diagnostics).root
    guard let built, let model = try? Model(built, &diagnostics), !diagnostics.hasErrors else {
      let first = diagnostics.sorted.first { $0.severity == .error }
      return .failure(ModelDifference(first, or: "it cannot be built"))
    }
    guard model.parameters.hasCountableElements else {
      return .failure(
        ModelDifference(message: "the model has more than 2^63 - 1 elements", isLimit: true))
    }
    return .success(model)
  }

  private init(_ description: ModelDescription) {
    self.description = description
    names = ClassNames(description.classes)
    uses = description.uses(in: description.modules.indices)
  }

  private mutating func note(_ what: String, _ here: String, _ there: String) {
    if difference != nil { return }
    let place = path.isEmpty ? "the model" : "`\(path.joined(separator: "."))`"
    difference = "\(what) of \(place): \(here) in the file, \(there) in PyTorch"
  }

  private mutating func compare(_ made: Module, _ number: Int) {
    let module = description.modules[number]
    if module.copies > 1, !made.holdsIdentity,
      !compared.insert(Pair(made: ObjectIdentifier(made), number: number)).inserted
    {
      return
    }
    let type = description.classes[module.type]
    if description.isOfUnknownClass(number) {
      let base = type.name == "Module" ? [] : [type.name]
      if made.type.unknown != description.unknown || made.type.ancestors != base {
        return note("the class", made.type.name, "one that is not known")
      }
    } else if !made.type.name.isExactly(names.names[module.type]) {
      return note("the class", made.type.name, names.names[module.type])
    }
    let bases = type.bases.map { names.names[$0] }
    if description.printed != nil, Set(made.type.ancestors) != Set(bases) {
      note("the bases", listed(made.type.ancestors), listed(bases))
    }
    if uses[number] > 1 {
      guard let identity = made.identity else {
        return note("sharing", "a module of its own", "one object at several places")
      }
      if let known = objects[identity] {
        if known != number { note("sharing", "another's object", "an object of its own") }
        return
      }
      objects[identity] = number
    } else if let identity = made.identity {
      if objects[identity] != nil { note("sharing", "another's object", "an object of its own") }
      objects[identity] = number
    }
    compareTensors(made, module)
    var absent = made.absentChildren[...]
    var children = made.children.enumerated().makeIterator()
    var next = children.next()
    for entry in module.children {
      guard difference == nil else { return }
      if let absentChild = absent.first, absentChild.position == next?.offset ?? made.children.count
      {
        absent.removeFirst()
        if entry.module != nil || !absentChild.name.isExactly(entry.name) {
          note("a child", "\(absentChild.name) is None", "\(entry.name) is not")
        }
        continue
      }
      guard let child = entry.module else {
        note("a child", "there is no \(entry.name)", "\(entry.name) is None")
        continue
      }
      guard let found = next?.element, found.name.isExactly(entry.name) else {
        return note("a child", next?.element.name ?? "none", entry.name)
      }
      path.append(entry.name)
      compare(found.module, child)
      path.removeLast()
      next = children.next()
    }
    if let next { note("a child", next.element.name, "none") }
  }

  private mutating func compareTensors(_ made: Module, _ module: ModelDescription.Module) {
    let tensors = description.tensors
    compare("the parameters", made.parameters, module.parameters) { our, their in
      let tensor = tensors[their.tensor]
      return our.name.isExactly(their.name) && our.shape.elementsEqual(tensor.shape)
        && our.dtype == tensor.dtype && our.requiresGrad == tensor.requiresGrad
    } ours: {
      ModelListing.line($0.name, $0.shape, $0.dtype, $0.requiresGrad ? "" : " requires_grad=False")
    } theirs: { entry in
      let tensor = tensors[entry.tensor]
      return ModelListing.line(
        entry.name, tensor.shape, tensor.dtype, tensor.requiresGrad ? "" : " requires_grad=False")
    }
    compare("the buffers", made.buffers, module.buffers) { our, their in
      let tensor = tensors[their.tensor]
      return our.name.isExactly(their.name) && our.shape.elementsEqual(tensor.shape)
        && our.dtype == tensor.dtype && our.isPersistent == their.isPersistent
    } ours: {
      ModelListing.line($0.name, $0.shape, $0.dtype, $0.isPersistent ? "" : " persistent=False")
    } theirs: { entry in
      let tensor = tensors[entry.tensor]
      return ModelListing.line(
        entry.name, tensor.shape, tensor.dtype, entry.isPersistent ? "" : " persistent=False")
    }
  }

  /// Notes the first tensors that are not the same.
  ///
  /// - Parameters:
  ///   - our: Writes one of ours.
  ///   - their: Writes one of theirs.
  private mutating func compare<Ours, Theirs>(
    _ what: String, _ ours: [Ours], _ theirs: [Theirs], _ areSame: (Ours, Theirs) -> Bool,
    ours our: (Ours) -> String, theirs their: (Theirs) -> String
  ) {
    for index in 0..<max(ours.count, theirs.count) {
      if index < ours.count, index < theirs.count, areSame(ours[index], theirs[index]) { continue }
      return note(
        what, index < ours.count ? our(ours[index]) : "none",
        index < theirs.count ? their(theirs[index]) : "none")
    }
  }

  /// Which names are of one tensor, in both models.
  private func tieDifference(_ model: Model) -> String? {
    if !model.root.holdsIdentity, !model.root.holdsTies, !sharesTensors { return nil }
    var tensors: [Int] = []
    func visit(_ number: Int) {
      let module = description.modules[number]
      for entry in module.parameters { tensors.append(tensor(entry, of: module, tensors.count)) }
      for child in module.children { if let child = child.module { visit(child) } }
    }
    visit(description.root)
    let ours = model.tensorOfName ?? Array(model.parameters.indices)
    if ours.count != tensors.count { return "the number of names of parameters differs" }
    let place = Self.differentTie(ours, tensors)
    return place.map { "`\(model.parameters[ours[$0]].name)` is tied otherwise" }
      ?? bufferTieDifference(model)
  }

  /// Whether a tensor of the described model stands at several places.
  private var sharesTensors: Bool {
    if uses.contains(where: { $0 > 1 }) { return true }
    var isKnown = [Bool](repeating: false, count: description.tensors.count)
    for module in description.modules {
      for entries in [module.parameters, module.buffers] {
        for entry in entries {
          if isKnown[entry.tensor] { return true }
          isKnown[entry.tensor] = true
        }
      }
    }
    return false
  }

  /// The number of a tensor at a place: each copy of a module has tensors of its own.
  private func tensor(
    _ entry: ModelDescription.TensorEntry, of module: ModelDescription.Module, _ place: Int
  ) -> Int {
    module.copies > 1 ? description.tensors.count + place : entry.tensor
  }

  /// The same of buffers; those of a shared module are of one tensor already.
  private func bufferTieDifference(_ model: Model) -> String? {
    var tensors: [Int] = []
    var seen: Set<Int> = []
    func visit(_ number: Int) {
      let module = description.modules[number]
      guard module.copies > 1 || seen.insert(number).inserted else { return }
      for entry in module.buffers { tensors.append(tensor(entry, of: module, tensors.count)) }
      for child in module.children { if let child = child.module { visit(child) } }
    }
    visit(description.root)
    if tensors.isEmpty { return nil }
    let buffers = Model.buffers(of: model.root)
    if buffers.count != tensors.count { return "the number of names of buffers differs" }
    var groups: [ExactString: Int] = [:]
    for (group, names) in model.tiedBuffers.enumerated() {
      for name in names { groups[ExactString(name)] = group }
    }
    let ours = buffers.enumerated().map { place, entry in
      groups[ExactString(entry.name)] ?? model.tiedBuffers.count + place
    }
    return Self.differentTie(ours, tensors).map { "`\(buffers[$0].name)` is tied otherwise" }
  }

  /// The first place at which a tensor of the one side is two of the other.
  private static func differentTie(_ ours: [Int], _ theirs: [Int]) -> Int? {
    var ourTensor: [Int: Int] = [:]
    var theirTensor: [Int: Int] = [:]
    return ours.indices.first { place in
      let (our, their) = (ours[place], theirs[place])
      return ourTensor.updateValue(our, forKey: their) ?? our != our
        || theirTensor.updateValue(their, forKey: our) ?? their != their
    }
  }

  /// What the described model prints, escaped as texts of configs are; `nil` where that is not told.
  private var theirs: String? {
    description.printed?.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map { TerminalText.escaped(String($0)) }.joined(separator: "\n")
  }

  private func printDifference(_ ours: String, _ theirs: String) -> String? {
    // A name with a line break prints as two lines in Python, and never here.
    let isInLines = description.modules.allSatisfy { module in
      module.children.allSatisfy { !$0.name.utf8.contains(0x0A) }
    }
    guard isInLines, !ours.isExactly(theirs) else { return nil }
    let left = ours.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
    let right = theirs.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
    for index in 0..<max(left.count, right.count) {
      let our = index < left.count ? String(decoding: Array(left[index]), as: UTF8.self) : "nothing"
      let their =
        index < right.count ? String(decoding: Array(right[index]), as: UTF8.self) : "nothing"
      if !our.isExactly(their) {
        return
          "print(model), line \(index + 1): `\(clipped(our))` in the file, `\(clipped(their))` in PyTorch"
      }
    }
    return "print(model)"
  }
}

extension ParameterList {
  /// Whether a plan can count the elements of all parameters together.
  fileprivate var hasCountableElements: Bool {
    var sum = 0
    for index in indices {
      let (next, overflow) = sum.addingReportingOverflow(parameter(index).elements)
      if overflow { return false }
      sum = next
    }
    return true
  }
}
