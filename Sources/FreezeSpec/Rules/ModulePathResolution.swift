/// Where a module path leads in a tree.
struct ModulePathResolution {
  /// A value on the way of a path: a module, or a slice of a module's items, which Python would
  /// index and slice like a list.
  enum Value {
    case module(ModuleTree.Place)
    case slice(ModuleSlice)
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
      case .slice(let slice): slice.children.map { tree.child($0, of: slice.parent) }
      }
    }
  }

  /// How many places the path names.
  var count: Int {
    values.reduce(0) { count, value in
      switch value {
      case .module: count + 1
      case .slice(let slice): count + slice.count
      }
    }
  }

  /// The first place that the path names.
  func first(in tree: inout ModuleTree) -> ModuleTree.Place? {
    switch values.first {
    case .module(let place): place
    case .slice(let slice): slice.first(in: &tree)
    case nil: nil
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
      case .slice(let slice):
        let children = slice.ascendingChildren
        if abs(slice.picked.step) == 1, let first = children.first, let last = children.last {
          let start = contents(tree.child(first, of: slice.parent)).lowerBound
          let end = contents(tree.child(last, of: slice.parent)).upperBound
          result.append(start..<end)
        } else {
          for child in children {
            visits -= 1
            if visits < 0 { return result }
            result.append(contents(tree.child(child, of: slice.parent)))
          }
        }
      }
    }
    return result
  }
}

/// A slice of a module's items, of which one at least is a module.
struct ModuleSlice {
  let parent: ModuleTree.Place
  let items: ModuleItems
  /// Which of the items: those that are `None` take an index, and are not named.
  let picked: PythonSlice
  /// How many modules there are.
  let count: Int

  /// Takes a slice; `nil` where it has no modules.
  init?(_ picked: PythonSlice, of items: ModuleItems, in parent: ModuleTree.Place) {
    self.parent = parent
    self.items = items
    self.picked = picked
    count = picked.count - items.holes.count(where: picked.holds)
    if count == 0 { return nil }
  }

  /// The modules, as indices of the parent's children.
  var children: some BidirectionalCollection<Int> {
    picked.lazy.compactMap { [items] in items.child($0) }
  }

  /// The modules from the first child to the last.
  var ascendingChildren: some BidirectionalCollection<Int> {
    picked.ascending.lazy.compactMap { [items] in items.child($0) }
  }

  /// The place of the first module.
  func first(in tree: inout ModuleTree) -> ModuleTree.Place? {
    children.first.map { tree.child($0, of: parent) }
  }

  /// A slice of the slice.
  func slice(start: Int?, stop: Int?, step: Int) -> ModuleSlice? {
    ModuleSlice(picked.slice(start: start, stop: stop, step: step), of: items, in: parent)
  }

  /// The place of one of the items, counted from the end below 0; `nil` where it is none, or `None`.
  func place(at index: Int, in tree: inout ModuleTree) -> ModuleTree.Place? {
    picked[index: index].flatMap(items.child).map { tree.child($0, of: parent) }
  }
}

extension ModuleItems {
  /// What they cost to be gone through, in modules that are looked at.
  var visits: Int { holes.count / 16 }

  /// All of them.
  var all: PythonSlice { PythonSlice(start: 0, step: 1, count: count) }
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
      for value in values where reached < limit && visits >= 0 {
        follow(step, from: value, in: &tree, &visits) { value in
          next.append(value)
          if case .slice(let slice) = value {
            reached += slice.count
          } else {
            reached += 1
          }
        }
      }
      // Past the places that may be looked at it is not known whether the path leads on.
      if next.isEmpty, visits < 0 { return ModulePathResolution() }
      if next.isEmpty {
        let place: ModuleTree.Place =
          switch values.first {
          case .module(let place): place
          case .slice(let slice):
            (step.isChild ? slice.first(in: &tree) : nil) ?? slice.parent
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
    case (.child(let name), .slice(let slice)):
      for index in slice.children {
        visits -= 1
        if visits < 0 { break }
        let place = tree.child(index, of: slice.parent)
        if let child = tree.child(named: name.text, of: place) { add(.module(child)) }
      }
    case (.index(let index), .module(let place)):
      let items = place.module.items
      visits -= items.visits
      if let child = items.all[index: index].flatMap(items.child) {
        add(.module(tree.child(child, of: place)))
      }
    case (.index(let index), .slice(let slice)):
      if let place = slice.place(at: index, in: &tree) { add(.module(place)) }
    case (.slice(let start, let stop, let step), .module(let place)):
      let items = place.module.items
      visits -= items.visits
      let picked = items.all.slice(start: start, stop: stop, step: step)
      if let slice = ModuleSlice(picked, of: items, in: place) { add(.slice(slice)) }
    case (.slice(let start, let stop, let step), .slice(let slice)):
      visits -= slice.items.visits
      if let slice = slice.slice(start: start, stop: stop, step: step) { add(.slice(slice)) }
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
