/// Selectors taken apart for matching: what is asked about a parameter (atoms), and how the answers
/// make up each selector (nodes).
struct SelectorProgram: Sendable {
  /// One question about a parameter; equal questions of many rules are one atom.
  struct Atom: Hashable, Sendable {
    /// What is asked; equal texts under different keys may be one question.
    enum Question: Hashable, Sendable {
      /// Whether this is its full name.
      case name(ExactString)
      /// Whether its full name is matched by a pattern.
      case pattern(Pattern)
      /// Whether it stands at or below a module of a class.
      case type(Pattern)
      /// Whether it stands at or below a module of a path.
      case module(ModulePath)
    }
    let question: Question
  }

  /// A value of a selector that asks an atom.
  struct Occurrence: Sendable {
    let atom: Int32
    let term: Int32
    /// The value's index in its term.
    let value: Int
  }

  /// A key of a mapping.
  struct Term: Sendable {
    /// The node of the mapping.
    let node: Int32
    let term: SelectorTerm
    /// Its values that can be read, as indices into ``occurrences``.
    var occurrences: Range<Int>
  }

  /// A list, or a mapping; a lone glob is a mapping of one term.
  struct Node: Sendable {
    enum Kind: Sendable {
      /// The items.
      case anyOf([Int32])
      /// How many terms must hold, and the node that must not.
      case allOf(terms: Int, except: Int32?)
    }
    var kind: Kind
    let selector: Selector
    /// The list that the node is an item of; not the mapping that it is the `except` of.
    let list: Int32?
    /// The selector, counted over rules and further selectors, whose whole the node is.
    var root: Int32?
    /// Whether it is, or is within, an `except`.
    let isException: Bool
    /// Its keys, as indices into ``SelectorProgram/terms``.
    var terms = 0..<0
    /// Whether a pattern in it cannot be read, so that what it matches is not known.
    var isBroken = false
  }

  /// The atoms.
  private(set) var atoms: [Atom] = []
  /// For each atom, the values that ask it, as indices into ``occurrences``.
  private(set) var occurrencesOfAtom: [[Int32]] = []
  private(set) var occurrences: [Occurrence] = []
  private(set) var terms: [Term] = []
  private(set) var nodes: [Node] = []
  /// For each selector, its node.
  private(set) var roots: [Int32] = []
  /// The mappings that hold without any term.
  private(set) var universal: [Int32] = []
  /// The automaton of all full names.
  private(set) var names = PatternAutomaton()
  /// The automaton of all class names.
  private(set) var types = PatternAutomaton()
  /// Why patterns cannot be read.
  private(set) var diagnostics: [Diagnostic] = []

  private var atomIDs: [Atom: Int32] = [:]
  private let stateLimit: Int

  /// Takes selectors apart.
  ///
  /// - Parameters:
  ///   - selectors: The selectors.
  ///   - patterns: Further patterns over full names that count as selectors of their own, after the
  ///     others.
  ///   - stateLimit: How many states the automata may have together.
  init(
    _ selectors: [Selector], patterns: [Pattern] = [], stateLimit: Int = Limits.automatonStates
  ) {
    self.stateLimit = stateLimit
    for (index, selector) in selectors.enumerated() {
      let node = add(selector, list: nil, isException: false)
      nodes[Int(node)].root = Int32(index)
      roots.append(node)
    }
    for pattern in patterns { add(pattern) }
    atomIDs = [:]
  }

  private mutating func add(_ selector: Selector, list: Int32?, isException: Bool) -> Int32 {
    let id = Int32(nodes.count)
    switch selector {
    case .glob(let value):
      nodes.append(
        Node(
          kind: .allOf(terms: 1, except: nil), selector: selector, list: list, root: nil,
          isException: isException))
      let term = SelectorTerm(key: .glob, keySpan: value.span, values: [value], isList: false)
      add(term, to: id)
    case .anyOf(let items, _):
      nodes.append(
        Node(kind: .anyOf([]), selector: selector, list: list, root: nil, isException: isException))
      let children = items.map { add($0, list: id, isException: isException) }
      nodes[Int(id)].kind = .anyOf(children)
      nodes[Int(id)].isBroken = children.contains { nodes[Int($0)].isBroken }
    case .allOf(let mapping):
      nodes.append(
        Node(
          kind: .allOf(terms: mapping.terms.count, except: nil), selector: selector, list: list,
          root: nil, isException: isException))
      for term in mapping.terms { add(term, to: id) }
      if let except = mapping.except {
        let exception = add(except, list: nil, isException: true)
        nodes[Int(id)].kind = .allOf(terms: mapping.terms.count, except: exception)
        if nodes[Int(exception)].isBroken { nodes[Int(id)].isBroken = true }
      }
      if mapping.terms.isEmpty { universal.append(id) }
    }
    return id
  }

