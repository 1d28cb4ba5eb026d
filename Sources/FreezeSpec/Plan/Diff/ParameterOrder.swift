/// Finds out whether what two models have in common stands in another order in the new one.
struct ParameterOrder {
  private var last = 0
  /// Whether it does.
  var isChanged = false

  /// Takes the old place of what comes next in the new model.
  mutating func add(_ place: Int) {
    if place < last { isChanged = true }
    last = place
  }
}
