/// What an entry of `eval` picks out of a model's modules.
///
/// ```yaml
/// eval:
///   - frozen                                    # every module whose parameters are all frozen
///   - {module: backbone, except: {type: Dropout}}
/// ```
public enum EvalSelector: Hashable, Sendable {
  /// Every module that has parameters, at or below it, and all of them frozen.
  case frozen(span: SourceSpan)
  /// Modules by path and class, with all that is below them.
  case modules(SelectorMapping)

  /// How ``frozen(span:)`` is written.
  static let frozenWord = "frozen"

  /// Where the selector stands.
  public var span: SourceSpan {
    switch self {
    case .frozen(let span): span
    case .modules(let mapping): mapping.span
    }
  }
}

extension EvalSelector: CustomStringConvertible {
  /// The selector as one line of flow YAML.
  public var description: String {
    switch self {
    case .frozen: EvalSelector.frozenWord
    case .modules(let mapping): mapping.description
    }
  }
}
