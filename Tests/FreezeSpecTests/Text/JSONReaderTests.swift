import Testing

@testable import FreezeSpec

/// JSON as RFC 8259 has it, and nothing else.
@Suite struct JSONReaderTests {
  private func isRead(_ text: [UInt8]) -> Bool {
    var reader = JSONReader(text, nesting: 128)
    do throws(JSONError) {
      try reader.skip()
      try reader.end()
      return true
    } catch {
      return false
    }
  }

  @Test(arguments: [
    "{}", "[]", " [ 1 , -0 , 0.5 , 1e5 , 1E-2 , 12.5e+3 ] ", "true", "false", "null", "\"\"",
    "{\"a\": {\"b\": [[]]}, \"c\": \"\\u00e9\\ud83d\\ude00\\n\\/\"}", "\t\r\n 1",
  ])
  func jsonIsRead(text: String) { #expect(isRead(Array(text.utf8))) }

  @Test(arguments: [
    "", "{", "[", "[1", "[1,", "[1,]", "{\"a\":1,}", "{\"a\"}", "{a:1}", "{'a':1}", "01", "-", "1.",
    ".5", "+1", "1e", "0x10", "NaN", "Infinity", "tru", "nul", "True", "\"", "\"\n\"", "\"\\x\"",
    "\"\\u12\"", "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "1 2", "{} x", "[1] ,",
    "\u{FEFF}{}", "{\"a\":1,\"a\":2}", "/* */ 1", "[1 2]",
  ])
  func anythingElseIsRefused(text: String) { #expect(!isRead(Array(text.utf8))) }

  @Test(arguments: [
    [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
  ])
  func aStringIsUTF8(text: [UInt8]) { #expect(!isRead(text)) }

  @Test func nestingIsBounded() {
    let deep = String(repeating: "[", count: 128) + String(repeating: "]", count: 128)
    #expect(isRead(Array(deep.utf8)))
    #expect(!isRead(Array("[\(deep)]".utf8)))
    #expect(!isRead(Array(repeating: UInt8(ascii: "["), count: 1_000_000)))
  }

  @Test func integersHave64BitsAndNoFraction() throws {
    var reader = JSONReader(Array("9223372036854775807".utf8), nesting: 1)
    #expect(try reader.integer() == .max)
    for text in ["9223372036854775808", "1.0", "1e3"] {
      var reader = JSONReader(Array(text.utf8), nesting: 1)
      #expect(throws: JSONError.self) { try reader.integer() }
    }
  }

  @Test func anErrorHasItsPlace() throws {
    var reader = JSONReader(Array("{\"a\": [1, tru]}".utf8), nesting: 128)
    let error = try #require(throws: JSONError.self) { try reader.skip() }
    #expect(error.offset == 10)
    #expect(error.message == "`true` is wanted")
  }

  @Test func stringsAreDecoded() throws {
    var reader = JSONReader(Array("\"a\\u00e9\\ud83d\\ude00\\\\\\\"\\tz\"".utf8), nesting: 1)
    #expect(try reader.string() == "aé😀\\\"\tz")
  }
}
