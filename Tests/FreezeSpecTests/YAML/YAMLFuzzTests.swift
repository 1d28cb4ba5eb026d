import Testing

@testable import FreezeSpec

@Suite struct YAMLFuzzTests {
  static let samples = [
    """
    name: mlp # é漢😀
    model:
      - Linear(10, 20)
      - {class: Linear, args: [20, 30], name: "x\\ty"}
    rules:
      - freeze: {name: [0.weight, 0.bias]}
        because: 'it''s'
      - freeze: "2.*"
    """,
    """
    a: &x {p: 1, q: [1, 2]}
    b: *x
    c: {<<: *x, p: 2}
    ? |
      block
      text
    : >-
      folded
      text
    """,
    """
    %YAML 1.1
    ---
    freeze: [0-3].*
    train: [a*, {q,k}_proj.*, layer.{0..3}.*, "x"]
    bias: [dim] if bias else None
    ...
    """,
    "a:\n- !bias\n- *bias\n- [!x]*\n- {a: [b, {c: d}]}\r\n- \"\\x41\"\n\t- x\n- @x\n",
  ]

  private static let snippets = [
    "[", "]", "{", "}", "*", "&a ", "!", "- ", "? ", ": ", ",", "\"", "'", "|\n", ">", "\t", "#",
    "\n", "\r\n", "<<: ", "---\n", "...\n", "%", "\u{85}", "\u{2028}", "\u{FEFF}", "\0", "😀", "\\",
  ].map { Array($0.utf8) }

  private func mutated(_ sample: [UInt8], _ random: inout SplitMix) -> [UInt8] {
    var bytes = sample
    for _ in 0...Int.random(in: 0..<4, using: &random) {
      let place = Int.random(in: 0...bytes.count, using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 1 where place < bytes.count: bytes.remove(at: place)
      case 2: bytes.removeSubrange(place..<min(bytes.count, place + 10))
      case 3:
        let start = Int.random(in: 0...bytes.count, using: &random)
        bytes.insert(contentsOf: Array(bytes[start...].prefix(20)), at: place)
      default:
        let snippet = Self.snippets[Int.random(in: 0..<Self.snippets.count, using: &random)]
        bytes.insert(contentsOf: snippet, at: place)
      }
    }
    return bytes
  }

  private func check(_ node: YAMLNode, in source: SourceFile) {
    #expect(node.span.start <= node.span.end && Int(node.span.end) <= source.bytes.count)
    switch node.content {
    case .scalar(let scalar):
      let place = ExpressionSource(scalar, at: node.span, in: source.bytes)
      for offset in 0..<scalar.count {
        let span = place.span(of: offset..<(offset + 1))
        #expect(node.span.start <= span.start && span.end <= node.span.end)
      }
    case .sequence(let items): for item in items { check(item, in: source) }
    case .mapping(let entries):
      for entry in entries {
        #expect(Int(entry.keySpan.end) <= source.bytes.count)
        check(entry.value, in: source)
      }
    }
  }

  @Test(arguments: samples.indices)
  func whateverTheTextTheReaderAnswers(_ index: Int) {
    var random = SplitMix(seed: UInt64(index) + 1)
    let sample = Array(Self.samples[index].utf8)
    for _ in 0..<800 {
      let text = mutated(sample, &random)
      let read = ReadYAML(text)
      #expect(read.node != nil || !read.diagnostics.isEmpty)
      if let node = read.node { check(node, in: read.source) }
      for diagnostic in read.diagnostics {
        #expect(!diagnostic.message.hasPrefix("this is not YAML"), "\(diagnostic.message)")
        for span in [diagnostic.span].compactMap(\.self) + diagnostic.related.map(\.span) {
          #expect(span.start <= span.end && Int(span.end) <= read.source.bytes.count)
        }
      }
    }
  }
}
