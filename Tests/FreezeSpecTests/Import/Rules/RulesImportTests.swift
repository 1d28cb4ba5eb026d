import Testing

@testable import FreezeSpec

/// What is said of settings that do nothing, read otherwise or cannot be carried over, and how the rules
/// are written.
@Suite struct RulesImportTests {
  /// Twelve layers of four tensors, an embedding, a norm and a head.
  static let model = """
    classes:
      Layer: {children: {attn: "Linear(4, 4, bias=False)", mlp: "Linear(4, 4)", norm: LayerNorm(4)}}
    model:
      children:
        model:
          children: {embed: "Embedding(10, 4)", layers: {repeat: 12, module: Layer()}, norm: LayerNorm(4)}
        head: Linear(4, 10, bias=False)
    """

  /// The same with the head tied to the embedding.
  static let tied = model + "\ntie: [[model.embed.weight, head.weight]]"

  // MARK: The config

  @Test func aRuleSaysWhichSettingItComesFrom() {
    let imported = ImportedConfig(
      "unfrozen_parameters: [^head.weight$, model.layers.11]", for: .axolotl, model: Self.model)
    #expect(
      imported.rules == [
        #"- freeze: "*""#, "because: unfrozen_parameters freezes what it does not list",
        #"- train: {regex: head\.weight}"#, #"because: "unfrozen_parameters: ^head.weight$""#,
        #"- train: {regex: model\.layers\.11.*}"#,
        #"because: "unfrozen_parameters: model.layers.11""#,
      ])
    #expect(imported.text.contains("What axolotl 0.19.0 trains by tool.yaml"))
    #expect(imported.findings == [])
    #expect(imported.result.plan?.diagnostics.map(\.message) == [])
  }

  @Test func theHeadListsWhatDoesNothingReadsOtherwiseAndIsNotCarried() {
    let imported = ImportedConfig(
      "unfrozen_parameters: [layers.2, model.layers.1, 'head.weight$[2:4]']", for: .axolotl,
      model: Self.model)
    let head = imported.text.split(separator: "\n").prefix { $0.hasPrefix("#") }
    #expect(
      head == [
        "# Written by freezespec import --rules tool.yaml --for axolotl",
        "# Does nothing there:", "# - `unfrozen_parameters: layers.2` matches no parameter",
        "# Reads otherwise there:",
        "# - `unfrozen_parameters: model.layers.1` goes on to longer numbers: it matches "
          + "`model.layers.10.attn.weight` too",
        "# Not carried over:",
        "# - `unfrozen_parameters: head.weight$[2:4]` trains only these rows of `head.weight`; here all rows train",
      ])
  }

  @Test func nothingInASettingEndsTheCommentThatListsIt() {
    let imported = ImportedConfig(
      #"unfrozen_parameters: ["a\nrules: x\u2028b", model.norm]"#, for: .axolotl, model: Self.model
    )
    #expect(imported.states.contains("1"))
    #expect(
      imported.text.split(separator: "\n").count { $0.contains("rules:") && $0.hasPrefix("#") } == 1
    )
  }

  @Test func aShareOfTheElementsIsWrittenByListsAndModules() {
    let imported = ImportedConfig(
      "{tuner_type: full, freeze_parameters_ratio: 0.5}", for: .msSwift, model: Self.model)
    #expect(imported.rules.first == #"- freeze: {module: [model.embed, "model.layers[:6]"]}"#)
  }

  @Test func aModelIsCarriedOverWhereItIsNoFile() {
    let imported = ImportedConfig(
      "unfrozen_parameters: [head]", for: .axolotl, model: Self.model, carriesModel: true)
    #expect(imported.text.contains("\nclasses:\n") && !imported.text.contains("from:"))
    #expect(imported.states.hasSuffix("01"))
  }

  @Test func biasesOfAdaptedModulesAreChosenByKind() {
    let imported = ImportedConfig(
      #"{"peft_type": "LORA", "target_modules": ["mlp"], "modules_to_save": ["head"], "bias": "lora_only"}"#,
      for: .peft,
      name: "adapter_config.json", model: Self.model)
    #expect(
      imported.rules.suffix(4) == [
        "- train:", "parameter: bias", #"glob: "*.mlp.bias""#, #"because: "bias: lora_only""#,
      ])
    #expect(imported.result.plan?.diagnostics.map(\.code) == [])
  }

  // MARK: Ties

  @Test func aRuleDrawsInNoTensorByAFurtherName() {
    let imported = ImportedConfig(
      "{tuner_type: full, freeze_parameters: [model], trainable_parameters_regex: 'head|norm'}",
      for: .msSwift, model: Self.tied)
    #expect(imported.rules.contains { $0.contains("except") && $0.contains("head.weight") })
    #expect(imported.states.hasPrefix("0"))
  }

  @Test func aFurtherNameThatFollowsIsExpectedTo() {
    let imported = ImportedConfig(
      "unfrozen_parameters: [model.embed]", for: .axolotl, model: Self.tied)
    #expect(imported.rules.suffix(2) == ["expect:", "- trainable: {name: head.weight}"])
    #expect(imported.result.plan?.diagnostics.map(\.message) == [])
  }

  @Test func aSettingThatNamesATensorByAFurtherNameDoesNothing() throws {
    let imported = ImportedConfig(
      "unfrozen_parameters: [head, model.norm]", for: .axolotl, model: Self.tied)
    let finding = try #require(imported.result.settings.diagnostics.first)
    #expect(finding.code == .settingDoesNothing)
    #expect(finding.notes.contains { $0.contains("another name of `model.embed.weight`") })
  }

  @Test func peftsCopyOfATiedModuleIsRefused() {
    let imported = ImportedConfig(
      #"{"peft_type": "LORA", "target_modules": ["attn"], "modules_to_save": ["head"]}"#,
      for: .peft,
      name: "adapter_config.json", model: Self.tied)
    #expect(imported.codes == [.settingRefused])
    #expect(imported.findings.first?.contains("no longer one tensor") == true)
  }

  // MARK: What the tools read otherwise

  @Test(arguments: [
    (#"'model\.layers\.2'"#, "a backslash and any character"), ("'.*mlp'", "no wildcard there"),
    ("'head[-5:]'", "ranges have no sign"), ("layers.2", "from the start of the name"),
  ])
  func aPatternOfAxolotlThatMatchesNothingIsExplained(pattern: String, why: String) throws {
    let imported = ImportedConfig(
      "unfrozen_parameters: [\(pattern), model.norm]", for: .axolotl, model: Self.model)
    let finding = try #require(imported.result.settings.diagnostics.first)
    #expect(finding.code == .settingDoesNothing)
    #expect(finding.notes.contains { $0.contains(why) }, "\(finding.notes)")
  }

  @Test(arguments: [
    ("model.layers.1[01]", "is row 1, and no class of characters"),
    ("model.layers.3.mlp[1:2]", "the range of"), ("model.layers.1.*", "goes on to longer numbers"),
  ])
  func aPatternOfAxolotlThatTakesInMoreIsToldOf(pattern: String, what: String) {
    let imported = ImportedConfig(
      "unfrozen_parameters: ['\(pattern)']", for: .axolotl, model: Self.model)
    #expect(
      imported.findings.contains { $0.contains("setting-misread") && $0.contains(what) },
      "\(imported.findings)")
  }

  @Test(arguments: ["[0:1]", "[-1:]"])
  func aClassWithMoreThanDigitsKeepsThem(text: String) {
    let model =
      #"model: {children: {"a:b": "Linear(2, 2)", x0: "ReLU()", y-z: "Linear(2, 2)", q1: "Linear(2, 2)"}}"#
    let imported = ImportedConfig(
      "{tuner_type: full, freeze_parameters_regex: '\(text)'}", for: .msSwift, model: model)
    #expect(
      imported.result.settings.diagnostics.allSatisfy { $0.severity != .error },
      "\(imported.findings)")
    #expect(imported.text.contains("(?:"), "\(imported.text)")
  }

  @Test func anExpressionWithLookAroundIsRefusedWithAWayOut() {
    let imported = ImportedConfig(
      #"{tuner_type: full, freeze_parameters_regex: 'layers\.(?!3)\d'}"#, for: .msSwift,
      model: Self.model)
    #expect(imported.codes == [.settingRefused])
    #expect(imported.result.settings.diagnostics.first?.help.isEmpty == false)
    #expect(imported.text.isEmpty)
  }

  @Test func layersAreCountedWhereNobodyTellsThem() {
    let imported = ImportedConfig(
      "{finetuning_type: freeze, freeze_trainable_layers: 1}", for: .llamaFactory,
      model: Self.model)
    #expect(imported.text.contains("the number of layers, 12, is that of model.layers"))
    #expect(imported.rules.contains(#"- train: "*.11.*""#))
    #expect(imported.rules.contains(#"because: "freeze_trainable_layers: 1, of 12 layers""#))
  }

  @Test func layersHaveToBeToldWhereListsDiffer() {
    let model = """
      model:
        children:
          encoder: {repeat: 12, module: {children: {fc: "Linear(2, 2)"}}}
          decoder: {repeat: 6, module: {children: {fc: "Linear(2, 2)"}}}
      """
    let settings = "finetuning_type: freeze"
    let imported = ImportedConfig(settings, for: .llamaFactory, model: model)
    #expect(
      imported.findings == [
        "1 setting-refused: the number of layers is not known: there are encoder with 12 and decoder with 6"
      ])
    let told = ImportedConfig(settings, for: .llamaFactory, model: model, layers: 6)
    #expect(told.rules.contains(#"- train: {glob: ["*.4.*", "*.5.*"]}"#))
  }

  @Test func runsThatTrainAdaptersAreRefusedWithTheWayToTheirFile() {
    for (tool, settings) in [
      (RulesTool.axolotl, "adapter: lora"), (.llamaFactory, "finetuning_type: lora"),
      (.msSwift, "model: x"), (.msSwift, "tuner_type: lora"),
    ] {
      let imported = ImportedConfig(settings, for: tool, model: Self.model)
      #expect(imported.codes == [.settingRefused])
      #expect(
        imported.result.settings.diagnostics.first?.help.first?.contains("--for peft") == true)
    }
  }

  @Test func aMultimodalModelTakesArgsJSON() {
    let model = #"model: {children: {visual: "Linear(2, 2)", lm_head: "Linear(2, 2)"}}"#
    let imported = ImportedConfig("tuner_type: full", for: .msSwift, model: model)
    #expect(imported.codes == [.settingRefused])
    #expect(
      imported.result.settings.diagnostics.first?.help == [
        "import the args.json of the run, where the lists are written out"
      ])
  }

  @Test func aScheduleOfALightningModuleTellsOfItsPrefix() {
    let imported = ImportedConfig(
      "0: {params: [net.head.weight]}", for: .finetuningScheduler, model: Self.model)
    #expect(imported.codes == [.settingRefused])
    #expect(
      imported.result.settings.diagnostics.first?.help.first?.contains("children: {net:") == true)
  }

  // MARK: Names

  /// A name may start with a mark that combines, which is one character of Swift's with the dot before it.
  @Test(arguments: [
    (RulesTool.axolotl, "freeze_mm_modules: true", "1100111"),
    (.llamaFactory, "{finetuning_type: freeze, freeze_extra_modules: \u{301}b}", "1100100"),
    (.msSwift, "{tuner_type: full, freeze_parameters: [a]}", ""),
    (
      .peft,
      "{\"peft_type\": \"LORA\", \"target_modules\": [\"head\"], \"modules_to_save\": [\"\u{301}b\"]}",
      "1100000"
    ),
  ])
  func aMarkBehindADotStartsAName(tool: RulesTool, settings: String, states: String) {
    let model = """
      model:
        children:
          "a": {children: {"\u{301}b": "Linear(1, 1)", visual: {children: {"\u{301}c": "Linear(1, 1)"}}}}
          layers: {repeat: 1, class: ModuleList, module: "Linear(1, 1, bias=False)"}
          head: Linear(1, 1)
      """
    let imported = ImportedConfig(settings, for: tool, model: model)
    #expect(imported.states == states, "\(imported.findings)")
  }

  // MARK: Files

  @Test(arguments: [
    ("[a, b]", "the file is a list; settings are a mapping"),
    ("unfrozen_parameters: model", "takes a list of strings"),
    ("unfrozen_parameters: [1]", "takes a string"),
  ])
  func aFileOfAnotherKindIsRefused(text: String, message: String) {
    let imported = ImportedConfig(text, for: .axolotl, model: Self.model)
    #expect(imported.codes == [.settingRefused])
    #expect(imported.findings.first?.contains(message) == true, "\(imported.findings)")
  }

  @Test(arguments: [
    (
      RulesTool.peft, "lora_r: 8",
      "the file has no `peft_type`: it is no adapter_config.json of PEFT's"
    ),
    (
      .axolotl, "finetuning_type: full",
      "the file is none of axolotl's: it has neither `base_model` nor `unfrozen_parameters`"
    ),
    (.axolotl, "# nothing\n", "the file is empty; settings are a mapping"),
    (
      .llamaFactory, "finetuning_type: freez",
      "LLaMA-Factory would stop: `finetuning_type: freez` is none of lora, oft, freeze or full"
    ),
    (
      .llamaFactory, "finetuning_type: [freeze]",
      "`finetuning_type` is a list; LLaMA-Factory takes one of lora, oft, freeze or full"
    ),
  ])
  func settingsOfAnotherToolAreNoPlan(tool: RulesTool, text: String, message: String) {
    let imported = ImportedConfig(text, for: tool, model: Self.model)
    #expect(imported.codes == [.settingRefused])
    #expect(imported.findings.first?.hasSuffix(message) == true, "\(imported.findings)")
  }

  @Test func jsonIsReadStrictlyWithItsPlaces() {
    let twice = ImportedConfig(
      "{\n \"r\": 8,\n \"r\": 9}", for: .peft, name: "adapter_config.json", model: Self.model)
    #expect(twice.findings == ["3 setting-refused: the file is no JSON: the key `r` stands twice"])
    let dead = ImportedConfig(
      "{\"peft_type\": \"LORA\", \"target_modules\": [\"attn\"],\n \"modules_to_save\": [\"nothing\"]}",
      for: .peft,
      name: "adapter_config.json", model: Self.model)
    #expect(
      dead.findings.contains(
        "2 setting-does-nothing: `modules_to_save: nothing` matches no parameter"))
  }

  @Test func aModelWithErrorsIsReportedAndNothingIsWritten() {
    let imported = ImportedConfig(
      "unfrozen_parameters: [a]", for: .axolotl, model: "model: Liner(2, 2)")
    #expect(imported.codes == [.unknownClass])
    #expect(imported.text.isEmpty)
  }
}
