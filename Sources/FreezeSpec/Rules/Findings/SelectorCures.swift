/// What a value that matches nothing may have been meant to be.
///
/// Cures are put forward here, best first, and shown only once the model has said that they match.
struct SelectorCures {
  /// A cure.
  private struct Cure {
    /// The probe's number of the selector that it proposes, or `nil` where nothing is to be asked.
    var answer: Int?
    /// Whether it is shown only where no better one is.
    var isGuess: Bool
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
    addType(word, &probe)
    addModule(word, key, &tree, &probe)
    addParameter(word, key, &probe)
    switch key {
    case .glob, .name: addPrefixes(word, key, &probe)
    case .regex: addExpressions(word, &probe)
    case .module: addModulePrefixes(word, &probe)
    case .parameter, .type: break
    }
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
      var names: [String] = []
      if let answer = cure.answer {
        if probe[answer].count == 0 { continue }
        names = probe[answer].samples.map { tree.name(of: $0) }
      }
      guard let text = cure.text(names), !result.contains(text) else { continue }
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
    let nowhere = SourceSpan(file: 0, start: 0, end: 0)
    let term = SelectorTerm(
      key: key, keySpan: nowhere, values: [SelectorValue(text: text, span: nowhere)],
      isList: false)
    cures.append(Cure(answer: probe.ask([term]), isGuess: isGuess, text: sentence))
  }

  /// Puts a cure forward that is known to hold.
  mutating func add(_ sentence: String, isGuess: Bool = false) {
    cures.append(Cure(answer: nil, isGuess: isGuess, text: { _ in sentence }))
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
    parts = components(value.text)
  }

  /// The value without the wildcards, dots and backslashes around its letters.
  var core: String {
    let isRim = { (scalar: Unicode.Scalar) in "*?.\\^$+".unicodeScalars.contains(scalar) }
    let head = text.unicodeScalars.drop(while: isRim)
    guard let last = head.lastIndex(where: { !isRim($0) }) else { return "" }
    return String(head[...last])
  }
}
