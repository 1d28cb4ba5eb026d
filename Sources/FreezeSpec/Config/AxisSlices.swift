/// An array cut along one dimension.
struct AxisSlices {
  /// One cut: the index in every other dimension, and where its elements stand.
  struct Slice {
    /// The index, with `:` in the dimension of the cut.
    var index: String
    /// The places of its elements.
    var places: StrideTo<Int>
  }

  /// How many there are.
  let count: Int
  /// The sizes of all dimensions but that of the cut, which the slices lie in.
  let outerShape: [Int]
  private let shape: [Int]
  private let axis: Int
  private let step: Int

  init(_ shape: [Int], dim: Int) {
    self.shape = shape
    axis = dim < 0 ? shape.count + dim : dim
    guard shape.indices.contains(axis), !shape.contains(0) else {
      (count, outerShape, step) = (0, [0], 1)
      return
    }
    step = shape[(axis + 1)...].reduce(1, *)
    count = shape.reduce(1, *) / shape[axis]
    outerShape = Array(shape[..<axis] + shape[(axis + 1)...])
  }

  /// The places of the elements of a slice by its number.
  func places(of number: Int) -> StrideTo<Int> {
    let start = start(of: number)
    return stride(from: start, to: start + step * shape[axis], by: step)
  }

  /// A slice by its number.
  subscript(number: Int) -> Slice {
    Slice(index: index(of: start(of: number)), places: places(of: number))
  }

  /// The first slices.
  func prefix(_ most: Int) -> [Slice] { (0..<min(most, count)).map { self[$0] } }

  private func start(of number: Int) -> Int {
    number / step * step * shape[axis] + number % step
  }

  private func index(of place: Int) -> String {
    var rest = place
    var parts: [String] = []
    for (dimension, size) in shape.enumerated().reversed() {
      parts.append(dimension == axis ? ":" : String(rest % size))
      rest /= size
    }
    return "[" + parts.reversed().joined(separator: ", ") + "]"
  }
}
