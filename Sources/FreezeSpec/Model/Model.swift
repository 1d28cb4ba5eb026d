/// A model's parameters and buffers, in PyTorch's order.
///
/// It is a class since all that follows from it keeps it.
final class Model: Sendable {
  /// A buffer of the model.
  struct BufferEntry: Sendable {
    /// Its full name.
    let name: String
    /// What its module declares.
    let buffer: Buffer
  }

  /// The tree.
  let root: Module
  /// The parameters in `named_parameters()` order, each tensor once.
  let parameters: ParameterList
  /// The buffers in `named_buffers()` order, listed at each call.
  var buffers: [BufferEntry] {
    let buffers = Self.buffers(of: root)
    if furtherBuffers.isEmpty { return buffers }
    return buffers.filter { !furtherBuffers.contains(ExactString($0.name)) }
  }
  /// The names of each buffer that ties give several, in order.
  let tiedBuffers: [[String]]
  private let furtherBuffers: Set<ExactString>
  /// The types of the parameters, the most frequent first.
  let dtypes: [DType]
  /// The further names of the parameters that have several, by their index.
  let tiedNames: [Int: [String]]
  /// For each name in `named_parameters(remove_duplicate=False)` order the index of its parameter;
  /// `nil` where no two names are of one tensor.
  let tensorOfName: [Int]?

  /// Lists a tree's parameters, each tensor once.
  ///
  /// - Parameters:
  ///   - names: All names of the tree's parameters.
  ///   - ties: Indices of names that are declared to be of one tensor.
  ///   - tiedBuffers: The names of each buffer that ties give several, in order.
  init(
    _ root: Module, _ names: ParameterNames, ties: [[Int]] = [],
    tiedBuffers: [[String]] = []
  ) {
    self.root = root
    self.tiedBuffers = tiedBuffers
    furtherBuffers = Set(tiedBuffers.joined().map { ExactString($0) })
      .subtracting(tiedBuffers.map { ExactString($0[0]) })
    if names.earlier.isEmpty, ties.isEmpty {
      parameters = names.list
      dtypes = names.dtypes.byFrequency
      tiedNames = [:]
      tensorOfName = nil
      return
    }
    var tensors = TensorNames(count: names.list.count)
    for (name, earlier) in names.earlier { tensors.unite(name, earlier) }
    for tie in ties {
      for name in tie.dropFirst() { tensors.unite(tie[0], name) }
    }

    var tiedNames: [Int: [String]] = [:]
    var tensorOfName: [Int] = []
    tensorOfName.reserveCapacity(names.list.count)
    var dtypes = DTypeCounts()
    var firstNames: [Int] = []
    for index in names.list.indices {
      let first = tensors.first(of: index)
      if first < index {
        let tensor = tensorOfName[first]
        tensorOfName.append(tensor)
        tiedNames[tensor, default: []].append(names.list[index].name)
      } else {
        tensorOfName.append(firstNames.count)
        firstNames.append(index)
        dtypes.add(names.list.parameter(index).dtype)
      }
    }
    parameters = names.list.keeping(firstNames)
    self.tiedNames = tiedNames
    self.tensorOfName = tensorOfName
    self.dtypes = dtypes.byFrequency
  }
}

extension Model {
  /// A tree's buffers in `named_buffers()` order, those that are tied under each of their names.
  static func buffers(of root: Module) -> [BufferEntry] {
    var lister = BufferLister()
    lister.visit(root)
    return lister.buffers
  }
}

/// Every name that a tree gives its parameters, in order, those of shared modules at each of their
/// places.
struct ParameterNames {
  /// A tie with its names made absolute.
  struct AbsoluteTie {
    var names: [PlacedName]
    var span: SourceSpan
  }

  /// The parameters.
  private(set) var list = ParameterList()
  /// The index in ``list`` of an earlier name of the same object.
  private(set) var earlier: [Int: Int] = [:]
  /// The ties of all modules of the tree.
  private(set) var ties: [AbsoluteTie] = []
  /// How many of the names are of each type.
  private(set) var dtypes = DTypeCounts()
  private var firstPlaces: [Int: Int] = [:]
  /// How many shared modules seen before lie around the current place.
  private var repeatedLevels = 0
  private let mostShared: Int

