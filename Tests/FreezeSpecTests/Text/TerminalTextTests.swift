import Testing

@testable import FreezeSpec

@Suite struct TerminalTextTests {
  private func lines(_ text: String, _ columns: Int) -> [String] {
    TerminalText.wrapped(text, to: columns, lines: 8, isProse: false)
  }

  @Test func aLongWordBreaksAtItsJoints() {
    #expect(
      lines("\"model.layers[-2:].self_attention\"", 24)
        == ["\"model.layers[-2:].", "self_attention\""])
    #expect(
      lines("\"model.layers.{7,8,9,10,11}.norm.*\"", 24)
        == ["\"model.layers.{7,8,9,10,", "11}.norm.*\""])
    #expect(
      lines("[\"model.layers.self_attention\",", 24) == ["[\"model.layers.", "self_attention\","])
  }

  @Test func noSliceAndNoRangeIsTornApart() {
    // The slice, or the range, would end past the line.
    #expect(lines("encoder.blocks[-12:-10].mlp", 20) == ["encoder.", "blocks[-12:-10].mlp"])
    #expect(lines("encoder.blocks.{10..11}.mlp", 20) == ["encoder.blocks.", "{10..11}.mlp"])
  }

  @Test func lettersThatNobodySeesAreEscaped() {
    #expect(
      TerminalText.escaped("w\u{3164}.a\u{115F}\u{1160}\u{FFA0}\u{2800}\u{34F}b")
        == #"w\u3164.a\u115f\u1160\uffa0\u2800\u034fb"#)
    #expect(
      TerminalText.escaped("w\u{FE0F} v\u{E0100} u\u{180B} 1\u{FE0F}")
        == #"w\ufe0f v\U000e0100 u\u180b 1\ufe0f"#)
    #expect(TerminalText.escaped("\u{2764}\u{FE0F}") == "\u{2764}\u{FE0F}")
    #expect(TerminalText.escaped("é한⚠️") == "é한⚠️")
  }

  @Test func aWordWithoutJointsBreaksAnywhere() {
    #expect(lines("abcdefghij", 4) == ["abcd", "efgh", "ij"])
    #expect(lines("a.bcdefghijklm", 8) == ["a.bcdefg", "hijklm"])
  }
}
