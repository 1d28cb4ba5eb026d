/// A model's parameters and buffers, in PyTorch's order.
public struct Model: Sendable {
  /// A parameter of the model.
  public struct ParameterEntry: Sendable {
    /// Its full name, the first where it has several.
    public let name: String
    /// The module that it belongs to.
    let module: Module
    private let index: Int

    /// Describes a parameter by its index in its module.
    init(name: String, _ module: Module, _ index: Int) {
      self.name = name
      self.module = module
      self.index = index
    }

    /// What its module declares.
    public var parameter: Parameter { module.tensors.parameter(index) }
    /// The class of the module that it belongs to.
    public var type: ModuleType { module.type }

    /// The path of the module that it belongs to; empty for the root.
    public var modulePath: Substring { FreezeSpec.modulePath(of: name) }
  }

  /// A buffer of the model.
  public struct BufferEntry: Sendable {
    /// Its full name.
    public let name: String
    /// What its module declares.
    public let buffer: Buffer
  }

  /// The tree.
  public let root: Module
  /// The parameters in `named_parameters()` order, each tensor once.
  public private(set) var parameters: [ParameterEntry] = []
  /// The buffers in `named_buffers()` order, listed at each call.
  public var buffers: [BufferEntry] {
    var lister = BufferLister()
    lister.visit(root)
    return lister.buffers
  }
  /// The types of the parameters, the most frequent first.
  public let dtypes: [DType]
  /// The further names of the parameters that have several, by their index.
  public private(set) var tiedNames: [Int: [String]] = [:]
  /// For each name in `named_parameters(remove_duplicate=False)` order the index of its parameter;
  /// `nil` where no two names are of one tensor.
  public private(set) var tensorOfName: [Int]?

  /// Lists a tree's parameters.
  ///
  /// - Parameters:
  ///   - root: The tree.
  ///   - diagnostics: Takes the errors of ties, and an element count past 2^63 - 1.
  public init(_ root: Module, _ diagnostics: inout DiagnosticCollector) {
    self.root = root
    var lister = ParameterLister()
    lister.parameters.reserveCapacity(root.parameterCount)
    lister.visit(root)
    if lister.hasDuplicates || !lister.ties.isEmpty {
      let names = TensorNames(lister, &diagnostics)
      parameters = names.parameters
      tiedNames = names.tiedNames
      tensorOfName = names.tensorOfName
      var counts = DTypeCounts()
      for entry in parameters { counts.add(entry.parameter.dtype) }
      dtypes = counts.byFrequency
    } else {
      parameters = lister.parameters
      dtypes = lister.dtypes.byFrequency
    }
  }
}

/// Walks a tree and notes every name that it gives.
struct ParameterLister {
  /// A tie with its names made absolute.
  struct AbsoluteTie {
    var names: [PlacedName]
    var span: SourceSpan
  }

  /// Every name in order, those of shared modules at each of their places.
  var parameters: [Model.ParameterEntry] = []
  /// The index in ``parameters`` of an earlier name of the same object.
  var earlier: [Int: Int] = [:]
  var ties: [AbsoluteTie] = []
  /// How many of the names are of each type.
  var dtypes = DTypeCounts()
  var hasDuplicates: Bool { !earlier.isEmpty }
  private var firstPlaces: [Int: Int] = [:]
  /// How many shared modules seen before lie around the current place.
  private var repeatedLevels = 0
  private var path = NamePath()

  mutating func visit(_ module: Module) {
    for tie in module.ties {
      let names = tie.names.map { PlacedName(text: path.name($0.text), span: $0.span) }
      ties.append(AbsoluteTie(names: names, span: tie.span))
    }
    var isRepeated = false
    if let identity = module.identity {
      if let first = firstPlaces[identity] {
        // One object visited twice gives its names in the same order.
        isRepeated = true
        if repeatedLevels == 0 {
          for offset in 0..<module.parameterCount {
            earlier[parameters.count + offset] = first + offset
          }
        }
      } else {
        firstPlaces[identity] = parameters.count
      }
    }
    if isRepeated { repeatedLevels += 1 }
    for index in 0..<module.tensors.parameterCount {
      let traits = module.tensors.traits(ofParameter: index)
      dtypes.add(traits.dtype)
      parameters.append(Model.ParameterEntry(name: path.name(traits.name), module, index))
    }
    for child in module.children where child.module.parameterCount > 0 || child.module.holdsTies {
      let end = path.enter(child.name)
      visit(child.module)
      path.leave(to: end)
    }
    if isRepeated { repeatedLevels -= 1 }
  }
}

/// Counts parameters by type.
struct DTypeCounts {
  /// The types that there are: few, mostly one.
  private var counts: [(dtype: DType, count: Int)] = []

