import Testing

@testable import FreezeSpec

@Suite struct DiagnosticCollectorTests {
  private func finding(_ start: Int, _ message: String = "x", file: UInt16 = 0) -> Diagnostic {
    Diagnostic(.invalidValue, message, at: SourceSpan(file: file, start: start, end: start + 1))
  }

  @Test func theSameFindingIsKeptOnce() {
    var collector = DiagnosticCollector()
    collector.add(finding(1))
    collector.add(finding(1))
    #expect(collector.all.count == 1)
    #expect(collector.errorCount == 1)
  }

  @Test func findingsAreSortedByFileAndPlaceAndThenByTheirOrder() {
    var collector = DiagnosticCollector()
    collector.add(finding(5, "d"))
    collector.add(finding(0, "e", file: 1))
    collector.add(finding(2, "b"))
    collector.add(finding(2, "c"))
    collector.add(Diagnostic(.unreadable, "a", at: nil))
    #expect(collector.sorted.map(\.message) == ["a", "b", "c", "d", "e"])
  }

  @Test func whatPassesTheLimitIsCounted() {
    var collector = DiagnosticCollector()
    for index in 0..<(Limits.diagnostics + 3) { collector.add(finding(index)) }
    #expect(collector.all.count == Limits.diagnostics)
    #expect(collector.dropped == 3)
    #expect(collector.errorCount == Limits.diagnostics + 3)
  }

  @Test func anErrorPastTheLimitIsStillAnError() {
    var collector = DiagnosticCollector()
    for index in 0..<Limits.diagnostics {
      let span = SourceSpan(file: 0, start: index, end: index + 1)
      collector.add(Diagnostic(.unusedIgnore, "x", at: span))
    }
    #expect(!collector.hasErrors)
    collector.add(finding(0))
    #expect(collector.hasErrors)
  }

  @Test func collectionsAddUp() {
    var first = DiagnosticCollector()
    first.add(finding(1))
    var second = DiagnosticCollector()
    for index in 0..<(Limits.diagnostics + 3) { second.add(finding(index)) }
    first.add(second)
    #expect(first.all.count == Limits.diagnostics)
    #expect(first.dropped + first.all.count == Limits.diagnostics + 3)
    #expect(first.errorCount == Limits.diagnostics + 3)
  }

  @Test func spansKeepTheirFileAndPlaces() {
    let last = SourceSpan(file: UInt16(Limits.files), start: Limits.documentBytes, end: .max)
    #expect(last.file == UInt16(Limits.files))
    #expect(last.start == UInt32(Limits.documentBytes))
    #expect(last.end >= last.start)
    let backwards = SourceSpan(file: 1, start: 5, end: 3)
    #expect(backwards.start == 5 && backwards.end == 5)
    let joined = SourceSpan(file: 1, start: 2, end: 3).joined(
      to: SourceSpan(file: 1, start: 7, end: 9))
    #expect(joined == SourceSpan(file: 1, start: 2, end: 9))
  }
}
