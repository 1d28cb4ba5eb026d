/// The words of an expression, or of an alternative in one, which are corrected one by one: a whole that
/// is replaced by a word that is like it may match far more than was meant.
struct ExpressionWords {
  /// What stands before and after, up to where the words begin and end.
  let head: String
  let text: String
  let tail: String
  let survey: ModelSurvey

  /// The text with each word that the model does not have replaced by the nearest that it has, and
  /// whether no other was as near; `nil` where a word is like none, or none has to change.
  func corrected(_ cures: inout Cures) -> (text: String, isSure: Bool)? {
    guard let before = Self.glued(Array(head.unicodeScalars).reversed(), isBefore: true),
      let after = Self.glued(Array(tail.unicodeScalars), isBefore: false)
    else { return nil }
    let known = survey.moduleNames + survey.parameterNames
    let pieces = Self.pieces(of: text)
    guard pieces.count <= 64, let last = pieces.indices.last else { return nil }
    var result = ""
    var changes = 0
    var isSure = true
    for (index, piece) in pieces.enumerated() {
      let prefix = index == 0 ? before : ""
      let suffix = index == last ? after : ""
      let word = prefix + piece.word + suffix
      let isWord = !word.isEmpty && word.unicodeScalars.allSatisfy(Self.isOfWord)
      let isNumber = word.utf8.allSatisfy(\.isASCIIDigit)
      if !isWord || isNumber || survey.nameWords.contains(ExactString(word)) {
        result += piece.word + piece.separator
        continue
      }
      let nearest = changes < 3 ? cures.equallyNear(to: word, in: known) : []
      guard let near = nearest.first, near.startsExactly(with: prefix),
        near.endsExactly(with: suffix), near.utf8.count > prefix.utf8.count + suffix.utf8.count
      else { return nil }
      isSure = isSure && nearest.count == 1 && Misspelling.isSlip(word, of: near)
      changes += 1
      let inner = near.utf8.dropFirst(prefix.utf8.count).dropLast(suffix.utf8.count)
      result += String(decoding: Array(inner), as: UTF8.self) + piece.separator
    }
    return changes > 0 ? (result, isSure) : nil
  }

  /// Whether a text that may be an expression is one that hits no index by mistake: each dot of it has
  /// a backslash or is repeated, and no digit is repeated or followed by anything.
  static func saysItsDots(_ text: String) -> Bool {
    var previous: Unicode.Scalar?
    var isEscaped = false
    let scalars = Array(text.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      let next = index + 1 < scalars.count ? scalars[index + 1] : nil
      let isRepeated = next.map { "*+?{".unicodeScalars.contains($0) } ?? false
      if !isEscaped {
        let isBehindIndex = previous.map { $0.isASCIIDigit || "])+".unicodeScalars.contains($0) }
        if scalar == ".", !isRepeated || isBehindIndex == true { return false }
        if scalar.isASCIIDigit, isRepeated { return false }
      }
      isEscaped = scalar == "\\" && !isEscaped
      previous = scalar
    }
    return true
  }

  private static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar.isASCIIDigit || ("a"..."z").contains(scalar)
      || ("A"..."Z").contains(scalar)
  }

  /// The part of a word that stands right before or after; `nil` where it cannot be told.
  private static func glued(_ scalars: [Unicode.Scalar], isBefore: Bool) -> String? {
    // The parentheses of the choice itself.
    let parentheses: [String] = isBefore ? [":?(", "("] : [")"]
    let skipped = parentheses.first { scalars.starts(with: $0.unicodeScalars) } ?? ""
    let scalars = Array(scalars.dropFirst(skipped.unicodeScalars.count))
    let run = scalars.prefix(while: isOfWord)
    let next = scalars.dropFirst(run.count).first
    if isBefore {
      // `\d` is no letter of a word.
      if next == "\\" { return nil }
      return String(String.UnicodeScalarView(run.reversed()))
    }
    if let next, "*+?{[".unicodeScalars.contains(next) { return nil }
    return String(String.UnicodeScalarView(run))
  }

  /// The text between dots, each with the dot behind it, which may have a backslash.
  private static func pieces(of text: String) -> [(word: String, separator: String)] {
    var result: [(word: String, separator: String)] = []
    var word = String.UnicodeScalarView()
    let scalars = Array(text.unicodeScalars)
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      let next = index + 1 < scalars.count ? scalars[index + 1] : nil
      if scalar == "\\", let next {
        if next == "." {
          result.append((String(word), "\\."))
          word = String.UnicodeScalarView()
        } else {
          word.append(scalar)
          word.append(next)
        }
        index += 2
        continue
      }
      if scalar == ".", next.map({ !"*+?{".unicodeScalars.contains($0) }) ?? true {
        result.append((String(word), "."))
        word = String.UnicodeScalarView()
      } else {
        word.append(scalar)
      }
      index += 1
    }
    result.append((String(word), ""))
    return result
  }
}
