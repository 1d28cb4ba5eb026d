#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A softmax at one temperature or several, beside the same at temperature 1.
public struct SoftmaxPreview: Hashable, Sendable {
  /// The softmax at one temperature.
  public struct Tempered: Hashable, Sendable {
    /// By what the logits are divided.
    public let temperature: Double
    /// softmax(logits / temperature) along the dimension.
    public let probabilities: NumberArray
    /// The entropy of each distribution in nats, of the logits' shape without the dimension.
    public let entropy: NumberArray
    /// softmax(teacher / temperature), where there is a teacher.
    public let teacherProbabilities: NumberArray?
    /// T² · KL(teacher ‖ student) of each distribution, shaped as ``entropy``, where there is a teacher.
    public let distillationLosses: NumberArray?

    /// The effective number of classes of each distribution, its perplexity: e to the power of its
    /// entropy.
    public var effectiveClasses: NumberArray {
      NumberArray(shape: entropy.shape, elements: entropy.elements.map(exp))
    }

    /// The mean of ``distillationLosses``, which for rows of a matrix is what
    /// `kl_div(log_softmax(logits / T), softmax(teacher / T), reduction="batchmean") * T * T` gives.
    public var distillationLoss: Double? {
      guard let losses = distillationLosses?.elements, !losses.isEmpty else { return nil }
      return losses.reduce(0, +) / Double(losses.count)
    }
  }

  /// By what the logits are divided, in the config's order, each once.
  public let temperatures: [Double]
  /// The dimension as the config writes it.
  public let dim: Int
  /// The logits, where the config gives some; -inf stands for a masked one.
  public let logits: NumberArray?
  /// The logits of a teacher, where the config gives some, of the same shape.
  public let teacher: NumberArray?
  /// The softmax at each of ``temperatures``; empty without logits.
  public let sweep: [Tempered]
  /// The softmax at temperature 1.
  public let atTemperature1: Tempered?

  /// Computes a preview.
  ///
  /// - Parameters:
  ///   - temperatures: One or more, finite and above 0.
  ///   - dim: A dimension of the logits; negative ones count from the last.
  ///   - logits: Finite numbers and -inf, of any rank from 1, no distribution of which is masked whole.
  ///   - teacher: Likewise and of the same shape, masked where the logits are.
  init(temperatures: [Double], dim: Int, logits: NumberArray?, teacher: NumberArray? = nil) {
    var distinct: [Double] = []
    var known = HashIndex()
    for temperature in temperatures where known.number(of: temperature, in: distinct) == nil {
      known.insert(distinct.count, temperature)
      distinct.append(temperature)
    }
    self.temperatures = distinct
    self.dim = dim
    self.logits = logits
    self.teacher = teacher
    guard let logits else {
      (sweep, atTemperature1) = ([], nil)
      return
    }
    let sweep = distinct.map { Tempered(logits, teacher: teacher, temperature: $0, dim: dim) }
    self.sweep = sweep
    atTemperature1 =
      sweep.first { $0.temperature == 1 }
      ?? Tempered(logits, teacher: teacher, temperature: 1, dim: dim)
  }

  /// The first temperature.
  public var temperature: Double { temperatures.first ?? 1 }
  /// softmax(logits / ``temperature``) along ``dim``.
  public var probabilities: NumberArray? { sweep.first?.probabilities }
}

extension SoftmaxPreview.Tempered {
  /// Takes the softmax of logits, and of a teacher's, along a dimension.
  fileprivate init(
    _ logits: NumberArray, teacher: NumberArray?, temperature: Double, dim: Int
  ) {
    let slices = AxisSlices(logits.shape, dim: dim)
    var probabilities = logits.elements
    var targets = teacher?.elements
    var entropy: [Double] = []
    var losses: [Double] = []
    entropy.reserveCapacity(slices.count)
    for number in 0..<slices.count {
      let places = slices.places(of: number)
      let student = TemperedSlice(logits.elements, places, temperature)
      for (at, place) in places.enumerated() { probabilities[place] = student.probabilities[at] }
      entropy.append(student.entropy)
      guard let teacher else { continue }
      let target = TemperedSlice(teacher.elements, places, temperature)
      for (at, place) in places.enumerated() { targets?[place] = target.probabilities[at] }
      losses.append(student.distillationLoss(of: target))
    }
    self.temperature = temperature
    self.probabilities = NumberArray(shape: logits.shape, elements: probabilities)
    self.entropy = NumberArray(shape: slices.outerShape, elements: entropy)
    teacherProbabilities = targets.map { NumberArray(shape: logits.shape, elements: $0) }
    distillationLosses = teacher.map { _ in
      NumberArray(shape: slices.outerShape, elements: losses)
    }
  }
}

