/// What a rule or an expectation picks out of a model's parameters.
///
/// ```yaml
/// "encoder.*"                                   # a glob
/// ["encoder.*", {type: LayerNorm}]              # any of them
/// {type: Linear, parameter: bias, except: …}    # all keys must hold
/// ```
public indirect enum Selector: Hashable, Sendable {
  /// A glob over the whole parameter name.
  case glob(SelectorValue)
  /// Any of several selectors; the place is that of the list.
  case anyOf([Selector], span: SourceSpan)
  /// A mapping whose keys must all hold.
  case allOf(SelectorMapping)

  /// Where the selector stands.
  public var span: SourceSpan {
    switch self {
    case .glob(let value): value.span
    case .anyOf(_, let span): span
    case .allOf(let mapping): mapping.span
    }
  }
}

/// A selector written as a mapping: every term must hold, and `except` must not.
public struct SelectorMapping: Hashable, Sendable {
  /// The keys but `except`, in order; without any, the mapping holds for every parameter.
  public var terms: [SelectorTerm]
  /// What is taken away from the others.
  public var except: Selector?
  /// Where the mapping stands.
  public var span: SourceSpan

  /// Makes a mapping.
  public init(terms: [SelectorTerm], except: Selector? = nil, span: SourceSpan) {
    self.terms = terms
    self.except = except
    self.span = span
  }
}

/// A key of a selector with its values, any of which must hold.
public struct SelectorTerm: Hashable, Sendable {
  /// What the values are held against.
  public var key: SelectorKey
  /// Where the key stands.
  public var keySpan: SourceSpan
  /// The values, at least one.
  public var values: [SelectorValue]
  /// Whether the values are written as a list.
  public var isList: Bool

  /// Makes a term.
  public init(key: SelectorKey, keySpan: SourceSpan, values: [SelectorValue], isList: Bool) {
    self.key = key
    self.keySpan = keySpan
    self.values = values
    self.isList = isList
  }
}

/// One written value of a selector, with its place.
public struct SelectorValue: Hashable, Sendable {
  /// The text after YAML's unquoting.
  public var text: String
  /// Where the value stands.
  public var span: SourceSpan
  /// The byte offset in the file of the text's first byte, where the text stands there as it is.
  public var verbatimStart: UInt32?

  /// Makes a value.
  public init(text: String, span: SourceSpan, verbatimStart: UInt32? = nil) {
    self.text = text
    self.span = span
    self.verbatimStart = verbatimStart
  }

  /// The place of some bytes of the text, or of the whole value where that cannot be told.
  func span(of bytes: Range<Int>) -> SourceSpan {
    guard let verbatimStart else { return span }
    let base = Int(verbatimStart)
    return SourceSpan(file: span.file, start: base + bytes.lowerBound, end: base + bytes.upperBound)
  }
}

/// The keys of a selector mapping, without `except`.
public enum SelectorKey: String, CaseIterable, Sendable {
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
}

extension Selector {
  /// Whether anything in it is taken away by `except`.
  var hasException: Bool {
    switch self {
    case .glob: false
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
    case .glob: return self
    case .anyOf(let items, let span): return .anyOf(items.map(\.withoutExceptions), span: span)
    case .allOf(var mapping):
      mapping.except = nil
      return .allOf(mapping)
    }
  }
}

extension Selector: CustomStringConvertible {
  /// The selector as one line of flow YAML, such as `{type: Linear, parameter: [weight, bias]}`.
  public var description: String {
    switch self {
    case .glob(let value): flowScalar(value.text)
    case .anyOf(let items, _): "[" + items.map(\.description).joined(separator: ", ") + "]"
    case .allOf(let mapping): mapping.description
    }
  }
}

extension SelectorMapping: CustomStringConvertible {
  /// The mapping as one line of flow YAML.
  public var description: String {
    var parts = terms.map(\.description)
    if let except { parts.append("except: \(except)") }
    return "{" + parts.joined(separator: ", ") + "}"
  }
}

extension SelectorTerm: CustomStringConvertible {
  /// The key and its values as one line of flow YAML, without braces.
  public var description: String {
    let texts = values.map { flowScalar($0.text) }
    let value =
      texts.count == 1 && !isList ? texts[0] : "[" + texts.joined(separator: ", ") + "]"
    return "\(key.rawValue): \(value)"
  }
}
