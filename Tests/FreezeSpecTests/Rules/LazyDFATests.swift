import Testing

@testable import FreezeSpec

@Suite struct LazyDFATests {
  private func automaton(_ globs: [String]) throws -> PatternAutomaton {
    var automaton = PatternAutomaton()
    for (number, glob) in globs.enumerated() {
      automaton.add(try Glob.parse(glob), as: Int32(number))
    }
    return automaton
  }

  /// What matches each `a.<number>.<letter>`, read with shared prefixes.
  private func walk(_ names: LazyDFA) -> [[Int32]] {
    var names = names
    var position = NamePosition(&names)
    var result: [[Int32]] = []
    position.enter("a", in: &names)
    for number in 0..<120 {
      position.enter(String(number), in: &names)
      for letter in ["b", "c", "ä"] {
        let accepted = position.accepted(after: letter, in: &names)
        result.append(Array(names.acceptedSets[Int(accepted)]))
      }
      position.leave()
    }
    position.leave()
    return result
  }

  @Test func throwingTheStatesAwayChangesNothing() throws {
    let automaton = try automaton(["a.1*.b", "a.{7..93}.?", "*.9.*", "a.*[13579].c", "*ä"])
    let whole = walk(LazyDFA(automaton))
    #expect(walk(LazyDFA(automaton, sizeLimit: 0)) == whole)
    #expect(walk(LazyDFA(automaton, sizeLimit: 1_000)) == whole)
    #expect(whole[3 * 9] == [1, 2] && whole[3 * 9 + 2] == [1, 2, 4])
  }

  @Test func whatTheTablesHoldCostsNoSteps() throws {
    var names = LazyDFA(try automaton(["*1*", "a.*.b"]))
    var position = NamePosition(&names)
    var steps = 0
    for round in 0..<2 {
      for number in 0..<1_000 { _ = position.accepted(after: "a.\(number).b", in: &names) }
      if round == 0 { steps = names.steps }
    }
    #expect(steps > 0 && names.steps == steps)
    #expect(steps < 1_000)
  }

