/// Holds a softmax to what an expectation says of it.
struct SoftmaxExpectation {
  /// What was found.
  let measure: SoftmaxMeasure

  /// How many places are told.
  private static let shown = 5

  /// Measures all distributions at all temperatures of the config.
  init(_ figures: SoftmaxFigures?, _ bounds: SoftmaxBounds) {
    guard let figures else {
      measure = SoftmaxMeasure(
        largestProbability: nil, entropies: nil,
        failures: [
          SoftmaxMeasure.Failure(
            message: "the config has no softmax with logits that this could hold of", places: [])
        ])
      return
    }
    var failures: [SoftmaxMeasure.Failure] = []
    func hold(
      _ what: String, ofOne: String, to bound: Double?, isUpper: Bool,
      _ measured: KeyPath<SoftmaxFigures.Tempered, [Double]>
    ) {
      guard let bound else { return }
      let slices = figures.slices
      var worst = bound
      var places: [String] = []
      var count = 0
      for tempered in figures.sweep {
        for (number, value) in tempered[keyPath: measured].enumerated() {
          guard isUpper ? value > bound : value < bound else { continue }
          count += 1
          if isUpper ? value > worst : value < worst { worst = value }
          if places.count < Self.shown {
            let slice = slices.count > 1 ? " in \(slices[number].index)" : ""
            places.append(
              "\(ofOne) \(Self.text(value, beside: bound)) at T = "
                + "\(NumberText.plain(tempered.temperature))\(slice)")
          }
        }
      }
      guard count > 0 else { return }
      if count > places.count { places.append("and \(grouped(count - places.count)) more") }
      failures.append(
        SoftmaxMeasure.Failure(
          message: "\(what) is \(Self.text(worst, beside: bound)), expected "
            + "\(isUpper ? "at most" : "at least") \(NumberText.plain(bound))",
          places: places))
    }
    hold("the largest probability", ofOne: "probability", to: bounds.max, isUpper: true, \.largest)
    hold("the entropy", ofOne: "entropy", to: bounds.minEntropy, isUpper: false, \.entropy)
    hold("the entropy", ofOne: "entropy", to: bounds.maxEntropy, isUpper: true, \.entropy)
    measure = SoftmaxMeasure(
      largestProbability: figures.largest, entropies: figures.entropies, failures: failures)
  }

  /// A number in as few digits as tell it from the bound, and from all of 1.
  private static func text(_ value: Double, beside bound: Double) -> String {
    // So close to all of 1 the digits say nothing, unless the bound is as close.
    if value < 1, value > 0.99995, bound < 0.9999 { return "above 0.9999" }
    return NumberText.significant(value, apartFrom: [bound, 1])
  }
}
