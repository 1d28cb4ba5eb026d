/// Turns YAML nodes into a config: every value typed, every key known, every expression read.
struct ConfigDecoder {
  /// What was found.
  var diagnostics: DiagnosticCollector
  /// The files that the config's modules come from.
  var references: [FileReference] = []
  /// Whether the module that is being decoded is evaluated exactly once.
  var isEvaluatedOnce = false
  /// Reads expressions.
  var expressions = ExpressionCache()
  /// The text, of which messages show parts.
  let source: SourceFile

  /// The keys of a config's root.
  static let rootKeys = [
    "freezespec", "name", "description", "dtype", "let", "classes", "model", "tie", "rules",
    "softmax", "expect", "eval", "wrap",
  ]

  /// Decodes a document.
  ///
  /// - Parameters:
  ///   - root: The document.
  ///   - source: The text that it was read from.
  ///   - diagnostics: Takes all errors.
  /// - Returns: The config; parts with errors are left out of it.
  static func decode(
    _ root: YAMLNode, source: SourceFile, _ diagnostics: inout DiagnosticCollector
  ) -> FreezeConfig {
    var decoder = ConfigDecoder(diagnostics: diagnostics, source: source)
    let config = decoder.config(root)
    diagnostics = decoder.diagnostics
    return config
  }

  private init(diagnostics: DiagnosticCollector, source: SourceFile) {
    self.diagnostics = diagnostics
    self.source = source
  }

  /// The source text of a span.
  func sourceText(_ span: SourceSpan) -> String {
    let end = min(Int(span.end), source.bytes.count)
    return String(decoding: source.bytes[min(Int(span.start), end)..<end], as: UTF8.self)
  }

  /// A value as it is written, for a message.
  func written(_ node: YAMLNode) -> String { clipped(sourceText(node.span)) }

  /// Reports a value that YAML takes for something else, for want of quotes.
  mutating func reportUnquoted(_ node: YAMLNode, _ reading: UnquotedText.Reading) {
    let range = Int(node.span.start)..<Int(node.span.end)
    diagnostics.add(
      .unquoted(
        UnquotedText(range: range, reading: reading), file: node.span.file, in: source.bytes))
  }

  private mutating func config(_ root: YAMLNode) -> FreezeConfig {
    var config = FreezeConfig(name: fileStem(source.path))
    guard case .mapping = root.content else {
      reportKind(root, "a config", isNot: "a mapping with the key `model`")
      return config
    }
    let entries = reportingOutdented(
      entries(root, "a config", "a mapping") ?? [], ConfigDecoder.rootKeys)
    if let version = entries.first(where: { $0.key == "format_version" }),
      !entries.contains(where: { $0.key == "model" })
    {
      report(
        .unknownKey, "this is a saved plan, not a config", at: version.keySpan,
        help: ["hold a config to it with `freezespec check --against \(source.path) CONFIG`"])
      return config
    }
    for entry in entries {
      let value = entry.value
      switch entry.key {
      case "freezespec": version(value)
      case "name": if let name = text(value, "`name`") { config.name = name }
      case "description": config.description = text(value, "`description`")
      case "dtype": config.dtype = dtype(value)
      case "let": config.lets = lets(value)
      case "classes": config.classes = classes(value)
      case "model":
        isEvaluatedOnce = true
        config.model = module(value)
        isEvaluatedOnce = false
      case "tie": config.ties = ties(value)
      case "rules":
        let errorsBefore = diagnostics.errorCount
        config.rules = rules(value)
        config.hasAllRules = diagnostics.errorCount == errorsBefore
      case "softmax": config.softmax = softmax(value)
      case "expect": config.expectations = expectations(value)
      case "eval": config.evalSelectors = evalSelectors(value)
      case "wrap": config.wrappedClasses = wrappedClasses(value)
      default:
        reportUnknownKey(
          entry, of: "a config", allowed: ConfigDecoder.rootKeys,
          help: ConfigDecoder.home(of: entry.key))
      }
    }
    if case .mapping(let written) = root.content, !written.contains(where: { $0.key == "model" }) {
      reportMissing(
        "model", in: written, "the config has no `model`",
        at: SourceSpan(
          file: root.span.file, start: Int(root.span.start), end: Int(root.span.start)),
        help: ["write the layers under `model:`, one `- Linear(10, 20)` a line"])
    }
    config.references = references
    return config
  }

