/// What the page shows of a softmax: its first distributions, cut along its dimension, at each temperature.
struct PageSoftmax {
  /// The distributions that the page draws, and the numbers of all of them together.
  private static let mostSlices = 24
  private static let mostNumbers = 12_288

  private let softmax: SoftmaxPreview?

  init(_ softmax: SoftmaxPreview?) { self.softmax = softmax }

  func write(to json: inout JSONWriter) {
    guard let softmax else { return json.null() }
    json.object { json in
      json.field("title", SoftmaxTable.temperatures(of: softmax))
      json.field("dim", softmax.dim)
      json.field("shape", softmax.logits?.shape ?? [])
      json.field("hasTeacher", softmax.teacher != nil)
      json.field("legend", softmax.logits == nil ? "" : SoftmaxRows.legend(of: softmax))
      json.field("losses", SoftmaxRows.meanLosses(of: softmax))
      json.key("slices")
      json.array { writeSlices(of: softmax, to: &$0) }
    }
  }

  private func writeSlices(of softmax: SoftmaxPreview, to json: inout JSONWriter) {
    guard let logits = softmax.logits, let atTemperature1 = softmax.atTemperature1 else { return }
    var sweep = softmax.sweep
    if !softmax.temperatures.contains(1) { sweep.append(atTemperature1) }
    let slices = AxisSlices(logits.shape, dim: softmax.dim)
    let shown = min(slices.count, Self.mostSlices)
    if shown == 0 { return }
    let rows = 1 + sweep.count + (softmax.teacher == nil ? 0 : 1 + sweep.count)
    let most = max(1, Self.mostNumbers / shown / rows)
    for number in 0..<shown {
      let slice = slices[number]
      // The largest logits come first, so that those which are left out matter least.
      let places = Array(slice.places).enumerated().sorted { first, second in
        let (one, other) = (logits.elements[first.element], logits.elements[second.element])
        return one == other ? first.offset < second.offset : one > other
      }.prefix(most)
      json.object(inline: true) { json in
        json.field("at", slice.index)
        json.field("classes", places.map(\.offset))
        func write(_ key: StaticString, _ array: NumberArray?, to json: inout JSONWriter) {
          guard let array else { return }
          json.key(key)
          json.array(inline: true) { json in
            for place in places { json.value(array.elements[place.element]) }
          }
        }
        write("logits", logits, to: &json)
        write("teacher", softmax.teacher, to: &json)
        json.key("rows")
        json.array(inline: true) { json in
          for tempered in sweep {
            json.object(inline: true) { json in
              json.key("temperature")
              json.value(tempered.temperature)
              write("student", tempered.probabilities, to: &json)
              write("teacher", tempered.teacherProbabilities, to: &json)
              json.key("entropy")
              json.value(tempered.entropy.elements[number])
              json.key("effective")
              json.value(tempered.effectiveClasses.elements[number])
              if let losses = tempered.distillationLosses {
                json.key("loss")
                json.value(losses.elements[number])
              }
            }
          }
        }
      }
    }
  }
}
