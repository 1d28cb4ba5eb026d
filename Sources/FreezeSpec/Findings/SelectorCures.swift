/// What a value that matches nothing may have been meant to be.
///
/// Cures are put forward here, best first, and shown only once the model has said that they match.
struct SelectorCures {
  /// A cure.
  private struct Cure {
    /// Whether it is shown only where no better one is.
    var isGuess = false
    /// The selectors that it may propose: the first that matches is shown.
    var proposals: [Proposal]
  }

  /// What a cure proposes.
  private struct Proposal {
    /// The probe's number of the selector, or `nil` where nothing is to be asked.
    var answer: Int?
    /// The cure as a sentence, from some of the names that the selector matches.
    var text: ([String]) -> String?
  }

  private var cures: [Cure] = []
  /// Shown where nothing else is.
  private var fallback: [String] = []

  /// How many cures one finding shows.
  private static let shown = 2

  /// No cures.
  init() {}

  /// Puts cures forward for a value.
  init(
    for value: SelectorValue, under key: SelectorKey, _ survey: ModelSurvey,
    _ tree: inout ModuleTree, _ probe: inout ModelProbe
  ) {
    // What is longer names nothing by mistake, and would cost time.
    guard value.text.utf8.count <= 1_000 else { return }
    let word = Word(value: value, survey: survey)
    if key == .type {
      addForType(word, &tree, &probe)
      return
    }
    if key != .glob, key != .regex, word.hasWildcards { addGlob(word, key, &probe) }
    addNotation(word, key, &tree, &probe)
    addType(word, &probe)
    addModule(word, key, &tree, &probe)
    addParameter(word, key, &probe)
    switch key {
    case .glob, .name: addPrefixes(word, key, &probe)
    case .regex: addExpressions(word, &probe)
    case .module: addModulePrefixes(word, &probe)
    case .parameter, .type: break
    }
    if key == .module, addWithoutParameters(text: word.text, &tree) { return }
    if addWhereItEnds(word, key, &tree) { return }
    addSpelling(word, key, &probe)
    addReading(word, key)
  }

  /// The cures that the model bears out.
  func help(_ probe: ModelProbe, _ tree: ModuleTree) -> [String] {
    var tree = tree
    var result: [String] = []
    var hasSure = false
    for cure in cures where result.count < Self.shown {
      let texts = cure.proposals.lazy.compactMap { proposal -> String? in
        guard let answer = proposal.answer else { return proposal.text([]) }
        if probe[answer].count == 0 { return nil }
        return proposal.text(probe[answer].samples.map { tree.name(of: $0) })
      }
      guard let text = texts.first, !result.contains(text) else { continue }
      if !cure.isGuess { hasSure = true } else if hasSure { continue }
      result.append(text)
    }
    return result.isEmpty ? fallback : result
  }

  /// Puts a cure forward that proposes a selector.
  mutating func add(
    _ key: SelectorKey, _ text: String, isGuess: Bool = false, _ probe: inout ModelProbe,
    _ sentence: @escaping ([String]) -> String?
  ) {
    let proposal = Proposal(answer: Self.ask(key, text, &probe), text: sentence)
    cures.append(Cure(isGuess: isGuess, proposals: [proposal]))
  }

  /// Puts a cure forward that proposes the first of several values that matches.
  mutating func addFirst(
    _ key: SelectorKey, of texts: [String], _ probe: inout ModelProbe,
    _ sentence: @escaping (String, [String]) -> String
  ) {
    cures.append(
      Cure(
        proposals: texts.map { text in
          Proposal(answer: Self.ask(key, text, &probe)) { sentence(text, $0) }
        }))
  }

  private static func ask(_ key: SelectorKey, _ text: String, _ probe: inout ModelProbe) -> Int {
    let nowhere = SourceSpan(file: 0, start: 0, end: 0)
    let value = SelectorValue(text: text, span: nowhere)
    return probe.ask([SelectorTerm(key: key, keySpan: nowhere, values: [value], isList: false)])
  }

  /// Puts a cure forward that is known to hold.
  mutating func add(_ sentence: String, isGuess: Bool = false) {
    cures.append(Cure(isGuess: isGuess, proposals: [Proposal(text: { _ in sentence })]))
  }

  /// Gives a sentence for where no cure is found.
  mutating func addFallback(_ sentence: String) { fallback.append(sentence) }
}

/// A mistyped value, and the model's words to hold it against.
struct Word {
  let text: String
  let survey: ModelSurvey
  let hasWildcards: Bool
  /// The parts between dots.
  let parts: [String]

  init(value: SelectorValue, survey: ModelSurvey) {
    text = value.text
    self.survey = survey
    hasWildcards = Glob.hasWildcards(value.text)
    parts = Self.parts(of: value.text)
  }

  /// The parts between dots outside braces: `{0..11}` is one.
  private static func parts(of text: String) -> [String] {
    guard text.utf8.contains(UInt8(ascii: "{")) else { return components(text) }
    var parts: [String] = []
    var depth = 0
    for part in components(text) {
      if depth > 0, let last = parts.popLast() {
        parts.append(last + "." + part)
      } else {
        parts.append(part)
      }
      for byte in part.utf8 {
        if byte == UInt8(ascii: "{") { depth += 1 }
        if byte == UInt8(ascii: "}") { depth -= 1 }
      }
    }
    return parts
  }

  /// Whether the text has what is part of a regular expression and not of a glob; no name starts
  /// with a dot.
  var looksLikeRegex: Bool {
    text.hasPrefix(".*") || text.unicodeScalars.contains { "\\(|+^$".unicodeScalars.contains($0) }
  }

  /// The value without the wildcards, dots and backslashes around its letters.
  var core: String {
    let isRim = { (scalar: Unicode.Scalar) in "*?.\\^$+".unicodeScalars.contains(scalar) }
    let head = text.unicodeScalars.drop(while: isRim)
    guard let last = head.lastIndex(where: { !isRim($0) }) else { return "" }
    return String(head[...last])
  }
}
