/// A cure in words, and the replacements of text that it names: the words are made of the new text,
/// so that the two cannot differ.
///
/// Whoever names a text to write says here where it is written, even where nobody is offered it as a
/// fix: the tests carry out what every cure names.
struct Cure: Hashable, Sendable, ExpressibleByStringInterpolation {
  /// The cure as a sentence.
  let sentence: String
  /// What it names, any of which may be meant; none where it names no text to write.
  let edits: [Fix]
  /// Whether those are right as they stand, so that they are offered as fixes; what is right only in some
  /// places is only said.
  let isFix: Bool
  /// New texts for a place that is not known yet: that of the finding.
  private let texts: [String]

  /// A cure that a person carries out.
  init(stringLiteral sentence: String) { self.init(sentence) }

  /// A cure that a person carries out.
  init(_ sentence: String) { self.init(sentence, isFix: false, texts: []) }

  /// A cure that is a replacement at places of its own, where these are known.
  init(_ sentence: String, edit: Fix?, isFix: Bool = true) {
    self.init(sentence, edits: [edit].compactMap(\.self), isFix: isFix, texts: [])
  }

  private init(
    _ sentence: String, edits: [Fix] = [], isFix: Bool, texts: [String]
  ) {
    self.sentence = sentence
    self.edits = edits
    self.isFix = isFix
    self.texts = texts
  }

  /// A cure that is a text to write in place of the finding's own.
  ///
  /// - Parameters:
  ///   - text: The new text.
  ///   - isFix: Whether it is right as it stands.
  ///   - sentence: Makes the sentence of it.
  static func writing(
    _ text: String, isFix: Bool = true, _ sentence: (String) -> String = { "write \($0)" }
  ) -> Cure {
    Cure(sentence(text), isFix: isFix, texts: [text])
  }

  /// A cure that is one of several texts.
  static func writing(
    oneOf texts: [String], isFix: Bool = true, _ sentence: ([String]) -> String
  ) -> Cure {
    Cure(sentence(texts), isFix: isFix, texts: texts)
  }

  /// A cure that is any of several replacements.
  static func making(oneOf edits: [Fix], isFix: Bool = false, _ sentence: String) -> Cure {
    Cure(sentence, edits: edits, isFix: isFix, texts: [])
  }

  /// The same where the finding is at a place.
  func placed(at span: SourceSpan?) -> Cure {
    guard let span, !texts.isEmpty else { return self }
    let here = texts.map { Fix.write($0, at: span) }
    return Cure(sentence, edits: edits + here, isFix: isFix, texts: [])
  }
}
