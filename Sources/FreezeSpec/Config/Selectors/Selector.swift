/// What a rule or an expectation picks out of a model's parameters, or `eval` out of its modules.
///
/// ```yaml
/// "encoder.*"                                   # a glob
/// ["encoder.*", {type: LayerNorm}]              # any of them
/// {type: Linear, parameter: bias, except: …}    # all keys must hold
/// frozen                                        # of modules: those that are frozen
/// ```
indirect enum Selector: Hashable, Sendable {
  /// A glob over the whole parameter name.
  case glob(SelectorValue)
  /// Every module that has parameters, at or below it, and all of them frozen.
  case frozen(span: SourceSpan)
  /// Any of several selectors; the place is that of the list.
  case anyOf([Selector], span: SourceSpan)
  /// A mapping whose keys must all hold.
  case allOf(SelectorMapping)

  /// How ``frozen(span:)`` is written.
  static let frozenWord = "frozen"

  /// Where the selector stands.
  var span: SourceSpan {
    switch self {
    case .glob(let value): value.span
    case .frozen(let span), .anyOf(_, let span): span
    case .allOf(let mapping): mapping.span
    }
  }
}

/// A selector written as a mapping: every term must hold, and `except` must not.
struct SelectorMapping: Hashable, Sendable {
  /// The keys but `except`, in order; without any, the mapping holds for every parameter.
  let terms: [SelectorTerm]
  /// What is taken away from the others.
  let except: Selector?
  /// Where the mapping stands.
  let span: SourceSpan

  /// Makes a mapping.
  init(terms: [SelectorTerm], except: Selector? = nil, span: SourceSpan) {
    self.terms = terms
    self.except = except
    self.span = span
  }
}

/// A key of a selector with its values, any of which must hold.
struct SelectorTerm: Hashable, Sendable {
  /// What the values are held against.
  let key: SelectorKey
  /// Where the key stands.
  let keySpan: SourceSpan
  /// The values, at least one.
  let values: [SelectorValue]
  /// Whether the values are written as a list.
  let isList: Bool
}

/// One written value of a selector, with what it asks and its place.
struct SelectorValue: Hashable, Sendable {
  /// The text after YAML's unquoting.
  let text: String
  /// What it asks.
  let question: SelectorQuestion
  /// Where the value stands.
  let span: SourceSpan
  /// Where the text starts, where it stands in the source as it is.
  private let verbatimStart: UInt32?

  /// A value that asks something else than its text says, or one that was read.
  ///
  /// - Parameter verbatimStart: Where its text starts, where it stands in the source as it is.
  init(
    text: String, asking question: SelectorQuestion, at span: SourceSpan,
    verbatimStart: UInt32? = nil
  ) {
    self.text = text
    self.question = question
    self.span = span
    self.verbatimStart = verbatimStart
  }

  /// Reads a value that stands under a key.
  init(_ text: String, under key: SelectorKey, at span: SourceSpan) throws(PatternError) {
    self.text = text
    self.span = span
    verbatimStart = nil
    question = try SelectorQuestion(text, under: key)
  }

  /// Where some bytes of the text stand; the whole value where it is not written as it reads.
  func span(of bytes: Range<Int>) -> SourceSpan {
    guard let start = verbatimStart.map(Int.init) else { return span }
    return SourceSpan(
      file: span.file, start: start + bytes.lowerBound, end: start + bytes.upperBound)
  }
}

/// The keys of a selector mapping, without `except`.
enum SelectorKey: String, CaseIterable, Sendable {
  /// The whole parameter name, exactly.
  case name
  /// A glob over the whole parameter name.
  case glob
  /// A regular expression that the whole parameter name must match.
  case regex
  /// A class, or a glob over classes, of a module at or above the parameter.
  case type
  /// The path, with Python indices and slices, of a module at or above the parameter.
  case module
  /// The last component of the parameter name.
  case parameter

  /// Whether it can stand in a selector of modules.
  var selectsModules: Bool { self == .module || self == .type }
}

extension Selector {
  /// Whether anything in it is taken away by `except`.
  var hasException: Bool {
    switch self {
    case .glob, .frozen: false
    case .anyOf(let items, _): items.contains(where: \.hasException)
    case .allOf(let mapping): mapping.except != nil
    }
  }

  /// The items of a list, those of lists in it included, or the selector itself.
  var items: [Selector] {
    if case .anyOf(let items, _) = self { return items.flatMap(\.items) }
    return [self]
  }

  /// What it selects before anything is taken away.
  var withoutExceptions: Selector {
    switch self {
    case .glob, .frozen: return self
    case .anyOf(let items, let span): return .anyOf(items.map(\.withoutExceptions), span: span)
    case .allOf(let mapping):
      return .allOf(SelectorMapping(terms: mapping.terms, span: mapping.span))
    }
  }
}

extension Selector: CustomStringConvertible {
  /// The selector as one line of flow YAML, such as `{type: Linear, parameter: [weight, bias]}`.
  var description: String {
    switch self {
    case .glob(let value): flowScalar(value.text)
    case .frozen: Selector.frozenWord
    case .anyOf(let items, _): "[" + items.map(\.description).joined(separator: ", ") + "]"
    case .allOf(let mapping): mapping.description
    }
  }
}

extension SelectorMapping: CustomStringConvertible {
  /// The mapping as one line of flow YAML.
  var description: String {
    var parts = terms.map(\.description)
    if let except { parts.append("except: \(except)") }
    return "{" + parts.joined(separator: ", ") + "}"
  }
}

extension SelectorTerm: CustomStringConvertible {
  /// The key and its values as one line of flow YAML, without braces.
  var description: String {
    let texts = values.map { flowScalar($0.text) }
    let value =
      texts.count == 1 && !isList ? texts[0] : "[" + texts.joined(separator: ", ") + "]"
    return "\(key.rawValue): \(value)"
  }
}
