/// How a setting of a tool picks names of parameters.
enum NameTest: Sendable {
  /// All names.
  case all
  /// `name == text`.
  case exact(String)
  /// `name.startswith(text)`.
  case prefix(String)
  /// `text in name`.
  case part(String)
  /// Names below modules for whose path `path.endswith(text)` holds.
  case below(String)
  /// Names at or below a module's path, or those of several that the rules' language writes as one.
  case modules(String, paths: [String])
  /// `name == text or name.endswith("." + text)`.
  case last(String)
  /// `name.endswith(text)`.
  case ending(String)
  /// An expression.
  case regex(PythonRegex)

  /// Names at or below a module.
  static func module(_ path: String) -> NameTest {
    // Brackets are an index to the rules' language.
    path.utf8.contains { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "]") }
      ? .prefix(path + ".") : .modules(path, paths: [path])
  }

  /// Which of some names it picks, in order.
  ///
  /// - Parameter budget: What the run has left of the steps of matching.
  func matches(in names: [String], _ budget: inout MatchingBudget) throws(Diagnostic) -> [Int] {
    if case .regex(let regex) = self { return try regex.matches(in: names, &budget) }
    budget.spend(names.count)
    if budget.left == 0 {
      throw Diagnostic(
        .limit, "matching the settings takes more than \(Limits.matchingSteps) steps", at: nil)
    }
    return names.indices.filter { matches(names[$0]) }
  }

  private func matches(_ name: String) -> Bool {
    switch self {
    case .all: return true
    case .exact(let text): return name.isExactly(text)
    case .prefix(let text): return name.startsExactly(with: text)
    case .part(let text): return name.holds(text)
    case .below(let text): return name.holds(text + ".")
    case .modules(_, let paths):
      return paths.contains { name.isExactly($0) || name.startsExactly(with: $0 + ".") }
    case .last(let text): return name.isExactly(text) || name.endsExactly(with: "." + text)
    case .ending(let text): return name.endsExactly(with: text)
    case .regex: return false
    }
  }

  /// A key of a selector with its value.
  struct Term: Hashable {
    enum Key: String { case name, glob, regex, module, parameter }

    let key: Key
    let value: String
  }

  /// What the rules' language says for it.
  func term(namesHaveLineFeeds: Bool) -> Term {
    let any = namesHaveLineFeeds ? "(?s:.*)" : ".*"
    func glob(_ front: String, _ text: String) -> Term {
      if !Glob.hasWildcards(text) { return Term(key: .glob, value: front + text + "*") }
      let escaped = PythonRegex.escaped(text)
      return Term(key: .regex, value: (front.isEmpty ? "" : any) + escaped + any)
    }
    switch self {
    case .all: return Term(key: .glob, value: "*")
    case .exact(let text): return Term(key: .name, value: text)
    case .prefix(let text): return text.isEmpty ? Term(key: .glob, value: "*") : glob("", text)
    case .part(let text): return text.isEmpty ? Term(key: .glob, value: "*") : glob("*", text)
    case .below(let text): return glob("*", text + ".")
    case .modules(let text, _): return Term(key: .module, value: text)
    case .last(let text): return Term(key: .parameter, value: text)
    case .ending(let text):
      return Glob.hasWildcards(text)
        ? Term(key: .regex, value: any + PythonRegex.escaped(text))
        : Term(key: .glob, value: "*" + text)
    case .regex(let regex):
      return Term(
        key: .regex, value: regex.fullMatch(namesHaveLineFeeds: namesHaveLineFeeds))
    }
  }
}

extension String {
  /// Whether a text stands in this one, code point for code point.
  func holds(_ part: String) -> Bool {
    if part.isEmpty { return true }
    let part = Array(part.utf8)
    var text = self
    return text.withUTF8 { text in
      guard text.count >= part.count else { return false }
      return (0...text.count - part.count).contains { start in
        text[start] == part[0] && text[start..<start + part.count].elementsEqual(part)
      }
    }
  }
}
