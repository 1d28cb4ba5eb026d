import Testing

@testable import FreezeSpec

@Suite struct YAMLNodesTests {
  @Test func scalarsKeepTheirRawText() {
    let read = ReadYAML("- 1.10\n- true\n- ~\n- 0x1F\n- ' a '\n- \"\\u00e9\"\n-\n- |\n  x\n   y\n")
    #expect(read.node?.flow == #"["1.10", "true", "~", "0x1F", " a ", "é", "", "x\n y\n"]"#)
  }

  @Test func aCallInBlockStyleIsOneScalar() {
    let read = ReadYAML("model:\n  - Conv2d(3, 64, kernel_size=(7, 7), bias=False)\n")
    #expect(read.node?.at("model", "0")?.text == "Conv2d(3, 64, kernel_size=(7, 7), bias=False)")
  }

  @Test func flowStyleIsRemembered() throws {
    let node = try #require(ReadYAML("a: [x]\nb:\n  - x\n").node)
    #expect(node.at("a")?.isFlow == true)
    #expect(node.at("b")?.isFlow == false)
    #expect(!node.isFlow)
  }

  @Test func aliasesStandForTheirAnchorsValue() {
    let read = ReadYAML("a: &x [1, 2]\nb: *x\nc: &k key\nd: {*k : 1}\n")
    #expect(read.diagnostics.isEmpty)
    #expect(read.node?.at("b")?.flow == #"["1", "2"]"#)
    #expect(read.node?.at("d")?.keys == ["key"])
  }

  @Test func anAnchorMayBeSetAnew() {
    let read = ReadYAML("[&x 1, *x, &x 2, *x]")
    #expect(read.node?.flow == #"["1", "1", "2", "2"]"#)
  }

  @Test func aMergeKeyAddsTheEntriesThatAreMissing() {
    let read = ReadYAML("- &a {p: 1, q: 2}\n- <<: *a\n  q: 3\n  r: 4\n")
    #expect(read.diagnostics.isEmpty)
    #expect(read.node?.at("1")?.flow == #"{p: "1", q: "3", r: "4"}"#)
  }

  @Test func aKeyBeforeTheMergeWinsToo() {
    let read = ReadYAML("- &a {p: 1, q: 2}\n- q: 3\n  <<: *a\n")
    #expect(read.node?.at("1")?.flow == #"{q: "3", p: "1"}"#)
  }

  @Test func ofSeveralMergedMappingsTheEarlierWins() {
    let read = ReadYAML("- &a {p: 1}\n- &b {p: 2, q: 2}\n- {<<: [*a, *b, {q: 3, r: 3}]}\n")
    #expect(read.diagnostics.isEmpty)
    #expect(read.node?.at("2")?.flow == #"{p: "1", q: "2", r: "3"}"#)
  }

  @Test func mergesWorkInLargeMappings() {
    let base = (0..<20).map { "k\($0): a" }.joined(separator: ", ")
    let own = (10..<30).map { "k\($0): b" }.joined(separator: ", ")
    let read = ReadYAML("- &a {\(base)}\n- {<<: *a, \(own)}\n")
    #expect(read.diagnostics.isEmpty)
    #expect(read.node?.at("1")?.keys == (0..<30).map { "k\($0)" })
    #expect(read.node?.at("1", "k9")?.text == "a")
    #expect(read.node?.at("1", "k10")?.text == "b")
  }

  @Test(arguments: [0, 20]) func keysOfOtherCodePointsAreOtherKeys(count: Int) {
    // Two marks in either order are the same to Swift, and two names to Python.
    let names = (0..<count).map { "k\($0)" } + ["a\u{323}\u{307}", "a\u{307}\u{323}"]
    let read = ReadYAML(names.map { "\($0): 1\n" }.joined())
    #expect(read.diagnostics.isEmpty)
    #expect(read.node?.keys?.count == names.count)
  }

  @Test func aQuotedMergeKeyIsAnOrdinaryKey() {
    #expect(ReadYAML("\"<<\": 1\n").node?.keys == ["<<"])
  }

  @Test func aDocumentMayHaveItsMarksAndAVersion() {
    let read = ReadYAML("%YAML 1.2\n---\na: 1\n...\n# the end\n")
    #expect(read.diagnostics.isEmpty)
    #expect(read.node?.flow == #"{a: "1"}"#)
  }

  @Test func manyKeysAreAllFound() {
    let text = (0..<5_000).map { "key_\($0): \($0)\n" }.joined()
    let read = ReadYAML(text + "key_77: again\n")
    #expect(read.codes == [.duplicateKey])
    #expect(read.node?.keys?.count == 5_000)
  }
}
