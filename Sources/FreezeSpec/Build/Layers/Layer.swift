/// A class of the catalogue, its signature read.
final class Layer: Sendable {
  /// The entry of the catalogue.
  let definition: LayerClass
  /// The class that its modules have.
  let type: ModuleType
  /// Its parameters.
  let signature: Signature
  /// Its constructor.
  let construct: LayerClass.Constructor
  /// Their defaults, by the signature's order.
  let defaults: [Value]
  /// The index of the parameter `device`.
  let deviceIndex: Int?
  /// The index of the parameter `dtype`.
  let dtypeIndex: Int?

  init(_ definition: LayerClass) throws(Diagnostic) {
    self.definition = definition
    construct = definition.construct
    type = ModuleType(
      name: definition.name, ancestors: definition.bases, reprStyle: definition.reprStyle)
    var signature = Signature()
    var defaults: [Value] = []
    var isKeywordOnly = false
    let items = try ExpressionParser.parseSignature(definition.signature, source: .nowhere)
    for item in items {
      if item.stars == 2 {
        signature.takesAnyKeyword = true
      } else if item.stars == 1 {
        isKeywordOnly = true
        signature.takesAnyPositional = !item.name.isEmpty
      } else {
        signature.parameters.append(
          Signature.Parameter(name: item.name, isRequired: item.defaultValue == nil))
        defaults.append(item.defaultValue.flatMap(\.constant) ?? .none)
        if !isKeywordOnly { signature.positionalCount += 1 }
      }
    }
    self.signature = signature
    self.defaults = defaults
    deviceIndex = signature.index(of: "device")
    dtypeIndex = signature.index(of: "dtype")
  }
}

extension Layer {
  /// Whether arguments ask for more layers in a row, as recurrent classes take them, than a module has
  /// tensors: a file that says so is not taken at its word, as making them takes time.
  func makesMore(than tensors: Int, of arguments: some Sequence<(String, Value)>) -> Bool {
    arguments.contains { name, value in
      if name == "num_layers", case .int(let count) = value { count > tensors } else { false }
    }
  }
}
