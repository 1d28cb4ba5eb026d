/// Decides every parameter of a model by the rules.
///
/// ```swift
/// let engine = RuleEngine(rules: rules, selectors: expectations)
/// let evaluation = engine.evaluate(model.root)
/// evaluation[0].requiresGrad
/// ```
public struct RuleEngine: Sendable {
  /// The rules, in order.
  public let rules: [Rule]
  /// Further selectors that are evaluated in the same walk.
  public let selectors: [Selector]
  /// Errors in the patterns of rules and selectors; what they stand in is left out of matching.
  public let patternDiagnostics: [Diagnostic]

  /// Reads the patterns of the rules and of further selectors.
  public init(rules: [Rule], selectors: [Selector] = []) {
    self.rules = rules
    self.selectors = selectors
    patternDiagnostics = []
  }

  /// Decides the parameters of a model.
  ///
  /// - Parameters:
  ///   - root: The model.
  ///   - tensorOfName: For each name, in `named_parameters(remove_duplicate=False)` order, the
  ///     tensor it stands for, counted from 0 by first name; `nil` where each is one of its own.
  /// - Returns: The decisions by tensor, the ledger and the findings.
  public func evaluate(_ root: Module, tensorOfName: [Int]? = nil) -> RuleEvaluation {
    RuleEvaluation()
  }
}
