/// What expectations bound of a softmax, worked out once for all of them.
struct SoftmaxFigures {
  /// The figures of each distribution at one temperature.
  struct Tempered {
    let temperature: Double
    /// The largest probability of each distribution.
    let largest: [Double]
    /// The entropy of each distribution.
    let entropy: [Double]
  }

  /// The distributions.
  let slices: AxisSlices
  /// The figures at each temperature.
  let sweep: [Tempered]
  /// The largest of all probabilities.
  let largest: Double
  /// The least and the most of the entropies.
  let entropies: ClosedRange<Double>

  /// Takes the figures of a softmax; `nil` where it has no distributions.
  init?(_ softmax: SoftmaxPreview?) {
    guard let softmax, let logits = softmax.logits else { return nil }
    let slices = AxisSlices(logits.shape, dim: softmax.dim)
    if slices.count == 0 { return nil }
    self.slices = slices
    sweep = softmax.sweep.map { tempered in
      let probabilities = tempered.probabilities.elements
      return Tempered(
        temperature: tempered.temperature,
        largest: (0..<slices.count).map { number in
          slices.places(of: number).reduce(0) { max($0, probabilities[$1]) }
        }, entropy: tempered.entropy.elements)
    }
    largest = sweep.lazy.compactMap { $0.largest.max() }.max() ?? 0
    let least = sweep.lazy.compactMap { $0.entropy.min() }.min() ?? 0
    entropies = least...max(least, sweep.lazy.compactMap { $0.entropy.max() }.max() ?? 0)
  }
}
