/// Where a module path leads in a tree.
struct ModulePathResolution {
  /// A value on the way of a path: a module, or a slice of a module's children, which Python would
  /// index and slice like a list.
  enum Value {
    case module(ModuleTree.Place)
    case slice(of: ModuleTree.Place, children: PythonSlice)
  }

  /// What the path names.
  fileprivate(set) var values: [Value] = []
  /// Where the path leads nowhere: the number of the step that fails for every module before it,
  /// and one of those modules.
  fileprivate(set) var failure: (step: Int, at: ModuleTree.Place)?

  /// The places that the path names, each once.
  func places(in tree: inout ModuleTree) -> [ModuleTree.Place] {
    values.flatMap { value in
      switch value {
      case .module(let place): [place]
      case .slice(let parent, let children):
        children.map { tree.child($0, of: parent) }
      }
    }
  }

  /// How many places the path names.
  var count: Int {
    values.reduce(0) { count, value in
      switch value {
      case .module: count + 1
      case .slice(_, let children): count + children.count
      }
    }
  }

  /// The first place that the path names.
  func first(in tree: inout ModuleTree) -> ModuleTree.Place? {
    values.first.map { value in
      switch value {
      case .module(let place): place
      case .slice(let parent, let children): tree.child(children[0], of: parent)
      }
    }
  }

  /// What is at and below the places that the path names: a run for neighbours together.
  ///
  /// - Parameters:
  ///   - tree: The model.
  ///   - visits: How many places may still be looked at; further ones are left out once it is
  ///     below 0.
  ///   - contents: The numbers of what is at and below a place: its parameters or its modules.
  func runs(
    in tree: inout ModuleTree, visits: inout Int, _ contents: (ModuleTree.Place) -> Range<Int>
  ) -> [Range<Int>] {
    var result: [Range<Int>] = []
    for value in values {
      switch value {
      case .module(let place): result.append(contents(place))
      case .slice(let parent, let children):
        let indices = children.ascending
        if abs(children.step) == 1 {
          let first = contents(tree.child(indices[0], of: parent))
          let last = contents(tree.child(indices[indices.count - 1], of: parent))
          result.append(first.lowerBound..<last.upperBound)
        } else {
          for index in indices {
            visits -= 1
            if visits < 0 { return result }
            result.append(contents(tree.child(index, of: parent)))
          }
        }
      }
    }
    return result
  }
}

extension ModulePath {
  /// Follows the path from the root, for a message: past a bound of children that are looked at,
  /// further places are left out.
  func resolve(in tree: inout ModuleTree, limit: Int = .max) -> ModulePathResolution {
    var visits = Limits.pathVisits
    return resolve(in: &tree, limit: limit, visits: &visits)
  }

  /// Follows the path from the root.
  ///
  /// - Parameters:
  ///   - tree: The model.
  ///   - limit: How many places may be reached at most; more are left out.
  ///   - visits: How many children may still be looked at; none are once it is below 0.
  /// - Returns: The places, or where the path ends.
  func resolve(in tree: inout ModuleTree, limit: Int = .max, visits: inout Int)
    -> ModulePathResolution
  {
    var values = [ModulePathResolution.Value.module(tree.root)]
    for (number, step) in steps.enumerated() {
      var next: [ModulePathResolution.Value] = []
      var reached = 0
      for value in values where reached < limit {
        follow(step, from: value, in: &tree, &visits) { value in
          next.append(value)
          if case .slice(_, let children) = value {
            reached += children.count
          } else {
            reached += 1
          }
        }
      }
      if next.isEmpty {
        let place: ModuleTree.Place =
          switch values.first {
          case .module(let place): place
          case .slice(let parent, let children):
            step.isChild ? tree.child(children[0], of: parent) : parent
          case nil: tree.root
          }
        return ModulePathResolution(failure: (number, place))
      }
      values = next
    }
    return ModulePathResolution(values: values)
  }

  private func follow(
    _ step: Step, from value: ModulePathResolution.Value, in tree: inout ModuleTree,
    _ visits: inout Int, _ add: (ModulePathResolution.Value) -> Void
  ) {
    visits -= 1
    switch (step, value) {
    case (.child(let name), .module(let place)):
      if let child = tree.child(named: name.text, of: place) { add(.module(child)) }
    case (.child(let name), .slice(let parent, let children)):
      for index in children {
        visits -= 1
        if visits < 0 { break }
        let place = tree.child(index, of: parent)
        if let child = tree.child(named: name.text, of: place) { add(.module(child)) }
      }
    case (.index(let index), .module(let place)):
      let count = place.module.children.count
      if index >= -count, index < count {
        add(.module(tree.child(index < 0 ? index + count : index, of: place)))
      }
    case (.index(let index), .slice(let parent, let children)):
      let count = children.count
      if index >= -count, index < count {
        add(.module(tree.child(children[index < 0 ? index + count : index], of: parent)))
      }
    case (.slice(let start, let stop, let step), .module(let place)):
      let all = PythonSlice(start: 0, step: 1, count: place.module.children.count)
      let children = all.slice(start: start, stop: stop, step: step)
      if children.count > 0 { add(.slice(of: place, children: children)) }
    case (.slice(let start, let stop, let step), .slice(let parent, let children)):
      let picked = children.slice(start: start, stop: stop, step: step)
      if picked.count > 0 { add(.slice(of: parent, children: picked)) }
    }
  }
}

extension ModulePath.Step {
  /// Whether the step goes to the child of a name.
  var isChild: Bool {
    if case .child = self { return true }
    return false
  }
}
