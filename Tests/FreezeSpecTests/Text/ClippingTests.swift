import Testing

@testable import FreezeSpec

@Suite struct ClippingTests {
  @Test func aLongTextKeepsItsEnds() {
    #expect(clipped("abcdefghijklmnop", to: 10) == "abcde…mnop")
    #expect(clipped(Substring("abcdefghijklmnop"), to: 10) == "abcde…mnop")
  }

  @Test func aShortTextStaysWhole() {
    #expect(clipped("abcdefghij", to: 10) == "abcdefghij")
    // More than ten bytes, and fewer characters.
    #expect(clipped("äöüäöü", to: 10) == "äöüäöü")
  }

  @Test func aTextOfJustTheLimitStaysWhole() {
    #expect(clipped("äöüäöüäöüä", to: 10) == "äöüäöüäöüä")
    #expect(clipped("äöüäöüäöüäö", to: 10) == "äöüäö…öüäö")
  }

  @Test func whatIsKeptOfEitherEndCanBeChosen() {
    #expect(clipped("abcdefghij", head: 4, tail: 0) == "abcd…")
    #expect(clipped("abcde", head: 4, tail: 0) == "abcde")
  }

  private func cut(_ text: String, to columns: Int) -> String {
    clipped(
      text, head: columns - columns / 2 - 1, tail: columns / 2, width: TerminalText.width(of:))
  }

  @Test func columnsAreCountedWhereATextStandsInColumns() {
    #expect(cut("一二三四五六", to: 9) == "一二…五六")
    #expect(cut("一二三四五六", to: 12) == "一二三四五六")
    // An accent of its own goes with the letter before it.
    #expect(cut("abcde\u{301}fgh", to: 7) == "abc…fgh")
    #expect(cut("abcde\u{301}fgh", to: 8) == "abcde\u{301}fgh")
  }
}
