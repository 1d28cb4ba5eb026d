/// The modules that training holds in eval mode, by what the config's `eval` selects.
///
/// Eval mode belongs to whole subtrees, as in `module.eval()`: a module counts as held when it and
/// everything below it is selected.
public struct EvalMode: Sendable {
  /// The selectors.
  public var selectors: [EvalSelector] = []
  /// The paths of the modules on which to call `eval()`, in `named_modules()` order.
  ///
  /// The model's own is empty. What lies below them is held too, and not listed.
  public var modules: [String] = []
  /// The numbers of the held modules in `named_modules(remove_duplicate=False)` order, ascending.
  var numbers: [Range<Int>] = []

  /// Whether a module is held.
  func holds(_ place: ModuleTree.Place) -> Bool {
    let index = numbers.partitioningIndex { $0.upperBound > place.number }
    return index < numbers.count && numbers[index].contains(place.number)
  }
}
