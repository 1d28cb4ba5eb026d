/// The names of tensors that stand at several places of a model, where no shared module says so.
struct TieNames {
  private(set) var ties: [[String]] = []

  init(_ description: ModelDescription) {
    var walk = Walk(description)
    walk.visit(description.root, "")
    for number in walk.order {
      if let names = walk.names[number], names.count > 1 { ties.append(names) }
    }
  }

  private struct Walk {
    let description: ModelDescription
    /// The names of each parameter by its number, of those at first places of modules alone.
    var names: [Int: [String]] = [:]
    var order: [Int] = []
    private var seen: Set<Int> = []
    /// Whether a module at or below it holds a parameter that has several names.
    private let isTied: [Bool]

    init(_ description: ModelDescription) {
      self.description = description
      var uses = [Int](repeating: 0, count: description.tensors.count)
      for module in description.modules {
        for entry in module.parameters + module.buffers { uses[entry.tensor] += 1 }
      }
      var isTied: [Bool] = []
      for module in description.modules {
        isTied.append(
          (module.parameters + module.buffers).contains { uses[$0.tensor] > 1 }
            || module.children.contains { $0.module.map { isTied[$0] } ?? false })
      }
      self.isTied = isTied
    }

    mutating func visit(_ number: Int, _ path: String) {
      guard isTied[number], seen.insert(number).inserted else { return }
      let module = description.modules[number]
      for entry in module.parameters + module.buffers {
        if names[entry.tensor] == nil { order.append(entry.tensor) }
        names[entry.tensor, default: []].append(path + entry.name)
      }
      for child in module.children {
        if let module = child.module {
          visit(module, path + child.name + ".")
        }
      }
    }
  }
}
