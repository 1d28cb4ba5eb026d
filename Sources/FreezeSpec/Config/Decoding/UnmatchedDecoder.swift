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
      case "train", "trainable": .train
      case "freeze", "frozen": .freeze
      case "error", "raise": .error
      default: nil
      }
    var near = Suggestion.didYouMean(text, in: UnmatchedOutcome.allCases.map(\.rawValue))
    if near.isEmpty {
      // Words such as `ignore` and `true` name no state of a parameter: each of the three may be meant.
      near = [
        "`train` lets them train, `freeze` freezes them, `error` lets no plan be made of them"
      ]
    }
    throw reader.report(
      .invalidValue, "`unmatched` is train, freeze or error, not `\(clipped(text))`",
      at: node.span, cures: meant.map { [.writing($0.rawValue)] } ?? near)
  }
}
