extension JSONWriter {
  /// The distributions that the page draws, and the logits of all of them together.
  private static let mostSlices = 24
  private static let mostLogits = 3_072

  /// Writes a softmax: its first distributions, cut along its dimension, at both temperatures.
  mutating func appendSoftmax(_ softmax: SoftmaxPreview?) {
    key("softmax")
    guard let softmax else { return null() }
    object { json in
      json.key("temperature")
      json.value(softmax.temperature)
      json.field("dim", softmax.dim)
      json.field("shape", softmax.logits?.shape ?? [])
      json.key("slices")
      json.array { json in
        guard let logits = softmax.logits, let probabilities = softmax.probabilities,
          let atTemperature1 = softmax.atTemperature1
        else { return }
        let slices = AxisSlices(logits.shape, dim: softmax.dim).prefix(Self.mostSlices)
        for slice in slices {
          let places = slice.places.prefix(Self.mostLogits / slices.count)
          json.object(inline: true) { json in
            json.field("at", slice.index)
            json.doubles(places.map { logits.elements[$0] }, "logits")
            json.doubles(places.map { probabilities.elements[$0] }, "tempered")
            json.doubles(places.map { atTemperature1.elements[$0] }, "plain")
          }
        }
      }
    }
  }

  private mutating func doubles(_ numbers: [Double], _ key: StaticString) {
    self.key(key)
    array(inline: true) { json in for number in numbers { json.value(number) } }
  }
}

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
