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

/// A value at a made-up place.
func value(_ text: String, at place: Int = 0) -> SelectorValue {
  SelectorValue(text: text, span: SourceSpan(file: 0, start: place, end: place + 1))
}

/// A glob.
func glob(_ text: String) -> Selector { .glob(value(text)) }

/// A mapping of keys to their values.
func mapping(
  _ terms: KeyValuePairs<SelectorKey, [String]>, except: Selector? = nil
) -> Selector {
  let span = SourceSpan(file: 0, start: 0, end: 1)
  return .allOf(
    SelectorMapping(
      terms: terms.map {
        SelectorTerm(
          key: $0.key, keySpan: span, values: $0.value.map { value($0) }, isList: $0.value.count > 1
        )
      }, except: except, span: span))
}

/// Rules in order, numbered from 1.
func rules(_ steps: (Rule.Action, Selector)...) -> [Rule] {
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
  let evaluation = RuleEngine(rules: [], selectors: [selector]).evaluate(root)
  let names = names(root)
  return evaluation.selections[0].map { names[$0] }
}
