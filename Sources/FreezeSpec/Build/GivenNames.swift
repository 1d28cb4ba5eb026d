/// The names that a module gives its parameters, buffers and children.
struct GivenNames {
  private let reporter: Reporter
  private let budget: EvaluationBudget
  private var names: [ExactString] = []
  private var spans: [SourceSpan] = []
  private var index = HashIndex()
  /// How long they are together.
  private var bytes = 0

  init(_ reporter: Reporter, _ budget: EvaluationBudget) {
    self.reporter = reporter
    self.budget = budget
  }

  /// Adds a name, or says why the module cannot have it.
  mutating func add(_ name: PlacedName) throws(Reported) {
    if name.text.isEmpty {
      throw reporter.report(.invalidName, "a name cannot be empty", at: name.span)
    }
    try budget.checkLength(name.text, "a name", at: name.span)
    // Before there are as many as the model may not have: a template gives each a text of its own.
    bytes += name.text.utf8.count
    try budget.checkTextBytes(bytes, at: name.span)
    if name.text.utf8.contains(UInt8(ascii: ".")) {
      throw reporter.report(
        .invalidName, "the name `\(clipped(name.text))` holds a dot", at: name.span,
        help: ["dots join the names of nested modules: nest it under `children`"])
    }
    let text = ExactString(name.text)
    if let known = index.number(of: text, in: names) {
      let first = spans[known]
      spans[known] = name.span
      throw reporter.report(
        .duplicateKey, "the name `\(clipped(name.text))` is given twice in one module",
        at: name.span,
        related: first == name.span
          ? [] : [Diagnostic.Related(span: first, message: "first given here")])
    }
    index.insert(names.count, text)
    names.append(text)
    spans.append(name.span)
  }
}
