/// Finds classes of characters in patterns that were meant as numbers.
struct DigitClassFindings {
  /// What was found, with the place among the selectors of what it is about.
  private(set) var diagnostics: [(owner: Int, finding: Diagnostic)] = []
  /// The values that something was found in.
  private(set) var values: Set<SourceSpan> = []

  /// A class, and what the model is asked about it.
  fileprivate struct Case {
    let owner: Int
    let value: SelectorValue
    let term: SelectorTerm
    let found: DigitClass
    /// What is missing before the pattern, where it begins with the end of a module's path.
    var prefix = ""
    var key: SelectorKey { term.key }
    /// The numbers that were meant and may be there, and for each the probe's answer, where it stands
    /// as the class does and where a dot comes before.
    var numbers: [(number: Int, answer: Int?, dotted: Int?)] = []
    /// A selector of modules that may have been meant, and the probe's answer.
    var module: (text: String, answer: Int)?
  }

  /// Looks at selectors.
  ///
  /// - Parameters:
  ///   - owned: The selectors to look at, with their places in the program.
  ///   - tree: The model.
  ///   - tensorOfName: Which names stand for which tensor.
  ///   - budget: The steps that may be taken to confirm cures.
  init(
    _ owned: [(owner: Int, selector: Selector)], _ tree: inout ModuleTree,
    _ tensorOfName: [Int]?, _ budget: inout MatchingBudget
  ) {
    var cases: [Case] = []
    for (owner, selector) in owned {
      selector.forEachValue { term, value in
        for found in DigitClass.find(in: value.text, under: term.key) {
          cases.append(Case(owner: owner, value: value, term: term, found: found))
        }
      }
    }
    if cases.isEmpty { return }
    let known = NumbersOfModel(tree.root.module)
    let paths = ModelSurvey(tree.root.module).modulePaths
    for index in cases.indices.prefix(Limits.prefixedClasses) {
      cases[index].prefix = cases[index].missingPrefix(&tree, paths)
    }
    var probe = ModelProbe(areOfModules: false)
    var room = Limits.askedNumbers
    for index in cases.indices where room > 0 { cases[index].ask(&probe, known, &room) }
    probe.run(&tree, tensorOfName, &budget)
    for item in cases {
      values.insert(item.value.span)
      diagnostics.append((item.owner, item.finding(probe)))
    }
  }
}

extension DigitClassFindings.Case {
  /// The pattern with another text in place of the class, and of the `+` behind it.
  private func replaced(by text: String) -> String {
    let bytes = Array(value.text.utf8)
    let tail = bytes[found.bytes.upperBound...]
    let isRepeated = key == .regex && tail.first == UInt8(ascii: "+")
    return String(
      decoding: Array(prefix.utf8) + bytes[..<found.bytes.lowerBound] + Array(text.utf8)
        + tail.dropFirst(isRepeated ? 1 : 0), as: UTF8.self)
  }

  /// What stands before all that is written in the path of the list whose numbers are meant, where the
  /// model has just one such list.
  fileprivate func missingPrefix(_ tree: inout ModuleTree, _ paths: [String]) -> String {
    guard key == .glob, value.text.utf8.count <= 1_000 else { return "" }
    var head = self.head
    if head.hasSuffix(".") { head.removeLast() }
    if head.isEmpty || Glob.hasWildcards(head) || tree.module(at: head) != nil { return "" }
    let ending = "." + head
    let longer = paths.lazy.filter { $0.endsExactly(with: ending) }.prefix(2)
    guard longer.count == 1, let path = longer.first else { return "" }
    return String(decoding: path.utf8.dropLast(head.utf8.count), as: UTF8.self)
  }

  /// What is written before the class.
  private var head: String {
    String(decoding: Array(value.text.utf8)[..<found.bytes.lowerBound], as: UTF8.self)
  }

  /// A dot as the pattern has it.
  private var dot: String { key == .regex ? "\\." : "." }

  /// Whether a digit stands right beside the class, so that numbers there would be others.
  private var isWithinNumber: Bool {
    let bytes = Array(value.text.utf8)
    let neighbours = [
      bytes[..<found.bytes.lowerBound].last, bytes[found.bytes.upperBound...].first,
    ]
    return neighbours.contains { $0.map { $0.isASCIIDigit || "[]*?{".utf8.contains($0) } ?? false }
  }

  fileprivate mutating func ask(
    _ probe: inout ModelProbe, _ known: NumbersOfModel, _ room: inout Int
  ) {
    // What is longer would take its time.
    guard value.text.utf8.count <= 1_000, !isWithinNumber else { return }
    switch found.meaning {
    case .numbers(let ranges):
      for number in Set(ranges.flatMap { known.within($0) }).sorted().prefix(room) {
        room -= 1
        let answer = probe.ask(replaced(by: "\(number)"), under: key)
        let dotted = probe.ask(replaced(by: "\(dot)\(number)"), under: key)
        numbers.append((number, answer, dotted))
      }
      askModules(ranges, &probe)
    case .fromEnd, .stepped:
      guard key == .glob, !found.isNegated else { return }
      let bytes = Array(value.text.utf8)
      var head = prefix + self.head
      let tail = String(decoding: bytes[found.bytes.upperBound...], as: UTF8.self)
      guard !Glob.hasWildcards(head), tail.isEmpty || tail == ".*" || tail == "*" else { return }
      if head.hasSuffix(".") { head.removeLast() }
      let path = head + found.text.filter { $0 != " " }
      room -= 1
      module = probe.ask(path, under: .module).map { (path, $0) }
    }
  }

