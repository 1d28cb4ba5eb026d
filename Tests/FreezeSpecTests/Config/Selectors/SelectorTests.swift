import Testing

@testable import FreezeSpec

@Suite struct SelectorTests {
  let model = transformer()

  @Test func aNameMatchesOneParameter() {
    #expect(
      matched(mapping([.name: ["model.layers.3.norm.bias"]]), in: model)
        == ["model.layers.3.norm.bias"])
  }

  @Test func aGlobsStarRunsOverDots() {
    #expect(matched(glob("model.layers.1.*"), in: model).count == 6)
    #expect(matched(glob("model.layers.1*"), in: model).count == 18)
    #expect(matched(glob("*"), in: model) == names(model))
  }

  @Test func aGlobWithoutWildcardsIsAName() {
    #expect(matched(glob("head.bias"), in: model) == ["head.bias"])
  }

  @Test func anExpressionMustMatchTheWholeName() {
    #expect(matched(mapping([.regex: ["head"]]), in: model).isEmpty)
    #expect(matched(mapping([.regex: ["head\\..*"]]), in: model).count == 2)
  }

  @Test func aTypeCoversWhatIsBelowItsModules() {
    #expect(matched(mapping([.type: ["Block"]]), in: model).count == 72)
    #expect(matched(mapping([.type: ["Lin*"]]), in: model).count == 50)
    #expect(matched(mapping([.type: ["Module"]]), in: model) == names(model))
  }

  @Test func aTypeCoversSubclasses() {
    let model = module(
      Types.module, [], ["bn": module(Types.batchNorm, ["weight"]), "fc": linear()])
    #expect(matched(mapping([.type: ["_BatchNorm"]]), in: model) == ["bn.weight"])
    #expect(matched(mapping([.type: ["BatchNorm*"]]), in: model) == ["bn.weight"])
  }

  @Test func aModulePathCoversWhatIsBelowIt() {
    #expect(matched(mapping([.module: ["model.layers.11"]]), in: model).count == 6)
    #expect(
      matched(mapping([.module: ["model.layers[-1:].attention"]]), in: model) == [
        "model.layers.11.attention.query.weight", "model.layers.11.attention.query.bias",
        "model.layers.11.attention.key.weight", "model.layers.11.attention.key.bias",
      ])
    #expect(matched(mapping([.module: ["[:1]"]]), in: model).first == "model.scale")
    #expect(matched(mapping([.module: ["[1]"]]), in: model) == ["head.weight", "head.bias"])
  }

  @Test func aParameterIsTheLastComponent() {
    #expect(matched(mapping([.parameter: ["scale"]]), in: model) == ["model.scale"])
    #expect(matched(mapping([.parameter: ["bias"]]), in: model).count == 37)
  }

  @Test func allKeysMustHold() {
    let selector = mapping([.type: ["LayerNorm"], .module: ["model.layers[:2]"]])
    #expect(matched(selector, in: model).count == 4)
  }

  @Test func exceptTakesAway() {
    let selector = mapping([.module: ["model.layers.0"]], except: glob("*.bias"))
    #expect(matched(selector, in: model).allSatisfy { $0.hasSuffix(".weight") })
    #expect(matched(selector, in: model).count == 3)
  }

  @Test func aMappingOfNothingButExceptTakesAwayFromEverything() {
    #expect(
      matched(mapping([:], except: glob("model.*")), in: model) == ["head.weight", "head.bias"])
  }

  @Test func aListIsAnyOf() {
    let span = SourceSpan(file: 0, start: 0, end: 1)
    let selector = Selector.anyOf(
      [glob("head.bias"), mapping([.parameter: ["scale"]])], span: span)
    #expect(matched(selector, in: model) == ["model.scale", "head.bias"])
  }

  @Test func composedAndDecomposedLettersDiffer() {
    let model = module(Types.module, ["\u{E4}", "a\u{308}"])
    #expect(matched(mapping([.name: ["\u{E4}"]]), in: model).count == 1)
    #expect(matched(glob("?"), in: model).count == 1)
  }

  @Test func aSelectorDescribesItselfAsFlowYAML() {
    #expect("\(glob("0.*"))" == "0.*")
    #expect("\(glob("*.bias"))" == "\"*.bias\"")
    #expect("\(mapping([.type: ["Linear"]]))" == "{type: Linear}")
    #expect(
      "\(mapping([.glob: ["a", "{b,c}"]], except: mapping([.name: ["c: d"]])))"
        == "{glob: [a, \"{b,c}\"], except: {name: \"c: d\"}}")
  }
}
