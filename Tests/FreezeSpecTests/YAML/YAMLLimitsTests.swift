import Testing

@testable import FreezeSpec

@Suite struct YAMLLimitsTests {
  @Test func collectionsNestToTheLimitAndNoFurther() {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(ReadYAML(nested(Limits.nesting)).diagnostics.isEmpty)
    #expect(ReadYAML(nested(Limits.nesting + 1)).codes == [.limit])
  }

  @Test(
    arguments: ["[", "{", "[\n", "- ", "? ", "{a: ", "[a, [", "&a [", "!a ["])
  func endlessNestingEndsAtOnce(_ opening: String) {
    let text = String(repeating: opening, count: 80_000)
    let clock = ContinuousClock()
    let time = clock.measure {
      let read = ReadYAML(text)
      #expect(read.diagnostics.last?.code == .limit)
      #expect(read.node == nil)
    }
    #expect(time < .seconds(5))
  }

  @Test func mergedMappingsLieNoDeeperThanTheyAreWritten() {
    // Aliases may expand in proportion to the text.
    var text = "text: [\(String(repeating: "x, ", count: 10_000))]\nx0: &x0 {a: 1}\n"
    for index in 1...150 { text += "x\(index): &x\(index) {<<: [*x\(index - 1)], k: 1}\n" }
    #expect(ReadYAML(text).diagnostics.isEmpty)
    #expect(ReadYAML("x: &x {a: [{b: 1}]}\ny: {<<: *x}").diagnostics.isEmpty)
  }

  @Test func anAliasWithinItsOwnNodeIsReportedOnce() {
    #expect(ReadYAML("model: &a {<<: *a}").codes == [.recursiveAlias])
    #expect(ReadYAML("model: &a [*a]").codes == [.recursiveAlias])
    #expect(ReadYAML("model: &a {b: *a, *a : c}").codes == [.recursiveAlias, .recursiveAlias])
    #expect(ReadYAML("model: {<<: *b}").codes == [.unknownAlias])
  }

  @Test func nearAnchorsAreLookedForInTheFirstFindingsAlone() {
    let anchors = (0..<200).map { "- &anchor\($0) x\n" }.joined()
    let read = ReadYAML(anchors + (0..<200).map { "- *anchro\($0)\n" }.joined())
    #expect(read.diagnostics.count == 200)
    #expect(read.diagnostics.count { $0.help.count == 2 } == Limits.suggestions)
  }

  @Test func aLongAliasIsCutInItsMessage() {
    let read = ReadYAML("a: *" + String(repeating: "b", count: 10_000))
    #expect(read.diagnostics.first.map { ([$0.message] + $0.help).joined().count < 500 } == true)
  }

  /// Nine levels of nine aliases of the level before.
  private func bomb(_ level: (Int, String) -> String) -> String {
    var text = "- &a0 [x, x, x, x, x, x, x, x, x]\n"
    for index in 1...9 {
      let aliases = Array(repeating: "*a\(index - 1)", count: 9)
      text += level(index, aliases.joined(separator: ", ")) + "\n"
    }
    return text
  }

  @Test func anAliasBombEndsAtTheAliasThatPassesTheLimit() {
    let read = ReadYAML(bomb { "- &a\($0) [\($1)]" })
    #expect(read.codes == [.limit])
    #expect(read.text(of: read.diagnostics.first?.span) == "*a3")
  }

  @Test func anAliasBombOfKeysEndsTheSameWay() {
    let read = ReadYAML(bomb { "- &a\($0) {? [\($1)] : x}" })
    #expect(read.codes.last == .limit)
  }

  @Test func aliasesMayExpandToTenThousandNodesInAnyDocument() {
    #expect(Limits.aliasFloor == 100 * 100)
    let hundred = "- &a [" + String(repeating: "x, ", count: 99) + "]\n"
    let aliases = String(repeating: "- *a\n", count: 100)
    #expect(ReadYAML(hundred + aliases).diagnostics.isEmpty)
    let read = ReadYAML(hundred + "- &b [x]\n" + aliases + "- *b\n")
    #expect(read.codes == [.limit])
    #expect(read.text(of: read.diagnostics.first?.span) == "*b")
  }

