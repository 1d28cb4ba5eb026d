/// What an expectation says of a softmax: of each distribution, at each temperature of the config.
struct SoftmaxBounds: Hashable, Sendable {
  /// The most that the largest probability may be.
  var max: Double?
  /// The least that the entropy may be, in nats.
  var minEntropy: Double?
  /// The most that the entropy may be, in nats.
  var maxEntropy: Double?
}

extension SoftmaxBounds: CustomStringConvertible {
  /// The bounds as flow YAML, such as `{max: 0.9, entropy: {min: 0.5}}`.
  var description: String {
    let entropy = [("min", minEntropy), ("max", maxEntropy)].compactMap { key, value in
      value.map { "\(key): \(pythonRepr($0))" }
    }
    let parts = [
      max.map { "max: \(pythonRepr($0))" },
      entropy.isEmpty ? nil : "entropy: {\(entropy.joined(separator: ", "))}",
    ]
    return "{\(parts.compactMap(\.self).joined(separator: ", "))}"
  }
}
