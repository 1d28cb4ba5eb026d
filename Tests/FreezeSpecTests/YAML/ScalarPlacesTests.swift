import Testing

@testable import FreezeSpec

/// Where the text of a folded or unquoted scalar stands in the source.
@Suite struct ScalarPlacesTests {
  /// Texts with an `X` at the marker 1 in the value at `a`.
  static let values: [MarkedText] = [
    "a: one\n  two\n   1️⃣X\n",
    "a: one\n\n\n  1️⃣X two\n",
    "a: one  1️⃣X  \n  two\n",
    "a: é漢😀\n  é1️⃣X\n",
    "a: one\r\n  1️⃣X\r\n\r\n  two\r\nb: 1\r\n",
    "a: one\n \t1️⃣X\n",
    "a: [one\n  two 1️⃣X, b]\n",
    "a: 'it''s 1️⃣X'\n",
    "a: 'one\n\n  t''wo 1️⃣X'\n",
    "a: \"one \\\"b\\\" 1️⃣X\"\n",
    "a: \"\\x41\\u00e9\\U0001F600\\\\\\t1️⃣X\"\n",
    "a: \"one\\\n   two\\\n  \\  1️⃣X\"\n",
    "a: \"one\\\n\n\n  1️⃣X\"\n",
    "a: \"\n  one\n  1️⃣X\n  \"\n",
    "a: \"\\L\\P\\N\\_\\e\\0 1️⃣X\"\n",
    "a: |\n  one\n  1️⃣X\n",
    "a: |+\n  one\n\n   two\n\n  1️⃣X\n\n\nb: 1\n",
    "a: |2-\n    one\n   1️⃣X\n",
    "a: | # a comment\n\n\n  one\n  1️⃣X",
    "a:\n  - |1\n    one\n   1️⃣X\n",
    "a: >\n  one\n  two\n\n  three\n    deep\n  1️⃣X\n",
    "a: >-\r\n  one\r\n\r\n  1️⃣X\r\n",
    "a: >+\n\n   one\n   é 1️⃣X\n\n\n",
    "a: >1\n   one\n  two\n 1️⃣X\n",
    "a: !!str\n  'it''s\n\n  1️⃣X'\n",
    "a: &x \"\\t1️⃣X\"\n",
  ]

  private func firstScalar(_ node: YAMLNode?) -> (YAMLScalar, SourceSpan)? {
    guard let node else { return nil }
    switch node.content {
    case .scalar(let scalar): return (scalar, node.span)
    case .sequence(let items): return firstScalar(items.first)
    case .mapping: return nil
    }
  }

  @Test(arguments: values)
  func aPlaceInTheTextIsFoundInTheSource(_ text: MarkedText) throws {
    let read = ReadYAML(text)
    let (scalar, span) = try #require(firstScalar(read.node?.at("a")))
    #expect(scalar.verbatimStart == nil)
    let offset = try #require(Array(scalar.text.utf8).firstIndex(of: UInt8(ascii: "X")))
    let source = ExpressionSource(scalar, at: span, in: read.source.bytes)
    let place = source.span(of: offset..<(offset + 1))
    #expect(Int(place.start) == text.offsets[1])
    #expect(read.text(of: place) == "X")
  }

  @Test func anEscapeIsPointedAtAsAWhole() throws {
    let read = ReadYAML("a: \"x\\u00e9y\"\n")
    let (scalar, span) = try #require(firstScalar(read.node?.at("a")))
    let source = ExpressionSource(scalar, at: span, in: read.source.bytes)
    #expect(read.text(of: source.span(of: 1..<3)) == "\\u00e9")
    #expect(read.text(of: source.span(of: 0..<4)) == "x\\u00e9y")
  }

  @Test func aTextThatIsNotTheSourcesIsPointedAtAsAWhole() throws {
    let read = ReadYAML("a: \"x\\ty\"\n")
    let span = try #require(read.node?.at("a")?.span)
    let other = YAMLScalar(text: "x y", isPlain: false)
    let source = ExpressionSource(other, at: span, in: read.source.bytes)
    #expect(source.span(of: 0..<1) == span)
  }
}
