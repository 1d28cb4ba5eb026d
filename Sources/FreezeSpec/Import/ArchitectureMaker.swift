/// Finds the words for a model.
struct ArchitectureMaker {
  private let description: ModelDescription
  private let style: ArchitectureStyle
  private var result: Architecture
  private var layers: LayerTrial
  /// The call of a class of torch.nn that makes a module.
  private var layerCalls: [Int: CallNode] = [:]
  /// What is known of modules.
  private var nodes: [Int: Node] = [:]
  private var numbers = NodeNumbers()
  /// The numbers of what was written out, by module.
  private var numbersOfComposites: [Int: Int] = [:]
  /// The names of modules that stand at several places.
  private var boundNames: [Int: String] = [:]
  /// The names of modules that stand at several places of one module.
  private var localNames: [Int: String] = [:]
  /// The names of the arguments of declared classes.
  private var argumentNames: [Int: [String]] = [:]
  private var declared: Set<Int> = []
  private let factory = LayerFactory()
  private let steps: ImportSteps
  /// The names of classes and of modules that stand at several places.
  private var taken: Set<String> = []

  /// Finds the words.
  static func make(
    _ description: ModelDescription, style: ArchitectureStyle, steps: ImportSteps = ImportSteps()
  ) throws(ImportError) -> Architecture {
    var maker = ArchitectureMaker(description, style, steps)
    try maker.make()
    return maker.result
  }

  private init(
    _ description: ModelDescription, _ style: ArchitectureStyle, _ steps: ImportSteps
  ) {
    self.description = description
    self.steps = steps
    self.style = style
    result = Architecture(names: ClassNames(description.classes))
    result.dtype = Self.commonest(description)
    layers = LayerTrial(description, dtype: result.dtype)
  }

  /// The type that most parameters have, of those that can train: no config has another.
  private static func commonest(_ description: ModelDescription) -> DType {
    var counts = DTypeCounts()
    for module in description.modules {
      for entry in module.parameters {
        let dtype = description.tensors[entry.tensor].dtype
        if dtype.canRequireGrad { counts.add(dtype, module.copies) }
      }
    }
    return counts.byFrequency.first ?? .float32
  }

  // MARK: Steps

  private mutating func make() throws(ImportError) {
    let written = findWritten()
    let own = Set(written.filter(isOwn))
    let graph = ClassGraph(
      description, modules: written, steps: steps, isOwn: own.contains,
      isWhole: { layerCalls[$0] != nil })
    chooseDeclared(graph, own)
    bindShared(written)
    var instances: [Int: [Int]] = [:]
    for number in written where own.contains(number) {
      instances[description.modules[number].type, default: []].append(number)
    }
    for type in graph.groups.joined() where declared.contains(type) {
      declare(type, instances[type] ?? [])
    }
    declareBases()
    for (number, name) in boundNames.sorted(by: { $0.key < $1.key }) {
      result.bound.append((name, definition(of: number)))
    }
    result.model = definition(of: description.root)
    result.ties = try TieNames(description).ties
  }

  /// The modules that the file will name, each behind those in it: not those that a call makes.
  private mutating func findWritten() -> [Int] {
    let modules = description.modules
    let uses = description.uses(in: modules.indices)
    // Whether a module or one below it stands at several places.
    var holdsShared: [Bool] = []
    for module in modules {
      holdsShared.append(
        module.children.contains { child in
          child.module.map { uses[$0] > 1 || holdsShared[$0] } ?? false
        })
    }
    var isWritten = [Bool](repeating: false, count: modules.count)
    isWritten[description.root] = true
    for number in modules.indices.reversed() where isWritten[number] {
      if !holdsShared[number], let call = layers.call(of: number) {
        layerCalls[number] = call
        continue
      }
      for child in modules[number].children {
        if let child = child.module { isWritten[child] = true }
      }
    }
    return modules.indices.filter { isWritten[$0] }
  }

  private func isOwn(_ number: Int) -> Bool {
    layerCalls[number] == nil && !result.names.isBuiltIn[description.modules[number].type]
  }

  /// Names the modules that stand at several places: within one module of a class that is declared, by an
  /// argument of it, and by `let` all others.
  private mutating func bindShared(_ written: [Int]) {
    let entered = written.filter { layerCalls[$0] == nil }
    let uses = description.uses(in: entered)
    var parents: [Int: Set<Int>] = [:]
    var hints: [Int: String] = [:]
    for number in entered {
      for child in description.modules[number].children {
        guard let module = child.module, uses[module] > 1 else { continue }
        parents[module, default: []].insert(number)
        if hints[module] == nil { hints[module] = child.name }
      }
    }
    taken = Set(result.names.names)
    var names = CountedNames()
    for number in written where uses[number] > 1 {
      let hint = hints[number] ?? ""
      let base = PythonIdentifier.isPlainName(hint) ? hint : "shared"
      if let parents = parents[number], parents.count == 1, let parent = parents.first,
        style == .classes, declared.contains(description.modules[parent].type),
        !cyclic.contains(description.modules[parent].type)
      {
        localNames[number] = base
        continue
      }
      let name = names.name(base) { !taken.contains($0) }
      taken.insert(name)
      boundNames[number] = name
    }
  }

