extension PythonIdentifier {
  /// Whether a text is a name as it stands, and no word of the language.
  static func isPlainName(_ text: String) -> Bool {
    name(text)?.isExactly(text) == true && !NodeReader.keywords.contains(text)
  }

  /// Whether a text is such names with dots between them.
  static func isDottedName(_ text: String) -> Bool {
    text.unicodeScalars.split(separator: ".", omittingEmptySubsequences: false)
      .allSatisfy { isPlainName(String($0)) }
  }
}