  @Test func aLargerDocumentMayUseMoreWhereverItsAliasesStand() {
    let hundred = "- &a [" + String(repeating: "x, ", count: 99) + "]\n"
    let aliases = String(repeating: "- *a\n", count: 500)
    let rest = String(repeating: "- x\n", count: 5_000)
    #expect(ReadYAML(hundred + aliases + rest).diagnostics.isEmpty)
    #expect(ReadYAML(hundred + aliases).codes == [.limit])
  }

  /// A node of 8 KiB, as many aliases of it as any document may have, and some more.
  private func aliases(
    of node: String, more: Int = 0, _ line: (String) -> String = { "- \($0)" }
  ) -> String {
    let count = Limits.aliasBytesFloor >> 13 + more
    return "- &a \(node)\n" + String(repeating: line("*a") + "\n", count: count)
  }

  /// A text of so many bytes.
  private func text(_ bytes: Int) -> String { String(repeating: "x", count: bytes) }

  @Test func theTextThatAliasesStandForIsCountedToo() {
    let nodes = [
      text(8192), "'\(text(8192))'", "\"\\t\(text(8191))\"", "{k: [\(text(4096)), \(text(4095))]}",
    ]
    for node in nodes {
      for line in [{ "- \($0)" }, { "- [\($0)]" }, { "- {k: \($0)}" }] as [(String) -> String] {
        #expect(ReadYAML(aliases(of: node, line)).diagnostics.isEmpty)
        let read = ReadYAML(aliases(of: node, more: 1, line))
        #expect(read.codes == [.limit])
        #expect(read.words.contains("stand for more text"))
        #expect(read.text(of: read.diagnostics.first?.span) == "*a")
        let start = read.diagnostics.first?.span.map { Int($0.start) } ?? 0
        #expect(start > read.source.bytes.count - 8)
      }
    }
  }

  @Test func theTextOfMergedMappingsIsCountedToo() {
    let mapping = "{\(text(1000)): \(text(7192))}"
    #expect(ReadYAML(aliases(of: mapping) { "- {<<: \($0)}" }).diagnostics.isEmpty)
    let read = ReadYAML(aliases(of: mapping, more: 1) { "- {<<: \($0)}" })
    #expect(read.codes == [.limit])
    #expect(read.words.contains("stand for more text"))
  }

