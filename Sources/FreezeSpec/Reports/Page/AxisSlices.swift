/// An array cut along one dimension.
struct AxisSlices {
  /// One cut: the index in every other dimension, and where its elements stand.
  struct Slice {
    /// The index, with `:` in the dimension of the cut.
    var index: String
    /// The places of its elements.
    var places: StrideTo<Int>
  }

  private let shape: [Int]
  private let axis: Int

  init(_ shape: [Int], dim: Int) {
    self.shape = shape
    axis = dim < 0 ? shape.count + dim : dim
  }

  /// The first slices.
  func prefix(_ count: Int) -> [Slice] {
    guard shape.indices.contains(axis), !shape.contains(0) else { return [] }
    let step = shape[(axis + 1)...].reduce(1, *)
    let block = step * shape[axis]
    let total = shape.reduce(1, *) / shape[axis]
    return (0..<min(count, total)).map { number in
      let start = number / step * block + number % step
      return Slice(
        index: index(of: start), places: stride(from: start, to: start + block, by: step))
    }
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
