/// A deterministic automaton whose states are made while names are read, and kept.
///
/// The table of states is bounded: when it grows too large it is thrown away but for the states of the
/// position at hand, so a name costs at most its length times the number of states of the
/// nondeterministic automaton. So are the steps in which states are made, over all names: past their
/// limit every state that is new has no elements, and no answer counts any more. Where a name has come
/// to is a ``NamePosition``.
struct LazyDFA {
  private let automaton: PatternAutomaton
  private var partition: CharacterPartition

  private var states: StateTable

  /// The state before the first character of a name, or -1 where it is to be made.
  private var first: Int32 = -1

  /// The open state of a whole name while that is read.
  private var alone: [Int32] = [-1]

  /// How often all states but the open ones were thrown away, and those renumbered.
  private(set) var restarts = 0

  /// The sets of patterns that some name matched, ascending; the first is empty.
  private(set) var acceptedSets = SetTable()

  /// A mark for each element, to add it to a state only once.
  private var marks: [UInt32]
  private var mark: UInt32 = 0
  private var pending: [Int32] = []
  /// The elements that a step leads from, and those that it leads to.
  private var sources: [Int32] = []
  private var targets: [Int32] = []

  /// How large the tables may grow, in numbers of four bytes.
  private let sizeLimit: Int

  /// How much has been done to make states: elements and edges that were looked at; and how often one
  /// was looked up in a dictionary.
  private(set) var steps: Int
  private let stepLimit: Int
  /// The elements that each pattern had in the states made in the second half of the steps.
  private var costs: [Int32: Int] = [:]

  /// How far a text is from its end, as far as a `$` before has promised.
  private enum Phase {
    static let free: Int32 = 0
    /// Only a line feed may come, and then the end.
    static let newline: Int32 = 1
    /// Only the end may come.
    static let end: Int32 = 2
    static let count = 3
  }

  /// Starts without states.
  ///
  /// - Parameters:
  ///   - automaton: The patterns.
  ///   - sizeLimit: How large the tables may grow, in numbers of four bytes.
  ///   - stepLimit: How much may be done to make states.
  init(
    _ automaton: PatternAutomaton, sizeLimit: Int = Limits.automatonTable,
    stepLimit: Int = Limits.matchingSteps
  ) {
    self.sizeLimit = sizeLimit
    self.stepLimit = stepLimit
    self.automaton = automaton
    partition = CharacterPartition(automaton)
    steps = partition.steps
    states = StateTable(width: partition.asciiCount)
    marks = Array(repeating: 0, count: automaton.states.count * Phase.count)
    _ = acceptedSets.number(of: [])
  }

  /// Starts without states, with one pattern.
  init(_ pattern: Pattern, stepLimit: Int) { self.init([pattern], stepLimit: stepLimit) }

  /// Starts without states, with patterns whose numbers are their places among them.
  init(_ patterns: [Pattern], stepLimit: Int) {
    var automaton = PatternAutomaton()
    for (number, pattern) in patterns.enumerated() { automaton.add(pattern, as: Int32(number)) }
    self.init(automaton, stepLimit: stepLimit)
  }

  /// An element of a state: a state of the nondeterministic automaton and a phase.
  private static func element(_ state: Int32, _ phase: Int32) -> Int32 {
    state * Int32(Phase.count) + phase
  }

  // MARK: Reading names

  /// The state before the first character of a name.
  mutating func start() -> Int32 {
    if first >= 0 { return first }
    beginSet()
    targets.clear()
    close(Self.element(PatternAutomaton.start, Phase.free), intoSources: false)
    first = intern(.edge)
    return first
  }

  /// Whether the steps have passed their limit, so that no answer counts any more.
  var isExhausted: Bool { steps > stepLimit }

  /// The pattern that took most of the steps, once they are exhausted.
  var costliest: Int32? {
    costs.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key
  }

  /// Whether no pattern can match any longer after a state.
  func isDead(_ state: Int32) -> Bool { states.isEmpty(state) }

  /// The set of patterns that match a name which ends in a state, as an index into
  /// ``acceptedSets``.
  mutating func accepted(in state: Int32) -> Int32 {
    let known = states.accepted[Int(state)]
    if known >= 0 { return known }
    let found = findAccepted(state)
    states.accepted[Int(state)] = found
    return found
  }

