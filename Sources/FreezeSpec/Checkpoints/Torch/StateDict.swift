/// Finds the part of a pickle that is wanted: a state dict, or a whole model.
struct StateDictSearch {
  /// What may be wanted.
  struct Candidate {
    /// The keys that lead to it, joined by dots; empty for the whole.
    let key: String
    let value: PickleValue
  }

  let graph: PickleGraph
  private var tensors: TorchTensorReader { TorchTensorReader(graph: graph) }

  /// Dicts in each other in which is searched.
  private static let mostLevels = 3
  /// Dicts that are searched.
  private static let mostDicts = 1_000

  /// The part that is wanted.
  ///
  /// - Parameters:
  ///   - root: The whole.
  ///   - key: The keys that lead to it, where they are given.
  func wanted(in root: PickleValue, key: String?) throws(CheckpointError) -> PickleValue {
    if let key {
      if let value = value(at: key, in: root) { return value }
      let known = candidates(in: root).map(\.key).filter { !$0.isEmpty }
      throw CheckpointError(
        "there is nothing under the key `\(clipped(key))` in it", keys: known)
    }
    if isStateDict(root) || TorchModelReader.isModel(root, in: graph) { return root }
    let candidates = candidates(in: root)
    if candidates.isEmpty {
      // Where it is nearly a state dict, what keeps it from being one is told by name.
      if let pairs = graph.pairs(root), pairs.contains(where: { tensors.isTensor($0.value) }) {
        return root
      }
      throw CheckpointError(
        "it holds neither a state dict nor a model: it is \(graph.description(root))")
    }
    throw CheckpointError(
      "it is no state dict, but \(graph.pairs(root) == nil ? "holds" : "a dict that holds") "
        + (candidates.count == 1 ? "one" : "\(candidates.count) of them"),
      keys: candidates.map(\.key))
  }

  /// What keys lead to; a dot may part two of them, or be in one.
  private func value(at key: String, in root: PickleValue, level: Int = 0) -> PickleValue? {
    guard level <= Self.mostLevels, let pairs = graph.pairs(root) else { return nil }
    if let value = graph.value(key, in: pairs) { return value }
    for (place, byte) in zip(key.utf8.indices, key.utf8) where byte == UInt8(ascii: ".") {
      guard let inner = graph.value(String(key[..<place]), in: pairs) else { continue }
      let rest = String(key[key.index(after: place)...])
      if let value = value(at: rest, in: inner, level: level + 1) { return value }
    }
    return nil
  }

  /// The state dicts and models in a value.
  private func candidates(in root: PickleValue) -> [Candidate] {
    var found: [Candidate] = []
    var seen: Set<PickleValue> = []
    var next = [Candidate(key: "", value: root)]
    for _ in 0...Self.mostLevels {
      let level = next
      next = []
      for candidate in level where seen.count < Self.mostDicts {
        guard seen.insert(candidate.value).inserted else { continue }
        let isEmpty = graph.pairs(candidate.value)?.isEmpty == true
        if isStateDict(candidate.value) && !isEmpty
          || TorchModelReader.isModel(candidate.value, in: graph)
        {
          found.append(candidate)
          continue
        }
        for pair in (graph.pairs(candidate.value) ?? []).prefix(Self.mostDicts) {
          guard let name = graph.text(pair.key) else { continue }
          let key = candidate.key.isEmpty ? name : "\(candidate.key).\(name)"
          next.append(Candidate(key: key, value: pair.value))
        }
      }
    }
    return found
  }

  /// Whether a value is a dict of tensors under texts, with nothing else in it than the extra state of
  /// modules.
  private func isStateDict(_ value: PickleValue) -> Bool {
    guard let pairs = graph.pairs(value) else { return false }
    return pairs.allSatisfy { pair in
      guard let name = graph.text(pair.key) else { return false }
      return tensors.isTensor(pair.value) || Self.isExtraState(name)
    } && (!pairs.isEmpty || graph.instance(value) != nil)
  }

  /// Whether a name is that of what a module's `get_extra_state` gives, which may be anything.
  static func isExtraState(_ name: String) -> Bool {
    name.isExactly("_extra_state") || name.endsExactly(with: "._extra_state")
  }
}

/// Reads a state dict out of a pickle.
struct StateDictReader {
  let graph: PickleGraph

  /// Reads a state dict.
  func checkpoint(_ value: PickleValue) throws(CheckpointError) -> Checkpoint {
    guard let pairs = graph.pairs(value) else {
      throw CheckpointError("it is no state dict there: it is \(graph.description(value))")
    }
    guard pairs.count <= Limits.parameters else {
      throw CheckpointError("it has more than \(grouped(Limits.parameters)) tensors")
    }
    let reader = TorchTensorReader(graph: graph)
    var checkpoint = Checkpoint(isOrdered: true)
    var names: Set<ExactString> = []
    var identities: [TorchView: Int] = [:]
    for pair in pairs {
      guard let name = graph.text(pair.key) else {
        throw CheckpointError("it is no state dict there: a key is \(graph.description(pair.key))")
      }
      guard names.insert(ExactString(name)).inserted else {
        throw CheckpointError("it has the key `\(clipped(name))` twice")
      }
      if StateDictSearch.isExtraState(name), !reader.isTensor(pair.value) { continue }
      let tensor = try reader.tensor(pair.value, named: name)
      checkpoint.tensors.append(Checkpoint.Tensor(name, tensor, &identities))
    }
    checkpoint.modules = modules(of: value)
    return checkpoint
  }

  /// The modules that `_metadata` lists.
  private func modules(of value: PickleValue) -> [Checkpoint.Module] {
    guard let instance = graph.instance(value), let state = graph.pairs(instance.state),
      let metadata = graph.value("_metadata", in: state).flatMap(graph.pairs)
    else { return [] }
    return metadata.compactMap { pair in
      guard let path = graph.text(pair.key) else { return nil }
      var module = Checkpoint.Module(path: path)
      let facts = graph.pairs(pair.value)
      if case .integer(let version)? = facts.flatMap({ graph.value("version", in: $0) }) {
        module.version = version
      }
      return module
    }
  }
}

extension Checkpoint.Tensor {
  /// Describes a tensor.
  ///
  /// - Parameter identities: The numbers of the views that were met.
  init(_ name: String, _ tensor: TorchTensor, _ identities: inout [TorchView: Int]) {
    self.init(name: name, shape: tensor.shape, dtype: tensor.dtype)
    if tensor.isParameter { kind = .parameter(requiresGrad: tensor.requiresGrad) }
    if let view = tensor.view {
      let number = identities[view] ?? identities.count
      identities[view] = number
      identity = number
    }
  }
}
