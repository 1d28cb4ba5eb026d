/// A regular expression of a tool, with which `re` of Python looks for names.
struct PythonRegex: Sendable {
  /// How much of a name it has to match.
  enum Way: Sendable {
    /// `re.match`: from the start on.
    case start
    /// `re.search`: anywhere.
    case anywhere
    /// `re.fullmatch`.
    case whole
  }

  /// The expression as `re` is given it.
  let text: String
  let way: Way
  /// The texts that it matches.
  let pattern: Pattern

  /// Reads an expression.
  init(_ text: String, _ way: Way) throws(PatternError) {
    self.text = text
    self.way = way
    let pattern = try RegexParser.parse(text)
    // Flat, so that an automaton of many expressions shares what they start with.
    let items = if case .sequence(let items) = pattern { items } else { [pattern] }
    self.pattern =
      switch way {
      case .start: .sequence(items + [.anyRun])
      case .anywhere: .sequence([.anyRun] + items + [.anyRun])
      case .whole: pattern
      }
  }

  /// The expression that, as one of the rules' language, matches the same names from end to end.
  ///
  /// - Parameter namesHaveLineFeeds: Whether a name has a line feed, of which `.` is none and before
  ///   which `$` holds.
  func fullMatch(namesHaveLineFeeds: Bool) -> String {
    var body = text
    var flags = ""
    if let end = Self.endOfFlags(body) {
      flags = String(body[..<end])
      body = String(body[end...])
    }
    let isVerbose = flags.contains("x")
    let hasAlternatives = Self.hasAlternatives(body)
    let any = namesHaveLineFeeds ? "(?s:.*)" : ".*"
    if isVerbose || hasAlternatives || namesHaveLineFeeds || flags.contains("m") {
      // A comment of `(?x)` reaches to the end of its line.
      let group = "(?:\(body)\(isVerbose ? "\n" : ""))"
      switch way {
      case .whole: return text
      case .start: return flags + group + any
      case .anywhere: return flags + any + group + any
      }
    }
    var front = way == .anywhere ? any : ""
    var back = way == .whole ? "" : any
    if body.hasPrefix("^") {
      body.removeFirst()
      front = ""
    }
    if Self.endsUnescaped(body, with: "$") {
      body.removeLast()
      back = ""
    } else if Self.endsUnescaped(body, with: ".*") {
      back = ""
    }
    if body.hasPrefix(".*"), !body.hasPrefix(".*?") { front = "" }
    return flags + front + body + back
  }

  /// Where flags for the whole expression end at its start.
  private static func endOfFlags(_ text: String) -> String.Index? {
    let scalars = text.unicodeScalars
    guard scalars.starts(with: "(?".unicodeScalars), let end = scalars.firstIndex(of: ")") else {
      return nil
    }
    let letters = scalars[..<end].dropFirst(2)
    guard !letters.isEmpty, letters.allSatisfy("aimsux".unicodeScalars.contains) else {
      return nil
    }
    return scalars.index(after: end)
  }

  /// Whether a `|` stands outside of all groups and classes.
  private static func hasAlternatives(_ text: String) -> Bool {
    var depth = 0
    var isInClass = false
    var scalars = text.unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\\": _ = scalars.popFirst()
      case "[" where !isInClass:
        isInClass = true
        // A bracket that comes first in a class is one of its characters.
        if scalars.first == "^" { scalars.removeFirst() }
        if scalars.first == "]" { scalars.removeFirst() }
      case "]": isInClass = false
      case "(" where !isInClass: depth += 1
      case ")" where !isInClass: depth -= 1
      case "|" where !isInClass && depth == 0: return true
      default: break
      }
    }
    return false
  }

  /// Whether a text ends in characters before which no backslash takes their meaning.
  private static func endsUnescaped(_ text: String, with end: String) -> Bool {
    guard text.endsExactly(with: end) else { return false }
    return text.unicodeScalars.dropLast(end.unicodeScalars.count).reversed()
      .prefix { $0 == "\\" }.count.isMultiple(of: 2)
  }

  /// A text in which no character means something to `re`.
  static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if "\\.^$*+?{}[]|()".unicodeScalars.contains(scalar) { result.append("\\") }
      result.append(scalar)
    }
    return String(result)
  }
}

extension PatternError {
  /// Whether Python itself takes the pattern, which holds what cannot be matched in linear time.
  var isOnlyUnsupported: Bool { isLimit || message.contains("not supported") }
}