  /// The patterns that match a whole name, ascending.
  mutating func patterns(matching name: String) -> ArraySlice<Int32> {
    let accepted = accepted(matching: name)
    return acceptedSets[Int(accepted)]
  }

  /// Which patterns match a whole name, as the number of their set in ``acceptedSets``.
  mutating func accepted(matching name: String) -> Int32 {
    // Moved, so that no array is made for each name.
    var open = alone
    alone = []
    open[0] = start()
    let accepted = accepted(in: state(after: name, from: &open))
    alone = open
    return accepted
  }

  /// The state after a component.
  ///
  /// - Parameters:
  ///   - name: The component.
  ///   - open: The states that must be kept, the last of which the component is read from; they are
  ///     renumbered when the table is thrown away.
  mutating func state(after name: String, from open: inout [Int32]) -> Int32 {
    // No answer counts: the rest of the names need not be read.
    if isExhausted { return states.state([], []) }
    var state = open[open.count - 1]
    var name = name
    let isASCII = name.withUTF8 { bytes in
      for byte in bytes {
        if byte >= 0x80 { return false }
        let number = partition.numberOfASCII[Int(byte)]
        let next = states.next(state, ascii: number)
        state = next >= 0 ? next : newStep(state, number, keeping: &open)
      }
      return true
    }
    if isASCII { return state }
    // Looked up again: making states may have renumbered it.
    state = open[open.count - 1]
    for scalar in name.unicodeScalars { state = self.state(after: scalar, state, keeping: &open) }
    return state
  }

  /// The state after a character.
  ///
  /// - Parameters:
  ///   - scalar: The character.
  ///   - state: The state before it.
  ///   - open: The states that must be kept.
  mutating func state(after scalar: Unicode.Scalar, _ state: Int32, keeping open: inout [Int32])
    -> Int32
  {
    if isExhausted { return states.state([], []) }
    let before = partition.steps
    let number = partition.number(of: scalar.value)
    steps += partition.steps - before
    if states.isFar(number) { steps += 1 }
    let known = states.next(state, number)
    return known >= 0 ? known : newStep(state, number, keeping: &open)
  }

  // MARK: Making states

  private mutating func newStep(_ state: Int32, _ number: Int32, keeping open: inout [Int32])
    -> Int32
  {
    if isExhausted { return states.state([], []) }
    let traits = partition.traits(of: number)
    resolve(state, next: traits)
    beginSet()
    targets.clear()
    var looked = sources.count
    for source in sources {
      let (from, phase) = source.quotientAndRemainder(dividingBy: Int32(Phase.count))
      let nextPhase: Int32
      switch phase {
      case Phase.free: nextPhase = Phase.free
      case Phase.newline where traits.contains(.newline): nextPhase = Phase.end
      default: continue
      }
      var edge = automaton.states[Int(from)].firstEdge
      while edge >= 0 {
        let step = automaton.edges[Int(edge)]
        looked += 1
        if partition.holds(step.characters, number) {
          close(Self.element(step.target, nextPhase), intoSources: false)
        }
        edge = step.next
      }
    }
    steps += looked + targets.count + states.width / 8
    if 2 * steps > stepLimit { noteCosts() }
    if states.size > sizeLimit {
      // The step itself need not be kept: the state it led from is gone unless it is open.
      restart(keeping: &open)
      return intern(traits)
    }
    let target = intern(traits)
    states.setNext(state, number, target)
    return target
  }

  /// Puts the elements of a state, and those that its assertions let through before a next
  /// character, into `sources`.
  private mutating func resolve(_ state: Int32, next: CharacterPartition.Traits) {
    sources.clear()
    for element in states.elements(of: state) { sources.append(element) }
    if automaton.assertions.isEmpty { return }
    beginSet()
    for element in sources { marks[Int(element)] = mark }
    let before = states.traits(of: state)
    var index = 0
    while index < sources.count {
      let element = sources[index]
      index += 1
      let source = automaton.states[Int(element) / Phase.count]
      guard source.assertion >= 0 else { continue }
      let assertion = automaton.assertions[Int(source.assertion)]
      guard let promise = Self.check(assertion, before: before, next: next) else { continue }
      let phase = max(element % Int32(Phase.count), promise)
      var link = source.firstEpsilon
      while link >= 0 {
        let epsilon = automaton.epsilons[Int(link)]
        close(Self.element(epsilon.value, phase), intoSources: true)
        link = epsilon.next
      }
    }
  }

