/// Whether one text can only be another that was mistyped: then the other may be written in its place
/// without anybody looking at it.
///
/// Likeness is not enough: `layers.8-` is like `layers.8`, `fc1` like `fc2`, `q_proj` like `k_proj` and
/// `encoder` like `decoder`, and each of them is something else. So a slip is one letter in a word, or
/// where its words are parted; never a digit, a sign, or a word of one letter or two.
enum Misspelling {
  /// Whether a text can only be a slip of the pen for another.
  static func isSlip(_ written: String, of meant: String) -> Bool {
    let (written, meant) = (withoutRim(lowercased(written)), lowercased(meant))
    if joined(written).isExactly(joined(meant)) { return true }
    let (before, after) = (pieces(of: written), pieces(of: meant))
    return before.count == after.count
      && zip(before, after).allSatisfy { isSlip(ofPiece: $0, $1) }
  }

  /// A text without what is put around a whole one and says nothing.
  private static func withoutRim(_ text: String) -> String {
    for (open, close) in [("(", ")"), ("^", "$"), ("", "()"), ("", ","), ("", ";")]
    where text.startsExactly(with: open) && text.endsExactly(with: close) {
      let inner = String(text.dropFirst(open.count).dropLast(close.count))
      if !inner.isEmpty, !inner.contains(where: { "()^$|".contains($0) }) { return inner }
    }
    return text
  }

  private static func isSlip(ofPiece written: [Unicode.Scalar], _ meant: [Unicode.Scalar]) -> Bool {
    if written == meant { return true }
    if isLetter(written[0]), written.allSatisfy({ $0 == meant[0] }), meant.count == 1 {
      return true
    }
    guard min(written.count, meant.count) > 2, isLetter(written[0]), isLetter(meant[0]) else {
      return false
    }
    var work = 0
    let bytes = [written, meant].map { piece in
      Array(String(String.UnicodeScalarView(piece)).utf8)
    }
    return Suggestion.distance(bytes[0], bytes[1], atMost: 1, work: &work) <= 1
  }

  /// A text without what parts its words.
  private static func joined(_ text: String) -> String {
    String(String.UnicodeScalarView(pieces(of: text).joined()))
  }

  /// The runs of letters and of digits in a text, and its signs one by one, without what only parts
  /// words.
  private static func pieces(of text: String) -> [[Unicode.Scalar]] {
    let scalars = Array(text.unicodeScalars)
    var pieces: [[Unicode.Scalar]] = []
    var isOpen = false
    for (index, scalar) in scalars.enumerated() {
      let previous = index > 0 ? scalars[index - 1] : nil
      let isBetweenLetters =
        previous.map(isLetter) == true && index + 1 < scalars.count && isLetter(scalars[index + 1])
      // `conv1_1` is not `conv11`.
      let isBetweenDigits =
        previous?.isASCIIDigit == true && index + 1 < scalars.count
        && scalars[index + 1].isASCIIDigit
      if scalar == "_" && !isBetweenDigits
        || "- ".unicodeScalars.contains(scalar) && isBetweenLetters
      {
        isOpen = false
        continue
      }
      let isWord = isLetter(scalar) || scalar.isASCIIDigit
      if isOpen, isWord, let previous, isLetter(previous) == isLetter(scalar) {
        pieces[pieces.count - 1].append(scalar)
      } else {
        pieces.append([scalar])
      }
      isOpen = isWord
    }
    return pieces
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isAlphabetic }
}