  /// Chooses the classes that are declared: those that occur more than once, within ones that do, or have
  /// what only a declaration can say.
  private mutating func chooseDeclared(_ graph: ClassGraph, _ own: Set<Int>) {
    var counts: [Int: Int] = [:]
    var empty: Set<Int> = []
    for number in own {
      let module = description.modules[number]
      counts[module.type, default: 0] += 1
      if module.parameters.isEmpty, module.buffers.isEmpty, module.extra.isEmpty,
        module.customRepr == nil, module.children.allSatisfy({ $0.module == nil })
      {
        empty.insert(module.type)
      }
    }
    var inMany: Set<Int> = []
    // From the outermost in.
    for group in graph.groups.reversed() {
      let isCyclic = graph.isCyclic(group)
      for type in group {
        let many = counts[type, default: 0] > 1 || inMany.contains(type)
        if many { inMany.formUnion(graph.inner[type] ?? []) }
        // Others are written out: what is no name cannot be called.
        guard PythonIdentifier.isDottedName(result.names.names[type]) else { continue }
        let must =
          empty.contains(type) || !description.classes[type].bases.isEmpty
          || result.names.names[type] != description.classes[type].name
        if must || (many && style == .classes && !isCyclic) { declared.insert(type) }
      }
    }
    cyclic = Set(graph.groups.filter(graph.isCyclic).joined())
  }

  /// The classes that hold themselves, which no declaration can say.
  private var cyclic: Set<Int> = []

  // MARK: Classes

  private mutating func declare(_ type: Int, _ modules: [Int]) {
    if style == .plain || cyclic.contains(type) {
      let isEmpty = modules.contains { composite(of: $0).isEmpty }
      let body = isEmpty ? CompositeNode(type: type, kind: .other) : nil
      result.classes.append(Architecture.ClassText(number: type, body: body))
      argumentNames[type] = []
      for module in modules {
        let composite = composite(of: module)
        nodes[module] =
          composite.isEmpty
          ? .call(CallNode(target: .declared(type), arguments: [])) : .composite(composite)
      }
      return
    }
    var rows: [Int: Int] = [:]
    var composites: [CompositeNode] = []
    var members: [[Int]] = []
    for module in modules {
      let composite = composite(of: module)
      let number = self.number(of: .composite(composite), module)
      if let row = rows[number] {
        members[row].append(module)
      } else {
        rows[number] = composites.count
        composites.append(composite)
        members.append([module])
      }
    }
    var chosen = Array(composites.indices)
    var found = common(type, chosen, composites, members)
    if found == nil {
      chosen = largestGroup(composites, members)
      found = common(type, chosen, composites, members)
      if found == nil {
        chosen = Array(chosen.prefix(1))
        found = common(type, chosen, composites, members)
      }
    }
    guard let (body, arguments) = found else {
      return writeOut(type, modules, composites, members)
    }
    if modules.count > 1, chosen.count == 1, members[chosen[0]].count == 1 {
      return writeOut(type, modules, composites, members)
    }
    // Arguments that the class itself knows nothing of make it hard to read.
    // So do children of a row that are there or not.
    let strange = arguments.count { $0.place == .max } + body.optionalCount
    let written = chosen.reduce(0) { $0 + composites[$1].lines }
    if strange > 2, written <= body.lines + chosen.count + 3 * strange {
      return writeOut(type, modules, composites, members)
    }
    argumentNames[type] = arguments.map(\.name)
    result.classes.append(
      Architecture.ClassText(number: type, arguments: arguments, body: body))
    for (index, row) in chosen.enumerated() {
      let call = CallNode(
        target: .declared(type),
        arguments: arguments.map { .literal($0.values[index] ?? .none) })
      for module in members[row] { nodes[module] = .call(call) }
    }
    let others = Set(composites.indices).subtracting(chosen)
    for row in others { for module in members[row] { nodes[module] = .composite(composites[row]) } }
  }

  /// Writes the modules of a class out at their places; of the class, what it extends is declared.
  private mutating func writeOut(
    _ type: Int, _ modules: [Int], _ composites: [CompositeNode], _ members: [[Int]]
  ) {
    if !description.classes[type].bases.isEmpty
      || result.names.names[type] != description.classes[type].name
    {
      result.classes.append(Architecture.ClassText(number: type, body: nil))
    }
    for (composite, modules) in zip(composites, members) {
      for module in modules { nodes[module] = .composite(composite) }
    }
  }

  /// What rows of a class have in common, with the arguments that tell them apart; `nil` where they are too
  /// different.
  private func common(
    _ type: Int, _ chosen: [Int], _ composites: [CompositeNode], _ members: [[Int]]
  ) -> (CompositeNode, [ArgumentSolver.Argument])? {
    var common = Generalization(
      rowCount: chosen.count, steps: steps, names: names, standard: { standard($0, $1) },
      className: { description.classes[$0].name })
    let rows = chosen.map { composites[$0] }
    guard let body = common.composite(rows, Array(rows.indices), "") else { return nil }
    var solver = ArgumentSolver(
      description.classes[type], chosen.map { members[$0].map { description.modules[$0] } },
      steps: steps, taken: taken, locals: body.locals.map(\.name))
    guard let terms = solver.solve(common.holes) else { return nil }
    return (body.filling(terms), solver.ordered(chosen.map { members[$0].count }))
  }