  /// Whether an assertion holds: the phase that it leads to, or `nil`.
  private static func check(
    _ assertion: PatternAssertion, before: CharacterPartition.Traits,
    next: CharacterPartition.Traits
  ) -> Int32? {
    let holds: Bool
    switch assertion {
    case .startOfText: holds = before.contains(.edge)
    case .startOfLine: holds = !before.isDisjoint(with: [.edge, .newline])
    case .endOfText: holds = next.contains(.edge)
    case .endOfLine: holds = !next.isDisjoint(with: [.edge, .newline])
    case .endOfLastLine:
      if next.contains(.newline) { return Phase.newline }
      holds = next.contains(.edge)
    case .wordBoundary(let isASCII):
      let word: CharacterPartition.Traits = isASCII ? .asciiWord : .word
      holds = before.contains(word) != next.contains(word)
    case .notWordBoundary(let isASCII):
      let word: CharacterPartition.Traits = isASCII ? .asciiWord : .word
      holds = before.contains(word) == next.contains(word)
    case .numberBoundary: holds = !(before.contains(.asciiDigit) && next.contains(.asciiDigit))
    }
    return holds ? Phase.free : nil
  }

  /// Adds an element and all that follow it over no character; assertions are stopped at.
  private mutating func close(_ element: Int32, intoSources: Bool) {
    let phase = element % Int32(Phase.count)
    var next: Int32? = element
    while let current = next {
      defer { next = pending.popLast() }
      steps += 1
      if marks[Int(current)] == mark { continue }
      marks[Int(current)] = mark
      let state = automaton.states[Int(current) / Phase.count]
      if state.isImportant {
        if intoSources { sources.append(current) } else { targets.append(current) }
      }
      if state.assertion >= 0 { continue }
      var link = state.firstEpsilon
      while link >= 0 {
        let epsilon = automaton.epsilons[Int(link)]
        pending.append(Self.element(epsilon.value, phase))
        link = epsilon.next
      }
    }
  }

  /// Counts the elements of the state that is made for the patterns that they are of.
  private mutating func noteCosts() {
    for element in targets {
      costs[automaton.states[Int(element) / Phase.count].pattern, default: 0] += 1
    }
  }

  private mutating func beginSet() {
    if mark == .max {
      for index in marks.indices { marks[index] = 0 }
      mark = 0
    }
    mark += 1
  }

  /// The state of the elements in `targets`, after a character of these traits.
  private mutating func intern(_ traits: CharacterPartition.Traits) -> Int32 {
    targets.sort()
    let asks =
      !automaton.assertions.isEmpty
      && targets.contains { automaton.states[Int($0) / Phase.count].assertion >= 0 }
    return states.state(targets, asks ? traits : [])
  }

  /// Throws all states away but those that are open.
  private mutating func restart(keeping open: inout [Int32]) {
    let old = states
    restarts += 1
    states = StateTable(width: old.width)
    first = -1
    for (depth, state) in open.enumerated() {
      steps += old.elements(of: state).count
      open[depth] = states.state(old.elements(of: state), old.traits(of: state))
    }
  }

  private mutating func findAccepted(_ state: Int32) -> Int32 {
    resolve(state, next: .edge)
    var result: [Int32] = []
    steps += sources.count
    for element in sources {
      if element % Int32(Phase.count) == Phase.newline { continue }
      var link = automaton.states[Int(element) / Phase.count].firstAccepted
      while link >= 0 {
        result.append(automaton.accepted[Int(link)].value)
        steps += 1
        link = automaton.accepted[Int(link)].next
      }
    }
    return acceptedSets.number(of: Array(Set(result)).sorted())
  }
}

extension [Int32] {
  /// Takes all away but the room for them: faster than `removeAll` where there are few, as mostly.
  fileprivate mutating func clear() {
    while popLast() != nil {}
  }
}