  private mutating func version(_ node: YAMLNode) {
    guard let version = int(node, "`freezespec`"), version != 1 else { return }
    report(
      .version, "format version \(version) is not known", at: node.span,
      help: ["this program reads version 1"])
  }

  private mutating func dtype(_ node: YAMLNode) -> DType? {
    guard let scalar = scalar(node, "`dtype`", "a dtype such as bfloat16") else { return nil }
    let name = scalar.text.hasPrefix("torch.") ? String(scalar.text.dropFirst(6)) : scalar.text
    guard let dtype = DType(name: name) else {
      report(
        .invalidValue, "`\(clipped(scalar.text))` is no dtype", at: node.span,
        help: Suggestion.didYouMean(name, in: DType.allCases.map(\.rawValue)))
      return nil
    }
    guard dtype.canRequireGrad else {
      report(
        .invalidValue, "parameters of type torch.\(dtype.rawValue) cannot require gradients",
        at: node.span, help: ["choose a floating point type, such as float32 or bfloat16"])
      return nil
    }
    return dtype
  }

  private mutating func lets(_ node: YAMLNode) -> LetDefinitions {
    var lets = LetDefinitions()
    guard let entries = entries(node, "`let`", "a mapping of names to values") else {
      lets.areComplete = false
      return lets
    }
    for entry in entries {
      let name = PlacedName(text: entry.key, span: entry.keySpan)
      if isIdentifier(name), let value = argument(entry.value, "`\(clipped(entry.key))`") {
        lets.values.append((name, value))
      } else {
        lets.failed.insert(entry.key)
      }
    }
    return lets
  }

  /// Python's keywords, and YAML's spellings of its truth values.
  private static let keywords = [
    "True", "False", "None", "true", "false", "and", "as", "assert", "async", "await", "break",
    "class", "continue", "def", "del", "elif", "else", "except", "finally", "for", "from", "global",
    "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try",
    "while", "with", "yield",
  ]

  /// Whether a name can stand in expressions; reports one that cannot.
  mutating func isIdentifier(_ name: PlacedName) -> Bool {
    let scalars = name.text.unicodeScalars
    let isWord = scalars.allSatisfy { $0 == "_" || $0.properties.isAlphabetic || isDigit($0) }
    let isKeyword = Self.keywords.contains(name.text)
    if isWord, let first = scalars.first, !isDigit(first), !isKeyword { return true }
    report(
      .invalidName, "`\(clipped(name.text))` cannot be a name in expressions", at: name.span,
      help: [
        isKeyword
          ? "the word has a meaning of its own there: choose another, such as `\(name.text)_`"
          : "names are letters, digits and _, and start with a letter"
      ])
    return false
  }

  private func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .decimalNumber
  }

  private mutating func ties(_ node: YAMLNode) -> [Tie] {
    var ties: [Tie] = []
    for item in items(node, "`tie`", "a sequence of lists of names") ?? [] {
      guard let names = items(item, "a tie", "a list of two or more parameter names") else {
        continue
      }
      if names.count < 2 {
        report(.invalidValue, "a tie has two names or more", at: item.span)
      }
      let placed = names.compactMap { placedName($0, "a tied name") }
      var first: [String: SourceSpan] = [:]
      for name in placed {
        guard let span = first.updateValue(name.span, forKey: name.text) else { continue }
        report(
          .duplicateKey, "`\(clipped(name.text))` stands twice in this tie", at: name.span,
          related: [Diagnostic.Related(span: span, message: "first written here")])
      }
      ties.append(Tie(names: placed, span: item.span))
    }
    return ties
  }
}

/// A path's last component without its extension.
func fileStem(_ path: String) -> String {
  let file = path.utf8.split(separator: UInt8(ascii: "/")).last.map { String($0) ?? "" } ?? path
  guard let dot = file.utf8.lastIndex(of: UInt8(ascii: ".")), dot > file.startIndex else {
    return file
  }
  return String(file[..<dot])
}
