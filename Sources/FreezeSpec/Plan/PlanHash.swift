extension FreezePlan {
  /// The SHA-256 of what the plan comes to, for checkpoints: the tensors in order with their states,
  /// shapes and names, the modules in eval mode, the temperatures and the dimension of the softmax.
  ///
  /// It is that of a text which docs/python.md defines, and which the Python package and exported files
  /// hash likewise. Rules, classes, types and the plan's name are not in it.
  public var hash: String {
    var hash = SHA256()
    hash.update("freezespec plan 1\n".utf8)
    for (index, entry) in model.parameters.enumerated() {
      let state = evaluation[index].requiresGrad ? "train" : "freeze"
      hash.update("\(state) \(entry.parameter.shape)".utf8)
      for name in [entry.name] + (model.tiedNames[index] ?? []) { hash.update(measured: name) }
      hash.update("\n".utf8)
    }
    for path in evalMode.modules {
      hash.update("eval".utf8)
      hash.update(measured: path)
      hash.update("\n".utf8)
    }
    if let softmax {
      let temperatures = softmax.temperatures.map { " \(pythonRepr($0))" }.joined()
      hash.update("softmax \(softmax.dim)\(temperatures)\n".utf8)
    }
    return hash.hexDigest
  }
}

extension SHA256 {
  /// Takes a blank and a text behind the number of its bytes, so that no other reads the same.
  fileprivate mutating func update(measured text: String) {
    update(" \(text.utf8.count):".utf8)
    update(text.utf8)
  }
}
