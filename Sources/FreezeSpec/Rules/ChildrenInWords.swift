extension ModuleTree.Place {
  /// Whether its children have their indices for names, as those of a list have.
  var hasNumberedChildren: Bool {
    let items = module.items
    return module.children.enumerated().allSatisfy { index, child in
      child.name.isExactly(String(items.item(ofChild: index)))
    }
  }

  /// How many children it has, and their indices: `12 children (0–11)`, `3 children (0–2), of which [1] is
  /// None`.
  var countedChildren: String {
    let (count, holes) = (module.items.count, module.items.holes)
    let items = count == 1 ? "1 child (0)" : "\(grouped(count)) children (0–\(count - 1))"
    if holes.isEmpty { return items }
    let absent = listed(holes.lazy.map { "[\($0)]" })
    return "\(items), of which \(absent) \(holes.count == 1 ? "is" : "are") None"
  }

  /// What its children are called, as a sentence.
  ///
  /// - Parameter owner: What the module is called.
  func namedChildren(of owner: String) -> String {
    let names = module.children.map(\.name)
    return names.count == 1
      ? "the only child of \(owner) is \(clipped(names[0]))"
      : "the children of \(owner) are \(listed(names))"
  }
}
