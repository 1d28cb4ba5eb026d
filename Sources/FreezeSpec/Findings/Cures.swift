/// What a value that matches nothing may have been meant to be.
///
/// Cures are put forward best first, and shown only once the model has said that they match.
struct Cures {
  /// Makes a sentence from some of the names that a selector matches, within the steps that are left
  /// of the run.
  typealias Sentence = ([String], inout MatchingBudget) -> SelectorCure?

  /// A cure.
  private struct Cure {
    /// Whether it is shown only where no better one is.
    let isGuess: Bool
    /// The selectors that it may propose: the first that matches is shown.
    let proposals: [Proposal]
  }

  /// What a cure proposes.
  private struct Proposal {
    /// The probe's number of the selector, or `nil` where nothing is to be asked.
    let answer: Int?
    /// The probe's numbers of further selectors that must match for it to hold.
    var conditions: [Int] = []
    /// The cure as a sentence.
    let text: Sentence
  }

  private var cures: [Cure] = []
  /// Shown where nothing else is.
  private var fallback: [SelectorCure] = []
  /// Asks the model.
  private(set) var probe: ModelProbe

  /// Whether selectors of modules are asked, which have no keys for parameters.
  var areOfModules: Bool { probe.areOfModules }

  /// How many cures one finding shows.
  private static let shown = 2

  /// How many comparisons of letters are left to find words that are near to others.
  private(set) var suggestionWork: Int

  /// Starts without cures; what they ask is added to a probe.
  init(asking probe: ModelProbe, suggestionWork: Int) {
    self.probe = probe
    self.suggestionWork = suggestionWork
  }

  /// The words among some that are nearest to another.
  mutating func nearest(to word: String, in candidates: [String], limit: Int) -> [String] {
    Suggestion.nearest(to: word, in: candidates, limit: limit, work: &suggestionWork)
  }

  /// The words that are nearest to another, all equally near: with several it is not known which of
  /// them was meant.
  mutating func equallyNear(to word: String, in candidates: [String]) -> [String] {
    // A number says which of several is meant, and `layers>8` is not all of them.
    let numbers = Self.numbers(word)
    return Suggestion.equallyNear(to: word, in: candidates, work: &suggestionWork)
      .filter { Self.numbers($0) >= numbers }
  }

  /// How many numbers a word has.
  private static func numbers(_ word: String) -> Int {
    word.utf8.split { !$0.isASCIIDigit }.count
  }

  /// The cures that the model bears out.
  ///
  /// - Parameters:
  ///   - probe: The probe with the model's answers.
  ///   - tree: The model.
  ///   - budget: The steps that may be taken to word them.
  func confirmed(
    _ probe: ModelProbe, _ tree: inout ModuleTree, _ budget: inout MatchingBudget
  ) -> [SelectorCure] {
    var result: [SelectorCure] = []
    var hasSure = false
    for cure in cures where result.count < Self.shown {
      let text = sentence(cure, probe, &tree, &budget)
      guard let text, !result.contains(where: { $0.sentence == text.sentence }) else { continue }
      if !cure.isGuess { hasSure = true } else if hasSure { continue }
      result.append(text)
    }
    return result.isEmpty ? fallback : result
  }

  private func sentence(
    _ cure: Cure, _ probe: ModelProbe, _ tree: inout ModuleTree, _ budget: inout MatchingBudget
  ) -> SelectorCure? {
    for proposal in cure.proposals {
      var names: [String] = []
      if let answer = proposal.answer {
        if probe[answer].count == 0 || proposal.conditions.contains(where: { probe[$0].count == 0 })
        {
          continue
        }
        names = probe.names(of: answer, in: &tree)
      }
      if let text = proposal.text(names, &budget) { return text }
    }
    return nil
  }

  /// Puts a cure forward that proposes a selector.
  mutating func add(
    _ key: SelectorKey, _ text: String, isGuess: Bool = false,
    _ sentence: @escaping ([String]) -> SelectorCure?
  ) {
    add(key, text, isGuess: isGuess) { names, _ in sentence(names) }
  }

  /// Puts a cure forward that proposes a selector, and takes steps to word.
  mutating func add(
    _ key: SelectorKey, _ text: String, isGuess: Bool = false, _ sentence: @escaping Sentence
  ) {
    guard let answer = ask(text, under: key) else { return }
    cures.append(Cure(isGuess: isGuess, proposals: [Proposal(answer: answer, text: sentence)]))
  }

  /// Puts a cure forward that proposes a selector, and holds only where others match too.
  mutating func add(
    _ key: SelectorKey, _ text: String, and others: [String], isGuess: Bool = false,
    _ sentence: @escaping ([String]) -> SelectorCure?
  ) {
    let conditions = others.compactMap { ask($0, under: key) }
    guard conditions.count == others.count, let answer = ask(text, under: key) else { return }
    cures.append(
      Cure(
        isGuess: isGuess,
        proposals: [
          Proposal(answer: answer, conditions: conditions) { names, _ in sentence(names) }
        ]))
  }

  /// Puts a cure forward that proposes the first of several values that matches together with others.
  mutating func addFirst(
    _ key: SelectorKey, of texts: [(text: String, others: [String])],
    _ sentence: @escaping (String) -> SelectorCure
  ) {
    var proposals: [Proposal] = []
    for (text, others) in texts {
      let conditions = others.compactMap { ask($0, under: key) }
      guard conditions.count == others.count, let answer = ask(text, under: key) else {
        continue
      }
      proposals.append(
        Proposal(answer: answer, conditions: conditions) { _, _ in sentence(text) })
    }
    cures.append(Cure(isGuess: false, proposals: proposals))
  }

  /// Puts a cure forward that proposes the first of several values that matches.
  mutating func addFirst(
    _ key: SelectorKey, of texts: [String],
    _ sentence: @escaping (String, [String], inout MatchingBudget) -> SelectorCure
  ) {
    var proposals: [Proposal] = []
    for text in texts {
      guard let answer = ask(text, under: key) else { continue }
      proposals.append(Proposal(answer: answer) { sentence(text, $0, &$1) })
    }
    cures.append(Cure(isGuess: false, proposals: proposals))
  }

  /// Asks what a selector would match; `nil` where it is none, or an error of its own: digits in a class
  /// that are meant as numbers.
  private mutating func ask(_ text: String, under key: SelectorKey) -> Int? {
    DigitClass.find(in: text, under: key).isEmpty ? probe.ask(text, under: key) : nil
  }

  /// Puts a cure forward that is known to hold.
  mutating func add(_ sentence: SelectorCure, isGuess: Bool = false) {
    cures.append(
      Cure(isGuess: isGuess, proposals: [Proposal(answer: nil, text: { _, _ in sentence })]))
  }

  /// Gives a sentence for where no cure is found.
  mutating func addFallback(_ sentence: SelectorCure) { fallback.append(sentence) }
}
