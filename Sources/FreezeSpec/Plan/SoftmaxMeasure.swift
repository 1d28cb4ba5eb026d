/// What an expectation of the softmax found, over all distributions at all temperatures of the config.
struct SoftmaxMeasure: Hashable, Sendable {
  /// A bound that does not hold.
  struct Failure: Hashable, Sendable {
    /// What is measured and what was expected, for a message.
    let message: String
    /// At which temperatures and of which distributions, the first few.
    let places: [String]
  }

  /// The largest of all probabilities; `nil` where there are no logits.
  let largestProbability: Double?
  /// The least and the most of the entropies, in nats; `nil` where there are no logits.
  let entropies: ClosedRange<Double>?
  /// The bounds that do not hold.
  let failures: [Failure]
}

extension SoftmaxMeasure {
  /// What was measured, in words.
  var text: String {
    guard let largestProbability, let entropies else { return "there are no logits" }
    let (least, most) = (
      NumberText.figure(entropies.lowerBound), NumberText.figure(entropies.upperBound)
    )
    return "the largest probability is \(NumberText.probability(largestProbability)), the entropy "
      + (least == most ? least : "\(least) to \(most)")
  }
}
