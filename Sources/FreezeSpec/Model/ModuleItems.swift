/// What Python's indices and slices count of a module: its children, and in a Sequential or a ModuleList
/// those that are `None` as well, as torch's `_get_item_by_idx` and `_get_abs_string_index` do.
extension Module {
  /// The children that are `None` and take an index.
  var holes: [AbsentChild] {
    absentChildren.isEmpty || !type.isSequence ? [] : absentChildren
  }

  /// How many items there are.
  var itemCount: Int { children.count + holes.count }

  /// Which child an item is; `nil` where it is `None`.
  func child(ofItem item: Int) -> Int? {
    let holes = holes
    if holes.isEmpty { return item }
    let before = holes.indices.partitioningIndex { holes[$0].position + $0 >= item }
    let isHole = before < holes.count && holes[before].position + before == item
    return isHole ? nil : item - before
  }

  /// Which item a child is.
  func item(ofChild child: Int) -> Int {
    let holes = holes
    return holes.isEmpty ? child : child + holes.partitioningIndex { $0.position > child }
  }
}

extension ModuleType {
  /// Whether Python's indices of the class's modules count their items.
  fileprivate var isSequence: Bool {
    let sequences = ["Sequential", "ModuleList"]
    return sequences.contains(name) || ancestors.contains(where: sequences.contains)
  }
}
