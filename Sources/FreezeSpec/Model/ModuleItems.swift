/// What Python's indices and slices count of a module: its children, and in a Sequential or a ModuleList
/// those that are `None` as well, as torch's `_get_item_by_idx` and `_get_abs_string_index` do.
struct ModuleItems {
  /// How many there are.
  let count: Int
  /// The items that are `None`, ascending.
  let holes: [Int]

  init(of module: Module) {
    let absent = module.absentChildren
    holes =
      absent.isEmpty || !module.type.isSequence
      ? [] : absent.enumerated().map { $0.element.position + $0.offset }
    count = module.children.count + holes.count
  }

  /// Which child an item is; `nil` where it is `None`.
  func child(_ item: Int) -> Int? {
    if holes.isEmpty { return item }
    let before = holes.partitioningIndex { $0 >= item }
    return before < holes.count && holes[before] == item ? nil : item - before
  }

  /// Which item a child is.
  func item(ofChild child: Int) -> Int {
    // Before a child are as many items more as there are holes.
    holes.isEmpty
      ? child : child + holes.indices.partitioningIndex { holes[$0] - $0 > child }
  }
}

extension Module {
  /// What Python's indices and slices count of it.
  var items: ModuleItems { ModuleItems(of: self) }
}

extension ModuleType {
  /// Whether Python's indices of the class's modules count their items.
  fileprivate var isSequence: Bool {
    let sequences = ["Sequential", "ModuleList"]
    return sequences.contains(name) || ancestors.contains(where: sequences.contains)
  }
}