  /// Asks about the path of modules that a glob without anything behind its class may have been meant as.
  private mutating func askModules(_ ranges: [ClosedRange<Int>], _ probe: inout ModelProbe) {
    guard key == .glob, !found.isNegated, value.text.endsExactly(with: found.text),
      ranges.count == 1, let range = ranges.first, !numbers.isEmpty
    else { return }
    var head = prefix + self.head
    if Glob.hasWildcards(head) { return }
    if head.hasSuffix(".") { head.removeLast() }
    let isOpen = range.upperBound >= .max - 1
    let slice =
      range.count == 1 && !isOpen
      ? "\(range.lowerBound)" : "\(range.lowerBound):\(isOpen ? "" : "\(range.upperBound + 1)")"
    let written = found.text.contains(":") ? found.text.filter { $0 != " " } : "[\(slice)]"
    module = probe.ask(head + written, under: .module).map { (head + written, $0) }
  }

  fileprivate func finding(_ probe: ModelProbe) -> Diagnostic {
    let characters = listed(found.characters.filter { !" ,|;/".contains($0) }, "or")
    let stands = found.characters.isEmpty ? "nothing" : characters
    return Diagnostic(
      .digitClass,
      found.isCaret
        ? "\(found.text) is one character: \(stands); a glob has no `^` for all others"
        : "\(found.text) is one character\(found.isNegated ? " but" : ":") \(stands), and not \(meant)",
      at: value.span(of: found.bytes), cures: [cure(probe) ?? generalCure])
  }

  /// What was meant, in words.
  private var meant: String {
    switch found.meaning {
    case .fromEnd: return "an index from the end"
    case .stepped: return "a slice with a step"
    case .numbers(let ranges):
      guard ranges.count == 1, ranges[0].upperBound < .max - 1 else { return "numbers" }
      return ranges[0].count == 1
        ? "the number \(ranges[0].lowerBound)"
        : "the numbers \(ranges[0].lowerBound) to \(ranges[0].upperBound)"
    }
  }

  private var generalCure: Cure {
    switch found.meaning {
    case .stepped: "a slice is part of a path, as in {module: \"layers[::2]\"}"
    case .fromEnd: "an index from the end is part of a path, as in {module: \"layers[-1]\"}"
    case .numbers where key == .glob: "numbers are written in braces, as in {8..11} or {0,4,10}"
    case .numbers: "numbers are written as alternatives, as in (8|9|10|11)"
    }
  }

  private func cure(_ probe: ModelProbe) -> Cure? {
    if let module, probe[module.answer].count > 0 { return writing(.module, module.text) }
    let matches = { (answer: Int?) in answer.map { probe[$0].count > 0 } ?? false }
    let needsDot = !numbers.contains { matches($0.answer) }
    let ranges = [ClosedRange<Int>](
      numbers: numbers.filter { matches(needsDot ? $0.dotted : $0.answer) }.map(\.number))
    if ranges.isEmpty { return nil }
    let before = needsDot ? dot : ""
    let isOne = ranges.count == 1 && ranges[0].count == 1
    let inBraces = before + (isOne ? ranges.inBraces : "{\(ranges.inBraces)}")
    let meant = replaced(by: key == .glob ? inBraces : before + ranges.inParentheses)
    if !found.isNegated { return writing(key, meant) }
    let others = replaced(by: before + (key == .glob ? "*" : "[0-9]+"))
    let except = key == .glob ? flowScalar(meant) : "{regex: \(flowScalar(meant))}"
    let selector = "{\(key.rawValue): \(flowScalar(others)), except: \(except)}"
    // Beside other keys it would have to be joined with them.
    let isAlone = key == .glob && term.keySpan == value.span
    return Cure("write \(selector)", edit: isAlone ? .write(selector, at: value.span) : nil)
  }

  private func writing(_ key: SelectorKey, _ text: String) -> Cure {
    let cure = SelectorCure.writing(key, text) { "write \($0)" }
    return Cure(cure.sentence, edit: cure.fix(in: term, of: value))
  }
}

extension Selector {
  /// Visits the values in a selector, those of `except` included, each with what it stands in: a glob
  /// alone seems to stand under a key in its own place.
  func forEachValue(_ body: (SelectorTerm, SelectorValue) -> Void) {
    switch self {
    case .frozen: break
    case .glob(let value):
      body(SelectorTerm(key: .glob, keySpan: value.span, values: [value], isList: false), value)
    case .anyOf(let items, _): for item in items { item.forEachValue(body) }
    case .allOf(let mapping):
      for term in mapping.terms { for value in term.values { body(term, value) } }
      mapping.except?.forEachValue(body)
    }
  }
}
