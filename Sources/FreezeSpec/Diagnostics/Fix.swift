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
