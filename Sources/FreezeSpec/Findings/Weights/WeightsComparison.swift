/// A checkpoint that training starts from, with what is to be known of it.
package struct Weights: Sendable {
  /// Its path, for messages.
  let path: String
  let checkpoint: Checkpoint
  /// How the training script renames what it loads.
  let renames: [WeightRename]

  package init(path: String, checkpoint: Checkpoint, renames: [WeightRename] = []) {
    self.path = path
    self.checkpoint = checkpoint
    self.renames = renames
  }

  /// The renames that fit no name of the checkpoint, as options have them.
  package var idleRenames: [String] {
    if renames.isEmpty { return [] }
    let names = checkpoint.stateTensors.map { components($0.name) }
    return renames.filter { rename in names.allSatisfy { rename.renamed($0) == nil } }
      .map { clipped($0.option) }
  }
}

/// What a plan's model and a checkpoint have in common, and what only one of them has.
struct WeightsComparison: Sendable {
  /// A tensor of the model.
  struct Item: Sendable {
    /// Its names, the first one first.
    let names: [String]
    let shape: Shape
    /// The index of the parameter; `nil` for a buffer.
    let parameter: Int?
    /// Whether it is a running statistic of a norm.
    var isStatistic = false

    var name: String { names[0] }
  }

  /// A tensor of which both have another shape.
  struct Reshaped: Sendable {
    let item: Item
    let shape: [Int]
  }

  /// Parameters under names that the checkpoint has otherwise.
  struct Renamed: Sendable {
    let rename: WeightRename
    /// Changes by which other tensors of the checkpoint would be these as well.
    let others: [WeightRename]
    let items: [Item]
    /// The first item's name in the checkpoint.
    let firstName: String
  }

  /// The checkpoint's tensors under the names that the training script gives them.
  let tensors: [Checkpoint.Tensor]
  /// How many parameters the checkpoint has.
  private(set) var foundParameters = 0
  /// The names of the tensors of the model that it has, in no order.
  private(set) var foundNames: [String] = []
  /// The shapes of those, in the same order.
  private(set) var foundShapes: [[Int]] = []
  private(set) var reshaped: [Reshaped] = []
  private(set) var renamed: [Renamed] = []
  /// Parameters, and running statistics of norms, that it does not have.
  private(set) var missing: [Item] = []
  /// Indices of its tensors that the model does not have.
  private(set) var unexpected: [Int] = []

  /// Compares.
  init(_ model: Model, _ weights: Weights) {
    var buffers = BufferNames()
    buffers.visit(model.root, path: "")
    let tensors = Self.tensors(
      of: weights, names: model.parameterNames + buffers.entries.map(\.name))
    self.tensors = tensors
    var indices: [ExactString: Int] = [:]
    for (index, tensor) in tensors.enumerated() where indices[ExactString(tensor.name)] == nil {
      indices[ExactString(tensor.name)] = index
    }
    for tie in weights.checkpoint.dropped {
      if let kept = indices[ExactString(tie.kept)], indices[ExactString(tie.dropped)] == nil {
        indices[ExactString(tie.dropped)] = kept
      }
    }
    var isUsed = Array(repeating: false, count: tensors.count)
    for (index, entry) in model.parameters.enumerated() {
      let item = Item(
        names: [entry.name] + (model.tiedNames[index] ?? []), shape: entry.parameter.shape,
        parameter: index)
      if !compare(item, indices, &isUsed) { missing.append(item) }
    }
    for entry in buffers.entries {
      let item = Item(
        names: [entry.name], shape: entry.buffer.shape, parameter: nil,
        isStatistic: entry.isStatistic)
      // Of others than these it is not known whether `state_dict()` has them.
      if !compare(item, indices, &isUsed), item.isStatistic { missing.append(item) }
    }
    unexpected = tensors.indices.filter { !isUsed[$0] }
    findRenames(buffers.entries.map(\.name))
  }