  mutating func add(_ dtype: DType) {
    for index in counts.indices where counts[index].dtype == dtype {
      counts[index].count += 1
      return
    }
    counts.append((dtype, 1))
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
      let end = path.enter(child.name)
      visit(child.module)
      path.leave(to: end)
    }
  }
}

/// The path of a place in a tree while it is walked.
private struct NamePath {
  /// The names on the way in UTF-8, a dot behind each.
  private var prefix: [UInt8] = []

  /// Goes to a child.
  ///
  /// - Returns: What ``leave(to:)`` takes to come back.
  mutating func enter(_ name: String) -> Int {
    let end = prefix.count
    prefix.append(contentsOf: name.utf8)
    prefix.append(UInt8(ascii: "."))
    return end
  }

  mutating func leave(to end: Int) { prefix.removeLast(prefix.count - end) }

  /// The full name of something here.
  func name(_ last: String) -> String {
    var last = last
    return last.withUTF8 { last in
      String(unsafeUninitializedCapacity: prefix.count + last.count) { buffer in
        let start = buffer.update(fromContentsOf: prefix)
        return buffer[start...].update(fromContentsOf: last)
      }
    }
  }
}

/// Brings the names of one tensor together, by shared modules and by ties.
struct TensorNames {
  var parameters: [Model.ParameterEntry] = []
  var tiedNames: [Int: [String]] = [:]
  var tensorOfName: [Int] = []

  init(_ lister: ParameterLister, _ diagnostics: inout DiagnosticCollector) {
    var first = Array(0..<lister.parameters.count)
    func find(_ index: Int) -> Int {
      var index = index
      while first[index] != index {
        first[index] = first[first[index]]
        index = first[index]
      }
      return index
    }
    func unite(_ a: Int, _ b: Int) {
      let (a, b) = (find(a), find(b))
      first[max(a, b)] = min(a, b)
    }
    for (name, earlier) in lister.earlier { unite(name, earlier) }

    let wanted = Set(lister.ties.flatMap { $0.names.map { ExactString($0.text) } })
    var indices: [ExactString: Int] = [:]
    for (index, entry) in lister.parameters.enumerated()
    where !wanted.isEmpty && wanted.contains(ExactString(entry.name)) {
      indices[ExactString(entry.name)] = index
    }
    for tie in lister.ties {
      let found = TensorNames.resolve(tie, indices, lister, &diagnostics)
      for index in found.dropFirst() { unite(found[0], index) }
    }

    var tensorOfFirst: [Int: Int] = [:]
    for (index, entry) in lister.parameters.enumerated() {
      let root = find(index)
      if let tensor = tensorOfFirst[root] {
        tensorOfName.append(tensor)
        tiedNames[tensor, default: []].append(entry.name)
      } else {
        tensorOfFirst[root] = parameters.count
        tensorOfName.append(parameters.count)
        parameters.append(entry)
      }
    }
  }

  /// The indices of a tie's names, those that do not fit the first left out and reported.
  private static func resolve(
    _ tie: ParameterLister.AbsoluteTie, _ indices: [ExactString: Int], _ lister: ParameterLister,
    _ diagnostics: inout DiagnosticCollector
  ) -> [Int] {
    var found: [Int] = []
    for name in tie.names {
      guard let index = indices[ExactString(name.text)] else {
        let names = lister.parameters.lazy.map(\.name)
        diagnostics.add(
          Diagnostic(
            .tie, "no parameter has the name `\(clipped(name.text))`", at: name.span,
            help: Suggestion.didYouMean(name.text, in: names, unlessMany: diagnostics)))
        continue
      }
      if let other = found.first {
        let a = lister.parameters[other]
        let b = lister.parameters[index]
        if a.parameter.shape != b.parameter.shape {
          diagnostics.add(
            Diagnostic(
              .tie,
              "tied names must have one shape: `\(clipped(a.name))` is \(a.parameter.shape) and "
                + "`\(clipped(b.name))` is \(b.parameter.shape)", at: name.span))
          continue
        }
        if a.parameter.dtype != b.parameter.dtype {
          diagnostics.add(
            Diagnostic(
              .tie,
              "tied names must have one dtype: `\(clipped(a.name))` is "
                + "\(a.parameter.dtype.rawValue) and `\(clipped(b.name))` is "
                + "\(b.parameter.dtype.rawValue)", at: name.span))
          continue
        }
        if a.parameter.requiresGrad != b.parameter.requiresGrad {
          diagnostics.add(
            Diagnostic(
              .tie,
              "tied names are one tensor: `\(clipped(a.name))` and `\(clipped(b.name))` must have "
                + "one `requires_grad`", at: name.span))
          continue
        }
      }
      found.append(index)
    }
    return found
  }
}
