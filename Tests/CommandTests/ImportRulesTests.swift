import Foundation
import Testing

/// `freezespec import --rules` as it is run.
@Suite struct ImportRulesTests {
  private static let model = """
    model:
      children:
        body: {repeat: 12, module: "Linear(2, 2)"}
        head: Linear(2, 2)
    rules:
      - freeze: {module: head}
    """

  @Test func aConfigIsWrittenThatLoadsBesideItsModel() throws {
    let scratch = try Scratch()
    try scratch.write("arch/model.yaml", Self.model)
    try scratch.write("run.yaml", "unfrozen_parameters: [head]")
    try scratch.shell("git init -q")
    let run = try scratch.shell(
      "$FS import --rules run.yaml --for axolotl --model arch/model.yaml -o plans.yaml")
    #expect(run.status == 0 && run.output.isEmpty && run.errors.isEmpty, "\(run)")
    #expect(try scratch.read("plans.yaml").contains("model: {from: arch/model.yaml}"))
    let plan = try scratch.shell("$FS apply plans.yaml --format plain")
    #expect(plan.status == 0)
    #expect(plan.output.contains("head.weight requires_grad=True") || plan.output.contains("True"))
  }

  @Test func aRunThatTrainsAdaptersAloneIsSaidToBeMeant() throws {
    let scratch = try Scratch()
    try scratch.write("model.yaml", Self.model)
    for added in [#""target_modules": ["head"]"#, #""target_parameters": ["head.weight"]"#] {
      try scratch.write("a.json", "{\"peft_type\": \"LORA\", \(added)}")
      let run = try scratch.shell(
        "$FS import --rules a.json --for peft --model model.yaml -o plan.yaml")
      #expect(run.status == 0 && !run.errors.contains("nothing-trains"), "\(run)")
      #expect(try scratch.read("plan.yaml").contains("trainable_parameters: 0"))
      #expect(try scratch.shell("$FS check --strict plan.yaml").status == 0)
    }
  }

  @Test func aModelThatIsNoConfigIsImported() throws {
    let scratch = try Scratch()
    try FileManager.default.copyItem(
      at: Command.checkout.appending(path: "Tests/FreezeSpecTests/Golden/checkpoints/mlp.pt"),
      to: scratch.url.appending(path: "mlp.pt"))
    try scratch.write("run.yaml", "unfrozen_parameters: [head]")
    let run = try scratch.shell(
      "$FS import --rules run.yaml --for axolotl --model mlp.pt -o plan.yaml")
    #expect(run.status == 0 && run.output.isEmpty && run.errors.isEmpty, "\(run)")
    #expect(try scratch.read("plan.yaml").contains("head: {parameters:"))
    #expect(try scratch.shell("$FS check --strict plan.yaml").status == 0)
    try scratch.write("model.yaml", Self.model)
    let refused = try scratch.shell(
      "$FS import --rules run.yaml --for axolotl --model model.yaml --arg a=1")
    #expect(refused.status == 2 && refused.errors.contains("model.yaml is a config"))
  }

  @Test func theFolderOfAnAdapterIsItsConfig() throws {
    let scratch = try Scratch()
    try scratch.write("model.yaml", Self.model)
    try scratch.write(
      "adapter/adapter_config.json",
      #"{"peft_type": "LORA", "target_modules": ["head"], "modules_to_save": null}"#)
    let run = try scratch.shell("$FS import --rules adapter --for peft --model model.yaml")
    #expect(
      run.output.contains("# Written by freezespec import --rules adapter/adapter_config.json"))
  }

  @Test func theModelsPathCountsFromTheConfigsFolder() throws {
    let scratch = try Scratch()
    try scratch.write("arch/model.yaml", Self.model)
    try scratch.write("plans/keep", "")
    try scratch.write("run.yaml", "unfrozen_parameters: [head]")
    try scratch.shell("git init -q")
    let run = try scratch.shell(
      "cd arch && $FS import --rules ../run.yaml --for axolotl --model model.yaml -o ../plans/p.yaml"
    )
    #expect(run.status == 0, "\(run.errors)")
    #expect(try scratch.read("plans/p.yaml").contains("model: {from: ../arch/model.yaml}"))
    #expect(try scratch.shell("$FS check --strict plans/p.yaml").status == 0)
  }

  @Test func nothingIsWrittenWhereTheConfigCannotReachItsModel() throws {
    let scratch = try Scratch()
    try scratch.write("arch/model.yaml", Self.model)
    try scratch.write("plans/keep", "")
    try scratch.write("run.yaml", "unfrozen_parameters: [head]")
    let run = try scratch.shell(
      "$FS import --rules run.yaml --for axolotl --model arch/model.yaml -o plans/p.yaml")
    #expect(run.status == 1)
    #expect(run.errors.contains("error[states-differ]") && run.errors.contains("invalid-from"))
    #expect(!scratch.exists("plans/p.yaml"))
  }

  @Test func whatIsFoundStandsInTheToolsFileAndStrictFailsForIt() throws {
    let scratch = try Scratch()
    try scratch.write("model.yaml", Self.model)
    try scratch.write("run.yaml", "unfrozen_parameters:\n- head\n- nothing\n")
    let run = try scratch.shell("$FS import --rules run.yaml --for axolotl --model model.yaml")
    #expect(run.status == 0)
    #expect(
      run.errors.contains("warning[setting-does-nothing]") && run.errors.contains("run.yaml:3:3"))
    #expect(run.output.contains("# - `unfrozen_parameters: nothing` matches no parameter"))
    let strict = try scratch.shell(
      "$FS import --rules run.yaml --for axolotl --model model.yaml --strict")
    #expect(strict.status == 1)
  }

  @Test(arguments: [
    "--rules run.yaml", "--for axolotl --model model.yaml", "--rules run.yaml --for axolotl",
    "--rules run.yaml --for axolotl --model -", "--rules run.yaml --for tool --model model.yaml",
    "--rules run.yaml --for axolotl --model model.yaml --phase 1",
    "--rules run.yaml --for axolotl --model model.yaml --layers 2",
    "--rules run.yaml --for axolotl --model missing.yaml",
    "--rules missing.yaml --for axolotl --model model.yaml",
    "--rules run.yaml --for axolotl --model model.yaml -o run.yaml",
    "--rules run.yaml --for axolotl --model model.yaml -o model.yaml",
  ])
  func whatCannotRunEndsWithTwoAndChangesNothing(arguments: String) throws {
    let scratch = try Scratch()
    try scratch.write("model.yaml", Self.model)
    try scratch.write("run.yaml", "unfrozen_parameters: [head]")
    let run = try scratch.shell("$FS import \(arguments)")
    #expect(run.status == 2, "\(run)")
    #expect(try scratch.read("run.yaml") == "unfrozen_parameters: [head]")
    #expect(try scratch.read("model.yaml") == Self.model)
  }

  @Test func aPhaseOfAScheduleHoldsThoseBeforeIt() throws {
    let scratch = try Scratch()
    try scratch.write("model.yaml", Self.model)
    try scratch.write("s.yaml", "0: {params: [head.bias]}\n1: {params: [head.weight]}\n")
    let run = try scratch.shell(
      "$FS import --rules s.yaml --for finetuning-scheduler --model model.yaml --phase 1")
    #expect(run.output.contains("head.bias") && run.output.contains("head.weight"))
    let past = try scratch.shell(
      "$FS import --rules s.yaml --for finetuning-scheduler --model model.yaml --phase 2")
    #expect(past.status == 1 && past.output.isEmpty)
  }
}
