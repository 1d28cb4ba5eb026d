extension ModuleTree.Place {
  /// Whether its children have their indices for names, as those of a list have.
  var hasNumberedChildren: Bool {
    module.children.enumerated().allSatisfy { $0.element.name == String($0.offset) }
  }

  /// How many children it has, and their indices: `12 children (0–11)`.
  var countedChildren: String {
    let count = module.children.count
    return count == 1 ? "1 child (0)" : "\(grouped(count)) children (0–\(count - 1))"
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
