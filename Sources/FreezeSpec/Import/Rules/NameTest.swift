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

  /// No name, for none is empty.
  static let nothing = NameTest.exact("")

  /// Names at or below a module.
  static func module(_ path: String) -> NameTest {
    // Brackets are an index to the rules' language.
    path.utf8.contains { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "]") }
      ? .prefix(path + ".") : .modules(path, paths: [path])
  }

  /// Which of some names each of some tests picks, in order, in one pass over the names.
  ///
  /// - Parameter budget: What the run has left of the steps of matching.
  static func matches(
    _ tests: [NameTest], in names: [String], _ budget: inout MatchingBudget
  ) throws(Diagnostic) -> [[Int]] {
    if tests.isEmpty { return [] }
    let patterns = tests.map(\.pattern)
    let states = patterns.reduce(0) { saturatingSum($0, $1.stateCount) }
    if states > Limits.automatonStates {
      throw Diagnostic(
        .limit, "the settings need more than \(grouped(Limits.automatonStates)) states of matching",
        at: nil)
    }
    var matcher = LazyDFA(patterns, stepLimit: budget.left)
    var picks: [[Int]] = Array(repeating: [], count: tests.count)
    for (index, name) in names.enumerated() where budget.left > 0 {
      let found = matcher.patterns(matching: name)
      if matcher.isExhausted { break }
      for number in found { picks[Int(number)].append(index) }
      budget.spend(1 + stepsPerPick * found.count)
    }
    budget.spend(matcher.steps)
    if budget.left > 0 { return picks }
    var text = "the settings"
    if let costliest = matcher.costliest, case .regex(let regex) = tests[Int(costliest)] {
      text = Quoted.text(regex.text)
    }
    throw stepLimit(of: text)
  }

  /// What is wrong where matching something takes too many steps.
  static func stepLimit(of text: String) -> Diagnostic {
    Diagnostic(
      .limit, "matching \(text) takes more than \(grouped(Limits.matchingSteps)) steps", at: nil)
  }

  /// What it costs to keep that a test picks a name.
  private static let stepsPerPick = 4

  /// The names that it picks.
  private var pattern: Pattern {
    func sequence(_ any: [Pattern], _ text: String, _ end: [Pattern] = []) -> Pattern {
      .sequence(any + text.unicodeScalars.map { .character(CharacterClass($0.value)) } + end)
    }
    switch self {
    case .all: return .anyRun
    case .exact(let text): return sequence([], text)
    case .prefix(let text): return sequence([], text, [.anyRun])
    case .part(let text): return sequence([.anyRun], text, [.anyRun])
    case .below(let text): return sequence([.anyRun], text + ".", [.anyRun])
    case .modules(_, let paths):
      return .choice(paths.flatMap { [sequence([], $0), sequence([], $0 + ".", [.anyRun])] })
    case .last(let text): return .choice([sequence([], text), sequence([.anyRun], "." + text)])
    case .ending(let text): return sequence([.anyRun], text)
    case .regex(let regex): return regex.pattern
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
