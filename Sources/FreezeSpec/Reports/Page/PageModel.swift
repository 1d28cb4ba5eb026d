/// What the page shows of a model, or of the models of both sides of a diff: the tree, its equal modules
/// once, and which names are one tensor.
struct PageModel {
  private let table: ModuleTable
  /// The whole model in the table.
  private let root: Int
  /// The places of the names that are further ones of a tensor, each with its tensor in turn.
  private let aliases: [Int]

  init(_ model: Model) {
    var table = ModuleTable()
    root = table.index(of: model.root)
    self.table = table
    var aliases: [Int] = []
    var next = 0
    for (place, tensor) in (model.tensorOfName ?? []).enumerated() {
      if tensor == next { next += 1 } else { aliases += [place, tensor] }
    }
    self.aliases = aliases
  }

  init(_ tree: DiffTree) {
    table = tree.table
    root = tree.root
    aliases = tree.aliases
  }

  func writeFields(to json: inout JSONWriter) {
    json.key("classes")
    json.array { json in for names in table.classes.values { json.texts(names.map(\.text)) } }
    json.key("dtypes")
    json.array(inline: true) { json in
      for dtype in DType.allCases {
        json.array(inline: true) { json in
          json.value(dtype.rawValue)
          json.value(dtype.bytes)
        }
      }
    }
    json.key("tensors")
    json.array { json in for tensor in table.tensors.values { write(tensor, to: &json) } }
    json.key("nodes")
    json.array { json in for node in table.nodes.values { write(node, to: &json) } }
    json.key("strings")
    json.texts(table.strings.values.map(\.text))
    json.field("root", root)
    json.field("aliases", aliases)
  }

  private func write(_ tensor: ModuleTable.Tensor, to json: inout JSONWriter) {
    json.array(inline: true) { json in
      json.value(tensor.name)
      json.numbers(tensor.shape)
      json.value(DType.allCases.firstIndex(of: tensor.dtype) ?? 0)
      if let shape = tensor.oldShape, let dtype = tensor.oldDType {
        json.numbers(shape)
        json.value(DType.allCases.firstIndex(of: dtype) ?? 0)
      }
    }
  }

  private func write(_ node: ModuleTable.Node, to json: inout JSONWriter) {
    json.array(inline: true) { json in
      json.value(node.type)
      json.value(node.repr ?? -1)
      json.numbers(node.parameters)
      json.numbers(node.buffers)
      json.numbers(node.children)
    }
  }
}
