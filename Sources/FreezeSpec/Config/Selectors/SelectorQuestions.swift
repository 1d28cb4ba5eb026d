/// The questions of a file's selectors, each long text read once: behind aliases a pattern of thousands of
/// letters may stand thousands of times.
struct SelectorQuestions {
  private struct Key: Hashable {
    let key: SelectorKey
    let text: ExactString
  }

  private var known: [Key: SelectorQuestion] = [:]
  /// Shorter texts are read in the time in which they are looked up.
  private static let least = 64
  /// How many texts were read as patterns.
  private(set) var readings = 0

  /// What a text asks under a key.
  mutating func question(_ text: String, under key: SelectorKey) throws(PatternError)
    -> SelectorQuestion
  {
    // A name is no more than its text.
    if key == .name { return .name(ExactString(text)) }
    if text.utf8.count < Self.least {
      readings += 1
      return try SelectorQuestion(text, under: key)
    }
    let place = Key(key: key, text: ExactString(text))
    if let question = known[place] { return question }
    readings += 1
    let question = try SelectorQuestion(text, under: key)
    known[place] = question
    return question
  }
}
