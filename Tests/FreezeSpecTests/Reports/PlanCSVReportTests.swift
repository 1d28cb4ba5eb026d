import Testing

@testable import FreezeSpec

@Suite struct PlanCSVReportTests {
  /// The cells as RFC 4180 reads them.
  private func records(_ text: String) -> [[String]] {
    var records: [[String]] = []
    var record: [String] = []
    var cell = String.UnicodeScalarView()
    var isQuoted = false
    var scalars = Array(text.unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\"" where isQuoted && scalars.first == "\"":
        cell.append(scalar)
        scalars.removeFirst()
      case "\"": isQuoted.toggle()
      case _ where isQuoted: cell.append(scalar)
      case ",":
        record.append(String(cell))
        cell.removeAll()
      case "\r" where scalars.first == "\n":
        scalars.removeFirst()
        records.append(record + [String(cell)])
        record = []
        cell.removeAll()
      default: cell.append(scalar)
      }
    }
    return records
  }

  private func render(_ sample: SamplePlan, _ options: PlanReportOptions = .init()) -> String {
    written { PlanCSVReport(options).write(sample.plan, to: &$0) }.text
  }

  @Test func aParameterIsALineUnderTheHeader() {
    let lines = render(.mlp).split(separator: "\r\n")
    #expect(
      lines[0] == "name,shape,elements,dtype,module,class,requires_grad,decided_by,matched_by,"
        + "tied_names,reason")
    #expect(lines[1] == "0.weight,20x10,200,float32,0,Linear,False,1,1,,rule")
    #expect(lines[6] == "4.bias,40,40,float32,4,Linear,True,,,,default")
    #expect(lines.count == 7)
  }

  @Test(arguments: hostileNames)
  func namesStayInTheirCells(name: String) throws {
    let sample = SamplePlan(entries: [.init(name: "\(name).weight", type: name)])
    let records = records(render(sample))
    try #require(records.count == 2)
    try #require(records[1].count == 11)
    for (cell, text) in [(0, "\(name).weight"), (4, name), (5, name)] {
      let value = records[1][cell]
      #expect(!["=", "+", "-", "@", "＝"].contains(value.unicodeScalars.first))
      #expect(value.unicodeScalars.allSatisfy { TerminalText.isPrintable($0) })
      // Taking one apostrophe away gives the name.
      let restored =
        value.unicodeScalars.first == "'"
        ? value.unicodeScalars.dropFirst()[...] : value.unicodeScalars[...]
      #expect(String(restored) == TerminalText.escaped(text))
    }
  }

  @Test func furtherNamesShareACell() {
    let sample = SamplePlan(
      entries: [.init(name: "a.w"), .init(name: "b.w"), .init(name: "=c.w")],
      ties: [["a.w", "b.w", "=c.w"]])
    #expect(records(render(sample))[1][9] == "b.w;'=c.w")
  }

  @Test func foldingLeavesALineForEachParameter() {
    #expect(render(.llama, PlanReportOptions(folds: true)) == render(.llama))
  }

  @Test func filtersByState() {
    #expect(records(render(.mlp, PlanReportOptions(only: .frozen))).count == 5)
  }
}
