/// Reads YAML nodes as what a config holds, and gathers what is wrong with them; the decoders of a
/// file share one.
///
/// A step that fails reports why and throws ``Reported``. Where a failure leaves other steps to be
/// carried out, it is kept as a `Result` till they are through, see ``attempt(_:)`` and
/// ``each(_:_:)``.
final class NodeReader {
  /// What was found.
  private(set) var diagnostics: DiagnosticCollector
  /// The files that modules come from, in the order in which they are named.
  private(set) var references: [FileReference] = []
  /// The arguments of a class of torch.nn by its name; `nil` for a name that is none.
  let argumentsOfClass: (String) -> [String]?
  let source: SourceFile
  private var expressions: ExpressionReader
  private var questions = SelectorQuestions()

  /// Makes a reader of the nodes of a file.
  init(
    _ source: SourceFile, _ diagnostics: DiagnosticCollector,
    argumentsOfClass: @escaping (String) -> [String]?
  ) {
    self.source = source
    expressions = ExpressionReader(of: source.bytes)
    self.diagnostics = diagnostics
    self.argumentsOfClass = argumentsOfClass
  }

  /// Notes a file that a module comes from.
  func note(_ reference: FileReference) { references.append(reference) }

  // MARK: Several steps

  /// Carries out a step that may fail and leaves others to be carried out.
  func attempt<Value>(_ step: @autoclosure () throws(Reported) -> Value) -> Result<Value, Reported>
  {
    do throws(Reported) { return .success(try step()) } catch { return .failure(error) }
  }

  /// Decodes each of several items, of which any may fail.
  func each<Item, Value>(
    _ items: some Sequence<Item>, _ decode: (Item) throws(Reported) -> Value
  ) -> [Result<Value, Reported>] {
    var results: [Result<Value, Reported>] = []
    for item in items { results.append(attempt(try decode(item))) }
    return results
  }

  /// Decodes each of several items, and throws at the end where one has failed.
  @discardableResult
  func all<Item, Value>(
    _ items: some Sequence<Item>, _ decode: (Item) throws(Reported) -> Value
  ) throws(Reported) -> [Value] {
    var values: [Value] = []
    for result in each(items, decode) { values.append(try result.get()) }
    return values
  }

  /// Decodes each of several items, and leaves out those that fail.
  func readable<Item, Value>(
    _ items: some Sequence<Item>, _ decode: (Item) throws(Reported) -> Value
  ) -> [Value] {
    each(items, decode).compactMap { try? $0.get() }
  }

  /// Throws where one of several steps has failed.
  func check(_ steps: Result<Void, Reported>...) throws(Reported) { try check(steps) }

  /// Throws where one of several steps has failed.
  func check(_ steps: [Result<Void, Reported>]) throws(Reported) {
    for step in steps { try step.get() }
  }

  /// Decodes what each of several names means; of two with one name the first counts.
  ///
  /// - Parameter naming: Reads a name; that of a value by default.
  func definitions<Value>(
    _ entries: [YAMLEntry], naming: ((PlacedName) throws(Reported) -> PlacedName)? = nil,
    _ decode: (PlacedName, YAMLNode) throws(Reported) -> Value
  ) -> [Definition<Value>] {
    let naming = naming ?? identifier
    var definitions: [Definition<Value>] = []
    var first: [String: PlacedName] = [:]
    for entry in entries {
      let name = attempt(try naming(entry.name))
      let meaning = (try? name.get()) ?? entry.name
      if let earlier = first.updateValue(entry.name, forKey: meaning.text) {
        report(.twiceOneName(meaning.text, written: entry.name, first: earlier))
        continue
      }
      let value = attempt(try decode(try name.get(), entry.value))
      definitions.append(Definition(name: meaning, value: value))
    }
    return definitions
  }

  // MARK: Errors

  /// Makes an error, and returns what to throw.
  @discardableResult
  func report(
    _ code: DiagnosticCode, _ message: String, at span: SourceSpan,
    related: [Diagnostic.Related] = [], help: [String] = []
  ) -> Reported {
    report(Diagnostic(code, message, at: span, related: related, help: help))
  }

  /// Makes an error whose cures may be replacements of the text at its place, and returns what to throw.
  @discardableResult
  func report(_ code: DiagnosticCode, _ message: String, at span: SourceSpan, cures: [Cure])
    -> Reported
  {
    report(Diagnostic(code, message, at: span, cures: cures))
  }

  /// Makes an error, and returns what to throw.
  @discardableResult
  func report(_ diagnostic: Diagnostic) -> Reported {
    diagnostics.add(diagnostic)
    return Reported()
  }

  /// Counts an error once no more are kept, and returns what to throw.
  func countUnmade() -> Reported {
    diagnostics.countDroppedError()
    return Reported()
  }

  /// Carries out a step that throws its finding.
  func reporting<Value>(_ step: @autoclosure () throws(Diagnostic) -> Value) throws(Reported)
    -> Value
  {
    do throws(Diagnostic) { return try step() } catch { throw report(error) }
  }