  @Test func whatAliasesStandForWithinAliasesIsCountedEachTime() {
    let read = ReadYAML("- &a \(text(8192))\n- &b [*a, *a, *a, *a]\n- [*b, *b, *b, *b]\n")
    #expect(read.diagnostics.isEmpty)
    let many = String(repeating: "*b, ", count: 31)
    #expect(
      ReadYAML("- &a \(text(8192))\n- &b [*a, *a, *a, *a]\n- [\(many)]\n").diagnostics.isEmpty)
    #expect(
      ReadYAML("- &a \(text(8192))\n- &b [*a, *a, *a, *a]\n- [\(many)*b]\n").codes == [.limit])
  }

  @Test func aLongerDocumentMayRepeatMoreText() {
    let rest = "- \(text(1 << 18))\n"
    #expect(ReadYAML(rest + aliases(of: text(8192), more: 100)).diagnostics.isEmpty)
  }

  @Test func aliasesCannotBuildWhatMayNotBeWritten() {
    var text = "- &a0 [x]\n"
    for index in 1...200 { text += "- &a\(index) [*a\(index - 1)]\n" }
    let read = ReadYAML(text)
    #expect(read.codes == [.limit])
    #expect(read.words.contains("\(Limits.nesting) levels"))
  }

  @Test func mergesAreBoundToo() {
    let base = "- &a {" + (0..<5_000).map { "k\($0): x, " }.joined() + "}\n"
    #expect(ReadYAML(base + String(repeating: "- <<: *a\n", count: 300)).codes == [.limit])
  }

  @Test func mergesWithoutAliasesAreBoundToo() {
    // Each level takes all entries of the one in it.
    let levels = 50
    func nested(_ count: Int) -> String {
      let entries = (0..<count).map { "k\($0): x" }.joined(separator: ", ")
      return String(repeating: "{<<: ", count: levels) + "{\(entries)}"
        + String(repeating: "}", count: levels)
    }
    let most = Limits.mergedEntries / levels
    #expect(ReadYAML(nested(most)).node?.keys?.count == most)
    let read = ReadYAML(nested(most + 1))
    #expect(read.codes == [.limit])
    #expect(read.words == "merge keys add more than 1,000,000 entries")
    #expect(read.diagnostics.first?.span.map { Int($0.start) } == 1)
  }

  @Test func aliasesExpandToTenTimesTheDocumentsNodesAndNoFurther() {
    // Its own nodes are the list, the hundred of the first item, and those behind it.
    let hundred = "- &a [" + String(repeating: "x, ", count: 99) + "]\n"
    let count = 200
    let others = count * 100 / Limits.aliasFactor - count - 101
    func document(_ others: Int) -> String {
      hundred + String(repeating: "- x\n", count: others)
        + String(repeating: "- *a\n", count: count)
    }
    #expect(count * 100 > Limits.aliasFloor)
    #expect(ReadYAML(document(others)).diagnostics.isEmpty)
    #expect(ReadYAML(document(others - 1)).codes == [.limit])
  }

  @Test func aliasesExpandToTenTimesTheDocumentsBytesAndNoFurther() {
    let text = aliases(of: text(8192), more: 32) + "# "
    let most = 160 * 8192 / Limits.aliasFactor
    func document(_ bytes: Int) -> String {
      text + String(repeating: "x", count: bytes - text.utf8.count)
    }
    #expect(ReadYAML(document(most)).diagnostics.isEmpty)
    #expect(ReadYAML(document(most - 1)).codes == [.limit])
  }

  /// ``Limits/bracketWork``, in the small.
  @Test func whatStandsBetweenBracketsIsCountedForEachOfThem() {
    func codes(_ text: String, most: Int) -> [DiagnosticCode] {
      var collector = DiagnosticCollector()
      let source = SourceFile(path: "x", bytes: Array(text.utf8))
      _ = YAMLParser.parse(source, file: 0, mostBracketWork: most, into: &collector)
      return collector.all.map(\.code)
    }
    // Within one pair: two words and the inner pair; within two, a word and the inner pair's end.
    let text = "[a, b, [c]]"
    #expect(codes(text, most: 8).isEmpty)
    #expect(codes(text, most: 7) == [.limit])
    #expect(codes("- a\n- b\n- - c\n", most: 0).isEmpty)
  }

  @Test func aRunOfBlanksThatWouldSlowEveryFurtherWordIsRefused() {
    let blanks = String(repeating: " ", count: Limits.whitespaceRun + 1)
    let lines = String(repeating: "\u{2028}", count: Limits.whitespaceRun)
    #expect(ReadYAML("a: b" + blanks + "c d\n").codes == [.limit])
    #expect(ReadYAML("a: \"b" + lines + "c\"\n").codes == [.limit])
    #expect(ReadYAML("a: b" + blanks.dropFirst() + "c d\n").diagnostics.isEmpty)
    #expect(ReadYAML("a: b\n" + blanks + blanks).diagnostics.isEmpty)
  }

  @Test func manyTagDirectivesAreNotLeftToLibyaml() {
    let directives = (0..<50_000).map { "%TAG !t\($0)! x\n" }.joined()
    let clock = ContinuousClock()
    let time = clock.measure {
      #expect(ReadYAML(directives + "---\na: 1\n").codes == [.tag])
      #expect(ReadYAML("a: 1\n...\n" + directives + "---\n").codes == [.multipleDocuments])
    }
    #expect(time < .seconds(5))
  }

  @Test func aScalarIsReadUpToItsLimit() {
    let longest = String(repeating: "x", count: Limits.scalarBytes)
    #expect(
      ReadYAML("name: " + longest).node?.at("name")?.text?.utf8.count == Limits.scalarBytes)
    #expect(ReadYAML("name: x" + longest).codes == [.limit])
    let long = String(repeating: "x", count: 10 << 20)
    #expect(ReadYAML("name: " + long).codes == [.limit])
    #expect(ReadYAML("name: \"" + long).codes == [.yamlSyntax])
  }

  @Test func findingsPastTheLimitAreCounted() {
    var collector = DiagnosticCollector()
    let text = String(repeating: "- !x y\n", count: Limits.diagnostics + 5)
    let source = SourceFile(path: "x", bytes: Array(text.utf8))
    _ = YAMLParser.parse(source, file: 0, into: &collector)
    #expect(collector.all.count == Limits.diagnostics)
    #expect(collector.dropped == 5)
    #expect(collector.errorCount == Limits.diagnostics + 5)
  }
}
