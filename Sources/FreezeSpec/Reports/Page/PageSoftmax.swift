/// What the page shows of a softmax: its first distributions, cut along its dimension, at both temperatures.
struct PageSoftmax {
  /// The distributions that the page draws, and the logits of all of them together.
  private static let mostSlices = 24
  private static let mostLogits = 3_072

  private let softmax: SoftmaxPreview?

  init(_ softmax: SoftmaxPreview?) { self.softmax = softmax }

  func write(to json: inout JSONWriter) {
    guard let softmax else { return json.null() }
    json.object { json in
      json.key("temperature")
      json.value(softmax.temperature)
      json.field("dim", softmax.dim)
      json.field("shape", softmax.logits?.shape ?? [])
      json.key("slices")
      json.array { writeSlices(of: softmax, to: &$0) }
    }
  }

  private func writeSlices(of softmax: SoftmaxPreview, to json: inout JSONWriter) {
    guard let logits = softmax.logits, let probabilities = softmax.probabilities,
      let atTemperature1 = softmax.atTemperature1
    else { return }
    let slices = AxisSlices(logits.shape, dim: softmax.dim).prefix(Self.mostSlices)
    for slice in slices {
      let places = slice.places.prefix(Self.mostLogits / slices.count)
      json.object(inline: true) { json in
        json.field("at", slice.index)
        for (key, numbers) in [
          ("logits", logits), ("tempered", probabilities), ("plain", atTemperature1),
        ] as [(StaticString, NumberArray)] {
          json.key(key)
          json.array { json in for place in places { json.value(numbers.elements[place]) } }
        }
      }
    }
  }
}
