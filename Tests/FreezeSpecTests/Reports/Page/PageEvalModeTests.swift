import Testing

@testable import FreezeSpec

@Suite struct PageEvalModeTests {
  private let frozenEncoder = "rules:\n  - freeze: {module: layer}\n"

  private func page(_ config: String) throws -> String {
    let made = MadePlan(config)
    let plan = try #require(made.plan, "\(made.findings)")
    return written { PlanHTMLReport().write(plan, to: &$0) }.text
  }

  private func page(_ old: String, _ new: String) throws -> String {
    DiffHTMLReport().render([.changed(try difference(old, new))]).text
  }

  @Test func aPlanShowsTheModulesAndWhatSelectsThem() throws {
    let page = try page(encoder(frozenEncoder + "eval: [{type: LayerNorm}]"))
    #expect(page.contains(#""selectors": ["{type: LayerNorm}"]"#))
    #expect(page.contains(#"["layer.{0..11}.norm", 12]"#))
  }

  @Test func aPlanShowsEveryModuleHoweverMany() throws {
    let children = (0..<40).map { "    part_\($0)x: Linear(2, 2)\n" }.joined()
    let names = (0..<40).map { "part_\($0)x" }.joined(separator: ", ")
    let page = try page("model:\n  children:\n\(children)eval: [{module: [\(names)]}]\n")
    for number in 0..<40 { #expect(page.contains(#"["part_\#(number)x", 1]"#)) }
  }

  @Test func theWholeModelStandsForAllInIt() throws {
    let page = try page(perceptron("rules:\n  - freeze: \"*\"\neval: [frozen]\n"))
    #expect(page.contains(#"["", 1]"#))
    #expect(page.contains("'the whole model'"))
  }

  @Test func aPlanWithoutEvalSaysNothingOfIt() throws {
    #expect(try page(encoder()).contains(#""eval": null"#))
  }

  @Test func aDiffShowsEvalModeThoughNothingElseChanges() throws {
    let page = try page(
      encoder(frozenEncoder), encoder(frozenEncoder + "eval: [{type: LayerNorm}]"))
    #expect(page.contains(#""added": ["{type: LayerNorm}"]"#))
    #expect(page.contains(#""title": "now in eval mode""#))
    #expect(page.contains(#"["layer.{0..11}.norm", 12]"#))
  }

  @Test func aDiffTellsOfModulesThatAreHeldInPart() throws {
    let page = try page(
      encoder(frozenEncoder + "eval: [{module: layer}]"),
      encoder(frozenEncoder + "eval: [{module: \"layer[:6]\"}]"))
    #expect(page.contains(#""removed": ["{module: layer}"]"#))
    #expect(page.contains(#""text": "no longer in eval mode as a whole: layer""#))
    #expect(!page.contains("no longer in eval mode:"))
  }

  @Test func aDiffInWhichEvalModeStaysSaysNothingOfIt() throws {
    let held = frozenEncoder + "eval: [{type: LayerNorm}]"
    #expect(try page(encoder(held), encoder(held)).contains(#""eval": null"#))
  }

  @Test func aNewConfigShowsWhatItHolds() throws {
    let plan = try snapshot(encoder(frozenEncoder + "eval: [{module: layer}]"))
    let page = DiffHTMLReport().render([.added(plan)]).text
    #expect(page.contains(#""title": "now in eval mode""#))
    #expect(page.contains(#"["layer", 1]"#))
  }

  @Test func aNameInEvalModeCannotEndTheData() throws {
    let config = """
      model:
        children:
          "</script><img src=x>\\u202e": Linear(2, 3)
          head: Linear(2, 3)
      rules:
        - freeze: "*<img*"

      """
    let pages = [
      try page(config + "eval: [frozen]"), try page(config, config + "eval: [frozen]"),
    ]
    for page in pages {
      #expect(!page.contains("<img"))
      #expect(!page.contains("\u{202E}"))
      #expect(page.contains("\\u003c/script\\u003e\\u003cimg src=x\\u003e\\\\u202e\", 1]"))
    }
  }
}
