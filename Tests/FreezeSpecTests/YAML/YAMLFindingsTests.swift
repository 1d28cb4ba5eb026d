import Testing

@testable import FreezeSpec

/// A text, the code of its one finding, which starts at the marker 1, and words of it.
struct FindingCase: CustomTestStringConvertible {
  var text: MarkedText
  var code: DiagnosticCode
  var words: String

  init(_ text: MarkedText, _ code: DiagnosticCode, _ words: String) {
    self.text = text
    self.code = code
    self.words = words
  }

  var testDescription: String { text.description.debugDescription }

  /// Checks the finding.
  func check() {
    let read = ReadYAML(text)
    #expect(read.codes == [code])
    #expect(read.words.contains(words), "\(read.words)")
    #expect(read.diagnostics.first?.span.map { Int($0.start) } == text.offsets[1])
    if let end = text.offsets[2] {
      #expect(read.diagnostics.first?.span.map { Int($0.end) } == end)
    }
    if let related = text.offsets[3] {
      #expect(read.diagnostics.first?.related.first.map { Int($0.span.start) } == related)
    }
  }
}

@Suite struct YAMLFindingsTests {
  static let unquoted: [FindingCase] = [
    FindingCase("- 1️⃣*.bias2️⃣\n", .unquoted, #"quote it: "*.bias""#),
    FindingCase("- 1️⃣*2️⃣ # all\n", .unquoted, #"quote it: "*""#),
    FindingCase("freeze: 1️⃣*.bias2️⃣\n", .unquoted, "as an alias"),
    FindingCase("freeze: [1️⃣*.bias2️⃣, x]\n", .unquoted, #"quote it: "*.bias""#),
    FindingCase("freeze: [\n  1️⃣*.bias2️⃣,\n  x]\n", .unquoted, #"quote it: "*.bias""#),
    FindingCase("- 1️⃣[0-3].*2️⃣\n", .unquoted, #"quote it: "[0-3].*""#),
    FindingCase("freeze: 1️⃣[abc]*.weight2️⃣ # x\nb: 1\n", .unquoted, #""[abc]*.weight""#),
    FindingCase("- 1️⃣[!abc]*.weight2️⃣\n", .unquoted, #""[!abc]*.weight""#),
    FindingCase("- freeze: 1️⃣{q,k}_proj.*2️⃣\n  because: x\n", .unquoted, #""{q,k}_proj.*""#),
    FindingCase("freeze: {name: 1️⃣[ab]*2️⃣, x: y}\n", .unquoted, #""[ab]*""#),
    FindingCase("freeze: [a,\n  1️⃣{q,k}_proj.*2️⃣,\n  b]\n", .unquoted, #""{q,k}_proj.*""#),
    FindingCase("freeze: [1️⃣layer.{0,1}.*2️⃣, x]\n", .unquoted, #""layer.{0,1}.*""#),
    FindingCase("freeze: {module: 1️⃣layers[-2:]2️⃣}\n", .unquoted, #""layers[-2:]""#),
    FindingCase("module: 1️⃣[:10]2️⃣\n", .unquoted, #""[:10]""#),
    FindingCase("a: {q: 1️⃣Conv2d(3, 4, [3, 3])2️⃣, k: x}\n", .unquoted, #""Conv2d(3, 4, [3, 3])""#),
    FindingCase("a: [x, 1️⃣Conv2d(3, 4, k=[3, 3])2️⃣]\n", .unquoted, #""Conv2d(3, 4, k=[3, 3])""#),
    FindingCase("freeze: [1️⃣?.weight2️⃣]\n", .unquoted, #""?.weight""#),
    FindingCase("- 1️⃣!bias2️⃣\n", .unquoted, #"write {glob: "*", except: "bias"}"#),
    FindingCase("- 1️⃣!layer.*2️⃣\n- x\n", .unquoted, "as a tag"),
    FindingCase("- 1️⃣&.x2️⃣\n", .unquoted, "as an anchor"),
    FindingCase("- 1️⃣%x2️⃣\n", .unquoted, #"quote it: "%x""#),
    FindingCase("- 1️⃣@x2️⃣\n", .unquoted, #"quote it: "@x""#),
    FindingCase("- 1️⃣`x`2️⃣\n", .unquoted, #"quote it: "`x`""#),
    FindingCase("bias: 1️⃣[dim] if bias else None2️⃣ # x\n", .unquoted, #""[dim] if bias else None""#),
    FindingCase("a: 1️⃣[\"x\"] if y else None2️⃣\n", .unquoted, #"'["x"] if y else None'"#),
  ]

  @Test(arguments: unquoted)
  func aTextThatNeedsQuotesIsShownInThem(_ example: FindingCase) { example.check() }

  static let syntax: [FindingCase] = [
    FindingCase("a:\n1️⃣\t2️⃣b: 1\n", .yamlSyntax, "a tab"),
    FindingCase("a: b\n1️⃣\t2️⃣", .yamlSyntax, "a tab"),
    FindingCase("a: b\n1️⃣\t2️⃣c: d\n", .yamlSyntax, "a tab"),
    FindingCase("a: b\n  1️⃣\t2️⃣c: d\n", .yamlSyntax, "use spaces"),
    FindingCase("- |\n1️⃣\t2️⃣x\n", .yamlSyntax, "a tab"),
    FindingCase("-1️⃣\t2️⃣x: 1\n", .yamlSyntax, "a tab"),
    FindingCase("a: 1️⃣\"2️⃣foo\nb: 2\n", .yamlSyntax, "never closed"),
    FindingCase("a: 3️⃣\"x\n1️⃣---2️⃣\nb\"\n", .yamlSyntax, "a quote is still open"),
    FindingCase("a: 'it'1️⃣s'2️⃣\n", .yamlSyntax, "text after a closing quote"),
    FindingCase("- \"0\"1️⃣.weight2️⃣\n", .yamlSyntax, "one pair of quotes"),
    FindingCase("a: 3️⃣{b: \"*\" 1️⃣c:2️⃣ d}\n", .yamlSyntax, "put a `,` between"),
    FindingCase("a: \"1️⃣\\d2️⃣+\"\n", .yamlSyntax, "between single quotes"),
    FindingCase("a: \"\\x1️⃣ZZ\"2️⃣\n", .yamlSyntax, "hexadecimal"),
    FindingCase("a: 3️⃣[1, 2\nb1️⃣:2️⃣ 3\n", .yamlSyntax, "expected `,` or `]`"),
    FindingCase("a: 1️⃣[2️⃣1, 2", .yamlSyntax, "never closed"),
    FindingCase("a: 1️⃣[2️⃣1,\n", .yamlSyntax, "never closed"),
    FindingCase("a: 1️⃣{2️⃣x: 1\n", .yamlSyntax, "never closed"),
    FindingCase("a: 1️⃣]2️⃣\n", .yamlSyntax, "no `[` is open"),
    FindingCase("a: {x: 1}1️⃣}2️⃣\n", .yamlSyntax, "no `{` is open"),
    FindingCase("a: [1, 1️⃣,2️⃣ 2]\n", .yamlSyntax, "a value is missing"),
    FindingCase("a: [x1️⃣:]2️⃣\n", .yamlSyntax, "space after"),
    FindingCase("a: b1️⃣:2️⃣ c\n", .yamlSyntax, "a second `: `"),
    FindingCase("a: b\n  c1️⃣:2️⃣ d\n", .yamlSyntax, "continues the value"),
    FindingCase("a: 1\n1️⃣foo2️⃣\nb: 2\n", .yamlSyntax, "no `key: value`"),
    FindingCase("a: 1\nb1️⃣:2️⃣2\nc: 3\n", .yamlSyntax, "a space after"),
    // A colon in a comment, or one with its space, is not to blame.
    FindingCase("a: 1\n1️⃣foo2️⃣  # see: b\nb: 2\n", .yamlSyntax, "no `key: value`"),
    FindingCase("a: 1\n1️⃣b = 22️⃣  # see: b\nc: 3\n", .yamlSyntax, "instead of the `=`"),
    FindingCase("a:\n  - b\n  1️⃣{2️⃣c: 1}\n", .yamlSyntax, "a value without a key"),
    FindingCase("a: 1\nb \"c #d\"1️⃣:2️⃣e\nf: 2\n", .yamlSyntax, "a space after"),
    FindingCase("a: 1\n1️⃣if b == 32️⃣\nc: 2\n", .yamlSyntax, "add a `:`"),
    FindingCase("3️⃣a:\n    b: 1\n  1️⃣c:2️⃣ 2\n", .yamlSyntax, "less indentation"),
    FindingCase("  a: 1\n1️⃣b:2️⃣ 2\n", .yamlSyntax, "outside the document's value"),
    FindingCase("3️⃣- a\n- b\n1️⃣c:2️⃣ 1\n", .yamlSyntax, "item with `- `"),
    FindingCase("a: 1️⃣-2️⃣ b\n", .yamlSyntax, "a line of its own"),
    FindingCase("a: 1️⃣|x2️⃣\n  y\n", .yamlSyntax, "a block of text"),
    FindingCase("a: 1\n...\n1️⃣foo2️⃣\n", .yamlSyntax, "outside"),
    FindingCase("1️⃣%FOO2️⃣ 1\n---\na: 1\n", .yamlSyntax, "directive"),
    FindingCase("1️⃣%YAML2️⃣ 3.0\n---\na: 1\n", .yamlSyntax, "YAML 1.1 and 1.2"),
  ]

  @Test(arguments: syntax)
  func aSyntaxErrorIsSaidInPlainWordsAtItsPlace(_ example: FindingCase) { example.check() }

  static let breaks = ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"]

  @Test(arguments: breaks)
  func eachLineBreakOfYAMLEndsATagAndAnAnchor(_ lineBreak: String) {
    FindingCase(MarkedText("1️⃣!x2️⃣" + lineBreak + "\"a\"\n"), .tag, "remove the tag").check()
    FindingCase(MarkedText("1️⃣!x2️⃣" + lineBreak + "[a]\n"), .tag, "remove the tag").check()
    #expect(ReadYAML("&x # [\(lineBreak) \"a\"\n").diagnostics.isEmpty)
    #expect(ReadYAML("!x\(lineBreak)\"a\"[").codes.first == .tag)
  }

  @Test(arguments: breaks)
  func nothingIsWrongWithALineBreakBehindTheDocument(_ lineBreak: String) {
    #expect(ReadYAML("a: 1\n...\(lineBreak)\(lineBreak)").diagnostics.isEmpty)
  }

  static let others: [FindingCase] = [
    FindingCase("3️⃣a: 1\nb: 2\n1️⃣a2️⃣: 3\n", .duplicateKey, "`a` stands twice"),
    FindingCase("{3️⃣a: 1, 1️⃣\"a\"2️⃣: 3}\n", .duplicateKey, "`a` stands twice"),
    FindingCase("1️⃣[c]2️⃣: 2\n", .nonScalarKey, #"quote it: "[c]""#),
    FindingCase("1️⃣{i}2️⃣: 2\n", .nonScalarKey, "not a mapping"),
    FindingCase("? 1️⃣- a2️⃣\n: 1\n", .nonScalarKey, "not a list"),
    FindingCase("- &x [a]\n- {1️⃣*x2️⃣ : 1}\n", .nonScalarKey, "not a list"),
    FindingCase("- 1️⃣!str2️⃣ x\n", .tag, "`!str`"),
    FindingCase("- 1️⃣!<a,b>2️⃣ x\n", .tag, "`!<a,b>`"),
    FindingCase("- 1️⃣!!python/object:os.system2️⃣ [x]\n", .tag, "remove the tag"),
    FindingCase("- 1️⃣!!map2️⃣\n  a: 1\n", .tag, "remove the tag"),
    FindingCase("1️⃣%TAG ! x2️⃣\n---\na: 1\n", .tag, "%TAG"),
    FindingCase("- 1️⃣*bias2️⃣\n", .unknownAlias, #"quote it: "*bias""#),
    FindingCase("- &weights 1\n- 1️⃣*weight2️⃣\n", .unknownAlias, "did you mean `*weights`?"),
    FindingCase("a: &a 3️⃣[1, 1️⃣*a2️⃣]\n", .recursiveAlias, "inside the value"),
    FindingCase("a: &a\n  b: 1️⃣*a2️⃣\n", .recursiveAlias, "inside the value"),
    FindingCase("1️⃣<<2️⃣: x\n", .merge, "not a single value"),
    FindingCase("1️⃣<<2️⃣: [{a: 1}, [b]]\n", .merge, "not a list"),
    FindingCase("{3️⃣<<: {a: 1}, 1️⃣<<2️⃣: {b: 1}}\n", .duplicateKey, "`<<: [*a, *b]`"),
    FindingCase("1️⃣", .emptyDocument, "no config"),
    FindingCase("1️⃣# only a comment\n", .emptyDocument, "no config"),
    FindingCase("1️⃣---\n", .emptyDocument, "no config"),
    FindingCase("a: 1\n1️⃣---2️⃣\nb: 2\n", .multipleDocuments, "a second document"),
    FindingCase("a: 1\n...\n# x\n1️⃣---2️⃣\n*: 2\n", .multipleDocuments, "a second document"),
  ]

  @Test(arguments: others)
  func whatTheLanguageDoesNotHaveIsAnErrorAtItsPlace(_ example: FindingCase) { example.check() }

  @Test func allFindingsOfATextAreMadeInOneRun() {
    let read = ReadYAML("a: 1\na: 2\nb: !x y\n[c]: 3\nd: *d\n<<: 4\n---\n")
    #expect(
      read.codes == [
        .duplicateKey, .tag, .nonScalarKey, .unknownAlias, .merge, .multipleDocuments,
      ])
    #expect(read.node?.keys == ["a", "b", "d"])
  }

  @Test func aSyntaxErrorStandsAlone() {
    #expect(ReadYAML("a: 1\na: 2\nb: 'x\n").codes == [.yamlSyntax])
  }

  @Test func whatWasMeantIsReadOnWith() {
    let read = ReadYAML("- !bias\n- *weight\n")
    #expect(read.node?.flow == #"["!bias", "*weight"]"#)
  }
}
