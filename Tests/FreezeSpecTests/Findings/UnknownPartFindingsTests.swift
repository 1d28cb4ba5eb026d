import Testing

@testable import FreezeSpec

/// What no selector can ask of a model that comes from a checkpoint.
@Suite struct UnknownPartFindingsTests {
  private static let model = """
    unknown: [classes, children]
    model:
      children:
        known: {class: Sequential, children: [LayerNorm(4), "Linear(4, 4)"]}
        stem: {parameters: {weight: [4, 3, 3, 3]}}
        features:
          children:
            0: {parameters: {weight: [4, 4]}}
            3: {parameters: {weight: [4, 4]}}
        layers: {repeat: 3, module: {children: {norm: {class: _NormBase, parameters: {weight: [4]}}}}}

    """

  private func findings(_ rest: String, in model: String = Self.model) -> [String] {
    MadePlan(model + rest).outcome.diagnostics.map(\.code.rawValue)
  }

  @Test(arguments: [
    "rules: [{freeze: {type: LayerNorm}}]",
    "rules: [{freeze: {type: [Linear, LayerNorm]}}]",
    "rules: [{freeze: {type: 'Batch*'}}]",
    "rules: [{freeze: {type: _BatchNorm}}]",
    "rules: [{freeze: {module: stem, except: {type: Conv2d}}}]",
    "rules: [{freeze: [known.*, {type: Conv2d, module: stem}]}]",
    "expect: [{trainable: {type: LayerNorm}}]",
    "eval: [{type: Dropout}]",
    "wrap: [LlamaDecoderLayer]",
  ])
  func aClassThatMayBeOneOfTheUnknownIsRefused(rest: String) {
    #expect(findings(rest) == ["class-not-told"])
  }

  @Test(arguments: [
    "rules: [{freeze: {type: Module}}]",
    "rules: [{freeze: {type: '*'}}]",
    "rules: [{freeze: {type: Module, module: stem}}]",
    "rules: [{freeze: {module: 'layers[:2]'}}]\neval: [frozen]",
    "rules: [{freeze: '*.weight'}]\neval: [frozen]\nexpect: [{frozen: {module: layers}}]",
  ])
  func whatHoldsForAnyClassIsLetPass(rest: String) {
    #expect(!findings(rest).contains { $0.hasSuffix("-told") })
  }

  @Test func aClassIsAskedWhereAllClassesAreKnown() {
    let model = """
      model:
        children:
          head: [LayerNorm(4), "Linear(4, 4)"]
          rest: Linear(4, 4)
      rules:
        - freeze: {type: LayerNorm}
      """
    #expect(findings("", in: model) == [])
  }

  @Test(arguments: [
    ("features[:1]", true), ("features[0]", true), ("[0]", true), ("[-1].norm", true),
    ("layers[:2]", false), ("layers[-1].norm", false), ("features.3", false),
    ("layers[:][0]", false),
    ("known[0]", false),
  ])
  func childrenAreCountedOnlyWhereAllAreKnown(path: String, isRefused: Bool) {
    let found = findings("rules: [{freeze: {module: '\(path)'}}]\neval: [frozen]")
    #expect(found.contains("children-not-told") == isRefused)
  }

  @Test func childrenThatAFileTellsAreCounted() {
    let model = Self.model.replacing("[classes, children]", with: "classes")
    let found = findings("rules: [{freeze: {module: 'features[:1]'}}]\neval: [frozen]", in: model)
    #expect(found == [])
  }

  @Test func anUnknownPartIsASentence() {
    let config = BuiltConfig("unknown: 1️⃣order\nmodel: Linear(2, 2)\n")
    #expect(
      config.findings == [
        "1️⃣ invalid-value: what is unknown are `classes`, `children` or `shapes`, not `order`"
      ])
  }

  @Test(arguments: [
    ("trainable_elements: 16", true), ("frozen_elements: {min: 1}", true),
    ("trainable_fraction: {max: 0.5}", true), ("trainable_parameters: 2", false),
    ("trainable: a.w", false),
  ])
  func elementsAreCountedOnlyWhereAllShapesAreKnown(expectation: String, isRefused: Bool) {
    let model = """
      unknown: [classes, children, shapes]
      model: {children: {a: {parameters: {w: [4, 4]}}, b: {parameters: {w: [0]}}}}
      expect: [{\(expectation)}]
      """
    #expect(findings("", in: model) == (isRefused ? ["shapes-not-told"] : []))
    let known = model.replacing(", shapes]", with: "]")
    #expect(!findings("", in: known).contains("shapes-not-told"))
  }

  @Test func aFrozenNormOfUnknownClassStillMovesItsStatistics() {
    let model = """
      unknown: classes
      model:
        children:
          bn:
            class: _NormBase
            parameters: {weight: [4], bias: [4]}
            buffers: {running_mean: [4], running_var: [4]}
          fc: {parameters: {weight: [4, 4]}}
      rules:
        - freeze: {module: bn}
      """
    #expect(findings("", in: model) == ["running-statistics-move"])
  }

  @Test func theModelOfUnknownClassesPrintsThemAsSuch() {
    let config = BuiltConfig("unknown: classes\nmodel: {children: {a: Module(), b: ReLU()}}\n")
    #expect(config.repr == "?(\n  (a): ?()\n  (b): ReLU()\n)")
  }
}
