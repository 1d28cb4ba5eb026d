/// Selectors taken apart for matching: what is asked about a place (atoms), and how the answers make up
/// each selector (nodes).
///
/// It is a class since engines, walks and findings all keep it: to copy its arrays for each of them took
/// a tenth of the time of a small config.
final class SelectorProgram: Sendable {
  /// A value of a selector that asks an atom.
  struct Occurrence: Sendable {
    let atom: Int32
    let term: Int32
    /// The value's index in its term.
    let value: Int
  }

  /// A key of a mapping, or the one question of a selector that is no mapping.
  struct Term: Sendable {
    /// The node of the mapping.
    let node: Int32
    /// The key with its values; `nil` for the word `frozen`, which has neither.
    let term: SelectorTerm?
    /// Its values, as indices into ``occurrences``.
    let occurrences: Range<Int>
  }

  /// A list, or a mapping; a lone glob is a mapping of one term, and so is the word `frozen`.
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
    /// The selector, counted over all of the program, whose whole the node is.
    var root: Int32?
    /// Whether it is, or is within, an `except`.
    let isException: Bool
    /// Its keys, as indices into ``SelectorProgram/terms``.
    var terms = 0..<0
  }

  /// The questions; equal ones of many values are one atom.
  let atoms: [SelectorQuestion]
  /// For each atom, the values that ask it, as indices into ``occurrences``.
  let occurrencesOfAtom: [[Int32]]
  let occurrences: [Occurrence]
  let terms: [Term]
  let nodes: [Node]
  /// For each selector, its node.
  let roots: [Int32]
  /// The mappings that hold without any term.
  let universal: [Int32]
  /// For each atom whose pattern matches what is at and below one module, the path of that: it is looked up.
  let subtrees: [String?]
  /// The automaton of all full names that are not looked up.
  let names: PatternAutomaton
  /// The automaton of all class names.
  let types: PatternAutomaton

  /// Takes selectors apart.
  ///
  /// - Parameters:
  ///   - selectors: The selectors.
  ///   - stateLimit: How many states the automata may have together.
  /// - Throws: The error of the first pattern with which they have more.
  init(_ selectors: [Selector], stateLimit: Int = Limits.automatonStates) throws(Diagnostic) {
    var draft = SelectorProgramDraft(stateLimit: stateLimit)
    for selector in selectors { try draft.add(selector) }
    atoms = draft.atoms
    occurrencesOfAtom = draft.occurrencesOfAtom
    occurrences = draft.occurrences
    terms = draft.terms
    nodes = draft.nodes
    roots = draft.roots
    universal = draft.universal
    subtrees = draft.subtrees
    names = draft.names
    types = draft.types
  }

  /// Where the first value stands that asks an atom.
  func span(ofAtom atom: Int32) -> SourceSpan? {
    guard atoms.indices.contains(Int(atom)) else { return nil }
    return occurrencesOfAtom[Int(atom)].first.map { number in
      let occurrence = occurrences[Int(number)]
      let term = terms[Int(occurrence.term)]
      return term.term?.values[occurrence.value].span ?? nodes[Int(term.node)].selector.span
    }
  }
}

/// A program that selectors are being added to.
private struct SelectorProgramDraft {
  private(set) var atoms: [SelectorQuestion] = []
  private(set) var occurrencesOfAtom: [[Int32]] = []
  private(set) var occurrences: [SelectorProgram.Occurrence] = []
  private(set) var terms: [SelectorProgram.Term] = []
  private(set) var nodes: [SelectorProgram.Node] = []
  private(set) var roots: [Int32] = []
  private(set) var universal: [Int32] = []
  private(set) var subtrees: [String?] = []
  private(set) var names = PatternAutomaton()
  private(set) var types = PatternAutomaton()

  private var atomIndex = HashIndex()
  private let stateLimit: Int

  init(stateLimit: Int) { self.stateLimit = stateLimit }

  /// Adds the next selector.
  mutating func add(_ selector: Selector) throws(Diagnostic) {
    let node = try add(selector, list: nil, isException: false)
    nodes[Int(node)].root = Int32(roots.count)
    roots.append(node)
  }

  private mutating func add(_ selector: Selector, list: Int32?, isException: Bool)
    throws(Diagnostic) -> Int32
  {
    let id = Int32(nodes.count)
    nodes.append(
      SelectorProgram.Node(
        kind: .allOf(terms: 1, except: nil), selector: selector, list: list, root: nil,
        isException: isException))
    switch selector {
    case .glob(let value):
      let term = SelectorTerm(key: .glob, keySpan: value.span, values: [value], isList: false)
      try add([term], to: id)
    case .frozen:
      let atom = try atomID(.frozen, at: nil)
      occurrencesOfAtom[Int(atom)].append(Int32(occurrences.count))
      occurrences.append(SelectorProgram.Occurrence(atom: atom, term: Int32(terms.count), value: 0))
      nodes[Int(id)].terms = terms.count..<terms.count + 1
      terms.append(
        SelectorProgram.Term(
          node: id, term: nil, occurrences: occurrences.count - 1..<occurrences.count))
    case .anyOf(let items, _):
      var children: [Int32] = []
      for item in items { children.append(try add(item, list: id, isException: isException)) }
      nodes[Int(id)].kind = .anyOf(children)
    case .allOf(let mapping):
      try add(mapping.terms, to: id)
      var exception: Int32?
      if let except = mapping.except { exception = try add(except, list: nil, isException: true) }
      nodes[Int(id)].kind = .allOf(terms: mapping.terms.count, except: exception)
      if mapping.terms.isEmpty { universal.append(id) }
    }
    return id
  }

  private mutating func add(_ added: [SelectorTerm], to node: Int32) throws(Diagnostic) {
    nodes[Int(node)].terms = terms.count..<terms.count + added.count
    for term in added {
      let start = occurrences.count
      for (index, value) in term.values.enumerated() {
        let atom = try atomID(value.question, at: value.span)
        occurrencesOfAtom[Int(atom)].append(Int32(occurrences.count))
        occurrences.append(
          SelectorProgram.Occurrence(atom: atom, term: Int32(terms.count), value: index))
      }
      terms.append(
        SelectorProgram.Term(node: node, term: term, occurrences: start..<occurrences.count))
    }
  }

  private mutating func atomID(_ question: SelectorQuestion, at span: SourceSpan?)
    throws(Diagnostic) -> Int32
  {
    let hash = HashIndex.hash(question)
    if let known = atomIndex.number(withHash: hash, where: { atoms[$0] == question }) {
      return Int32(known)
    }
    let id = Int32(atoms.count)
    atomIndex.insert(atoms.count, hash: hash)
    atoms.append(question)
    occurrencesOfAtom.append([])
    subtrees.append(nil)
    switch question {
    case .pattern(let pattern):
      subtrees[Int(id)] = pattern.subtreePath
      if subtrees[Int(id)] == nil {
        try checkSize(pattern, at: span)
        names.add(pattern, as: id)
      }
    case .type(let pattern):
      try checkSize(pattern, at: span)
      types.add(pattern, as: id)
    case .name, .module, .frozen: break
    }
    return id
  }

  /// Refuses a pattern with which the automata grow too large.
  private func checkSize(_ pattern: Pattern, at span: SourceSpan?) throws(Diagnostic) {
    let states = names.states.count + types.states.count
    if saturatingSum(states, pattern.stateCount) <= stateLimit { return }
    throw Diagnostic(
      .limit,
      "the patterns are too large together: they need more than \(grouped(stateLimit)) states",
      at: span, help: ["write fewer or shorter ones"])
  }
}
