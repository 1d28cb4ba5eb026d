/// What a module prints between its parentheses, beside its children.
struct ReprText {
  let parts: [ReprPart]

  init(_ description: ModelDescription, _ number: Int) {
    let module = description.modules[number]
    let type = description.classes[module.type]
    var text = module.extra
    if let custom = module.customRepr {
      text = Self.inside(custom, of: type.name) ?? ""
    } else if type.printsAsList {
      text = ""
    } else if type.isTorch, type.name == "ParameterList" || type.name == "ParameterDict" {
      // They list what they hold.
      text = ""
    }
    parts = text.isEmpty ? [] : [.text(ExactString(text))]
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
