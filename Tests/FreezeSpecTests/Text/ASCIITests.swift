import Testing

@testable import FreezeSpec

@Suite struct ASCIITests {
  @Test(arguments: UInt8.min...UInt8.max) func bytesAreOfTheKindsOfTheirCharacters(byte: UInt8) {
    let character = Character(Unicode.Scalar(byte))
    let isASCII = byte < 0x80
    #expect(byte.isASCIIDigit == (isASCII && character.isWholeNumber))
    #expect(byte.isASCIIHexDigit == (isASCII && character.isHexDigit))
    #expect(byte.isASCIILetter == (isASCII && character.isLetter))
    #expect(byte.isASCIISpace == [" ", "\t", "\n", "\r"].contains(character))
    #expect(byte.isLineBreak == ["\n", "\r"].contains(character))
    #expect(Unicode.Scalar(byte).isASCIIDigit == byte.isASCIIDigit)
    #expect(Unicode.Scalar(byte).isASCIILetter == byte.isASCIILetter)
    #expect(
      String(Unicode.Scalar(byte.asciiLowercased))
        == (isASCII ? character.lowercased() : String(character)))
  }

  @Test func onlyCapitalsOfASCIIBecomeSmall() { #expect(lowercased("ÄBC-é") == "Äbc-é") }
}
