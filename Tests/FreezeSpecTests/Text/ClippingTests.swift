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
}
