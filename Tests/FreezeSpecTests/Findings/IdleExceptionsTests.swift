import Testing

@testable import FreezeSpec

/// What an exception names must be among what it is taken from.
@Suite struct IdleExceptionsTests {
  private func found(_ selector: String) -> [String] {
    MadePlan(
      """
      model:
        children:
          model:
            children: {embed: "Embedding(9, 4)", layers: {repeat: 4, module: "Linear(4, 4)"}, norm: "LayerNorm(4)"}
          lm_head: Linear(4, 9, bias=False)
      rules: [{freeze: \(selector)}]
      unmatched: train

      """
    ).outcome.diagnostics.filter { $0.code == .idleException }.map(\.message)
  }

  @Test(arguments: [
    "{module: model, except: {module: lm_head}}",
    "{module: model, except: [{module: lm_head}, model.norm.*]}",
    "{module: model, except: {module: [model.norm, lm_head]}}",
    "{module: model.layers, except: \"model.norm.*\"}", "{type: Linear, except: {type: LayerNorm}}",
    "{parameter: bias, except: {parameter: weight}}",
    "[lm_head.*, {module: \"model.layers[:2]\", except: {module: \"model.layers[2:]\"}}]",
    "{module: model, except: {module: lm_head, parameter: weight}}",
  ])
  func whatTakesNothingAwayIsWarnedOf(selector: String) {
    #expect(found(selector).count == 1)
  }

  @Test(arguments: [
    "{glob: \"*\", except: {module: lm_head}}", "{module: model, except: {parameter: bias}}",
    "{except: {module: lm_head}}", "{module: model, except: [{type: LayerNorm}, \"*.bias\"]}",
  ])
  func whatTakesSomethingAwayIsInOrder(selector: String) {
    #expect(found(selector) == [])
  }

  @Test func anExceptionOfATensorsOtherNameIsToldAsTied() {
    let made = MadePlan(
      """
      model: {children: {embed: "Embedding(9, 4)", lm_head: "Linear(4, 9, bias=False)", norm: "LayerNorm(4)"}}
      tie: [[embed.weight, lm_head.weight]]
      rules: [{freeze: {module: embed, except: {module: lm_head}}}]

      """)
    #expect(made.codes.filter { $0.hasSuffix("except-without-effect") } == [])
  }
}