  @Test func charactersBeyondASCIIAreReadFromTables() throws {
    // Each letter is told apart from the others, and each is read where any may stand.
    func steps(letters: Int) throws -> (first: Int, then: Int) {
      let alphabet = (0..<letters).compactMap { Unicode.Scalar(0xE0 + $0 * 0x101) }
      var names = LazyDFA(try automaton(alphabet.map { "*\($0)z" }))
      let name = String(String.UnicodeScalarView(alphabet)) + "z"
      var position = NamePosition(&names)
      let accepted = position.accepted(after: name, in: &names)
      #expect(names.acceptedSets[Int(accepted)] == [Int32(letters - 1)])
      let first = names.steps
      for _ in 0..<100 { #expect(position.accepted(after: name, in: &names) == accepted) }
      return (first, names.steps - first)
    }
    let near = try steps(letters: StateTable.rowWidth)
    #expect(near.first > 0 && near.then == 0)
    // Who names more pays for each look-up of what is past the tables.
    #expect(try steps(letters: StateTable.rowWidth + 5).then == 5 * 100)
  }

  @Test func charactersOfOneNumberAreAlikeToEveryClass() throws {
    let expressions = [
      "[a-z]+", "[^0-9]", "\\w[\\s.]", "(?i)k", "[\\x00-\\x1f]", "[~-\\xff]", "x.y", "\\bz",
    ]
    for count in 0...expressions.count {
      var automaton = PatternAutomaton()
      for (number, expression) in expressions.prefix(count).enumerated() {
        automaton.add(try RegexParser.parse(expression), as: Int32(number))
      }
      var partition = CharacterPartition(automaton)
      #expect(partition.steps == 0x80 * automaton.classes.count)
      for codePoint in UInt32(0)..<0x200 {
        let number = partition.number(of: codePoint)
        for (index, characters) in automaton.classes.enumerated() {
          #expect(partition.holds(Int32(index), number) == characters.contains(codePoint))
        }
      }
    }
  }

  @Test func aCharacterKeepsItsNumberWhateverElseIsNumbered() throws {
    var partition = CharacterPartition(try automaton(["é*", "\u{10FFFF}", "*"]))
    let codes: [UInt32] = [0xE9, 0xEA, 0x10FFFF, 0x4E00, 0x10FF00, 0x80, 0x41]
    let numbers = codes.map { partition.number(of: $0) }
    let steps = partition.steps
    #expect(codes.map { partition.number(of: $0) } == numbers)
    #expect(partition.steps == steps)
    #expect(Set([numbers[0], numbers[1], numbers[2]]).count == 3)
    #expect(Set(numbers.indices.filter { $0 != 0 && $0 != 2 }.map { numbers[$0] }).count == 1)
  }

  @Test func statesThatAreThrownAwayWithinANameAreCountedAgain() throws {
    let automaton = try automaton(["*a" + String(repeating: "?", count: 500) + "z"])
    let name = String((0..<2_000).map { [1, 2, 4, 7].contains($0 % 9) ? "a" : "b" })
    func steps(sizeLimit: Int) -> Int {
      var names = LazyDFA(automaton, sizeLimit: sizeLimit)
      for _ in 0..<3 { _ = names.patterns(matching: name) }
      return names.steps
    }
    // Once for each name instead of once.
    #expect(steps(sizeLimit: 10_000) > 2 * steps(sizeLimit: Limits.automatonTable))
  }

  @Test func pastTheStepsNothingIsMadeAndTheCostliestPatternIsKnown() throws {
    let costly = "*a" + String(repeating: "?", count: 300) + "z"
    var names = LazyDFA(try automaton(["a.*", "*.weight", costly, "b*"]), stepLimit: 50_000)
    #expect(names.patterns(matching: "a.weight") == [0, 1])
    #expect(!names.isExhausted)
    let long = String(repeating: "ab", count: 5_000)
    #expect(names.patterns(matching: long).isEmpty)
    #expect(names.isExhausted)
    #expect(names.costliest == 2)
    // The last state that was made may pass the limit by what it holds.
    #expect(names.steps < 52_000)
    let steps = names.steps
    #expect(names.patterns(matching: long + "é" + long).isEmpty)
    #expect(names.steps < steps + 100)
  }

  @Test func charactersAreSteppedOverByTheClassesThatTellThemApart() throws {
    let letters = (0..<2_000).compactMap { Unicode.Scalar(0x4E00 + $0) }
    let text = String(String.UnicodeScalarView(letters))
    var names = LazyDFA(try automaton(["*\(text)"]), stepLimit: 1_000_000)
    #expect(names.patterns(matching: text).isEmpty)
    #expect(names.isExhausted)
  }

  @Test func prefixesAfterWhichNothingMatchesAreDead() throws {
    var names = LazyDFA(try automaton(["a.*", "b"]))
    var position = NamePosition(&names)
    #expect(!position.isDead(in: names))
    position.enter("b", in: &names)
    #expect(position.isDead(in: names))
    position.leave()
    position.enter("a", in: &names)
    #expect(!position.isDead(in: names))
  }

  @Test func patternsThatStartAlikeShareTheirStates() throws {
    let globs = (0..<1_000).map { "*.layers.\($0).attention.*" }
    let automaton = try automaton(globs)
    // Each has its own `.attention.*`, a dozen states; without sharing it would be two dozen.
    #expect(automaton.states.count < 14_000)
  }

  @Test(.timeLimit(.minutes(10))) func anExpressionThatBacktracksElsewhereTakesLinearTime() throws {
    for expression in ["(x+x+)+y", "(a|a)*b", "(.*)*c", "(a?){500}a{500}", "[ab]*a[ab]{40}"] {
      var automaton = PatternAutomaton()
      automaton.add(try RegexParser.parse(expression), as: 0)
      var names = LazyDFA(automaton)
      for letter in ["a", "x"] {
        #expect(names.patterns(matching: String(repeating: letter, count: 2_000) + "!").isEmpty)
      }
    }
  }

  @Test func numericRangesAreNotListed() throws {
    let pattern = try Glob.parse("{0..1000000000000000000}")
    #expect(pattern.stateCount < 2_000)
    var automaton = PatternAutomaton()
    automaton.add(pattern, as: 0)
    var names = LazyDFA(automaton)
    for (text, isIn) in [
      ("0", true), ("1000000000000000000", true), ("999999999999999999", true),
      ("1000000000000000001", false), ("01", false), ("", false),
    ] {
      #expect(names.patterns(matching: text).isEmpty != isIn)
    }
  }
}
