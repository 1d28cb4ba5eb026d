/// The words by which languages of programs say true and false.
enum TruthWord {
  /// What a word says, in upper or lower case; `nil` for one that says neither.
  ///
  /// - Parameter allowsLetters: Whether `y`, `t`, `1` and their like do too.
  static func value(of word: String, allowsLetters: Bool = false) -> Bool? {
    switch lowercased(word) {
    case "true", "yes", "on": true
    case "false", "no", "off": false
    case "1", "y", "t": allowsLetters ? true : nil
    case "0", "n", "f": allowsLetters ? false : nil
    default: nil
    }
  }
}
