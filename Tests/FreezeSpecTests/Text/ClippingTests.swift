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

  @Test func columnsAreCountedWhereATextStandsInColumns() {
    #expect(TerminalText.cut("一二三四五六", to: 9) == "一二…五六")
    #expect(TerminalText.cut("一二三四五六", to: 12) == "一二三四五六")
    // An accent of its own goes with the letter before it.
    #expect(TerminalText.cut("abcde\u{301}fgh", to: 7) == "abc…fgh")
    #expect(TerminalText.cut("abcde\u{301}fgh", to: 8) == "abcde\u{301}fgh")
  }
}
