/// Finds the part of a pickle that is wanted: a state dict, or a whole model.
struct StateDictSearch {
  /// What may be wanted.
  struct Candidate {
    /// The keys that lead to it, joined by dots; empty for the whole.
    let key: String
    let value: PickleValue
  }

  private let graph: PickleGraph
  private let reading: CheckpointReading
  private var tensors: TorchTensorReader { TorchTensorReader(graph: graph) }

  /// Dicts in each other in which is searched.
  private static let mostLevels = 3
  /// Dicts that are searched.
  private static let mostDicts = 1_000
  /// The work that an entry counts for.
  private static let workPerEntry = 32

  init(_ graph: PickleGraph, _ reading: CheckpointReading) {
    self.graph = graph
    self.reading = reading
  }

  /// The part that is wanted.
  ///
  /// - Parameters:
  ///   - root: The whole.
  ///   - key: The keys that lead to it, where they are given.
  func wanted(in root: PickleValue, key: String?) throws(CheckpointError) -> PickleValue {
    let value = try key.map { (key) throws(CheckpointError) in try found(key, in: root) } ?? root
    if isStateDict(value) || TorchModelReader.isModel(value, in: graph) { return value }
    let candidates = candidates(in: value)
    // Where it is nearly a state dict, what keeps it from being one is told by name.
    let isNearly = graph.pairs(value)?.contains { tensors.isTensor($0.value) } ?? false
    if key == nil ? candidates.isEmpty && isNearly : candidates.isEmpty || isNearly { return value }
    if candidates.isEmpty {
      throw CheckpointError(
        "it holds neither a state dict nor a model: it is \(graph.description(value))",
        help: ["name a file that does, as torch.save(model.state_dict(), FILE) writes it"])
    }
    let subject = key.map { "what is under `\(clipped($0))`" } ?? "it"
    throw CheckpointError(
      "\(subject) is no state dict, but "
        + (graph.pairs(value) == nil ? "holds " : "a dict that holds ")
        + (candidates.count == 1 ? "one" : "\(candidates.count) of them"),
      keys: candidates.map { candidate in key.map { "\($0).\(candidate.key)" } ?? candidate.key })
  }

  /// What a key leads to.
  private func found(_ key: String, in root: PickleValue) throws(CheckpointError) -> PickleValue {
    var search = KeySearch(graph, most: reading.mostWork(of: graph) / Self.workPerEntry)
    let found = search.value(at: key[...], in: root)
    reading.spend(search.looked * Self.workPerEntry, on: graph)
    if let found { return found }
    if search.looked >= search.most {
      throw CheckpointError(
        "the key `\(clipped(key))` takes too many steps to find: dicts in it are shared over and over"
      )
    }
    throw CheckpointError(
      "there is nothing under the key `\(clipped(key))` in it",
      keys: candidates(in: root).map(\.key).filter { !$0.isEmpty })
  }

  /// Searches what keys lead to; a dot may part two of them, or be in one.
  private struct KeySearch {
    let graph: PickleGraph
    let most: Int
    /// The entries that were looked at.
    var looked = 0

    init(_ graph: PickleGraph, most: Int) {
      self.graph = graph
      self.most = most
    }

    mutating func value(at key: Substring, in root: PickleValue, level: Int = 0) -> PickleValue? {
      guard level <= mostLevels, looked < most, let pairs = graph.pairs(root) else { return nil }
      looked += pairs.count
      if let value = graph.value(String(key), in: pairs) { return value }
      var inner: [(key: Substring, value: PickleValue)] = []
      var lengths: Set<Int> = []
      // The last of several that have one text counts, as in Python.
      for pair in pairs.reversed() {
        guard let first = graph.text(pair.key), key.utf8.starts(with: first.utf8) else { continue }
        let rest = key.utf8.dropFirst(first.utf8.count)
        guard rest.first == UInt8(ascii: "."), lengths.insert(first.utf8.count).inserted else {
          continue
        }
        inner.append((Substring(rest.dropFirst()), pair.value))
      }
      // The dot that comes first is tried first.
      for (key, value) in inner.sorted(by: { $0.key.startIndex < $1.key.startIndex }) {
        if let value = self.value(at: key, in: value, level: level + 1) { return value }
      }
      return nil
    }
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
    let mostEntries = reading.mostWork(of: graph) / Self.workPerEntry
    defer { reading.spend(looked * Self.workPerEntry, on: graph) }
    var steps = [Step(key: .none, parent: -1, value: root)]
    var level = steps.indices
    for _ in 0...Self.mostLevels {
      for number in level where seen.count < Self.mostDicts && looked < mostEntries {
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
    // One text may be a key over and over, and many may share what is said of them.
    var seen: Set<PickleValue> = []
    var versions: [PickleValue: Int?] = [:]
    return metadata.compactMap { pair in
      guard let path = graph.text(pair.key), seen.insert(pair.key).inserted else { return nil }
      var module = Checkpoint.Module(path: path)
      let version = versions[pair.value] ?? self.version(in: pair.value)
      versions.updateValue(version, forKey: pair.value)
      module.version = version
      return module
    }
  }

  private func version(in facts: PickleValue) -> Int? {
    let value = graph.pairs(facts).flatMap { graph.value("version", in: $0) }
    return if case .integer(let version)? = value { version } else { nil }
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
