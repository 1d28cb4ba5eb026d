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
  /// Dicts that are searched, and entries that are looked at in all of them.
  private static let (mostDicts, mostEntries) = (1_000, 20_000_000)

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
        "it holds neither a state dict nor a model: it is \(graph.description(root))",
        help: ["name a file that does, as torch.save(model.state_dict(), FILE) writes it"])
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

  /// A value that is looked at, with the way to it.
  private struct Step {
    /// The text under which it stands, and the step that it stands in.
    let key: PickleValue
    let parent: Int
    let value: PickleValue
  }

  /// The state dicts and models in a value.
  private func candidates(in root: PickleValue) -> [Candidate] {
    var found: [Int] = []
    var seen: Set<PickleValue> = []
    var looked = 0
    var steps = [Step(key: .none, parent: -1, value: root)]
    var level = steps.indices
    for _ in 0...Self.mostLevels {
      for number in level where seen.count < Self.mostDicts && looked < Self.mostEntries {
        let value = steps[number].value
        // Several may share what they hold.
        guard seen.insert(value).inserted, let pairs = entries(of: value) else { continue }
        looked += pairs.count
        if isStateDict(value) && !pairs.isEmpty || TorchModelReader.isModel(value, in: graph) {
          found.append(number)
          continue
        }
        for pair in (graph.pairs(value) ?? []).prefix(Self.mostDicts)
        where graph.isText(pair.key) && entries(of: pair.value) != nil {
          steps.append(Step(key: pair.key, parent: number, value: pair.value))
        }
      }
      level = level.upperBound..<steps.count
    }
    return found.map { Candidate(key: key(of: $0, steps), value: steps[$0].value) }
  }

  /// What a dict, or the `__dict__` of an instance, has.
  private func entries(of value: PickleValue) -> [PickleGraph.Pair]? {
    graph.pairs(value) ?? graph.instance(value).flatMap { graph.pairs($0.state) }
  }

  /// The keys that lead to a step, joined by dots; shortened where nobody types so much.
  private func key(of number: Int, _ steps: [Step]) -> String {
    var keys: [String] = []
    var number = number
    while number > 0 {
      let key = graph.text(steps[number].key) ?? ""
      keys.append(key.utf8.count <= Limits.nameBytes ? key : clipped(key))
      number = steps[number].parent
    }
    return keys.reversed().joined(separator: ".")
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
    var seen: Set<PickleValue> = []
    return metadata.compactMap { pair in
      // One text may be a key over and over.
      guard let path = graph.text(pair.key), seen.insert(pair.key).inserted else { return nil }
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
