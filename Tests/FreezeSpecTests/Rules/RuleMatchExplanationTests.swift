import Testing

@testable import FreezeSpec

@Suite struct RuleMatchExplanationTests {
  private func explain(_ selector: Selector, _ name: String, in model: Module) throws
    -> SelectorExplanation
  {
    let engine = try RuleEngine(rules: rules((.freeze, selector)))
    var tree = ModuleTree(model)
    var explainer = MatchExplainer(engine)
    let rules = explainer.explain(engine.rules.indices, name, in: &tree)
    return try #require(rules?.first).selector
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
    var explainer = MatchExplainer(try RuleEngine(rules: []))
    #expect(explainer.explain([], "head.scale", in: &tree) == nil)
  }

  @Test func aPathIsHeldAgainstTheWayToTheParameterAlone() throws {
    let model = transformer(layers: 6)
    var tree = ModuleTree(model)
    let found = tree.parameter(named: "model.layers.4.attention.key.bias")
    let parameter = try #require(found)
    let above = tree.modules(above: parameter)
    let way = ModuleWay(above.map(\.place), in: &tree)
    let depths: KeyValuePairs<String, Int?> = [
      "": 0, "model": 1, "model.layers": 2, "[0].layers": 2, "[:].layers[-2]": 3,
      "model.layers[::2]": 3, "model.layers[::2].attention": 4, "model.layers[1::2]": nil,
      "model.layers[::-1][1]": 3, "model.layers[:5][2:][2].attention[1]": 5,
      "model.layers[:].attention[:]": 5, "model.layers[:].norm": nil, "model.layers[4].key": nil,
      "model.layers[:].attention.key[:]": nil, "model.layers[:].attention.key.x": nil, "[5]": nil,
      "[-1]": nil, "model.layers[-9:9:4]": 3, "model.layers[9:]": nil,
      "model.layers[:].attention.query": nil, "model.layers[:][:].attention.key": 5,
    ]
    for (path, depth) in depths {
      #expect(way.depth(of: try ModulePath(parsing: path)) == depth, "\(path)")
    }
  }

  @Test func aRuleIsExplainedForANameByWhatItAsksItself() throws {
    let model = transformer(layers: 1_000)
    let many = (0..<400).map {
      (RuleAction.freeze, mapping([.module: ["model.layers[\($0):].x", "model.layers[\($0):]"]]))
    }
    let engine = try RuleEngine(
      rules: many.enumerated().map {
        Rule(
          index: $0 + 1, action: $1.0, selector: $1.1, span: SourceSpan(file: 0, start: 0, end: 1))
      })
    var tree = ModuleTree(model)
    var explainer = MatchExplainer(engine)
    let all = explainer.explain(engine.rules.indices, "model.layers.200.norm.bias", in: &tree)
    #expect(all?.count(where: \.matches) == 201)
    #expect(explainer.steps == 2 * 400)
    let one = explainer.explain([7], "model.layers.6.norm.bias", in: &tree)
    #expect(one?.map(\.rule) == [8])
    #expect(one?.map(\.matches) == [false])
    #expect(explainer.steps == 2 * 401)
  }
}
