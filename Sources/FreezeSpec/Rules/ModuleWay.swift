/// A way down a tree from its root, against which paths are held without a look at anything beside it.
struct ModuleWay {
  /// The places, each a child of the one before.
  let places: [ModuleTree.Place]
  /// For each place, the index of the next among its children.
  private let steps: [Int]
  /// What indices and slices count of each.
  private let items: [ModuleItems]

  /// The way that goes nowhere.
  init() {
    places = []
    steps = []
    items = []
  }

  /// Takes a way down.
  ///
  /// - Parameters:
  ///   - places: The places, each a child of the one before; the first is the root.
  ///   - tree: The model.
  init(_ places: [ModuleTree.Place], in tree: inout ModuleTree) {
    self.places = places
    items = places.map(\.module.items)
    var steps: [Int] = []
    for (place, next) in zip(places, places.dropFirst()) {
      // Numbers ascend with the index.
      let children = place.module.children.indices
      steps.append(children.partitioningIndex { tree.child($0, of: place).number >= next.number })
    }
    self.steps = steps
  }

  /// The place of the way that a path names, as an index into ``places``; `nil` where it names none.
  ///
  /// Each step of a path goes one level down or narrows a slice, so no two places of the way are named.
  func depth(of path: ModulePath) -> Int? {
    if places.isEmpty { return nil }
    var depth = 0
    // The items that a slice has left of the place at hand.
    var slice: PythonSlice?
    for step in path.steps {
      // What a path reaches next is on the way only where the way goes on.
      guard depth < steps.count else { return nil }
      let items = items[depth]
      let picked = slice ?? items.all
      switch step {
      case .child(let name):
        if slice != nil {
          // It is a child of each module in the slice.
          depth += 1
          slice = nil
          guard depth < steps.count else { return nil }
        }
        let next = places[depth].module.children[steps[depth]].name
        guard ExactString(next) == name else { return nil }
        depth += 1
      case .index(let index):
        guard picked[index: index] == items.item(ofChild: steps[depth]) else { return nil }
        slice = nil
        depth += 1
      case .slice(let start, let stop, let step):
        let part = picked.slice(start: start, stop: stop, step: step)
        guard part.holds(items.item(ofChild: steps[depth])) else { return nil }
        slice = part
      }
    }
    return slice == nil ? depth : depth + 1
  }
}
