import Testing

@testable import FreezeSpec

/// `print(model)` of large and of odd models.
@Suite struct ModelReportTests {
  private func printer(of text: String) throws -> ModulePrinter {
    ModulePrinter(try #require(BuiltConfig(text).model).root)
  }

  /// Classes each of which holds the next one twice.
  private func doubling(_ levels: Int) -> String {
    let classes = (0..<levels).map {
      "  C\($0): {children: {a: C\($0 + 1)(), b: C\($0 + 1)()}}\n"
    }
    return "classes:\n\(classes.joined())  C\(levels): {}\nmodel: C0()\n"
  }

  @Test func theLengthIsKnownBeforeAnythingIsPrinted() throws {
    for text in [
      doubling(5), "model: Linear(1, 2)", "model: [ReLU(), {repeat: 3, module: Tanh()}]",
      "model: {repeat: 3, module: \"Sequential(ReLU(), ModuleList([ReLU(), None]))\"}",
    ] {
      let root = try #require(BuiltConfig(text).model).root
      #expect(ModulePrinter(root).bytes == root.repr.utf8.count)
    }
  }

  @Test func whatIsTooLongIsNotPrintedAtAll() throws {
    let model = try #require(BuiltConfig(doubling(21)).model)
    var pieces = 0
    var out = OutputBuffer(to: { _ in pieces += 1 })
    #expect(throws: ModelReportError.self) { try ModelReport(model.root).write(to: &out) }
    #expect(pieces == 0 && out.bytes.isEmpty)
  }

  /// ``Limits/printedBytes``, in the small.
  @Test func aModelIsPrintedUpToTheLimit() throws {
    let root = try #require(BuiltConfig("model: [ReLU(), Tanh()]").model).root
    let most = root.repr.utf8.count
    var out = OutputBuffer()
    try ModelReport(root).write(to: &out, atMost: most)
    #expect(out.bytes.count == most + 1)
    let error = #expect(throws: ModelReportError.self) {
      var out = OutputBuffer()
      try ModelReport(root).write(to: &out, atMost: most - 1)
    }
    #expect(error?.message == "print(model) would take more than \(most - 1) bytes")
  }

  @Test func aLongTextIsHandedOnPieceByPiece() throws {
    let model = try #require(BuiltConfig(doubling(12)).model)
    var pieces: [[UInt8]] = []
    var out = OutputBuffer(to: { pieces.append($0) })
    try ModelReport(model.root).write(to: &out)
    #expect(out.finish().isEmpty)
    #expect(pieces.count > 1)
    #expect(pieces.allSatisfy { $0.count < 70_000 && $0.last == 0x0A })
    #expect(Array(pieces.joined()).text == model.root.repr + "\n")
  }

  @Test func aModuleThatIsTextStaysShort() throws {
    let config = BuiltConfig(
      doubling(20).replacing("C20: {}", with: "C20: {}\n  P: {args: [m], repr: \"{m}\"}")
        .replacing("model: C0()", with: "model: P(C0())"))
    #expect(config.findings.map { $0.contains("what `repr` prints has at most") } == [true])
  }
}
