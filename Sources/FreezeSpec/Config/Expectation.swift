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
    case .quantity: nil
    }
  }
}
