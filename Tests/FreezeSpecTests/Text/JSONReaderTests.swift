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

  @Test func numbersAreFinite() throws {
    for (text, number) in [("-0.5e1", -5), ("12", 12), ("5e-324", 5e-324), ("-1", -1)] {
      var reader = JSONReader(Array(text.utf8), nesting: 1)
      #expect(try reader.number() == number)
    }
    for text in ["1e400", "\"1\"", "null"] {
      var reader = JSONReader(Array(text.utf8), nesting: 1)
      #expect(throws: JSONError.self) { try reader.number() }
    }
  }

  @Test func nullIsToldFromOtherValues() throws {
    var reader = JSONReader(Array("[null, 0]".utf8), nesting: 1)
    var found: [Bool] = []
    try reader.array { (reader) throws(JSONError) in
      found.append(try reader.null())
      if found.last == false { _ = try reader.integer() }
    }
    #expect(found == [true, false])
  }

  /// Up to a number of keys these are compared, and beyond it looked up.
  @Test(arguments: [1, 23, 24, 25, 100])
  func aKeyStandsOnceAmongAnyNumber(count: Int) {
    let members = (0..<count).map { "\"key\($0)\": {\"key0\": 0}" }
    #expect(isRead(Array("{\(members.joined(separator: ","))}".utf8)))
    for known in [0, count / 2, count - 1] {
      let more = members + [members[known]]
      #expect(!isRead(Array("{\(more.joined(separator: ","))}".utf8)))
    }
    #expect(isRead(Array("{\"é\": 1, \"e\\u0301\": 2}".utf8)))
  }

  @Test func anErrorHasItsPlace() throws {
    var reader = JSONReader(Array("{\"a\": [1, tru]}".utf8), nesting: 128)
    let error = try #require(throws: JSONError.self) { try reader.skip() }
    #expect(error.offset == 10)
    #expect(error.message == "`true` is wanted")
  }

  @Test func aStringIsPassedWhereItIsTheLastOneAgain() throws {
    let text = #"["file", "file" ,"file2", "file", "f\u0069le"]"#
    var reader = JSONReader(Array(text.utf8), nesting: 1)
    var passed: [Bool] = []
    try reader.array { (reader) throws(JSONError) in
      let isSame = reader.sameString()
      if !isSame { _ = try reader.string() }
      passed.append(isSame)
    }
    try reader.end()
    #expect(passed == [false, true, false, false, false])
  }

  @Test func stringsAreDecoded() throws {
    var reader = JSONReader(Array("\"a\\u00e9\\ud83d\\ude00\\\\\\\"\\tz\"".utf8), nesting: 1)
    #expect(try reader.string() == "aé😀\\\"\tz")
  }
}
