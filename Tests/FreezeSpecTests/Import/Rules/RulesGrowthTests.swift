import Testing

@testable import FreezeSpec

/// Files of settings with hundreds of entries, on a model with as many modules; what their matching takes is
/// counted in ``NameTestTests``.
@Suite struct RulesGrowthTests {
  private static let count = 300
  private static let names = (0..<count).map { "e\($0)" }
  private static let model =
    "model:\n  children:\n    layers: {class: ModuleList, repeat: 2, module: \"Linear(1, 1)\"}\n"
    + names.map { "    \($0): Linear(1, 1, bias=False)\n" }.joined()

  private static func list(_ texts: [String]) -> String { texts.joined(separator: ", ") }

  @Test(
    .timeLimit(.minutes(5)),
    arguments: [
      (
        RulesTool.axolotl, "unfrozen_parameters: [\(list(names.map { "^\($0).weight$" }))]",
        "tool.yaml"
      ),
      (.axolotl, "unfrozen_parameters: [\(list(names.map { "e|\($0)x" }))]", "tool.yaml"),
      (
        .llamaFactory,
        "{finetuning_type: freeze, freeze_extra_modules: [\(list(names))], freeze_trainable_layers: 1}",
        "tool.yaml"
      ),
      (
        .msSwift, "{tuner_type: full, freeze_parameters: [\(list(names.map { $0 + "." }))]}",
        "tool.yaml"
      ),
      (
        .peft,
        #"{"peft_type": "LORA", "target_modules": ["layers.0"], "modules_to_save": ["#
          + list(names.map { "\"\($0)\"" }) + "]}", "adapter_config.json"
      ),
      (
        .peft,
        #"{"peft_type": "LORA", "target_modules": ["layers.0"], "layers_to_transform": [1], "layers_pattern": ["#
          + list(names.map { "\"\($0)\"" }) + "]}", "adapter_config.json"
      ),
      (
        .finetuningScheduler,
        names.enumerated().map { "\($0): {params: ['\($1)\\.w']}\n" }.joined(), "tool.yaml"
      ),
    ])
  func aFileOfManyEntriesBecomesRules(tool: RulesTool, settings: String, file: String) {
    let imported = ImportedConfig(settings, for: tool, name: file, model: Self.model)
    #expect(imported.states.count == Self.count + 4, "\(imported.findings.prefix(3))")
  }
}