  private mutating func add(_ pattern: Pattern) {
    let node = Int32(nodes.count)
    let nowhere = SourceSpan(file: 0, start: 0, end: 0)
    let value = SelectorValue(text: "", span: nowhere)
    nodes.append(
      Node(
        kind: .allOf(terms: 1, except: nil), selector: .glob(value), list: nil,
        root: Int32(roots.count), isException: false))
    roots.append(node)
    let atom = atomID(Atom(question: .pattern(pattern)))
    occurrencesOfAtom[Int(atom)].append(Int32(occurrences.count))
    let term = SelectorTerm(key: .glob, keySpan: nowhere, values: [value], isList: false)
    terms.append(
      Term(node: node, term: term, occurrences: occurrences.count..<occurrences.count + 1))
    occurrences.append(Occurrence(atom: atom, term: Int32(terms.count - 1), value: 0))
  }

  private mutating func add(_ term: SelectorTerm, to node: Int32) {
    let termID = Int32(terms.count)
    let start = occurrences.count
    terms.append(Term(node: node, term: term, occurrences: start..<start))
    if nodes[Int(node)].terms.isEmpty {
      nodes[Int(node)].terms = Int(termID)..<Int(termID)
    }
    nodes[Int(node)].terms = nodes[Int(node)].terms.lowerBound..<terms.count
    for (index, value) in term.values.enumerated() {
      do throws(PatternError) {
        let question = try Self.question(term.key, value.text)
        try checkSize(question, value.text)
        let atom = atomID(Atom(question: question))
        occurrencesOfAtom[Int(atom)].append(Int32(occurrences.count))
        occurrences.append(Occurrence(atom: atom, term: termID, value: index))
      } catch {
        nodes[Int(node)].isBroken = true
        diagnostics.append(
          Diagnostic(
            error.isLimit ? .limit : .pattern, error.message, at: value.span(of: error.bytes),
            help: error.help + Self.otherKey(term.key, value.text)))
      }
    }
    terms[Int(termID)].occurrences = start..<occurrences.count
  }

  /// Refuses a pattern with which the automata grow too large.
  private func checkSize(_ question: Atom.Question, _ text: String) throws(PatternError) {
    let size: Int
    switch question {
    case .pattern(let pattern), .type(let pattern): size = pattern.stateCount
    case .name, .module: return
    }
    let states = saturatingSum(names.states.count + types.states.count, size)
    if states > stateLimit, atomIDs[Atom(question: question)] == nil {
      throw PatternError(
        message: "the patterns are too large together: they need more than "
          + "\(grouped(stateLimit)) states",
        bytes: 0..<text.utf8.count, help: ["write fewer or shorter ones"], isLimit: true)
    }
  }

  /// The key that a value was perhaps meant for when it cannot be read under its own.
  private static func otherKey(_ key: SelectorKey, _ text: String) -> [String] {
    guard key == .regex, Glob.hasWildcards(text), (try? Glob.parse(text)) != nil,
      !text.unicodeScalars.contains(where: { "\\(|+^$".unicodeScalars.contains($0) })
    else { return [] }
    return ["as a glob it would be {glob: \(flowScalar(text))}"]
  }

  private static func question(_ key: SelectorKey, _ text: String) throws(PatternError)
    -> Atom.Question
  {
    switch key {
    case .name: return .name(ExactString(text))
    case .glob:
      if !Glob.hasWildcards(text) { return .name(ExactString(text)) }
      let pattern = try Glob.parse(text)
      return pattern.literalText.map { .name(ExactString($0)) } ?? .pattern(pattern)
    case .regex: return .pattern(try RegexParser.parse(text))
    case .parameter:
      // `(.*\.)?` before the literal text: one element, so that all of them share its states.
      let prefix = Pattern.sequence([.anyRun, .character(CharacterClass(code(".")))])
      guard !text.utf8.contains(UInt8(ascii: ".")), text.utf8.count <= Limits.patternStates,
        case .sequence(let last) = Pattern.literal(text)
      else { return .pattern(.never) }
      return .pattern(.sequence([.repeated(prefix, atLeast: 0, atMost: 1)] + last))
    case .type: return .type(try Glob.parse(text))
    case .module: return .module(try ModulePath(parsing: text))
    }
  }

  private mutating func atomID(_ atom: Atom) -> Int32 {
    if let known = atomIDs[atom] { return known }
    let id = Int32(atoms.count)
    atoms.append(atom)
    occurrencesOfAtom.append([])
    atomIDs[atom] = id
    switch atom.question {
    case .pattern(let pattern): names.add(pattern, as: id)
    case .type(let pattern): types.add(pattern, as: id)
    case .name, .module: break
    }
    return id
  }
}
