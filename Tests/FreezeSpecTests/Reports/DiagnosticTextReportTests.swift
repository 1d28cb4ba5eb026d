import Testing

@testable import FreezeSpec

/// The findings at the markers 1 and 2 of a text.
struct MarkedFinding {
  var outcome: PlanOutcome

  /// Makes a finding that spans the markers 1 to 2, with a further place at 3 if that is marked.
  init(
    _ text: MarkedText, path: String = "configs/mlp.yaml", message: String = "it is wrong",
    code: DiagnosticCode = .invalidValue, notes: [String] = [], help: [String] = []
  ) {
    var sources = SourceMap()
    let file = sources.add(SourceFile(path: path, bytes: text.bytes))
    let start = text.offsets[1] ?? 0
    let related = text.offsets[3].map {
      [
        Diagnostic.Related(
          span: SourceSpan(file: file, start: $0, end: text.offsets[4] ?? $0),
          message: "it starts here")
      ]
    }
    let diagnostic = Diagnostic(
      code, message,
      at: SourceSpan(file: file, start: start, end: text.offsets[2] ?? start),
      related: related ?? [], notes: notes, help: help)
    outcome = PlanOutcome(diagnostics: [diagnostic], sources: sources)
  }

  /// The report, its last lines, which count, left out.
  func report(columns: Int = 80) -> String {
    let text = String(
      decoding: DiagnosticTextReport(columns: columns).render([outcome]), as: UTF8.self)
    return text.hasSuffix("\n\n1 error\n") ? String(text.dropLast(10)) : text
  }

  /// The source line and its carets.
  func excerpt(columns: Int = 80) -> [String] {
    report(columns: columns).split(separator: "\n").suffix(2).map(String.init)
  }
}

