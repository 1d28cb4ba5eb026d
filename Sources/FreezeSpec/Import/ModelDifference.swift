/// What a config's model has otherwise than one of PyTorch.
package struct ModelDifference: Error {
  /// The first difference, as one sentence without a full stop.
  package let message: String
  /// What the config's model prints, and its tensors.
  var ours: [String] = []
  /// The same of the other.
  var theirs: [String] = []

  /// Whether a config can have no such model, for its size.
  var isLimit = false

  /// The difference of what the models print, as `diff -u` writes it; of their tensors where they print
  /// the same.
  package func diff(from old: String, to new: String) -> [UInt8] {
    for (ours, theirs) in zip(ours, theirs) where !ours.isExactly(theirs) {
      let difference = UnifiedDiff(
        from: Array(ours.utf8) + [0x0A], to: Array(theirs.utf8) + [0x0A], isOfEdits: false)
      return MessageText.render(difference.lines(from: old, to: new))
    }
    return []
  }
}

extension ModelDifference {
  /// Tells of a config that cannot be read or built.
  init(_ diagnostic: Diagnostic?, or message: String) {
    self.init(message: diagnostic?.message ?? message, isLimit: diagnostic?.code == .limit)
  }
}

/// The tensors of a model, a line each.
enum ModelListing {
  /// Those of a config's model.
  static func text(of model: Model) -> String {
    var lines = model.parameters.map { entry in
      line(
        entry.name, entry.parameter.shape, entry.parameter.dtype,
        entry.parameter.requiresGrad ? "" : " requires_grad=False")
    }
    lines += model.buffers.map { entry in
      line(
        entry.name, entry.buffer.shape, entry.buffer.dtype,
        entry.buffer.isPersistent ? " buffer" : " buffer persistent=False")
    }
    return lines.joined(separator: "\n")
  }

  /// Those of a described one.
  static func text(of description: ModelDescription) -> String {
    var parameters: [String] = []
    var buffers: [String] = []
    var seen: Set<Int> = []
    var seenTensors: Set<Int> = []
    func visit(_ number: Int, _ path: String) {
      let module = description.modules[number]
      let isObject = module.copies == 1
      guard !isObject || seen.insert(number).inserted else { return }
      for entry in module.parameters
      where !isObject || seenTensors.insert(entry.tensor).inserted {
        let tensor = description.tensors[entry.tensor]
        parameters.append(
          line(
            path + entry.name, tensor.shape, tensor.dtype,
            tensor.requiresGrad ? "" : " requires_grad=False"))
      }
      for entry in module.buffers where !isObject || seenTensors.insert(entry.tensor).inserted {
        let tensor = description.tensors[entry.tensor]
        buffers.append(
          line(
            path + entry.name, tensor.shape, tensor.dtype,
            entry.isPersistent ? " buffer" : " buffer persistent=False"))
      }
      for child in module.children {
        if let module = child.module { visit(module, path + child.name + ".") }
      }
    }
    visit(description.root, "")
    return (parameters + buffers).joined(separator: "\n")
  }

  /// A tensor with its name.
  static func line(
    _ name: String, _ shape: some Collection<Int>, _ dtype: DType, _ flags: String
  ) -> String {
    "\(name) \(pythonList(shape)) \(dtype.rawValue)\(flags)"
  }
}
