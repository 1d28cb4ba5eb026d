import Testing

@testable import FreezeSpec

@Suite struct RuleMatchExplanationTests {
  private func explain(_ selector: Selector, _ name: String, in model: Module) throws
    -> SelectorExplanation
  {
    let engine = try RuleEngine(rules: rules((.freeze, selector)))
    var tree = ModuleTree(model)
    return try #require(engine.explain(name, in: &tree)?.first).selector
  }

  @Test func aTypeNamesTheInnermostModuleAndTheClassItInheritsFrom() throws {
    let model = module(
      Types.batchNorm, [], ["inner": module(Types.batchNorm, ["weight"])])
    let selector = try explain(mapping([.type: ["_BatchNorm"]]), "inner.weight", in: model)
    let ancestor = ValueExplanation.Ancestor(
      path: "inner", type: "BatchNorm2d", matchedType: "_BatchNorm")
    let value = ValueExplanation(text: "_BatchNorm", matches: true, ancestor: ancestor)
    #expect(selector.parts == .allOf([TermExplanation(key: .type, values: [value])], except: nil))
    #expect(selector.matches)
  }

  @Test func aModulePathNamesTheModuleThatItLeadsTo() throws {
    let selector = try explain(
      mapping([.module: ["head", "model.layers[1:]"]]), "model.layers.1.norm.bias",
      in: transformer(layers: 2))
    guard case .allOf(let terms, _) = selector.parts else { return }
    #expect(terms[0].values.map(\.matches) == [false, true])
    #expect(terms[0].values[1].ancestor?.path == "model.layers.1")
    #expect(terms[0].values[1].ancestor?.type == "Block")
  }

  @Test func theKeyThatFailsIsTold() throws {
    let selector = try explain(
      mapping([.glob: ["*.bias"], .type: ["LayerNorm"]], except: glob("head.*")), "head.bias",
      in: transformer(layers: 1))
    guard case .allOf(let terms, let except) = selector.parts else { return }
    #expect(terms.map(\.matches) == [true, false])
    #expect(except?.matches == true)
    #expect(!selector.matches)
  }

  @Test func aParameterThatIsNotThereHasNoExplanation() throws {
    var tree = ModuleTree(transformer(layers: 1))
    #expect(try RuleEngine(rules: []).explain("head.scale", in: &tree) == nil)
  }
}
