import Testing

@testable import FreezeSpec

// Models and rules for tests, without a config around them.

/// A module of a class with parameters and children.
func module(
  _ type: ModuleType = ModuleType(name: "Module"), _ parameters: [String] = [],
  frozen: [String] = [], _ children: KeyValuePairs<String, Module> = [:]
) -> Module {
  Module(
    type: type,
    parameters: (parameters + frozen).map {
      Parameter(
        name: $0, shape: [2], dtype: .float32, requiresGrad: !frozen.contains($0))
    },
    children: children.map { Module.Child(name: $0.key, module: $0.value) })
}

/// The classes of the test models.
enum Types {
  static let module = ModuleType(name: "Module")
  static let linear = ModuleType(name: "Linear")
  static let relu = ModuleType(name: "ReLU")
  static let layerNorm = ModuleType(name: "LayerNorm")
  static let batchNorm = ModuleType(name: "BatchNorm2d", ancestors: ["_BatchNorm", "_NormBase"])
  static let block = ModuleType(name: "Block")
  static let moduleList = ModuleType(name: "ModuleList", reprStyle: .moduleList)
}

/// A `Linear` with weight and bias.
func linear() -> Module { module(Types.linear, ["weight", "bias"]) }

/// Modules under their indices.
func list(_ modules: [Module], _ type: ModuleType = Types.moduleList) -> Module {
  Module(
    type: type,
    children: modules.enumerated().map { Module.Child(name: String($0.offset), module: $0.element) }
  )
}

/// `model.embed`, `model.layers.0` to `11` of attention, a norm and an activation, and `head`.
func transformer(layers: Int = 12) -> Module {
  let block = module(
    Types.block, [],
    [
      "attention": module(Types.module, [], ["query": linear(), "key": linear()]),
      "norm": module(Types.layerNorm, ["weight", "bias"]), "act": module(Types.relu),
    ])
  return module(
    Types.module, [],
    [
      "model": module(
        Types.module, ["scale"],
        [
          "embed": module(ModuleType(name: "Embedding"), ["weight"]),
          "layers": list(Array(repeating: block, count: layers)),
        ]),
      "head": linear(),
    ])
}

/// A value under a key.
func value(
  _ text: String, under key: SelectorKey = .glob,
  at span: SourceSpan = SourceSpan(file: 0, start: 0, end: 1)
) -> SelectorValue {
  do {
    return try SelectorValue(text, under: key, at: span)
  } catch {
    Issue.record("\(text) can be read: \(error.message)")
    return SelectorValue(text: text, asking: .pattern(.never), at: span)
  }
}

/// A glob.
func glob(_ text: String, at span: SourceSpan = SourceSpan(file: 0, start: 0, end: 1)) -> Selector {
  .glob(value(text, at: span))
}

/// A mapping of keys to their values.
func mapping(
  _ terms: KeyValuePairs<SelectorKey, [String]>, except: Selector? = nil
) -> Selector {
  let span = SourceSpan(file: 0, start: 0, end: 1)
  return .allOf(
    SelectorMapping(
      terms: terms.map { key, texts in
        SelectorTerm(
          key: key, keySpan: span, values: texts.map { value($0, under: key) },
          isList: texts.count > 1)
      }, except: except, span: span))
}

/// Rules in order, numbered from 1.
func rules(_ steps: (RuleAction, Selector)...) -> [Rule] {
  steps.enumerated().map { index, step in
    Rule(
      index: index + 1, action: step.0, selector: step.1,
      span: SourceSpan(file: 0, start: index, end: index + 1))
  }
}

/// All names of a model, in `named_parameters(remove_duplicate=False)` order.
func names(_ module: Module, prefix: String = "") -> [String] {
  module.parameters.map { prefix + $0.name }
    + module.children.flatMap { names($0.module, prefix: prefix + $0.name + ".") }
}

/// The names that a selector matches.
func matched(_ selector: Selector, in root: Module) -> [String] {
  let names = names(root)
  return JudgedRules([], selectors: [selector], in: root).selections[0].map { names[$0] }
}

/// What rules and further selectors make of a model, and what is found about them.
struct JudgedRules {
  /// The decisions.
  let evaluation: RuleEvaluation
  /// For each further selector, the tensors that it matches.
  let selections: [[Int]]
  /// What is found.
  let findings: RuleFindings
  /// What is found about the rules.
  var diagnostics: [Diagnostic] { findings.ofRules }

  init(
    _ rules: [Rule], selectors: [Selector] = [], in root: Module, tensorOfName: [Int]? = nil
  ) {
    var tree = ModuleTree(root)
    do {
      let engine = try RuleEngine(rules: rules, selectors: selectors)
      var budget = MatchingBudget()
      let matching = try engine.match(&tree, tensorOfName: tensorOfName, budget: &budget)
      evaluation = RuleEvaluation(matching)
      selections = matching.matchesOfSelectors.map { matches in
        matching.matchOfTensor.indices.filter { matches.contains(matching.matchOfTensor[$0]) }
      }
      findings = RuleFindings(evaluation, matching, of: rules.map { .success($0) }, &tree, &budget)
    } catch {
      fatalError("the rules can be held against the model: \(error)")
    }
  }
}
