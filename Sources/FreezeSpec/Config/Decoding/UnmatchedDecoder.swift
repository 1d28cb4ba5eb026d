/// Decodes `unmatched`.
struct UnmatchedDecoder {
  let reader: NodeReader

  /// What becomes of the parameters that no rule matches.
  func unmatched(_ node: YAMLNode) throws(Reported) -> UnmatchedParameters {
    let text = try reader.scalar(node, "`unmatched`", "train, freeze or error").text
    if let outcome = UnmatchedOutcome(rawValue: text) {
      return UnmatchedParameters(outcome: outcome, span: node.span)
    }
    let meant: UnmatchedOutcome? =
      switch text.lowercased() {
      case "train", "trainable", "true", "default", "keep", "ignore", "allow", "warn": .train
      case "freeze", "frozen", "false": .freeze
      case "error", "raise", "fail", "refuse", "forbid", "deny", "strict": .error
      default: nil
      }
    let near = Suggestion.didYouMean(text, in: UnmatchedOutcome.allCases.map(\.rawValue))
    throw reader.report(
      .invalidValue, "`unmatched` is train, freeze or error, not `\(clipped(text))`",
      at: node.span, cures: meant.map { [.writing($0.rawValue)] } ?? near)
  }
}
