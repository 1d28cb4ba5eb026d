/// The names of tensors that stand at several places of a model, where no shared module says so.
struct TieNames {
  private(set) var ties: [[String]] = []

  /// Finds them.
  ///
  /// - Throws: Where they are more than a config can hold.
  init(_ description: ModelDescription) throws(ImportError) {
    var walk = Walk(description)
    try walk.visit(description.root, "")
    for number in walk.order {
      if let names = walk.names[number], names.count > 1 { ties.append(names) }
    }
  }

  private struct Walk {
    let description: ModelDescription
    /// The names of each such tensor by its number, of those at first places of modules alone.
    var names: [Int: [String]] = [:]
    var order: [Int] = []
    private var seen: Set<Int> = []
    private var bytes = 0
    /// How often modules hold each tensor.
    private let uses: [Int]
    /// Whether a module at or below it holds a tensor that has several names.
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
      self.uses = uses
      self.isTied = isTied
    }

    mutating func visit(_ number: Int, _ path: String) throws(ImportError) {
      guard isTied[number], seen.insert(number).inserted else { return }
      let module = description.modules[number]
      for entry in module.parameters + module.buffers where uses[entry.tensor] > 1 {
        if names[entry.tensor] == nil { order.append(entry.tensor) }
        bytes += ModuleExtent.textBytes(of: path) + ModuleExtent.textBytes(of: entry.name)
        if bytes > Limits.documentBytes {
          throw ImportError(
            "the names of tied parameters take more than the \(grouped(Limits.documentBytes)) bytes of a "
              + "config, a byte beyond ASCII counted \(Limits.unusualByteFactor) times")
        }
        names[entry.tensor, default: []].append(path + entry.name)
      }
      for child in module.children {
        if let module = child.module {
          try visit(module, path + child.name + ".")
        }
      }
    }
  }
}
