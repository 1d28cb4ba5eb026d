/// A cure that is found by looking at the text around an error, and holds only where the config
/// afterwards does not have the error: that is tried.
struct TextCure {
  /// New text for some bytes of the file.
  struct Edit: Hashable {
    let range: Range<Int>
    let text: String
  }

  /// The cure as a sentence.
  let sentence: String
  /// What is written where; none where the cure is only said.
  let edits: [Edit]
  /// What the cure is in a list of fixes.
  let title: String
  /// Whether it says the same as what was written, so that nobody has to look.
  let isFix: Bool

  /// A cure that replaces text.
  init(_ sentence: String, title: String? = nil, isFix: Bool = true, _ edits: [Edit]) {
    self.isFix = isFix
    self.sentence = sentence
    self.title = title ?? sentence
    self.edits = edits
  }

  /// A cure that writes a text in place of another.
  static func writing(
    _ text: String, at range: Range<Int>, isFix: Bool = true, _ sentence: (String) -> String
  ) -> TextCure {
    TextCure(
      sentence(text), title: "write `\(clipped(text))`", isFix: isFix,
      [Edit(range: range, text: text)])
  }

  /// The fix, where its text is that of a file.
  func fix(file: UInt16) -> Fix {
    Fix(
      title,
      edits.map {
        Fix.Replacement(
          span: SourceSpan(file: file, start: $0.range.lowerBound, end: $0.range.upperBound),
          text: $0.text)
      })
  }
}