  /// Reports a value of the wrong kind.
  func reportKind(_ node: YAMLNode, _ what: String, isNot expected: String, cures: [Cure] = [])
    -> Reported
  {
    if node.isEmptyPlain {
      report(.wrongType, "\(what) has no value", at: node.span, help: ["it is \(expected)"])
    } else {
      report(
        .wrongType, "\(what) is \(expected), not \(node.kindName)", at: node.span, cures: cures)
    }
  }

  /// Reports a value that YAML takes for something else, for want of quotes.
  func reportUnquoted(_ node: YAMLNode, _ reading: UnquotedText.Reading) -> Reported {
    let range = Int(node.span.start)..<Int(node.span.end)
    return report(
      .unquoted(
        UnquotedText(range: range, reading: reading), file: node.span.file, in: source.bytes))
  }

  /// A value as it is written, for a message.
  func written(_ node: YAMLNode) -> String { clipped(source.text(of: node.span)) }

  /// Whether a comment may stand in a place, which would be lost where it is written anew.
  func mayHoldComment(_ span: SourceSpan) -> Bool {
    source.bytes[Int(span.start)..<Int(span.end)].contains(UInt8(ascii: "#"))
  }

  // MARK: Scalars

  /// The scalar of a node.
  func scalar(_ node: YAMLNode, _ what: String, _ expected: String) throws(Reported) -> YAMLScalar {
    guard case .scalar(let scalar) = node.content, !node.isEmptyPlain else {
      throw reportKind(node, what, isNot: expected)
    }
    return scalar
  }

  /// A text.
  func text(_ node: YAMLNode, _ what: String) throws(Reported) -> String {
    try scalar(node, what, "a text").text
  }

  /// A name with its place.
  func name(_ node: YAMLNode, _ what: String) throws(Reported) -> PlacedName {
    PlacedName(text: try scalar(node, what, "a name").text, span: node.span)
  }

  /// A name that can stand in expressions.
  func identifier(_ node: YAMLNode, _ what: String) throws(Reported) -> PlacedName {
    try identifier(try name(node, what))
  }

  /// A class's name, which may have dots, as Python reads it.
  func className(_ node: YAMLNode, _ what: String) throws(Reported) -> PlacedName {
    let name = try name(node, what)
    try checkLength(of: name)
    return PlacedName(text: PythonIdentifier.dottedName(name.text), span: name.span)
  }

  /// Holds a name to the limit before it is held against others: to compare texts with many marks
  /// behind one letter takes Swift as many steps as the square of their number.
  private func checkLength(of name: PlacedName) throws(Reported) {
    if name.text.utf8.count <= Limits.nameBytes { return }
    throw report(
      .limit,
      "a name has at most \(grouped(Limits.nameBytes)) bytes, and this has more",
      at: name.span)
  }

  /// `true` or `false`.
  func bool(_ node: YAMLNode, _ what: String) throws(Reported) -> Bool {
    let scalar = try scalar(node, what, "true or false")
    let text = scalar.text
    if scalar.isPlain, text == "true" || text == "false" { return text == "true" }
    if text == "true" || text == "false" {
      throw report(
        .wrongType, "\(what) is true or false, not a text", at: node.span,
        cures: [.writing(text) { "take the quotes away: \($0)" }])
    }
    let meant = TruthWord.value(of: text, allowsLetters: true)
    let cures: [Cure] = meant.map { [.writing($0 ? "true" : "false")] } ?? []
    throw report(
      .wrongType, "\(what) is true or false, not `\(clipped(text))`", at: node.span, cures: cures)
  }

  /// An integer.
  func int(_ node: YAMLNode, _ what: String) throws(Reported) -> Int {
    let text = try scalar(node, what, "an integer").text
    if let value = pythonInt(text) { return value }
    throw report(
      .wrongType, "\(what) is an integer, not `\(clipped(text))`", at: node.span,
      cures: text.utf8.allSatisfy(\.isASCIIDigit)
        ? ["integers go up to 2^63 - 1"]
        : WrittenNumber.whole(text).map { [.writing($0)] } ?? [])
  }

  /// A number, possibly infinite or not a number.
  func number(_ node: YAMLNode, _ what: String) throws(Reported) -> Double {
    let text = try scalar(node, what, "a number").text
    if let value = float(text) { return value }
    let meant = WrittenNumber.fraction(text).map(pythonRepr) ?? WrittenNumber.whole(text)
    throw report(
      .wrongType, "\(what) is a number, not `\(clipped(text))`", at: node.span,
      cures: meant.map { [.writing($0)] } ?? [])
  }

  /// The number that a text is, as Python or YAML spells it; `nil` for another text.
  func float(_ text: String) -> Double? { pythonFloat(text) ?? yamlSpecialFloat(text) }

  /// YAML's spellings of the floats that are no numbers.
  private func yamlSpecialFloat(_ text: String) -> Double? {
    if text.utf8.count > 5 { return nil }
    return switch text {
    case ".inf", ".Inf", ".INF", "+.inf": .infinity
    case "-.inf", "-.Inf", "-.INF": -.infinity
    case ".nan", ".NaN", ".NAN": .nan
    default: nil
    }
  }

