/// What a module prints between its parentheses, beside its children.
struct ReprText {
  let parts: [ReprPart]
  /// Whether it is all that the module prints.
  private(set) var isWhole = false

  init(_ description: ModelDescription, _ number: Int) {
    let module = description.modules[number]
    let type = description.classes[module.type]
    var text = module.extra
    if let custom = module.customRepr {
      let inside = module.children.isEmpty ? Self.inside(custom, of: type.name) : nil
      text = inside ?? custom
      isWhole = inside == nil
    } else if type.printsAsList
      || !text.isEmpty && text.isExactly(Self.list(description, number))
    {
      text = ""
    }
    parts = text.isEmpty && !isWhole ? [] : [.text(ExactString(text))]
  }

  /// What a ParameterList or a ParameterDict prints of its parameters by itself.
  private static func list(_ description: ModelDescription, _ number: Int) -> String {
    let module = description.modules[number]
    let type = description.classes[module.type]
    let names = [type.name] + type.bases.map { description.classes[$0].name }
    let styles: [String: ModuleType.ReprStyle] = [
      "ParameterList": .parameterList, "ParameterDict": .parameterDict,
    ]
    guard let style = names.lazy.compactMap({ styles[$0] }).first else { return "" }
    let parameters = module.parameters.map { entry in
      let tensor = description.tensors[entry.tensor]
      return Parameter(
        name: entry.name, shape: Shape(tensor.shape), dtype: tensor.dtype,
        requiresGrad: tensor.requiresGrad)
    }
    return Module(
      type: ModuleType(name: type.name, reprStyle: style), parameters: parameters
    ).parameterListRepr
  }

  /// What stands between the parentheses of a text, without the indentation of its lines.
  private static func inside(_ text: String, of name: String) -> String? {
    guard text.startsExactly(with: name + "("), text.utf8.last == UInt8(ascii: ")") else {
      return nil
    }
    let bytes = Array(text.utf8)[(name.utf8.count + 1)...].dropLast()
    guard bytes.first == 0x0A, bytes.last == 0x0A, bytes.count > 1 else {
      return String(decoding: bytes, as: UTF8.self)
    }
    let lines = bytes.dropFirst().dropLast().split(
      separator: 0x0A, omittingEmptySubsequences: false)
    guard lines.count > 1, lines.allSatisfy({ $0.starts(with: [0x20, 0x20]) }) else { return nil }
    return String(
      decoding: Array(lines.map { $0.dropFirst(2) }.joined(separator: [0x0A])), as: UTF8.self)
  }
}