  /// Holds a tensor against the checkpoint.
  ///
  /// - Returns: Whether it has the tensor, by any of its names.
  private mutating func compare(
    _ item: Item, _ indices: [ExactString: Int], _ isUsed: inout [Bool]
  ) -> Bool {
    var first: Int?
    for name in item.names {
      let found = indices[ExactString(name)]
      guard let index = found ?? Self.formerName(name).flatMap({ indices[ExactString($0)] }) else {
        continue
      }
      isUsed[index] = true
      first = first ?? index
      foundNames.append(name)
      foundShapes.append(Array(item.shape))
    }
    guard let first else { return false }
    if let shape = tensors[first].shape, !item.shape.elementsEqual(shape) {
      reshaped.append(Reshaped(item: item, shape: shape))
    } else if item.parameter != nil {
      foundParameters += 1
    }
    return true
  }

  /// The name that a parameter of `parametrizations.weight_norm` has in a state dict of the older
  /// `weight_norm`, which `load_state_dict` takes as well.
  private static func formerName(_ name: String) -> String? {
    // Few names end so, and this is asked of every name that is not there.
    guard name.endsExactly(with: "original0") || name.endsExactly(with: "original1") else {
      return nil
    }
    let parts = components(name)
    guard parts.dropLast().suffix(2).elementsEqual(["parametrizations", "weight"]) else {
      return nil
    }
    let former = parts.last == "original0" ? "weight_g" : "weight_v"
    return (parts.dropLast(3) + [former]).joined(separator: ".")
  }

  /// The checkpoint's tensors, renamed as the training script does; a name that the model has stays.
  private static func tensors(
    of weights: Weights, names: @autoclosure () -> [String]
  ) -> [Checkpoint.Tensor] {
    let tensors = weights.checkpoint.stateTensors
    if weights.renames.isEmpty { return tensors }
    let known = Set(names().map { ExactString($0) })
    return tensors.map { tensor in
      if known.contains(ExactString(tensor.name)) { return tensor }
      let parts = components(tensor.name)
      for rename in weights.renames {
        guard let renamed = rename.renamed(parts) else { continue }
        return Checkpoint.Tensor(
          name: renamed.joined(separator: "."), shape: tensor.shape, dtype: tensor.dtype,
          kind: tensor.kind, identity: tensor.identity)
      }
      return tensor
    }
  }

  /// - Parameter buffers: The names of the model's buffers.
  private mutating func findRenames(_ buffers: [String]) {
    let found = RenameSearch.find(
      missing.map { RenameSearch.Name(parts: components($0.name), shape: Array($0.shape)) },
      unexpected.map {
        RenameSearch.Name(parts: components(tensors[$0].name), shape: tensors[$0].shape)
      })
    renamed = found.map { found in
      Renamed(
        rename: found.rename, others: found.others,
        items: found.pairs.map { missing[$0.missing] },
        firstName: tensors[unexpected[found.pairs[0].unexpected]].name)
    }
    if renamed.isEmpty { return }
    let taken = Set(found.flatMap { $0.pairs.map(\.missing) })
    let sure = found.filter(\.others.isEmpty)
    let used = Set(sure.flatMap { $0.pairs.map { unexpected[$0.unexpected] } })
    missing = missing.enumerated().filter { !taken.contains($0.offset) }.map(\.element)
    let known = Set(buffers.map { ExactString($0) })
    unexpected.removeAll { index in
      if used.contains(index) { return true }
      let parts = components(tensors[index].name)
      return renamed.contains { found in
        found.rename.renamed(parts).map { known.contains(ExactString($0.joined(separator: "."))) }
          ?? false
      }
    }
  }
}

extension Model {
  /// All names of the parameters.
  fileprivate var parameterNames: [String] {
    parameters.map(\.name) + tiedNames.values.flatMap(\.self)
  }
}

/// All names of a tree's buffers, those of shared modules at each of their places.
private struct BufferNames {
  struct Entry {
    let name: String
    let buffer: Buffer
    /// Whether it is one of the running statistics of a norm, which are always saved.
    let isStatistic: Bool
  }

  var entries: [Entry] = []

  mutating func visit(_ module: Module, path: String) {
    for buffer in module.buffers {
      let isStatistic =
        module.type.ancestors.contains("_NormBase")
        && (buffer.name.isExactly("running_mean") || buffer.name.isExactly("running_var"))
      entries.append(
        Entry(
          name: path.isEmpty ? buffer.name : "\(path).\(buffer.name)", buffer: buffer,
          isStatistic: isStatistic))
    }
    for child in module.children where child.module.holdsBuffers {
      visit(child.module, path: path.isEmpty ? child.name : "\(path).\(child.name)")
    }
  }
}