  // MARK: Expressions

  /// A scalar that is an expression.
  func expression(_ scalar: YAMLScalar, at span: SourceSpan) throws(Reported) -> Expression {
    try reporting(try expressions.parse(scalar, at: span))
  }

  /// The text of a scalar, for what reads a part of it as an expression.
  func expressionSource(_ scalar: YAMLScalar, at span: SourceSpan) -> ExpressionSource {
    ExpressionSource(scalar, at: span, in: source.bytes)
  }

  /// A text in which `{expressions}` are filled in.
  func template(_ node: YAMLNode, _ what: String) throws(Reported) -> Template {
    guard case .scalar(let scalar) = node.content else {
      throw reportKind(node, what, isNot: "a text")
    }
    let place = expressionSource(scalar, at: node.span)
    return try reporting(try TemplateReader.read(scalar.text, at: place))
  }

  /// Python's keywords, and YAML's spellings of its truth values.
  static let keywords = [
    "True", "False", "None", "true", "false", "and", "as", "assert", "async", "await", "break",
    "class", "continue", "def", "del", "elif", "else", "except", "finally", "for", "from", "global",
    "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try",
    "while", "with", "yield",
  ]

  /// A name as Python reads it in expressions; one that cannot stand there is refused.
  func identifier(_ name: PlacedName) throws(Reported) -> PlacedName {
    try checkLength(of: name)
    let text = PythonIdentifier.name(name.text)
    let isKeyword = text.map(Self.keywords.contains) ?? false
    if let text, !isKeyword { return PlacedName(text: text, span: name.span) }
    throw report(
      .invalidName, "`\(clipped(name.text))` cannot be a name in expressions", at: name.span,
      help: [
        isKeyword
          ? "the word has a meaning of its own there: choose another, such as `\(text ?? "")_`"
          : "names are letters, digits and _, and start with a letter"
      ])
  }

  // MARK: Selectors

  /// What a text asks under a key of a selector.
  func question(_ text: String, under key: SelectorKey) throws(PatternError) -> SelectorQuestion {
    try questions.question(text, under: key)
  }

  // MARK: Collections

  /// The items of a sequence.
  func items(_ node: YAMLNode, _ what: String, _ expected: String) throws(Reported) -> [YAMLNode] {
    guard case .sequence(let items) = node.content else {
      var cures: [Cure] = []
      if case .mapping(let entries) = node.content, let first = entries.first {
        let key = first.key.drop { $0 == "-" || $0 == " " }
        cures = ["begin each item with `- `: `- \(clipped(String(key))): …`"]
      }
      throw reportKind(node, what, isNot: expected, cures: cures)
    }
    try refuseSplitCalls(in: node)
    return items
  }

  /// The entries of a mapping.
  ///
  /// - Parameters:
  ///   - allowed: Keys that the mapping can have, to tell one whose `:` YAML does not see.
  ///   - otherCures: The cure where it is none, and that is not why.
  func entries(
    _ node: YAMLNode, _ what: String, _ expected: String, allowed: [String] = [],
    cures otherCures: [Cure] = []
  ) throws(Reported) -> [YAMLEntry] {
    guard case .mapping(let entries) = node.content else {
      var cures = otherCures
      if case .scalar(let scalar) = node.content,
        let slip = UnseenColon(in: scalar.text, after: allowed)
      {
        cures = [Cure(slip.cure)]
      }
      throw reportKind(node, what, isNot: expected, cures: cures)
    }
    try refuseSplitCalls(in: node)
    return entries
  }

  private func refuseSplitCalls(in node: YAMLNode) throws(Reported) {
    let findings = SplitCall.findings(in: node, of: source)
    for finding in findings { report(finding) }
    if !findings.isEmpty { throw Reported() }
  }

  // MARK: Keys

  /// The entries of a mapping that can have only certain keys.
  func fields(_ entries: [YAMLEntry], of what: String, allowed: [String]) -> Fields {
    let indented = withoutOutdented(entries, allowed: allowed)
    lazy var keys = MappingKeys(entries)
    var fields = fields(indented, allowed: allowed) {
      reportUnknownKey($0, of: what, allowed: allowed, beside: keys)
    }
    if indented.count < entries.count { fields.others = .failure(Reported()) }
    return fields
  }

  /// The entries of a mapping that can have only certain keys.
  ///
  /// - Parameter refuse: Reports another key.
  func fields(_ entries: [YAMLEntry], allowed: [String], refuse: (YAMLEntry) -> Reported) -> Fields
  {
    var fields = Fields()
    for entry in entries {
      if allowed.contains(entry.key) {
        fields.entries.append(entry)
      } else {
        fields.others = .failure(refuse(entry))
      }
    }
    return fields
  }

  /// Reports keys that stand beside the key that they belong under, and returns the other entries.
  func withoutOutdented(_ entries: [YAMLEntry], allowed: [String]) -> [YAMLEntry] {
    let (slips, others) = OutdentedKeys.part(entries, allowed: allowed)
    for slip in slips { report(slip.diagnostic) }
    return others
  }
}
