import Testing

@testable import FreezeSpec

@Suite struct YAMLPlacesTests {
  /// Texts with the value at `a` between the markers 1 and 2.
  static let values: [MarkedText] = [
    "a: 1️⃣foo bar2️⃣   # a comment\n",
    "a:      1️⃣x2️⃣",
    "a: 1️⃣foo\n  bar2️⃣\n\nb: 1\n",
    "a: 1️⃣\"x\\ny\"2️⃣  \n",
    "a: 1️⃣'it''s'2️⃣ # x\n",
    "a: 1️⃣\"x\n  y\"2️⃣\n",
    "a: 1️⃣|\n  x\n  y2️⃣\n\n\nb: 1\n",
    "a: 1️⃣>-\n  x2️⃣",
    "a: 1️⃣[1, {b: c}]2️⃣ # x\n",
    "a: 1️⃣{\n  b: c,\n}2️⃣\n",
    "a: 1️⃣[]2️⃣\n",
    "a:\n  1️⃣- x\n  - y2️⃣\n\n# x\nb: 1\n",
    "a:\n1️⃣- x\n- y2️⃣\nb: 1\n",
    "a:\n  1️⃣b: 1\n  c:2️⃣\nd: 1\n",
    "a:\n  1️⃣b:\n    c: [x]2️⃣   \n",
    "a:1️⃣2️⃣\nb: 1\n",
    "a:1️⃣2️⃣",
    "a: &x 1️⃣foo2️⃣\n",
    "a: &x\n  1️⃣b: 12️⃣\n",
    "a: &x # why\n  # more\n  1️⃣- b2️⃣\n",
    "a: &x 1️⃣[b]2️⃣\n",
    "é漢😀: x\na: 1️⃣漢字2️⃣ # é\n",
    "b: \"👩‍👩‍👧\"\na: 1️⃣e\u{301}2️⃣\n",
    "b: x\r\na: 1️⃣foo2️⃣\r\nc: y\r\n",
    "b: x\ra: 1️⃣foo2️⃣\rc: y\r",
    "b: \"x\u{85}y\u{2028}z\u{2029}\"\na: 1️⃣foo2️⃣\n",
    "\u{FEFF}a: 1️⃣foo2️⃣\n",
  ]

  @Test(arguments: values)
  func aValueSpansWhatWasWritten(_ text: MarkedText) throws {
    let read = ReadYAML(text)
    #expect(read.diagnostics.isEmpty)
    let span = try #require(read.node?.at("a")?.span)
    let shift = text.bytes.count - read.source.bytes.count
    #expect(Int(span.start) + shift == text.offsets[1])
    #expect(Int(span.end) + shift == text.offsets[2])
  }

  @Test func aKeySpansWhatWasWritten() throws {
    let text: MarkedText = "é: 1\n1️⃣\"a b\"2️⃣: 2\n"
    guard case .mapping(let entries) = try #require(ReadYAML(text).node).content else { return }
    #expect(Int(entries[1].keySpan.start) == text.offsets[1])
    #expect(Int(entries[1].keySpan.end) == text.offsets[2])
    #expect(entries[0].isKeyPlain)
    #expect(!entries[1].isKeyPlain)
  }

  @Test func aPairInAListSpansItsKeyAndValue() throws {
    let text: MarkedText = "[x, 1️⃣a: b2️⃣]"
    let span = try #require(ReadYAML(text).node?.at("1")?.span)
    #expect(Int(span.start) == text.offsets[1])
    #expect(Int(span.end) == text.offsets[2])
  }

  @Test func whatComesThroughAnAliasStandsWhereItsAnchorStands() throws {
    let text: MarkedText = "a: &x 1️⃣foo2️⃣\nb: *x\n"
    let span = try #require(ReadYAML(text).node?.at("b")?.span)
    #expect(Int(span.start) == text.offsets[1])
    #expect(Int(span.end) == text.offsets[2])
  }

  @Test func linesEndWhereEditorsEndThem() {
    let text: MarkedText = "a\r\nb\rc\n\u{85}\u{2028}1️⃣d\n2️⃣"
    let source = SourceFile(path: "x", bytes: text.bytes)
    let first = source.location(of: text.offsets[1] ?? 0)
    #expect(first == SourceLocation(line: 4, column: 3))
    #expect(source.location(of: text.offsets[2] ?? 0) == SourceLocation(line: 5, column: 1))
  }

  @Test func columnsCountCharactersInALineOfAnyLength() {
    let line = String(repeating: "é漢😀x", count: 5_000)
    let source = SourceFile(path: "x", bytes: Array(("x\n" + line).utf8))
    #expect(source.location(of: source.bytes.count) == SourceLocation(line: 2, column: 20_001))
    #expect(source.location(of: 2 + 10 * 4_000) == SourceLocation(line: 2, column: 16_001))
  }

  @Test func textThatStandsInTheSourceAsItIsKnowsItsPlace() throws {
    let read = ReadYAML(
      """
      - plain text
      - "double quoted"
      - 'single é quoted'
      - "an \\n escape"
      - 'it''s'
      - two
        lines
      - |
        one block line
      - "\\L\\n"
      """)
    guard case .sequence(let items) = try #require(read.node).content else { return }
    let starts = items.map { item -> Bool in
      guard case .scalar(let scalar) = item.content, let start = scalar.verbatimStart else {
        return false
      }
      let bytes = read.source.bytes[Int(start)...].prefix(scalar.text.utf8.count)
      #expect(String(decoding: bytes, as: UTF8.self) == scalar.text)
      return true
    }
    #expect(starts == [true, true, true, false, false, false, true, false])
    #expect(items[6].text == "one block line\n")
    #expect(items[7].text == "\u{2028}\n")
  }
}
