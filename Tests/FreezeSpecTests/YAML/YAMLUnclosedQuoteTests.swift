import Testing

@testable import FreezeSpec

/// Quotes that are opened and not closed on their line, of which YAML notices at a later one.
@Suite struct YAMLUnclosedQuoteTests {
  private static let words = "not closed on its line"

  static let leftOpen: [FindingCase] = [
    FindingCase(
      "description: 1️⃣\"2️⃣a plan\nrules:\n  - freeze: 3️⃣\"*\"\n", .yamlSyntax, words),
    FindingCase(
      "description: 1️⃣'2️⃣a plan\nrules:\n  - freeze: 3️⃣'*'\n", .yamlSyntax, words),
    FindingCase("model: [1️⃣\"2️⃣Linear(1, 1)]\nname: 3️⃣\"mlp\"\n", .yamlSyntax, words),
    FindingCase("model: [x, 1️⃣'2️⃣Linear(1, 1)]\nname: 3️⃣'mlp'\n", .yamlSyntax, words),
    FindingCase(
      "model:\n  - 1️⃣\"2️⃣Linear(1, 1)\n  - 3️⃣\"ReLU()\"\n", .yamlSyntax, words),
    FindingCase(
      "description: 1️⃣\"2️⃣é\r\nrules:\r\n  - freeze: 3️⃣\"[0-3].*\"\r\n", .yamlSyntax, words),
    FindingCase("1️⃣\"2️⃣name: mlp\nmodel: 3️⃣\"x\"\n", .yamlSyntax, words),
    FindingCase("a: 1️⃣'2️⃣a plan\nbecause: it3️⃣'s fine\n", .yamlSyntax, words),
    FindingCase("- a: 1️⃣'2️⃣x\n  because: it3️⃣'s fine\n", .yamlSyntax, words),
    FindingCase("a: 1️⃣\"2️⃣a plan\nname: 3️⃣\"\"\n", .yamlSyntax, words),
    FindingCase("a: 1️⃣\"2️⃣x\nb: {c: 3️⃣\"y: z\"}\n", .yamlSyntax, words),
    FindingCase("a: [1️⃣\"2️⃣x, y,\n  3️⃣\"z\"]\n", .yamlSyntax, words),
    FindingCase("a: 1️⃣\"2️⃣x\n- freeze: {regex: '3️⃣\\d+'}\n", .yamlSyntax, words),
  ]

  @Test(arguments: leftOpen)
  func aQuoteLeftOpenIsFoundWhereItOpens(_ example: FindingCase) { example.check() }

  @Test func theCureNamesTheQuote() {
    let read = ReadYAML("description: 'a plan\nrules:\n  - freeze: '*'\n")
    #expect(read.diagnostics.first?.help == ["close it with another `'`"])
  }

  static let others: [FindingCase] = [
    FindingCase("a: \"foo\n  bar\" 1️⃣baz2️⃣\n", .yamlSyntax, "text after a closing quote"),
    FindingCase("a: 'it\n  isn'1️⃣t2️⃣ so'\n", .yamlSyntax, "apostrophe"),
    FindingCase(
      "a: \"we use\n  the \"1️⃣small\"2️⃣ one\"\n", .yamlSyntax, "text after a closing quote"),
    FindingCase("a: \"foo\n  bar\"\nb: 1️⃣*.x2️⃣\n", .unquoted, "as an alias"),
    FindingCase("a: \"x\n  y 1️⃣\\d2️⃣\"\n", .yamlSyntax, "between single quotes"),
    FindingCase("a: \"foo\n  bar\"\nb: c1️⃣:2️⃣ d\n", .yamlSyntax, "a second `: `"),
    FindingCase("- \"0\"1️⃣.weight2️⃣\n", .yamlSyntax, "one pair of quotes"),
  ]

  @Test(arguments: others)
  func anErrorWithAnotherCauseKeepsItsMessage(_ example: FindingCase) { example.check() }

  @Test(arguments: [
    "a: \"foo\n  bar\"\nb: 1\n", "a: 'foo\n\n  bar: baz'\nb: \"x\"\n",
    "a: [\"foo\n  - bar\", 'x\n  y']\n", "\"a\n  b\"\n",
  ])
  func aQuotedTextMayGoOverSeveralLines(_ text: String) {
    #expect(ReadYAML(text).diagnostics.isEmpty)
  }
}
