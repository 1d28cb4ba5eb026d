/// What becomes of the parameters that no rule matches, as the key `unmatched` says it.
struct UnmatchedParameters: Hashable, Sendable {
  /// What becomes of them.
  var outcome: UnmatchedOutcome
  /// Where that is written.
  var span: SourceSpan
}

/// What a config can say of the parameters that no rule matches.
///
/// One that declares `requires_grad: false` is frozen by that, whichever of them is written.
public enum UnmatchedOutcome: String, CaseIterable, Sendable {
  /// They train, as everything does where nothing is said.
  case train
  /// They are frozen.
  case freeze
  /// Each needs a rule.
  case error
}

extension UnmatchedOutcome {
  /// The state of a parameter that no rule matches; `nil` where that is an error.
  ///
  /// - Parameters:
  ///   - outcome: What the config says, if anything.
  ///   - ownState: Whether the parameter trains by itself.
  static func state(_ outcome: UnmatchedOutcome?, ownState: Bool) -> Bool? {
    guard ownState else { return false }
    return switch outcome {
    case nil, .train: true
    case .freeze: false
    case .error: nil
    }
  }
}
