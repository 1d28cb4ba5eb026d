/// An assertion about the finished plan.
struct Expectation: Sendable {
  /// What is asserted.
  enum Claim: Sendable {
    /// Every parameter that the selector matches is frozen.
    case frozen(Selector)
    /// Every parameter that the selector matches trains.
    case trainable(Selector)
    /// A number of the summary lies within bounds.
    case quantity(Quantity, minimum: Bound?, maximum: Bound?)
    /// The distributions of the softmax lie within bounds.
    case softmax(SoftmaxBounds)
  }

  /// A bound: a count, or a fraction.
  enum Bound: Comparable, Hashable, Sendable {
    /// A count.
    case count(Int)
    /// A fraction, from 0 to 1.
    case fraction(Double)
  }

  /// A number of the summary.
  enum Quantity: String, CaseIterable, Sendable {
    /// Elements of trainable parameters.
    case trainableElements = "trainable_elements"
    /// Elements of frozen parameters.
    case frozenElements = "frozen_elements"
    /// Trainable parameters.
    case trainableParameters = "trainable_parameters"
    /// Frozen parameters.
    case frozenParameters = "frozen_parameters"
    /// Elements of trainable parameters, as a fraction of all.
    case trainableFraction = "trainable_fraction"
  }

  /// The claim.
  var claim: Claim
  /// Its place.
  var span: SourceSpan
}

extension Expectation {
  /// The parameters that the claim is about, where it is about some.
  var selector: Selector? {
    switch claim {
    case .frozen(let selector), .trainable(let selector): selector
    case .quantity, .softmax: nil
    }
  }
}

extension Expectation: CustomStringConvertible {
  /// The expectation as one line of flow YAML, such as `frozen: {module: backbone}`.
  var description: String {
    switch claim {
    case .frozen(let selector): return "frozen: \(selector.description)"
    case .trainable(let selector): return "trainable: \(selector.description)"
    case .softmax(let bounds): return "softmax: \(bounds)"
    case .quantity(let quantity, let minimum, let maximum):
      if minimum == maximum, let minimum { return "\(quantity.rawValue): \(minimum.yaml)" }
      let bounds = [minimum.map { "min: \($0.yaml)" }, maximum.map { "max: \($0.yaml)" }]
      return "\(quantity.rawValue): {\(bounds.compactMap(\.self).joined(separator: ", "))}"
    }
  }
}

extension Expectation.Bound {
  fileprivate var yaml: String {
    switch self {
    case .count(let count): String(count)
    case .fraction(let fraction): pythonRepr(fraction)
    }
  }
}