  /// Walks a tree.
  ///
  /// - Throws: An error where shared modules give more names than a model may have.
  init(of root: Module, mostShared: Int = Limits.sharedNames) throws(Diagnostic) {
    self.mostShared = mostShared
    list.reserveCapacity(
      root.parameterCount, places: min(root.moduleCount, Limits.modules))
    try visit(root, list.add(root, in: -1, 0))
  }

  private var tooManyShared: Diagnostic {
    Diagnostic(
      .limit,
      "shared modules give the model's parameters more than \(grouped(mostShared)) further names",
      at: nil, help: ["write a call at each place, in place of the name of one module"])
  }

  private mutating func visit(_ module: Module, _ place: Int32) throws(Diagnostic) {
    for tie in module.ties {
      let names = tie.names.map { PlacedName(text: list.name($0.text, at: place), span: $0.span) }
      ties.append(AbsoluteTie(names: names, span: tie.span))
    }
    var isRepeated = false
    if let identity = module.identity {
      if let first = firstPlaces[identity] {
        // One object visited twice gives its names in the same order.
        isRepeated = true
        if repeatedLevels == 0 {
          if earlier.count + module.parameterCount > mostShared { throw tooManyShared }
          for offset in 0..<module.parameterCount {
            earlier[list.count + offset] = first + offset
          }
        }
      } else {
        firstPlaces[identity] = list.count
      }
    }
    if isRepeated { repeatedLevels += 1 }
    for parameter in module.parameters { dtypes.add(parameter.dtype) }
    list.addParameters(of: place)
    var index = 0
    while index < module.children.count {
      let child = module.children[index].module
      let start = index
      index += 1
      if child.parameterCount == 0, !child.holdsTies { continue }
      let place = list.add(child, in: place, start)
      // Layers of a list are mostly one object: what one of them gives need not be looked for again.
      if !child.holdsIdentity, !child.holdsTies {
        while index < module.children.count, module.children[index].module === child { index += 1 }
      }
      if index == start + 1 {
        try visit(child, place)
        continue
      }
      let (first, before) = (list.count, dtypes)
      try visit(child, place)
      list.add(again: place, from: first, count: index - start - 1)
      dtypes.add(since: before, times: index - start - 1)
    }
    if isRepeated { repeatedLevels -= 1 }
  }
}

/// Counts parameters by type.
struct DTypeCounts {
  /// The types that there are: few, mostly one.
  private var counts: [(dtype: DType, count: Int)] = []

  mutating func add(_ dtype: DType, _ count: Int = 1) {
    for index in counts.indices where counts[index].dtype == dtype {
      counts[index].count += count
      return
    }
    counts.append((dtype, count))
  }

  /// Adds what was added since there were others, again and again.
  mutating func add(since other: DTypeCounts, times: Int) {
    for index in counts.indices {
      let before = index < other.counts.count ? other.counts[index].count : 0
      counts[index].count += times * (counts[index].count - before)
    }
  }

  /// The types, the most frequent first.
  var byFrequency: [DType] {
    counts.sorted { ($1.count, $0.dtype.rawValue) < ($0.count, $1.dtype.rawValue) }.map(\.dtype)
  }
}

/// Walks a tree and notes its buffers, those of a shared module once.
private struct BufferLister {
  var buffers: [Model.BufferEntry] = []
  private var seen: Set<Int> = []
  private var path = NamePath()

  mutating func visit(_ module: Module) {
    if let identity = module.identity, !seen.insert(identity).inserted { return }
    for buffer in module.buffers {
      buffers.append(Model.BufferEntry(name: path.name(buffer.name), buffer: buffer))
    }
    for child in module.children where child.module.holdsBuffers {
      path.enter(child.name)
      visit(child.module)
      path.leave()
    }
  }
}

/// Brings the names of one tensor together (a union-find forest).
struct TensorNames {
  /// For each name an earlier one of its tensor, or itself.
  private var earlier: [Int]

  init(count: Int) { earlier = Array(0..<count) }

  /// The first name of a name's tensor.
  mutating func first(of name: Int) -> Int {
    var name = name
    while earlier[name] != name {
      earlier[name] = earlier[earlier[name]]
      name = earlier[name]
    }
    return name
  }

  /// Notes that two names are of one tensor.
  mutating func unite(_ a: Int, _ b: Int) {
    let (a, b) = (first(of: a), first(of: b))
    earlier[max(a, b)] = min(a, b)
  }
}
