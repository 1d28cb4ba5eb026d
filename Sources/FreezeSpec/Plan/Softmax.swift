#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A softmax at a temperature, beside the same at temperature 1.
public struct SoftmaxPreview: Hashable, Sendable {
  /// By what the logits are divided.
  public let temperature: Double
  /// The dimension as the config writes it.
  public let dim: Int
  /// The logits, where the config gives some.
  public let logits: NumberArray?
  /// softmax(logits / temperature) along ``dim``.
  public let probabilities: NumberArray?
  /// softmax(logits) along ``dim``.
  public let atTemperature1: NumberArray?

  /// Computes a preview.
  ///
  /// - Parameters:
  ///   - temperature: Finite and above 0.
  ///   - dim: A dimension of the logits; negative ones count from the last.
  ///   - logits: Finite numbers, of any rank from 1.
  init(temperature: Double, dim: Int, logits: NumberArray?) {
    self.temperature = temperature
    self.dim = dim
    self.logits = logits
    probabilities = logits.map { softmax($0, temperature: temperature, dim: dim) }
    atTemperature1 = logits.map { softmax($0, temperature: 1, dim: dim) }
  }

  init(_ config: SoftmaxConfig) {
    self.init(temperature: config.temperature, dim: config.dim, logits: config.logits)
  }
}

/// softmax(logits / temperature) along a dimension, as `torch.nn.functional.softmax` computes it.
///
/// The largest logit of each slice is taken away first, so that no exponential overflows.
///
/// - Parameters:
///   - logits: Finite numbers, of any rank from 1.
///   - temperature: Finite and above 0.
///   - dim: A dimension of the logits; negative ones count from the last.
/// - Returns: Numbers of the same shape, which add up to 1 along `dim`.
func softmax(_ logits: NumberArray, temperature: Double, dim: Int) -> NumberArray {
  let axis = dim < 0 ? logits.shape.count + dim : dim
  guard logits.shape.indices.contains(axis), !logits.elements.isEmpty else { return logits }
  let count = logits.shape[axis]
  // Neighbours along the axis lie as many elements apart as all later dimensions have together.
  let stride = logits.shape[(axis + 1)...].reduce(1, *)
  var result = logits
  for outer in Swift.stride(from: 0, to: logits.elements.count, by: count * stride) {
    for inner in 0..<stride {
      let places = (0..<count).map { outer + inner + $0 * stride }
      let largest = places.reduce(-Double.infinity) { max($0, logits.elements[$1]) }
      var sum = 0.0
      for place in places {
        // The difference of two finite logits may be -inf, and its exponential is 0.
        let power = exp((logits.elements[place] - largest) / temperature)
        result.elements[place] = power
        sum += power
      }
      for place in places { result.elements[place] /= sum }
    }
  }
  return result
}
