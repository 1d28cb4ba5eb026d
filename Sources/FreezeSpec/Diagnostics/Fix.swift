/// A cure that is a replacement of text, which a program can carry out.
///
/// A finding may have several: then any of them may be what was meant, and a person chooses.
public struct Fix: Hashable, Sendable {
  /// New text for a place.
  public struct Replacement: Hashable, Sendable {
    /// The place; an empty one is where the text is put in.
    public let span: SourceSpan
    /// The text that stands there afterwards; nothing where the place's own is taken out.
    public let text: String
  }

  /// What it does, as a sentence without a full stop.
  public let title: String
  /// The replacements, which do not overlap; all of them are made, or none.
  public let replacements: [Replacement]

  /// Describes several replacements.
  init(_ title: String, _ replacements: [Replacement]) {
    self.title = title
    self.replacements = replacements
  }

  /// Writes a text in place of another.
  static func write(_ text: String, at span: SourceSpan) -> Fix {
    Fix("write `\(clipped(text))`", [Replacement(span: span, text: text)])
  }

  /// Takes a text out.
  static func remove(_ what: String, at span: SourceSpan) -> Fix {
    Fix("take \(what) out", [Replacement(span: span, text: "")])
  }
}

/// A cure in words, and the text that stands in place of the finding's own where it is a replacement:
/// the words are made of that text, so that the two cannot differ.
struct Cure: Hashable, Sendable, ExpressibleByStringInterpolation {
  /// The cure as a sentence.
  let sentence: String
  /// The new texts, any of which may be meant; none where the cure is no replacement.
  let texts: [String]

  /// A cure that a person carries out.
  init(stringLiteral sentence: String) { self.init(sentence) }

  /// A cure that a person carries out.
  init(_ sentence: String) { self.init(sentence, texts: []) }

  private init(_ sentence: String, texts: [String]) {
    self.sentence = sentence
    self.texts = texts
  }

  /// A cure that is a text to write in place of the finding's own.
  ///
  /// - Parameters:
  ///   - text: The new text.
  ///   - isFix: Whether it is right as it stands; what is right only in some places is only said.
  ///   - sentence: Makes the sentence of it.
  static func writing(
    _ text: String, isFix: Bool = true, _ sentence: (String) -> String = { "write \($0)" }
  ) -> Cure {
    Cure(sentence(text), texts: isFix ? [text] : [])
  }

  /// A cure that is one of several texts.
  static func writing(oneOf texts: [String], _ sentence: ([String]) -> String) -> Cure {
    Cure(sentence(texts), texts: texts)
  }

  /// The fixes where the finding's text stands at a place.
  func fixes(at span: SourceSpan) -> [Fix] { texts.map { .write($0, at: span) } }
}

extension Diagnostic {
  /// Makes a finding whose cures may be replacements of the text at its place.
  init(
    _ code: DiagnosticCode, _ message: String, at span: SourceSpan,
    related: [Diagnostic.Related] = [], notes: [String] = [], cures: [Cure]
  ) {
    self.init(
      code, message, at: span, related: related, notes: notes, help: cures.map(\.sentence),
      fixes: cures.flatMap { $0.fixes(at: span) })
  }
}
