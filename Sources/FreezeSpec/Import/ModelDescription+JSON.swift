extension ModelDescription {
  /// Reads the document that `describe.py` writes.
  ///
  /// - Throws: What it tells of a failure, or that the text is no such document.
  init(json: [UInt8]) throws(ImportError) {
    var reader = DescriptionReader()
    do throws(JSONError) {
      try reader.read(json)
    } catch {
      throw ImportError(
        "Python did not describe the model: \(error.message) (byte \(error.offset))")
    }
    if let failure = reader.failure {
      throw ImportError(
        failure.isEmpty ? "Python did not describe the model, and does not say why" : failure,
        help: reader.help)
    }
    self = reader.result
    try check()
  }

  /// Refuses numbers that refer to nothing, and modules that do not stand behind those in them.
  private func check() throws(ImportError) {
    let isSound =
      modules.indices.contains(root)
      && classes.allSatisfy { $0.bases.allSatisfy(classes.indices.contains) }
      && modules.enumerated().allSatisfy { number, module in
        classes.indices.contains(module.type)
          && (module.parameters + module.buffers).allSatisfy { tensors.indices.contains($0.tensor) }
          && module.children.allSatisfy { $0.module.map((0..<number).contains) ?? true }
      }
    if !isSound { throw ImportError("the description of the model refers to what is not in it") }
    var depths: [Int] = []
    for module in modules {
      depths.append(1 + (module.children.compactMap { $0.module.map { depths[$0] } }.max() ?? 0))
    }
    if depths[root] > Limits.nesting - 8 {
      throw ImportError(
        "modules lie in each other over \(depths[root]) levels, and a config has at most \(Limits.nesting)"
      )
    }
  }
}

/// Reads a description; each text of a literal is read once.
private struct DescriptionReader {
  var result = ModelDescription()
  var failure: String?
  var help: [String] = []
  private var literals: [ExactString: Literal] = [:]
  private var unknownTypes: [String] = []

  mutating func read(_ json: [UInt8]) throws(JSONError) {
    var reader = JSONReader(json, nesting: 16)
    try reader.object { (key, reader) throws(JSONError) in
      switch key {
      case "error": failure = try reader.string()
      case "help": help = try strings(&reader)
      case "notes": result.notes = try strings(&reader)
      case "versions":
        try reader.array { (reader) throws(JSONError) in
          let pair = try strings(&reader)
          guard pair.count == 2 else { throw reader.error("a name and a version are wanted") }
          result.versions.append((pair[0], pair[1]))
        }
      case "classes":
        try reader.array { (reader) throws(JSONError) in
          result.classes.append(try readClass(&reader))
        }
      case "modules":
        try reader.array { (reader) throws(JSONError) in
          result.modules.append(try module(&reader))
        }
      case "tensors":
        try reader.array { (reader) throws(JSONError) in
          result.tensors.append(try tensor(&reader))
        }
      case "root": result.root = try reader.integer()
      case "print": result.printed = try reader.string()
      default: try reader.skip()
      }
    }
    try reader.end()
    if failure == nil, let type = unknownTypes.first {
      failure = "a tensor is of the type torch.\(type), which no config has"
    }
  }

  private func strings(_ reader: inout JSONReader) throws(JSONError) -> [String] {
    var strings: [String] = []
    try reader.array { (reader) throws(JSONError) in strings.append(try reader.string()) }
    return strings
  }

  private mutating func literal(_ reader: inout JSONReader) throws(JSONError) -> Literal {
    let text = ExactString(try reader.string())
    if let known = literals[text] { return known }
    let literal = Literal(python: text.text)
    literals[text] = literal
    return literal
  }

  private mutating func members(_ reader: inout JSONReader) throws(JSONError)
    -> [(name: String, value: Literal)]
  {
    var members: [(String, Literal)] = []
    try reader.object { (key, reader) throws(JSONError) in
      members.append((key, try literal(&reader)))
    }
    return members
  }

  private mutating func table(_ reader: inout JSONReader) throws(JSONError) -> [String: Literal] {
    Dictionary(try members(&reader).map { ($0.name, $0.value) }) { first, _ in first }
  }

  private mutating func readClass(_ reader: inout JSONReader) throws(JSONError)
    -> ModelDescription.Class
  {
    var result = ModelDescription.Class()
    try reader.object { (key, reader) throws(JSONError) in
      switch key {
      case "name": result.name = try reader.string()
      case "module": result.module = try reader.string()
      case "bases":
        try reader.array { (reader) throws(JSONError) in
          result.bases.append(try reader.integer())
        }
      case "torch": result.isTorch = try reader.bool()
      case "list": result.printsAsList = try reader.bool()
      case "parameters": result.parameters = try strings(&reader)
      case "defaults": result.defaults = try table(&reader)
      default: try reader.skip()
      }
    }
    return result
  }

  private mutating func module(_ reader: inout JSONReader) throws(JSONError)
    -> ModelDescription.Module
  {
    var result = ModelDescription.Module()
    try reader.object { (key, reader) throws(JSONError) in
      switch key {
      case "class": result.type = try reader.integer()
      case "arguments": result.arguments = try members(&reader)
      case "given": result.given = try table(&reader)
      case "attributes": result.attributes = try table(&reader)
      case "extra": result.extra = try reader.string()
      case "repr": result.customRepr = try reader.string()
      case "parameters": result.parameters = try tensorEntries(&reader)
      case "buffers": result.buffers = try tensorEntries(&reader)
      case "children":
        try reader.array { (reader) throws(JSONError) in
          var child = ModelDescription.ChildEntry(name: "")
          var place = 0
          try reader.array { (reader) throws(JSONError) in
            if place == 0 {
              child.name = try reader.string()
            } else if try reader.kind() == .number {
              child.module = try reader.integer()
            } else {
              try reader.skip()
            }
            place += 1
          }
          result.children.append(child)
        }
      default: try reader.skip()
      }
    }
    return result
  }

  private func tensorEntries(_ reader: inout JSONReader) throws(JSONError)
    -> [ModelDescription.TensorEntry]
  {
    var entries: [ModelDescription.TensorEntry] = []
    try reader.array { (reader) throws(JSONError) in
      var entry = ModelDescription.TensorEntry(name: "", tensor: 0)
      var place = 0
      try reader.array { (reader) throws(JSONError) in
        switch place {
        case 0: entry.name = try reader.string()
        case 1: entry.tensor = try reader.integer()
        default: entry.isPersistent = try reader.bool()
        }
        place += 1
      }
      entries.append(entry)
    }
    return entries
  }

  private mutating func tensor(_ reader: inout JSONReader) throws(JSONError)
    -> ModelDescription.Tensor
  {
    var result = ModelDescription.Tensor()
    var unknown: String?
    try reader.object { (key, reader) throws(JSONError) in
      switch key {
      case "shape":
        try reader.array { (reader) throws(JSONError) in
          result.shape.append(try reader.integer())
        }
      case "dtype":
        let name = try reader.string()
        if let type = DType(name: name) { result.dtype = type } else { unknown = name }
      case "grad": result.requiresGrad = try reader.bool()
      default: try reader.skip()
      }
    }
    if let unknown { unknownTypes.append(unknown) }
    return result
  }
}