/// One distribution: softmax(logits / temperature), as `torch.nn.functional.softmax` computes it.
///
/// The largest logit is taken away first, so that no exponential overflows.
private struct TemperedSlice {
  let temperature: Double
  private(set) var probabilities: [Double] = []
  /// By how much each logit lies below the largest; infinite for a masked one.
  private var gaps: [Double] = []
  /// The same over the temperature.
  private var scaled: [Double] = []
  /// The sum of exp(-gap / temperature), of all logits but the largest.
  private var rest = 0.0
  /// The sum of exp(-gap / temperature) - 1 of the logits that are not masked.
  private var excess = 0.0
  private var unmasked = 0

  init(_ logits: [Double], _ places: StrideTo<Int>, _ temperature: Double) {
    self.temperature = temperature
    let largest = places.reduce(-Double.infinity) { max($0, logits[$1]) }
    var isBehindLargest = false
    for place in places {
      let logit = logits[place]
      let gap = logit == largest ? 0 : largest - logit
      // The difference of two finite logits may overflow where that of their quotients does not.
      let distance =
        gap.isFinite || logit == -.infinity
        ? gap / temperature : largest / temperature - logit / temperature
      let power = exp(-distance)
      gaps.append(gap)
      scaled.append(distance)
      probabilities.append(power)
      if logit > -.infinity {
        unmasked += 1
        excess += expm1(-distance)
      }
      if logit == largest, !isBehindLargest { isBehindLargest = true } else { rest += power }
    }
    let sum = 1 + rest
    for at in probabilities.indices { probabilities[at] /= sum }
  }

  /// The entropy -Σ p · log p in nats, where 0 · log 0 is 0.
  ///
  /// No term of the sum is negative, so that small ones stay exact.
  var entropy: Double {
    var sum = log1p(rest)
    for (probability, distance) in zip(probabilities, scaled) where probability > 0 {
      sum += probability * distance
    }
    return sum
  }

  /// T² · KL(teacher ‖ this).
  ///
  /// With u = log(student / teacher) the divergence is the sum of teacher · (e^u - 1 - u), of which no
  /// term is negative. The factor T² goes into the terms, so that neither it nor they overflow alone.
  func distillationLoss(of teacher: TemperedSlice) -> Double {
    // log Σ exp of the teacher minus that of the student.
    let shift =
      unmasked == teacher.unmasked
      ? log1p((teacher.excess - excess) / (Double(unmasked) + excess))
      : log1p(teacher.rest) - log1p(rest)
    var sum = 0.0
    for at in probabilities.indices {
      let (target, own) = (teacher.probabilities[at], probabilities[at])
      // What the teacher gives nothing has the term student - teacher - 0.
      if target == 0 {
        sum += own * temperature * temperature
        continue
      }
      let difference = teacher.scaled[at] - scaled[at]
      let ratio = difference + shift
      // T · u, from gaps that were not divided.
      let gap = teacher.gaps[at] - gaps[at]
      let weighted = (gap.isFinite ? gap : difference * temperature) + temperature * shift
      if abs(ratio) < 0.05 {
        sum += target * weighted * weighted * Self.secondOrder(ratio)
      } else {
        let term = temperature * (own - target) - target * weighted
        sum += temperature * max(0, term)
      }
    }
    return sum
  }

  /// (e^u - 1 - u) / u² near 0, by its series.
  private static func secondOrder(_ u: Double) -> Double {
    1 / 2 + u * (1 / 6 + u * (1 / 24 + u * (1 / 120 + u * (1 / 720 + u * (1 / 5040 + u / 40320)))))
  }
}
