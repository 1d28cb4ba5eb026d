/// A number, or a list of such, as JSON has arrays of numbers; the text `-inf` is one too.
enum NestedNumbers {
  case number(Double)
  case list([NestedNumbers])

  /// The numbers in order with their shape; `nil` where lists beside each other differ in length.
  var array: NumberArray? {
    var flat = NumberArray(shape: [], elements: [])
    guard flatten(into: &flat, level: 0),
      flat.shape.reduce(1, saturatingProduct) == flat.elements.count
    else { return nil }
    return flat
  }

  private func flatten(into array: inout NumberArray, level: Int) -> Bool {
    switch self {
    case .number(let number):
      array.elements.append(number)
      return level == array.shape.count
    case .list(let items):
      if level == array.shape.count, array.elements.isEmpty { array.shape.append(items.count) }
      guard level < array.shape.count, items.count == array.shape[level] else { return false }
      return items.allSatisfy { $0.flatten(into: &array, level: level + 1) }
    }
  }
}
