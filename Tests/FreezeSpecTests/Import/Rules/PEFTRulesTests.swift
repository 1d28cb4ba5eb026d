import Testing

@testable import FreezeSpec

/// What is said of an adapter_config.json that PEFT stops at or reads in part.
@Suite struct PEFTRulesTests {
  static let model = """
    model:
      children:
        layers:
          repeat: 2
          module: {children: {attn: "Linear(4, 4)", norm: LayerNorm(4), self_attn: "Linear(4, 4)"}}
        head: Linear(4, 2)
    """

  private func findings(_ settings: String, model: String = model) -> [String] {
    ImportedConfig("{\(settings)}", for: .peft, name: "adapter_config.json", model: model).findings
  }

  @Test func aSettingThatAMethodDoesNotHaveIsPassedOver() {
    let imported = ImportedConfig(
      #"{"peft_type": "IA3", "target_modules": ["attn"], "bias": "all", "rank_pattern": {}}"#,
      for: .peft, name: "adapter_config.json", model: Self.model)
    #expect(
      imported.findings.contains("1 setting-does-nothing: `bias` is no setting of IA3"),
      "\(imported.findings)")
    #expect(!imported.states.contains("1"))
    #expect(!imported.findings.contains { $0.contains("rank_pattern") })
  }

  @Test(arguments: [
    (
      #""target_modules": ["norm"]"#,
      "PEFT would stop: `target_modules` takes `layers.0.norm`, a LayerNorm, and LORA has no adapter for that"
    ),
    (
      #""target_modules": ["self_attn"], "modules_to_save": ["attn"]"#,
      "PEFT would stop: `modules_to_save: attn` takes `layers.0.self_attn`, whose name ends so, and which "
        + "`target_modules` takes too"
    ),
    (
      #""target_modules": ["attn"], "modules_to_save": ["layer"]"#,
      "`modules_to_save: layer` takes the `base_layer` within each adapter, whose name ends so"
    ),
    (
      #""target_modules": ["attn"], "bias": null"#,
      "`bias` is null; PEFT takes none, all or lora_only"
    ),
  ])
  func whatPEFTStopsAtIsRefused(settings: String, message: String) {
    #expect(
      findings(#""peft_type": "LORA", "# + settings) == ["1 setting-refused: " + message])
  }

  @Test func aMethodThatPEFTDoesNotHaveIsRefused() {
    #expect(
      findings(#""peft_type": "LoRA""#) == [
        "1 setting-refused: PEFT would stop: it has no `peft_type: LoRA`"
      ])
  }

  @Test func aModuleOfUnknownClassMayBeALayer() {
    let model = """
      unknown: [classes, children]
      model:
        children:
          attn: {parameters: {in_proj_weight: [12, 4]}, children: {out_proj: {parameters: {weight: [4, 4]}}}}
          block: {children: {fc: {parameters: {weight: [4, 4]}}}}
      """
    let settings = #""peft_type": "LORA", "target_modules": "#
    #expect(
      findings(settings + #"["attn"]"#, model: model) == [
        "1 setting-not-carried: the adapters of 1 module are not in the architecture"
      ])
    #expect(
      findings(settings + #"["block"]"#, model: model) == [
        "1 setting-refused: PEFT would stop: `target_modules` takes `block`, which is no layer, and LORA has no "
          + "adapter for that"
      ])
  }
}