  /// The modules that have the same children, where these are most.
  private func largestGroup(_ composites: [CompositeNode], _ members: [[Int]]) -> [Int] {
    var groups: [[NodeKey]: [Int]] = [:]
    for (row, composite) in composites.enumerated() {
      groups[composite.slots.flatMap { $0.nodes.map(NodeKey.init) }, default: []].append(row)
    }
    func size(_ rows: [Int]) -> Int { rows.reduce(0) { $0 + members[$1].count } }
    return groups.values.max { (size($0), $1[0]) < (size($1), $0[0]) } ?? []
  }

  private func names(_ target: CallNode.Target) -> [String] {
    switch target {
    case .layer(let name): Catalogue.arguments(of: name) ?? []
    case .declared(let type): argumentNames[type] ?? []
    }
  }

  private func standard(_ target: CallNode.Target, _ index: Int) -> Literal? {
    guard case .layer(let name) = target, let layer = factory.layer(named: name) else { return nil }
    return Literal(layer.defaults[index])
  }

  /// Declares the classes that others extend and that no module is of.
  private mutating func declareBases() {
    var known = Set(result.classes.map(\.number))
    var bases: [Architecture.ClassText] = []
    var pending = result.classes.map(\.number)
    while let type = pending.popLast() {
      for base in description.classes[type].bases where !result.names.isBuiltIn[base] {
        if known.insert(base).inserted {
          bases.append(Architecture.ClassText(number: base, body: nil))
          pending.append(base)
        }
      }
    }
    result.classes.insert(contentsOf: bases.sorted { $0.number < $1.number }, at: 0)
  }

  // MARK: Modules

  /// A module as it stands at a place.
  private mutating func node(of number: Int) -> Node {
    (boundNames[number] ?? localNames[number]).map(Node.name) ?? definition(of: number)
  }

  /// A module itself.
  private mutating func definition(of number: Int) -> Node {
    if let known = nodes[number] { return known }
    if let call = layerCalls[number] { return .call(call) }
    let composite = composite(of: number)
    let isAny = composite.kind == .unknown && composite.isEmpty
    let node =
      isAny
      ? Node.call(CallNode(target: .layer("Module"), arguments: [])) : Node.composite(composite)
    nodes[number] = node
    return node
  }

  private mutating func composite(of number: Int) -> CompositeNode {
    let module = description.modules[number]
    let type = description.classes[module.type]
    var result = CompositeNode(type: module.type, kind: .other)
    if self.result.names.isBuiltIn[module.type] {
      if type.name == "Sequential" { result.kind = .sequential }
      if type.name == "ModuleList" { result.kind = .list }
      if description.isOfUnknownClass(number) { result.kind = .unknown }
    }
    result.parameters = module.parameters.map { tensor($0, isBuffer: false) }
    result.buffers = module.buffers.map { tensor($0, isBuffer: true) }
    let repr = ReprText(description, number)
    result.repr = repr.parts
    result.printsWhole = repr.isWhole
    let isIndexed =
      !module.children.isEmpty
      && module.children.enumerated().allSatisfy { $1.name == String($0) }
    var slotNumbers: [Int] = []
    for child in module.children {
      let key = isIndexed ? Slot.Key.position : .name(ExactString(child.name))
      let absent = isIndexed && type.isTorch ? Node.none : .registeredNone
      let node = child.module.map { self.node(of: $0) } ?? absent
      result.slots.append(Slot(key: key, nodes: [node]))
      slotNumbers.append(self.number(of: node, child.module))
    }
    var localNumbers: [Int] = []
    var locals: Set<String> = []
    for child in module.children {
      guard let number = child.module, let name = localNames[number], locals.insert(name).inserted
      else { continue }
      let node = definition(of: number)
      result.locals.append(LocalNode(name: name, node: node))
      localNumbers.append(self.number(of: node, number))
    }
    numbersOfComposites[number] = numbers.number(of: result, children: slotNumbers + localNumbers)
    result.slots = SlotRuns.compressed(result.slots, numbers: slotNumbers)
    return result
  }

  /// The number of a module's node.
  private mutating func number(of node: Node, _ module: Int?) -> Int {
    if case .composite = node, let module, let number = numbersOfComposites[module] {
      return number
    }
    return numbers.number(of: node)
  }

  private func tensor(_ entry: ModelDescription.TensorEntry, isBuffer: Bool) -> TensorNode {
    let tensor = description.tensors[entry.tensor]
    return TensorNode(
      name: ExactString(entry.name),
      shape: .sequence(tensor.shape.map(Term.int), isList: true),
      dtype: tensor.dtype == result.dtype ? nil : .literal(.dtype(tensor.dtype)),
      requiresGrad: .literal(.bool(isBuffer || tensor.requiresGrad)),
      isPersistent: entry.isPersistent)
  }
}
