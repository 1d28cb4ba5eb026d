/// One nondeterministic automaton (Thompson's construction) for many patterns at once.
///
/// Patterns that start alike share their states: the automaton is a trie of the elements that the
/// patterns are sequences of. So the states that are active after a prefix number about as many as
/// the different things that patterns can still say, not as many as there are patterns.
struct PatternAutomaton: Sendable {
  /// A step over one character.
  struct Edge {
    /// The class of the character, as an index into ``classes``.
    let characters: Int32
    let target: Int32
    /// The state's next edge, or -1.
    let next: Int32
  }

  /// A step over no character, or the mark of an accepted pattern.
  struct Link {
    let value: Int32
    /// The state's next link, or -1.
    let next: Int32
  }

  /// A state.
  struct State {
    var firstEdge: Int32 = -1
    var firstEpsilon: Int32 = -1
    var firstAccepted: Int32 = -1
    /// The last that was added of its ``characterBranches``, or -1.
    fileprivate(set) var firstBranch: Int32 = -1
    /// What must hold for the steps over no character, as an index into ``assertions``, or -1.
    var assertion: Int32 = -1
    /// The number of the pattern that it was made for, which others may share it with.
    var pattern: Int32 = -1

    /// Whether anything but steps over no character starts here.
    var isImportant: Bool { firstEdge >= 0 || firstAccepted >= 0 || assertion >= 0 }
  }

  private(set) var states = [State()]
  private(set) var edges: [Edge] = []
  private(set) var epsilons: [Link] = []
  private(set) var accepted: [Link] = []
  /// The distinct character classes.
  private(set) var classes: [CharacterClass] = []
  /// The distinct assertions.
  private(set) var assertions: [PatternAssertion] = []

  /// The number of the pattern that is being added.
  private var added: Int32 = -1
  private var classIndex = HashIndex()
  /// For each character of ASCII its class that holds no other, or -1.
  private var classOfASCII = [Int32](repeating: -1, count: 0x80)
  /// The characters of ASCII that branches start with, each with the branch that its state had before.
  private var characterBranches: [CharacterBranch] = []
  private var branches: [Branch] = []
  private var targetOfBranch: [Int32] = []
  private var branchIndex = HashIndex()

  /// A single character of ASCII after a state: there are 128 at most, and mostly one.
  private struct CharacterBranch {
    let characters: Int32
    let target: Int32
    /// The state's branch before it, or -1.
    let next: Int32
  }

  /// Any other element after a state.
  private struct Branch: Hashable {
    let state: Int32
    let element: Pattern
  }

  /// The state before the first character.
  static let start: Int32 = 0

  /// Adds a pattern under a number.
  mutating func add(_ pattern: Pattern, as number: Int32) {
    added = number
    var state = Self.start
    if case .sequence(let elements) = pattern {
      for element in elements { state = branch(from: state, element) }
    } else {
      state = branch(from: state, pattern)
    }
    accepted.append(Link(value: number, next: states[Int(state)].firstAccepted))
    states[Int(state)].firstAccepted = Int32(accepted.count - 1)
  }

  /// The state after an element, shared with the patterns that came this way before.
  private mutating func branch(from state: Int32, _ element: Pattern) -> Int32 {
    if case .character(let set) = element, let single = set.single, single < 0x80 {
      let characters = classID(set)
      var index = states[Int(state)].firstBranch
      while index >= 0 {
        let branch = characterBranches[Int(index)]
        if branch.characters == characters { return branch.target }
        index = branch.next
      }
      let target = compile(element, from: state)
      characterBranches.append(
        CharacterBranch(
          characters: characters, target: target, next: states[Int(state)].firstBranch))
      states[Int(state)].firstBranch = Int32(characterBranches.count - 1)
      return target
    }
    let key = Branch(state: state, element: element)
    if let known = branchIndex.number(of: key, in: branches) { return targetOfBranch[known] }
    let target = compile(element, from: state)
    branchIndex.insert(branches.count, key)
    branches.append(key)
    targetOfBranch.append(target)
    return target
  }

  /// Adds the states of an element.
  ///
  /// Nothing is ever led back into `start`, which may be shared; loops start at a state of their
  /// own.
  ///
  /// - Returns: The state after the element.
  private mutating func compile(_ element: Pattern, from start: Int32) -> Int32 {
    switch element {
    case .never: return newState()
    case .character(let characters):
      let target = newState()
      addEdge(from: start, classID(characters), to: target)
      return target
    case .assertion(let assertion):
      let guardState = newState()
      states[Int(guardState)].assertion = assertionID(assertion)
      addEpsilon(from: start, to: guardState)
      let target = newState()
      addEpsilon(from: guardState, to: target)
      return target
    case .sequence(let items):
      var state = start
      for item in items { state = compile(item, from: state) }
      return state
    case .choice(let items):
      let target = newState()
      for item in items { addEpsilon(from: compile(item, from: start), to: target) }
      return target
    case .repeated(let item, let atLeast, let atMost):
      if item.stateCount == 0 { return start }
      var state = start
      for _ in 0..<atLeast { state = compile(item, from: state) }
      guard let atMost else { return loop(item, from: state) }
      if atMost == atLeast { return state }
      let target = newState()
      for _ in atLeast..<atMost {
        addEpsilon(from: state, to: target)
        state = compile(item, from: state)
      }
      addEpsilon(from: state, to: target)
      return target
    }
  }

  private mutating func loop(_ item: Pattern, from start: Int32) -> Int32 {
    let state = newState()
    addEpsilon(from: start, to: state)
    if case .character(let characters) = item {
      addEdge(from: state, classID(characters), to: state)
    } else {
      addEpsilon(from: compile(item, from: state), to: state)
    }
    return state
  }

  private mutating func newState() -> Int32 {
    states.append(State(pattern: added))
    return Int32(states.count - 1)
  }

  private mutating func addEdge(from state: Int32, _ characters: Int32, to target: Int32) {
    let next = states[Int(state)].firstEdge
    edges.append(Edge(characters: characters, target: target, next: next))
    states[Int(state)].firstEdge = Int32(edges.count - 1)
  }

  private mutating func addEpsilon(from state: Int32, to target: Int32) {
    if state == target { return }
    epsilons.append(Link(value: target, next: states[Int(state)].firstEpsilon))
    states[Int(state)].firstEpsilon = Int32(epsilons.count - 1)
  }

  private mutating func classID(_ characters: CharacterClass) -> Int32 {
    // Most are single characters.
    if let single = characters.single, single < 0x80 {
      let known = classOfASCII[Int(single)]
      if known >= 0 { return known }
      classes.append(characters)
      classOfASCII[Int(single)] = Int32(classes.count - 1)
      return Int32(classes.count - 1)
    }
    let hash = HashIndex.hash(characters)
    if let known = classIndex.number(withHash: hash, where: { classes[$0] == characters }) {
      return Int32(known)
    }
    classIndex.insert(classes.count, hash: hash)
    classes.append(characters)
    return Int32(classes.count - 1)
  }

  private mutating func assertionID(_ assertion: PatternAssertion) -> Int32 {
    if let known = assertions.firstIndex(of: assertion) { return Int32(known) }
    assertions.append(assertion)
    return Int32(assertions.count - 1)
  }
}
