import Testing

@testable import FreezeSpec

/// Expressions of Python's `re` written as expressions that match whole names.
@Suite struct PythonRegexTests {
  @Test(arguments: [
    (#"model\.layers"#, PythonRegex.Way.start, #"model\.layers.*"#),
    (#"^model\.layers"#, .start, #"model\.layers.*"#),
    (#"^lm_head\.weight$"#, .start, #"lm_head\.weight"#),
    (#"a|b"#, .start, #"(?:a|b).*"#), (#"[a|b]"#, .start, #"[a|b].*"#),
    (#"a\|b"#, .start, #"a\|b.*"#),
    (#"(a|b)c"#, .start, #"(a|b)c.*"#), (#"cost\$"#, .start, #"cost\$.*"#),
    (#"x\.*"#, .start, #"x\.*.*"#),
    (#"x.*"#, .start, #"x.*"#), (#"mlp"#, .anywhere, ".*mlp.*"), (#"^mlp"#, .anywhere, "mlp.*"),
    (#"weight$"#, .anywhere, ".*weight"), (#".*mlp"#, .anywhere, ".*mlp.*"),
    (#"(?i)HEAD"#, .anywhere, "(?i).*HEAD.*"), (#"a|b$"#, .anywhere, ".*(?:a|b$).*"),
    (#"(?x) a # |"#, .start, "(?x)(?: a # |\n).*"), (#"a.b"#, .whole, "a.b"),
  ])
  func anExpressionIsWrittenForWholeNames(text: String, way: PythonRegex.Way, wanted: String) throws
  {
    #expect(try PythonRegex(text, way).fullMatch(namesHaveLineFeeds: false) == wanted)
  }

  @Test(arguments: ["a|b$", "^a", "b", "a.*", "(?i)A|^B", "x$", "^$", "[ab]", "a\\.b|c", "b$|a"])
  func bothWaysMatchTheSameNames(text: String) throws {
    let names = ["a", "b", "ab", "ba", "a.b", "xa", "x", "c.a.b", "A", "bx", "ax.b", "a\nb", "x\n"]
    for way in [PythonRegex.Way.start, .anywhere, .whole] {
      let regex = try PythonRegex(text, way)
      var budget = MatchingBudget()
      for hasLineFeeds in [false, true] {
        let written = try PythonRegex(regex.fullMatch(namesHaveLineFeeds: hasLineFeeds), .whole)
        let some = hasLineFeeds ? names : names.filter { !$0.contains("\n") }
        #expect(
          try NameTest.matches([.regex(written)], in: some, &budget)
            == NameTest.matches([.regex(regex)], in: some, &budget),
          "\(text) \(way) \(written.text)")
      }
    }
  }
}
