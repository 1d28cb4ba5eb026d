/// Holds a config against a checkpoint: by names, shapes and types, and by whatever else the checkpoint tells.
struct CheckpointComparison {
  private let tree: CheckpointTree
  private let model: Model

  /// What stands for a tensor or a module on either side.
  private struct Entry {
    let name: String
    var text: String
  }

  /// What a config's model has otherwise; `nil` where the checkpoint fits.
  static func find(
    of file: ConfigFile, reader: ReferenceReader, from tree: CheckpointTree
  ) -> ModelDifference? {
    switch ModelComparison.model(of: file, reader: reader) {
    case .failure(let difference): return difference
    case .success(let model): return CheckpointComparison(tree: tree, model: model).difference
    }
  }

  private var difference: ModelDifference? {
    var (ours, theirs) = (self.ours, self.theirs)
    if !tree.isOrdered {
      ours = sorted(ours)
      theirs = sorted(theirs)
    }
    guard let message = message(ours, theirs) else { return nil }
    func text(_ entries: [Entry]) -> String { entries.map(\.text).joined(separator: "\n") }
    return ModelDifference(message: message, ours: [text(ours)], theirs: [text(theirs)])
  }

  private func sorted(_ entries: [Entry]) -> [Entry] {
    entries.map { (NaturalName($0.name), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
  }

  private func message(_ ours: [Entry], _ theirs: [Entry]) -> String? {
    let known = Dictionary(theirs.map { (ExactString($0.name), $0.text) }) { first, _ in first }
    let differing = ours.filter { known[ExactString($0.name)] != $0.text }
    let names = Set(ours.map { ExactString($0.name) })
    let further = theirs.filter { !names.contains(ExactString($0.name)) }
    let count = differing.count + further.count
    if let first = differing.first ?? further.first {
      let isThere = known[ExactString(first.name)] != nil
      let what =
        differing.isEmpty ? "is not in the file" : isThere ? "differs" : "is not in the checkpoint"
      return count == 1
        ? "`\(clipped(first.name))` \(what)"
        : "\(grouped(count)) names differ, such as `\(clipped(first.name))`, which \(what)"
    }
    guard let place = zip(ours, theirs).first(where: { !$0.name.isExactly($1.name) }) else {
      return nil
    }
    return
      "`\(clipped(place.0.name))` stands where `\(clipped(place.1.name))` does in the checkpoint"
  }

  // MARK: The checkpoint

  private var theirs: [Entry] {
    var entries: [Entry] = []
    let firsts = Self.firsts(tree.ties.map { tie in tie.map { tree.tensors[$0].name } })
    func visit(_ number: Int, _ path: String) {
      let node = tree.nodes[number]
      if let name = className(of: node) {
        entries.append(moduleEntry(path, name))
      }
      for index in node.parameters + node.buffers {
        let tensor = tree.tensors[index]
        let name = path.isEmpty ? tree.name(of: index) : "\(path).\(tree.name(of: index))"
        var text = Self.text(
          name, tensor.shape ?? [0], tensor.dtype ?? tree.commonestType)
        switch tensor.kind {
        case .unknown: break
        case .parameter(let state): text += state ? " parameter" : " parameter, frozen"
        case .buffer(let isPersistent): text += isPersistent ? " buffer" : " buffer, not saved"
        }
        if let first = firsts[ExactString(name)] { text += " = " + first }
        entries.append(Entry(name: name, text: text))
      }
      for child in node.children {
        visit(child.node, path.isEmpty ? child.name : "\(path).\(child.name)")
      }
    }
    visit(0, "")
    return entries
  }

  /// For each name of a tensor that has several, the first of them by the alphabet, which has none.
  private static func firsts(_ groups: [[String]]) -> [ExactString: String] {
    var firsts: [ExactString: String] = [:]
    for names in groups where names.count > 1 {
      let sorted = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      for name in sorted.dropFirst() { firsts[ExactString(name)] = sorted[0] }
    }
    return firsts
  }

  private func className(of node: CheckpointTree.Node) -> String? {
    node.module?.className.map { PythonClassName($0).name }
  }

  private static func text(_ name: String, _ shape: some Collection<Int>, _ dtype: String) -> String
  {
    "\(name) \(pythonList(shape)) \(dtype)"
  }

  private func moduleEntry(_ path: String, _ className: String) -> Entry {
    // No tensor has such a name.
    Entry(name: "(\(path))", text: "(\(path)): \(className)")
  }

  // MARK: The config

  private var ours: [Entry] {
    var kinds: [ExactString: Checkpoint.Tensor.Kind] = [:]
    for tensor in tree.tensors { kinds[ExactString(tensor.name)] = tensor.kind }
    let groups = model.tiedNames.map { index, names in [model.parameters[index].name] + names }
    // Saving may leave out all names of a tensor but one.
    var isAnySaved: [ExactString: Bool] = [:]
    for names in groups {
      let isSaved = names.contains { kinds[ExactString($0)] != nil }
      for name in names { isAnySaved[ExactString(name)] = isSaved }
    }
    let firsts = Self.firsts(groups.map { $0.filter { kinds[ExactString($0)] != nil } })
    var entries: [Entry] = []
    func visit(_ module: Module, _ path: String) {
      if tree.tellsClasses { entries.append(moduleEntry(path, module.type.printedName)) }
      let prefix = path.isEmpty ? "" : "\(path)."
      for parameter in module.parameters {
        let name = prefix + parameter.name
        var text = Self.text(name, parameter.shape, parameter.dtype.rawValue)
        switch kinds[ExactString(name)] {
        case nil where isAnySaved[ExactString(name)] == true: continue
        case nil, .unknown: break
        default: text += parameter.requiresGrad ? " parameter" : " parameter, frozen"
        }
        if let first = firsts[ExactString(name)] { text += " = " + first }
        entries.append(Entry(name: name, text: text))
      }
      for buffer in module.buffers {
        let name = prefix + buffer.name
        var text = Self.text(name, buffer.shape, buffer.dtype.rawValue)
        switch kinds[ExactString(name)] {
        case nil where !buffer.isPersistent: continue
        case nil, .unknown: break
        default: text += buffer.isPersistent ? " buffer" : " buffer, not saved"
        }
        entries.append(Entry(name: name, text: text))
      }
      for child in module.children { visit(child.module, prefix + child.name) }
    }
    visit(model.root, "")
    return entries
  }
}
