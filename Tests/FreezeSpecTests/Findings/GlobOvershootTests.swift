import Testing

@testable import FreezeSpec

@Suite struct GlobOvershootTests {
  private func codes(_ selector: String) -> [String] {
    MadePlan(
      """
      model: {children: {layers: {repeat: 12, module: "Linear(2, 2)"}, head: "Linear(2, 2)"}}
      rules:
        - freeze: \(selector)
      expect: [{trainable: head.weight}]

      """
    ).codes.filter { $0.hasSuffix("glob-hits-more-indices") }
  }

  @Test(arguments: [
    "\"layers.1*\"", "[\"layers.1*\", \"layers.4.*\"]", "{glob: \"layers.1*\"}",
    "{module: layers, except: \"layers.1*\"}", "\"*.1*\"", "\"layers.[01]*\"",
  ])
  func aStarAfterADigitIsPointedOut(selector: String) {
    #expect(codes(selector) == ["3 glob-hits-more-indices"])
  }

  @Test(arguments: [
    ("\"*1.*\"", "\"*.1.*\""), ("\"layers*1.*\"", "\"layers*.1.*\""),
    ("\"layers.*1.*\"", "\"layers.1.*\""), ("\"*{0,1}.*\"", "\"*.{0,1}.*\""),
    ("\"*[13].*\"", "\"*.[13].*\""), ("\"*1*\"", "\"*.1.*\""),
    ("\"layers.{1*,2.*}\"", "\"layers.{1.*,2.*}\""),
    ("{regex: '.*1\\..*'}", "{regex: .*\\.1\\..*}"),
    ("{regex: 'layers.*1\\..*'}", "{regex: layers.*\\.1\\..*}"),
    ("{regex: 'layers.[0-1].{3,}'}", "{regex: \"layers.[0-1]\\\\..{3,}\"}"),
  ])
  func aStarBesideANumberIsPointedOut(selector: String, cure: String) {
    let text = { (selector: String) in
      """
      model: {children: {layers: {repeat: 12, module: "Linear(2, 2)"}, head: "Linear(2, 2)"}}
      rules: [{freeze: \(selector)}]

      """
    }
    let found = MadePlan(text(selector)).outcome.diagnostics.filter { $0.code == .globOvershoot }
    #expect(found.count == 1)
    #expect(found.first?.help.first?.hasSuffix("write \(cure)") == true, "\(found)")
    #expect(MadePlan(text(cure)).outcome.diagnostics.map(\.code) == [])
  }

  @Test func aNumberThatNothingLongerEndsInIsInOrder() {
    // Of twelve there is no 19.
    #expect(codes("\"*9.*\"") == [])
    #expect(codes("\"layers.*0.weight\"") == ["3 glob-hits-more-indices"])
  }

  @Test(.timeLimit(.minutes(10)))
  func aLongListIsLookedAtOnce() {
    let globs = (0..<5_000).map { "\"layers.\($0)*\"" }.joined(separator: ", ")
    #expect(codes("[\(globs)]").isEmpty)
  }

  @Test func theExampleIsANameWhereTheStarFollowsNoWord() {
    let plan = MadePlan(
      """
      model: {children: {layers: {repeat: 12, module: "Linear(2, 2)"}}}
      rules: [{freeze: "*.1*"}]

      """)
    #expect(
      plan.outcome.diagnostics.map(\.message) == [
        "\"*.1*\" also matches 4 parameters, such as \"layers.10.weight\""
      ])
    #expect(
      plan.outcome.diagnostics.map(\.help) == [
        ["for the other 2 parameters write \"*.1.*\""]
      ])
  }

  @Test(arguments: [
    "\"layers.1[0-9]*\"", "\"layers.1.*\"", "{glob: \"layers.1*\", module: \"layers[1]\"}",
    "{glob: \"layers.1*\", except: \"layers.{10,11}.*\"}",
    "[\"layers.1*\", \"layers.10.*\", \"layers.11.*\"]", "\"*[02468].*\"", "\"*{1,3,5,7,9}.*\"",
    "\"*{1,10,11}.*\"", "\"layers.1?.*\"", "\"*.1?*\"",
  ])
  func aSelectorThatSaysTheRestIsMeant(selector: String) {
    #expect(codes(selector) == [])
  }

  @Test(arguments: [
    ("layers.[0-7]..*", "layers.[0-7]\\..*"), ("layers\\.1.*", "layers\\.1\\..*"),
    ("layers.(0|1)..*", "layers.(0|1)\\..*"), ("layers\\.[01].+", "layers\\.[01]\\..+"),
    ("layers.\\d..*", "layers.\\d\\..*"),
    (".*(layers.1|head).*", ".*(layers.1|head)\\..*"),
  ])
  func aDotBehindAnIndexIsNoDotInAnExpression(expression: String, cure: String) {
    let plan = MadePlan(
      """
      model: {children: {layers: {repeat: 12, module: "Linear(2, 2)"}, head: "Linear(2, 2)"}}
      rules:
        - freeze: {regex: '\(expression)'}
      expect: [{trainable: head.weight}]

      """)
    let found = plan.outcome.diagnostics.filter { $0.code == .globOvershoot }
    #expect(found.count == 1)
    #expect(
      found.first?.help.first?.hasSuffix("write {regex: \(flowScalar(cure))}") == true, "\(found)")
    #expect(codes("{regex: '\(cure)'}") == [])
  }

  @Test(arguments: [
    "layers\\.\\d+\\..*", "layers\\.\\d.*", "layers.[0-9].*", "layers.1.weight", ".*\\.1\\..*",
    "layers\\.(1|10|11)\\..*", "layers.[0-7]\\..*", "layers\\.1[0-9]?\\..*",
    "(layers\\.1|head)\\..*", "(layers\\.5|head).*", "layers\\.1(0\\.weight|1\\..*)",
    ".*\\.(\\d|1\\d)\\..*", ".*[0-9]\\.weight",
  ])
  func anExpressionThatEndsItsIndexIsInOrder(expression: String) {
    #expect(codes("{regex: '\(expression)'}") == [])
  }

  @Test(.timeLimit(.minutes(10))) func aRunOfBackslashesIsReadOnce() {
    #expect(GlobOvershoot.withEscapedDots(#"a\]..*\\]..*"#) == #"a\]..*\\]\..*"#)
    let run = String(repeating: "\\", count: 200_000)
    #expect(GlobOvershoot.withEscapedDots(run + "1.*").utf8.count == run.utf8.count + 5)
  }
}