@Suite struct DiagnosticTextReportTests {
  @Test func aFindingShowsItsPlaceItsLineAndItsCure() {
    let finding = MarkedFinding(
      "rules:\n  - freeze: 1️⃣\"Linear*\"2️⃣\n", notes: ["no parameter starts so"],
      help: ["Linear is a layer class: write {type: Linear}"])
    #expect(
      finding.report() == """
        error[invalid-value]: it is wrong
          --> configs/mlp.yaml:2:13
           |
         2 |   - freeze: "Linear*"
           |             ^^^^^^^^^
           = note: no parameter starts so
           = help: Linear is a layer class: write {type: Linear}
        """)
  }

  @Test func furtherPlacesAreShownAsNotes() {
    let finding = MarkedFinding("3️⃣a: 14️⃣\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6\ng: 7\nh: 8\ni: 9\n1️⃣a2️⃣: 2\n")
    #expect(
      finding.report()
        == """
        error[invalid-value]: it is wrong
           --> configs/mlp.yaml:10:1
            |
         10 | a: 2
            | ^
        note: it starts here
           --> configs/mlp.yaml:1:1
            |
          1 | a: 1
            | ^^^^
        """)
  }

  @Test(
    arguments: [
      ("漢字: 1️⃣x2️⃣", " 1 | 漢字: x", "   |       ^"),
      ("a: 1️⃣漢字2️⃣ b", " 1 | a: 漢字 b", "   |    ^^^^"),
      ("e\u{301}: 1️⃣x2️⃣", " 1 | e\u{301}: x", "   |    ^"),
      ("😀 ＡＢ 1️⃣한2️⃣", " 1 | 😀 ＡＢ 한", "   |         ^^"),
    ] as [(MarkedText, String, String)])
  func wideCharactersKeepTheCaretInPlace(_ text: MarkedText, _ line: String, _ carets: String) {
    #expect(MarkedFinding(text).excerpt() == [line, carets])
  }

  @Test(arguments: [
    "a\u{0}b", "a\u{1B}[31m", "a\u{7F}", "a\u{9B}31m", "a\u{202E}b", "a\u{2066}b", "a\u{2028}b",
    "a\u{200B}b", "a\u{200D}b", "a\u{FEFF}b", "a\rb", "a\nb", "a\tb",
  ])
  func controlCharactersAreShownAsEscapesEverywhere(_ hostile: String) {
    let finding = MarkedFinding(
      MarkedText("x: 1️⃣y2️⃣ \(hostile)"), path: "\(hostile).yaml", message: hostile,
      notes: [hostile], help: [hostile])
    let raw = hostile.unicodeScalars.dropFirst().first
    let report = finding.report()
    for scalar in report.unicodeScalars where scalar != "\n" { #expect(scalar != raw) }
    #expect(report.split(separator: "\n").count <= 8)
  }

  @Test func anEscapeTakesItsOwnWidth() {
    let finding = MarkedFinding("a\u{1B}: 1️⃣x2️⃣")
    #expect(finding.excerpt() == [#" 1 | a\x1b: x"#, "   |        ^"])
  }

  @Test func anEscapedCharacterIsUnderlinedWhole() {
    let finding = MarkedFinding("a: 1️⃣\u{202E}2️⃣x")
    #expect(finding.excerpt() == [#" 1 | a: \u202ex"#, "   |    ^^^^^^"])
  }

  @Test func onlyTheFirstLineOfALongSpanIsUnderlined() {
    let finding = MarkedFinding("a: 1️⃣[b,\n  c]2️⃣\n")
    #expect(finding.excerpt() == [" 1 | a: [b,", "   |    ^^^"])
  }

  @Test func anEmptyPlaceHasOneCaret() {
    #expect(MarkedFinding("a:1️⃣2️⃣\n").excerpt() == [" 1 | a:", "   |   ^"])
    #expect(MarkedFinding("a:\n1️⃣2️⃣").excerpt() == [" 2 |", "   | ^"])
  }

  @Test(arguments: [40, 80, 120], [0, 10, 500, 990])
  func aLongLineIsCutAroundTheCaret(columns: Int, before: Int) {
    let text = MarkedText(
      String(repeating: "漢", count: before / 2) + "1️⃣wrong2️⃣" + String(repeating: "y", count: 990))
    let lines = MarkedFinding(text).excerpt(columns: columns)
    #expect(TerminalText.width(of: lines[0]) <= columns)
    #expect(lines[0].hasSuffix("…"))
    let start = lines[1].prefix { $0 != "^" }.count
    var width = 0
    let shown = lines[0].unicodeScalars.drop { scalar in
      defer { width += TerminalText.width(of: scalar) }
      return width < start
    }
    #expect(String(shown).hasPrefix("wrong"))
    #expect(lines[1].hasSuffix("^^^^^") && !lines[1].hasSuffix("^^^^^^"))
  }

  @Test func aSpanLongerThanTheLineIsUnderlinedAsFarAsItIsShown() {
    let text = MarkedText("a: 1️⃣" + String(repeating: "x", count: 500) + "2️⃣")
    let lines = MarkedFinding(text).excerpt(columns: 60)
    #expect(lines.allSatisfy { TerminalText.width(of: $0) <= 60 })
    #expect(lines[0].hasSuffix("x…"))
    #expect(lines[1].hasSuffix("^^^^^"))
  }

  @Test func aLineOfMegabytesIsShownAtOnce() {
    let line = Array(String(repeating: "é", count: 2 << 20).utf8)
    let text = MarkedText(bytes: line + [0x78], offsets: [1: line.count, 2: line.count + 1])
    let finding = MarkedFinding(text)
    let time = ContinuousClock().measure { for _ in 0..<20 { _ = finding.report() } }
    #expect(time < .seconds(2))
    #expect(finding.report().contains("configs/mlp.yaml:1:\((2 << 20) + 1)\n"))
  }

  @Test func noLineEndsInBlanks() {
    let report = MarkedFinding("a: 1️⃣x2️⃣   \n\n3️⃣  \n", notes: ["n"], help: ["h"]).report()
    for line in report.split(separator: "\n", omittingEmptySubsequences: false) {
      #expect(line.last != " ")
    }
  }

  @Test func theLastLineCounts() {
    let error = MarkedFinding("1️⃣a2️⃣").outcome
    let warning = MarkedFinding("1️⃣a2️⃣", code: .unusedIgnore).outcome
    let both = PlanOutcome(
      diagnostics: error.diagnostics + warning.diagnostics + error.diagnostics,
      droppedDiagnostics: 1_234, sources: error.sources)
    let text = String(decoding: DiagnosticTextReport().render([both]), as: UTF8.self)
    #expect(text.hasSuffix("\n\n2 errors, 1 warning, 1,234 more not shown\n"))
    #expect(DiagnosticTextReport().render([]) == [])
  }

  @Test func coloursAddNothingButTheirCodes() {
    let finding = MarkedFinding("3️⃣a: 1️⃣x2️⃣", notes: ["n"], help: ["h"])
    let plain = DiagnosticTextReport().render([finding.outcome])
    let coloured = DiagnosticTextReport(usesColour: true).render([finding.outcome])
    #expect(coloured != plain)
    let stripped = String(decoding: coloured, as: UTF8.self).replacing(/\u{1B}\[[0-9;]*m/, with: "")
    #expect(stripped == String(decoding: plain, as: UTF8.self))
    #expect(!plain.contains(0x1B))
  }

  @Test func aFindingWithoutAPlaceIsItsWordsAlone() {
    let outcome = PlanOutcome(diagnostics: [Diagnostic(.unreadable, "cannot read x", at: nil)])
    let text = String(decoding: DiagnosticTextReport().render([outcome]), as: UTF8.self)
    #expect(text == "error[unreadable-file]: cannot read x\n\n1 error\n")
  }
}
