extension Model {
  /// Lists a tree's parameters, each tensor once.
  ///
  /// - Parameters:
  ///   - root: The tree.
  ///   - diagnostics: Takes the errors of ties, and of names.
  convenience init(_ root: Module, _ diagnostics: inout DiagnosticCollector) throws(Reported) {
    let names: ParameterNames
    do throws(Diagnostic) {
      names = try ParameterNames(of: root)
    } catch {
      diagnostics.add(error)
      throw Reported()
    }
    let (ofBuffers, ties) = BufferTies.split(names.ties, of: root, &diagnostics)
    self.init(
      root, names, ties: Ties.resolve(names, ties, of: root, &diagnostics),
      tiedBuffers: ofBuffers)
  }
}

/// Finds the buffers that a config's ties name.
enum BufferTies {
  /// Takes the ties of buffers from those of parameters.
  ///
  /// - Returns: The names of each tensor that has several, in order, and the other ties.
  static func split(
    _ ties: [ParameterNames.AbsoluteTie], of root: Module, _ diagnostics: inout DiagnosticCollector
  ) -> (names: [[String]], others: [ParameterNames.AbsoluteTie]) {
    if ties.isEmpty || !root.holdsBuffers { return ([], ties) }
    let buffers = Model.buffers(of: root)
    var places: [ExactString: Int] = [:]
    for (place, entry) in buffers.enumerated() { places[ExactString(entry.name)] = place }
    var tensors = TensorNames(count: buffers.count)
    var others: [ParameterNames.AbsoluteTie] = []
    for tie in ties {
      let found = tie.names.compactMap { places[ExactString($0.text)] }
      guard found.count == tie.names.count, let first = found.min() else {
        others.append(tie)
        continue
      }
      for (name, place) in zip(tie.names, found) {
        let (one, other) = (buffers[first].buffer, buffers[place].buffer)
        if one.shape != other.shape || one.dtype != other.dtype {
          diagnostics.add(
            Diagnostic(
              .tie,
              "tied buffers must have one shape and one dtype, and "
                + "`\(clipped(name.text))` has others than `\(clipped(buffers[first].name))`",
              at: name.span))
        } else {
          tensors.unite(first, place)
        }
      }
    }
    var names: [Int: [String]] = [:]
    for place in buffers.indices {
      names[tensors.first(of: place), default: []].append(buffers[place].name)
    }
    return (names.sorted { $0.key < $1.key }.map(\.value).filter { $0.count > 1 }, others)
  }
}

extension Module {
  /// The first parameter at or below it, by its name from there.
  fileprivate var firstParameter: String? {
    if let own = parameters.first { return own.name }
    guard let child = children.first(where: { $0.module.parameterCount > 0 }) else { return nil }
    return child.module.firstParameter.map { "\(child.name).\($0)" }
  }
}

/// Finds the parameters that a config's ties name.
enum Ties {
  /// For each tie the indices of its names.
  static func resolve(
    _ names: ParameterNames, _ ties: [ParameterNames.AbsoluteTie], of root: Module,
    _ diagnostics: inout DiagnosticCollector
  ) -> [[Int]] {
    if ties.isEmpty { return [] }
    var tree = ModuleTree(root)
    return ties.map { self.names(of: $0, among: names.list, of: &tree, &diagnostics) }
  }

  /// The parameters of a module that is named in place of one of them.
  private static func modules(
    _ path: String, of tree: inout ModuleTree, _ diagnostics: DiagnosticCollector
  ) -> [Cure]? {
    guard diagnostics.all.count < Limits.suggestions, !path.isEmpty else { return nil }
    guard let module = tree.module(at: path)?.module, let first = module.firstParameter else {
      return nil
    }
    let own = module.parameters.prefix(3).map(\.name)
    let texts = (own.isEmpty ? [first] : own).map { "\(path).\($0)" }
    return [
      .writing(oneOf: texts.map(flowScalar)) { texts in
        "\(clipped(path)) is a module, and parameters are tied: write \(listed(texts, "or"))"
      }
    ]
  }

  /// The indices of a tie's names, those that do not fit the first left out and reported.
  private static func names(
    of tie: ParameterNames.AbsoluteTie, among entries: ParameterList, of tree: inout ModuleTree,
    _ diagnostics: inout DiagnosticCollector
  ) -> [Int] {
    var found: [Int] = []
    for name in tie.names {
      guard let index = tree.parameter(named: name.text) else {
        let names = entries.names
        diagnostics.add(
          Diagnostic(
            .tie, "no parameter has the name `\(clipped(name.text))`", at: name.span,
            cures: modules(name.text, of: &tree, diagnostics)
              ?? Suggestion.didYouMean(
                name.text, in: names, unlessMany: diagnostics, areScalars: true)))
        continue
      }
      if let other = found.first {
        let a = entries[other]
        let b = entries[index]
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
