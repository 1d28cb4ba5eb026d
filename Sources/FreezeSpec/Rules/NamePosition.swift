/// How far a name has been read by an automaton.
///
/// The states along the path to the module at hand are kept, so that a prefix is read once for all
/// names that share it.
struct NamePosition {
  /// The states after each open prefix, outermost first.
  private var states: [Int32]

  /// Starts before the first character of a name.
  init(_ automaton: inout LazyDFA) { states = [automaton.start()] }

  /// Whether no pattern can match any longer after the innermost prefix.
  func isDead(in automaton: LazyDFA) -> Bool { automaton.isDead(state) }

  /// The state after the innermost prefix.
  var state: Int32 { states[states.count - 1] }

  /// Reads the name of a module and the dot after it.
  mutating func enter(_ name: String, in automaton: inout LazyDFA) {
    states.append(states[states.count - 1])
    states[states.count - 1] = automaton.state(after: name, from: &states)
    let state = states[states.count - 1]
    states[states.count - 1] = automaton.state(after: ".", state, keeping: &states)
  }

  /// Goes back to before the innermost module.
  mutating func leave() { states.removeLast() }

  /// Reads a last component.
  ///
  /// - Returns: The set of patterns that match the whole name, as an index into
  ///   ``LazyDFA/acceptedSets``.
  mutating func accepted(after name: String, in automaton: inout LazyDFA) -> Int32 {
    automaton.accepted(in: automaton.state(after: name, from: &states))
  }
}
