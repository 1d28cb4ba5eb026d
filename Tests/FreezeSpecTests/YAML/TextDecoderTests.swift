import Testing

@testable import FreezeSpec

@Suite struct TextDecoderTests {
  private func utf16(_ text: String, isBigEndian: Bool) -> [UInt8] {
    ("\u{FEFF}" + text).utf16.flatMap { unit -> [UInt8] in
      let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
      return isBigEndian ? pair : pair.reversed()
    }
  }

  @Test func utf8IsReadWithAndWithoutAByteOrderMark() {
    #expect(TextDecoder.decode(Array("é😀\u{85}".utf8)).bytes == Array("é😀\u{85}".utf8))
    #expect(TextDecoder.decode([0xEF, 0xBB, 0xBF] + "a: 1".utf8).bytes == Array("a: 1".utf8))
  }

  @Test(arguments: [true, false])
  func utf16IsReadWithAByteOrderMark(isBigEndian: Bool) {
    let text = "name: é漢😀\n"
    let decoded = TextDecoder.decode(utf16(text, isBigEndian: isBigEndian))
    #expect(decoded.problem == nil)
    #expect(decoded.bytes == Array(text.utf8))
    #expect(ReadYAML(utf16(text, isBigEndian: isBigEndian)).node?.at("name")?.text == "é漢😀")
  }

  struct BadText: CustomTestStringConvertible {
    var raw: [UInt8]
    var words: String
    var column: Int
    var testDescription: String { words }
  }

  static let badTexts: [BadText] = [
    BadText(raw: Array("ab".utf8) + [0xE9, 0x20], words: "byte 0xE9 at offset 2", column: 3),
    BadText(raw: Array("é".utf8) + [0x80], words: "byte 0x80 at offset 2", column: 2),
    BadText(raw: Array("a".utf8) + [0xC0, 0x80], words: "byte 0xC0 at offset 1", column: 2),
    BadText(raw: Array("a".utf8) + [0xED, 0xA0, 0x80], words: "byte 0xED at offset 1", column: 2),
    BadText(raw: [0xF5, 0x80, 0x80, 0x80], words: "byte 0xF5 at offset 0", column: 1),
    BadText(raw: [0xE0, 0x80, 0x80], words: "byte 0xE0 at offset 0", column: 1),
    BadText(raw: Array("abc".utf8) + [0xE6, 0xBC], words: "cut short", column: 4),
    BadText(raw: Array("a: \u{0}".utf8), words: "U+0000, at byte offset 3", column: 4),
    BadText(raw: Array("a: \u{1B}[".utf8), words: "U+001B, at byte offset 3", column: 4),
    BadText(raw: Array("a: \u{7F}".utf8), words: "U+007F, at byte offset 3", column: 4),
    BadText(raw: Array("a: \u{9B}".utf8), words: "U+009B, at byte offset 3", column: 4),
    BadText(raw: Array("a\u{FEFF}".utf8), words: "remove it", column: 2),
    BadText(raw: Array("a\u{FFFF}".utf8), words: "U+FFFF", column: 2),
    BadText(raw: [0xEF, 0xBB, 0xBF, 0x61, 0xFF], words: "byte 0xFF at offset 4", column: 2),
    BadText(raw: [0xFF, 0xFE, 0x61, 0, 0, 0xD8], words: "0xD800 at byte offset 4", column: 2),
    BadText(raw: [0xFF, 0xFE, 0x61, 0, 0x61], words: "at byte offset 4", column: 2),
    BadText(raw: [0xFF, 0xFE, 0x61, 0, 0, 0], words: "U+0000, at byte offset 4", column: 2),
    BadText(raw: [0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0], words: "UTF-32", column: 1),
    BadText(raw: [0x61, 0, 0x62, 0], words: "UTF-16 without a byte order mark", column: 2),
  ]

  @Test(arguments: badTexts)
  func otherBytesAreAnErrorThatNamesTheOffsetAndThePlace(_ text: BadText) throws {
    let read = ReadYAML(text.raw)
    #expect(read.node == nil)
    #expect(read.codes == [.encoding])
    #expect(read.words.contains(text.words))
    let span = try #require(read.diagnostics.first?.span)
    let place = read.source.location(of: Int(span.start))
    #expect(place == SourceLocation(line: 1, column: text.column))
  }

  @Test func aTextPastTheLimitIsRefused() {
    let raw = [UInt8](repeating: 0x20, count: Limits.documentBytes + 1)
    #expect(ReadYAML(raw).codes == [.limit])
    let ten = [UInt8](repeating: 0x20, count: 10)
    #expect(TextDecoder.decode(ten, limit: 10).problem == nil)
    #expect(TextDecoder.decode(ten, limit: 9).problem != nil)
  }

  @Test func everyByteOfAWordIsLookedAt() {
    for position in 0..<24 {
      for bad in [0x00, 0x0B, 0x1F, 0x7F, 0xFF] as [UInt8] {
        var raw = [UInt8](repeating: 0x0A, count: 24)
        raw[position] = bad
        #expect(TextDecoder.decode(raw).problem?.fileOffset == position)
      }
    }
  }
}
