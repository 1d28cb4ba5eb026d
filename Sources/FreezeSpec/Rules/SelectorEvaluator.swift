/// Tells which selectors hold for a place from the atoms that do.
///
/// The work goes from the atoms up, so it grows with what holds and not with the rules there are.
struct SelectorEvaluator {
  private let program: SelectorProgram

  /// What a value costs, in steps of an automaton.
  private static let stepsOfValue = 4
  /// What the looks at values cost so far.
  private(set) var steps = 0
  /// The atom, of those that held, which most values ask.
  private(set) var mostAskedAtom: Int32?

  /// For each atom, whether it held for any place.
  private(set) var hasHeld: [Bool]
  /// For each value, whether it ever held together with all of its mapping.
  private(set) var hasContributed: [Bool]
  /// For each node, whether it ever held.
  private(set) var nodeHasHeld: [Bool]

  // What holds for the place at hand: valid where the stamp is the current one.
  private var stamp: UInt32 = 0
  private var termStamps: [UInt32]
  private var nodeStamps: [UInt32]
  private var termsHeld: [Int]
  /// For each list, its items that may hold.
  private var candidates: [[Int32]]
  private var rootCandidates: [Int32] = []

  init(_ program: SelectorProgram) {
    self.program = program
    hasHeld = Array(repeating: false, count: program.atoms.count)
    hasContributed = Array(repeating: false, count: program.occurrences.count)
    nodeHasHeld = Array(repeating: false, count: program.nodes.count)
    termStamps = Array(repeating: 0, count: program.terms.count)
    nodeStamps = Array(repeating: 0, count: program.nodes.count)
    termsHeld = Array(repeating: 0, count: program.nodes.count)
    candidates = Array(repeating: [], count: program.nodes.count)
  }

  /// The selectors that hold where these atoms do, ascending.
  mutating func evaluate(_ atoms: ArraySlice<Int32>...) -> [Int32] {
    if stamp == .max {
      for index in termStamps.indices { termStamps[index] = 0 }
      for index in nodeStamps.indices { nodeStamps[index] = 0 }
      stamp = 0
    }
    stamp += 1
    rootCandidates.removeAll(keepingCapacity: true)
    steps += Self.stepsOfValue * program.universal.count
    for node in program.universal where touch(node) { propose(node) }
    for list in atoms {
      for atom in list {
        hasHeld[Int(atom)] = true
        let asked = program.occurrencesOfAtom[Int(atom)].count
        steps += Self.stepsOfValue * asked
        if asked > mostAskedAtom.map({ program.occurrencesOfAtom[Int($0)].count }) ?? 0 {
          mostAskedAtom = atom
        }
        for occurrence in program.occurrencesOfAtom[Int(atom)] {
          note(program.occurrences[Int(occurrence)].term)
        }
      }
    }
    var result: [Int32] = []
    for root in rootCandidates where holds(program.roots[Int(root)]) { result.append(root) }
    for list in atoms {
      for atom in list {
        for occurrence in program.occurrencesOfAtom[Int(atom)] {
          let term = program.terms[Int(program.occurrences[Int(occurrence)].term)]
          if !hasContributed[Int(occurrence)], holds(term.node) {
            hasContributed[Int(occurrence)] = true
          }
        }
      }
    }
    result.sort()
    return result
  }

  /// Whether a node holds for the place evaluated last.
  mutating func holds(_ node: Int32) -> Bool {
    let index = Int(node)
    guard nodeStamps[index] == stamp else { return false }
    switch program.nodes[index].kind {
    case .anyOf:
      // All items, since each notes that it held.
      var result = false
      for item in candidates[index] where holds(item) { result = true }
      if result { nodeHasHeld[index] = true }
      return result
    case .allOf(let terms, let except):
      guard termsHeld[index] == terms else { return false }
      if let except, holds(except) { return false }
      nodeHasHeld[index] = true
      return true
    }
  }

  /// Counts a term that holds.
  private mutating func note(_ term: Int32) {
    guard termStamps[Int(term)] != stamp else { return }
    termStamps[Int(term)] = stamp
    let node = program.terms[Int(term)].node
    _ = touch(node)
    termsHeld[Int(node)] += 1
    guard case .allOf(let terms, _) = program.nodes[Int(node)].kind,
      termsHeld[Int(node)] == terms
    else { return }
    propose(node)
  }

  /// Clears what a node knew of another place.
  ///
  /// - Returns: Whether it was cleared.
  private mutating func touch(_ node: Int32) -> Bool {
    let index = Int(node)
    guard nodeStamps[index] != stamp else { return false }
    nodeStamps[index] = stamp
    termsHeld[index] = 0
    candidates[index].removeAll(keepingCapacity: true)
    return true
  }

  /// Tells a node's list, or the selectors, that the node may hold.
  private mutating func propose(_ node: Int32) {
    var node = node
    while true {
      if let root = program.nodes[Int(node)].root { rootCandidates.append(root) }
      guard let list = program.nodes[Int(node)].list else { return }
      let isNew = touch(list)
      candidates[Int(list)].append(node)
      if !isNew { return }
      node = list
    }
  }
}
