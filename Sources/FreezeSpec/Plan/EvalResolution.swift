/// Finds the modules that the selectors of `eval` select, in one walk over the model.
struct EvalResolution {
  /// The numbers of the modules that are held with everything below them.
  private(set) var held: [Range<Int>] = []
  /// The model.
  private(set) var tree: ModuleTree
  /// What is wrong with the selectors' patterns.
  private(set) var patternFindings: [Diagnostic] = []
  /// Values that no module answers to.
  private(set) var unmatched: Set<SelectorValue> = []
  /// For each selector, whether it holds for any module.
  private(set) var hasHeld: [Bool]

  private let program: EvalProgram
  private let states: StateCounts
  /// Values of `type` by their number in the automaton.
  private var typeValues: [(value: SelectorValue, bit: UInt64)] = []
  private var types: LazyDFA
  private var bitsOfType: [ObjectIdentifier: UInt64] = [:]
  /// Where what a path names starts, by number.
  private var starts: [(number: Int, bit: UInt64)] = []
  private var nextStart = 0
  /// Whether any selector holds, by the bits seen so far.
  private var isHeld: [UInt64: Bool] = [:]

  /// How many places of paths are kept.
  private static let startLimit = 1 << 23

  init(_ selectors: [EvalSelector], in root: Module, _ states: StateCounts) {
    program = EvalProgram(selectors)
    self.states = states
    tree = ModuleTree(root)
    hasHeld = Array(repeating: false, count: program.conditions.count)
    var automaton = PatternAutomaton()
    for (number, question) in program.questions.enumerated() where question.key == .type {
      for value in question.values {
        do throws(PatternError) {
          automaton.add(try Glob.parse(value.text), as: Int32(typeValues.count))
          typeValues.append((value, EvalProgram.bit(number)))
          unmatched.insert(value)
        } catch {
          patternFindings.append(error.diagnostic(in: value))
        }
      }
    }
    types = LazyDFA(automaton)
    for (number, question) in program.questions.enumerated() where question.key == .module {
      for value in question.values { follow(value, EvalProgram.bit(number)) }
    }
    if let overflow = program.overflow {
      patternFindings.append(
        Diagnostic(
          .limit,
          "the selectors of `eval` can have at most \(Limits.evalQuestions) keys that do "
            + "not stand alone", at: overflow,
          help: ["give a key a list of values, {type: [A, B]}, instead of a selector for each"]))
    }
    guard patternFindings.isEmpty else { return }
    starts.sort { $0.number < $1.number }
    _ = visit(tree.root, within: 0)
  }

  private mutating func follow(_ value: SelectorValue, _ bit: UInt64) {
    do throws(PatternError) {
      let path = try ModulePath(parsing: value.text)
      let places = path.resolve(in: &tree, limit: Self.startLimit - starts.count).places(in: &tree)
      if places.isEmpty { unmatched.insert(value) }
      for place in places { starts.append((place.number, bit)) }
    } catch {
      patternFindings.append(error.diagnostic(in: value))
    }
  }

  /// Visits a module and those below it.
  ///
  /// - Parameters:
  ///   - place: The module.
  ///   - parent: The bits that hold for everything below its parent.
  /// - Returns: Whether it is held with everything below it.
  private mutating func visit(_ place: ModuleTree.Place, within parent: UInt64) -> Bool {
    var bits = parent | bits(of: place.module.type)
    while nextStart < starts.count, starts[nextStart].number == place.number {
      bits |= starts[nextStart].bit
      nextStart += 1
    }
    if states.areFrozen(place.parameters) { bits |= EvalProgram.frozenBit }
    let heldBefore = held.count
    var isWhole = holds(bits)
    var number = place.number + 1
    var parameter = place.firstParameter + place.module.parameters.count
    for child in place.module.children {
      let below = ModuleTree.Place(
        module: child.module, number: number, firstParameter: parameter)
      if !visit(below, within: bits) { isWhole = false }
      number += child.module.moduleCount
      parameter += child.module.parameterCount
    }
    if isWhole {
      held.removeSubrange(heldBefore...)
      held.append(place.number..<number)
    }
    return isWhole
  }

  private mutating func holds(_ bits: UInt64) -> Bool {
    if let known = isHeld[bits] { return known }
    var result = false
    for (index, condition) in program.conditions.enumerated() where condition.holds(bits) {
      hasHeld[index] = true
      result = true
    }
    isHeld[bits] = result
    return result
  }

  private mutating func bits(of type: ModuleType) -> UInt64 {
    if typeValues.isEmpty { return 0 }
    if let known = bitsOfType[ObjectIdentifier(type)] { return known }
    var bits: UInt64 = 0
    for name in type.allNames {
      let accepted = types.accepted(after: name)
      for number in types.acceptedSets[Int(accepted)] {
        bits |= typeValues[Int(number)].bit
        unmatched.remove(typeValues[Int(number)].value)
      }
    }
    bitsOfType[ObjectIdentifier(type)] = bits
    return bits
  }
}

extension PatternError {
  /// The finding about a value.
  fileprivate func diagnostic(in value: SelectorValue) -> Diagnostic {
    Diagnostic(
      isLimit ? .limit : .pattern, message, at: value.span(of: bytes), help: help)
  }
}
