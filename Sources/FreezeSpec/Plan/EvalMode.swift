/// The modules that training has to hold in eval mode, by what the config's `eval` selects.
///
/// A config attests nothing here: the training loop calls `eval()` on them, and every report says so.
///
/// Eval mode belongs to whole subtrees, as in `module.eval()`: a module counts as held when it and
/// everything below it is selected.
struct EvalMode: Sendable {
  /// The selectors.
  let selectors: [Selector]
  /// The paths of the modules on which to call `eval()`, in `named_modules()` order.
  ///
  /// The model's own is empty. What lies below them is held too, and not listed.
  let modules: [String]
  /// The numbers of the held modules in `named_modules(remove_duplicate=False)` order, ascending.
  private let numbers: [Range<Int>]

  /// Nothing is held.
  init() {
    selectors = []
    modules = []
    numbers = []
  }

  /// Finds what is held.
  ///
  /// - Parameters:
  ///   - selectors: The entries of `eval`.
  ///   - walk: What selectors match of the model's modules, the entries first.
  ///   - tree: The model.
  init(_ selectors: [Selector], _ walk: SelectorWalk, in tree: ModuleTree) {
    self.selectors = selectors
    let isSelected = walk.matches.map { ($0.first ?? .max) < selectors.count }
    var held: [Range<Int>] = []
    // Tells whether a module is held with everything below it.
    func visit(_ module: Module, _ number: Int) -> Bool {
      let heldBefore = held.count
      var isWhole = isSelected[Int(walk.matchOfPlace[number])]
      var next = number + 1
      for child in module.children {
        if !visit(child.module, next) { isWhole = false }
        next += child.module.moduleCount
      }
      if isWhole {
        held.removeSubrange(heldBefore...)
        held.append(number..<next)
      }
      return isWhole
    }
    _ = visit(tree.root.module, 0)
    numbers = held
    var tree = tree
    modules = held.map { tree.path(ofNumber: $0.lowerBound) }
  }

  /// Whether a module is held.
  func holds(_ place: ModuleTree.Place) -> Bool {
    let range = numbers.partitioningIndex { place.number < $0.upperBound }
    return range < numbers.count && numbers[range].contains(place.number)
  }
}
