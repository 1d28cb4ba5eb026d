/// A config, decoded: every value typed and placed, nothing evaluated yet.
public struct FreezeConfig: Sendable {
  /// The plan's name; the file's stem where the config gives none.
  public var name: String
  /// What the plan is for.
  public var description: String?
  /// The type of tensors that are given no other.
  public var dtype: DType?
  var lets = LetDefinitions()
  var classes: [ClassDefinition] = []
  var model: ModuleSpec?
  var ties: [Tie] = []
  /// The files that its modules come from.
  var references: [FileReference] = []
  /// The rules, in order.
  public var rules: [Rule] = []
  /// Whether ``rules`` are all that the config writes: one with an error is left out of them.
  var hasAllRules = true
  /// The softmax, where the config has one.
  public var softmax: SoftmaxConfig?
  /// The assertions that hold the plan in place.
  public var expectations: [Expectation] = []
  /// The modules that training holds in eval mode.
  var evalSelectors: [Selector] = []
  /// The classes whose modules FSDP wraps.
  var wrappedClasses: [SelectorValue] = []
}

/// The named values of a config.
struct LetDefinitions: Sendable {
  /// Those that can be read, in order.
  var values: [(name: PlacedName, value: Expression)] = []
  /// The names of the others, each of which has an error of its own.
  var failed: Set<String> = []
  /// Whether all names are known: not where the mapping itself cannot be read.
  var areComplete = true

  /// All names.
  var names: Set<String> { failed.union(values.map(\.name.text)) }
}

/// The softmax of a config.
public struct SoftmaxConfig: Sendable {
  /// By what the logits are divided; finite and above 0.
  public var temperature: Double
  /// The dimension along which the probabilities sum to 1; negative ones count from the last.
  public var dim: Int
  /// The logits, where the config gives some.
  public var logits: NumberArray?
  /// Its place.
  public var span: SourceSpan
}

/// A rectangular array of numbers, row by row.
public struct NumberArray: Hashable, Sendable {
  /// Its sizes.
  public var shape: [Int]
  /// Its elements, the last dimension fastest.
  public var elements: [Double]
}

/// An assertion about the finished plan.
public struct Expectation: Sendable {
  /// What is asserted.
  public enum Claim: Sendable {
    /// Every parameter that the selector matches is frozen.
    case frozen(Selector)
    /// Every parameter that the selector matches trains.
    case trainable(Selector)
    /// A number of the summary lies within bounds.
    case quantity(Quantity, minimum: Bound?, maximum: Bound?)
  }

  /// A bound: a count, or a fraction.
  public enum Bound: Comparable, Hashable, Sendable {
    /// A count.
    case count(Int)
    /// A fraction, from 0 to 1.
    case fraction(Double)
  }

  /// A number of the summary.
  public enum Quantity: String, CaseIterable, Sendable {
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
  public var claim: Claim
  /// Its place.
  public var span: SourceSpan
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

/// A config with the configs that its `from` entries name.
public struct ConfigSet: Sendable {
  /// One file.
  struct Entry: Sendable {
    var config: FreezeConfig
    /// The index of the file that each of its references names.
    var references: [FileReference: Int]
    /// The text that the config was read from, to tell places in it.
    var bytes: [UInt8] = []
  }

  /// The files; the first is the one that was asked for.
  var entries: [Entry]

  /// The config that was asked for.
  public var main: FreezeConfig { entries[0].config }
}
