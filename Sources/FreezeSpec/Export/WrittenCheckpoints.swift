/// Checkpoints as configs.
extension ConfigSet {
  /// The same with a config in the place of each checkpoint, which says what that tells.
  func withCheckpointsWritten() -> ConfigSet {
    var result = self
    for (index, entry) in entries.enumerated() {
      guard let checkpoint = entry.checkpoint, var config = Self.config(of: checkpoint) else {
        continue
      }
      // Its tensors have types of their own, whatever the file has that names it.
      config.dtype = config.dtype ?? .float32
      result.entries[index].config = config
    }
    return result
  }

  private static func config(of checkpoint: Checkpoint) -> FreezeConfig? {
    guard let text = try? CheckpointImport(checkpoint, words: "").architecture() else { return nil }
    let reader = ReferenceReader { _, _ in .failure(ConfigFileError("it names no file")) }
    var loader = ConfigLoader(reader: reader) { _ in nil }
    return loader.load(ConfigFile(path: "checkpoint.yaml", bytes: Array(text.utf8)))?.main
  }
}

extension ConfigSet {
  /// Whether a file names a type of quantised elements.
  var mentionsQuantizedTypes: Bool {
    var found = false
    func look(at expression: Expression) {
      expression.forEachName { name, _, _ in
        let plain = name.hasPrefix("torch.") ? String(name.dropFirst(6)) : name
        if DType(name: plain)?.isQuantized == true { found = true }
      }
    }
    for entry in entries {
      entry.config.model?.forEachExpression(look)
      for definition in entry.config.classes {
        (try? definition.value.get())?.forEachExpression(look)
      }
      for definition in (try? entry.config.lets.get()) ?? [] {
        if let value = try? definition.value.get() { look(at: value) }
      }
    }
    return found
  }
}

extension DType {
  /// Whether its elements are quantised.
  var isQuantized: Bool { [.qint8, .quint8, .qint32].contains(self) }
}

extension Expression {
  /// Whether a module that is written in one of YAML's forms stands anywhere in it.
  var holdsModule: Bool {
    switch kind {
    case .literal, .name: false
    case .module: true
    case .tuple(let items), .list(let items), .and(let items), .or(let items):
      items.contains(where: \.holdsModule)
    case .negate(let operand), .plus(let operand), .not(let operand): operand.holdsModule
    case .arithmetic(let first, let rest):
      first.holdsModule || rest.contains { $0.1.holdsModule }
    case .comparison(let first, let rest):
      first.holdsModule || rest.contains { $0.1.holdsModule }
    case .conditional(let condition, let then, let otherwise):
      condition.holdsModule || then.holdsModule || otherwise.holdsModule
    // A call makes one.
    case .call: true
    case .item(let value, let index): value.holdsModule || index.holdsModule
    }
  }
}

extension CompositeSpec {
  /// Whether a tensor or a child of the module has a name.
  func names(_ name: String) -> Bool {
    parameters.contains { $0.name.text == name } || buffers.contains { $0.name.text == name }
      || children.contains { $0.key?.literal == name }
  }
}
