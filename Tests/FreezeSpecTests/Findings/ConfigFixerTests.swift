import Testing

@testable import FreezeSpec

/// What is made of configs by the fixes that leave no choice.
@Suite struct ConfigFixerTests {
  /// Configs that were fixed.
  private struct Fixed {
    let fixer: ConfigFixer

    init(
      _ paths: String..., files: [String: [UInt8]], isStrict: Bool = false,
      mayChange: @escaping (String) -> Bool = { _ in true }
    ) {
      let targets = paths.map { path in
        ConfigFixer.Target(ConfigFile(path: path, bytes: files[path] ?? [])) {
          ConfigFiles(path) { files[$0] }.reader
        }
      }
      fixer = ConfigFixer(targets, isStrict: isStrict) {
        mayChange($0.path) ? nil : "it must stay"
      }
    }

    init(_ text: String, isStrict: Bool = false, mayChange: Bool = true) {
      self.init(
        "config.yaml", files: ["config.yaml": Array(text.utf8)], isStrict: isStrict
      ) { _ in mayChange }
    }

    /// The texts of the files that change.
    var texts: [String: String] {
      Dictionary(
        uniqueKeysWithValues: fixer.fixedFiles.map {
          ($0.original.path, String(decoding: $0.bytes, as: UTF8.self))
        })
    }

    var text: String? { texts["config.yaml"] }

    var codes: [DiagnosticCode] { fixer.outcomes.flatMap(\.diagnostics).map(\.code) }
  }

  @Test func whatIsJSONStaysJSON() {
    let model = #"{"model": "Linear(3, 3)", "rules": [{"freeze": "#
    #expect(Fixed(model + #""wieght"}]}"#).text == model + #""weight"}]}"#)
    let misspelt = #"{"nmae": "n", "model": "Linear(3, 3)"}"#
    #expect(Fixed(misspelt).text == #"{"name": "n", "model": "Linear(3, 3)"}"#)
    // The cure is a selector as YAML has it.
    #expect(Fixed(model + #""*.weight"}]}"#).text == nil)
    #expect(Fixed("\u{FEFF}" + model + #""*.weight"}]}"#).text == nil)
    #expect(Fixed("model: Linear(3, 3)\nrules: [{freeze: '*.weight'}]\n").text != nil)
  }

  @Test func eachRunThatJudgesFixesCounts() {
    // The key keeps the model from being looked at, so that its class takes a round of its own.
    let text = "nmae: net\nmodel: {children: {a: Liner(3, 4)}}\nrules: [{freeze: a.wieght}]\n"
    func fixer(runs: Int) -> ConfigFixer {
      let target = ConfigFixer.Target(ConfigFile(path: "a.yaml", bytes: Array(text.utf8))) {
        ConfigFiles("a.yaml") { _ in nil }.reader
      }
      return ConfigFixer([target], isStrict: false, runs: runs) { _ in nil }
    }
    let whole = fixer(runs: Limits.fixRuns)
    let needed = Limits.fixRuns - whole.runs
    #expect(needed >= 2 && whole.fixedFiles.count == 1)
    #expect(fixer(runs: needed).fixedFiles.map(\.bytes) == whole.fixedFiles.map(\.bytes))
    for runs in 0..<needed { #expect(fixer(runs: runs).runs == 0) }
    #expect(fixer(runs: 0).fixedFiles.isEmpty)
  }

  @Test func commentsAndLayoutStay() {
    let fixed = Fixed(
      """
      # a net
      nmae:   net  # its name
      model:
          - Liner( 3,4 )   # the only layer

      """)
    #expect(
      fixed.text == """
        # a net
        name:   net  # its name
        model:
            - Linear( 3,4 )   # the only layer

        """)
    #expect(fixed.codes == [])
    #expect(fixed.fixer.fixedFiles.map(\.count) == [2])
  }

  @Test func lineBreaksAndByteOrderMarkStay() {
    let text = "model: Liner(1, 2)\r\nrules:\r\n  - freeze: \"wieght\"\r\n"
    let cured = "model: Linear(1, 2)\r\nrules:\r\n  - freeze: \"weight\"\r\n"
    for encoding in ["", "\u{FEFF}"] {
      #expect(Fixed(encoding + text).text == encoding + cured)
    }
    func utf16(_ text: String) -> [UInt8] {
      ("\u{FEFF}" + text).utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    }
    let fixed = Fixed("a", files: ["a": utf16("# é😀\n" + text)])
    #expect(fixed.fixer.fixedFiles.map(\.bytes) == [utf16("# é😀\n" + cured)])
  }

  @Test func whatAnErrorHidIsFixedInTurn() {
    let fixed = Fixed(
      """
      modle: Liner(1, 2)
      rules:
        - freze: "wieght"
          optionl: False
      """)
    #expect(
      fixed.text == """
        model: Linear(1, 2)
        rules:
          - freeze: "weight"
            optional: false
        """)
    #expect(fixed.codes == [.splitLayer])
  }

  @Test func whatLeavesAChoiceIsLeft() {
    // `q_proj`, `k_proj` and `v_proj` are equally near.
    let fixed = Fixed(
      """
      model:
        class: Attention
        children: {q_proj: "Linear(1, 1)", k_proj: "Linear(1, 1)"}
      rules:
        - freeze: "x_proj.*"
        - frieze: {type: Linear}
      """)
    #expect(fixed.text?.contains("x_proj") == true)
    #expect(fixed.text?.contains("- freeze: {type") == true)
    #expect(fixed.codes == [.ruleMatchesNothing])
  }

  @Test func aFixThatMakesANewErrorIsLeft() {
    // The key stands there already.
    let twice = "model: Linear(1, 2)\nmodle: Linear(1, 2)\n"
    #expect(Fixed(twice).text == nil)
    // Where the layer is frozen, the plan is not the expected one.
    let expected = """
      model: Linear(1, 2)
      rules:
        - freeze: {type: Linaer}
      expect:
        - trainable_fraction: 1

      """
    #expect(Fixed(expected).text == nil)
  }

  @Test func oneFixThatSpoilsDoesNotHoldOthersUp() {
    let fixed = Fixed("nmae: x\nmodel: Liner(1, 2)\nmodle: [Linear(1, 2)]\n")
    #expect(fixed.text == "name: x\nmodel: Linear(1, 2)\nmodle: [Linear(1, 2)]\n")
    #expect(fixed.codes == [.unknownKey])
  }

  @Test func oneFixThatSpoilsLeavesAllOthers() {
    // `modle` stands beside `model`: its fix makes a key that is there already.
    let layers = (1...45).map { "  - Liner(\($0), \($0 + 1))\n" }.joined()
    for text in ["modle: x\nmodel:\n\(layers)", "model:\n\(layers)modle: x\n"] {
      let fixed = Fixed(text)
      #expect(fixed.text == text.replacing("Liner", with: "Linear"))
      #expect(fixed.fixer.fixedFiles.map(\.count) == [45])
      #expect(fixed.codes == [.unknownKey])
    }
  }

  @Test func whatIsLeftHasTheCuresThatAreTried() {
    let fixed = Fixed("nmae: x\nlet: {d: 15}\nmodel: Linear(d / 2, 8)\n")
    #expect(fixed.text?.hasPrefix("name: x\n") == true)
    #expect(
      fixed.fixer.outcomes.flatMap(\.diagnostics).flatMap(\.help) == [
        "/ always gives a float, // divides integers: write `d // 2`"
      ])
  }

  @Test func aLineWithTwoMistakesIsFixedInTurn() {
    #expect(Fixed("modle: Linear(2, 2);\n").text == "model: Linear(2, 2)\n")
  }

  @Test func aTextBehindManyAliasesIsFixedOnce() {
    let fixed = Fixed(
      """
      model: Linear(1, 2)
      rules:
        - freeze: &names [wieght]
        - train: *names
          because: &because x
        - freeze: *names

      """)
    #expect(fixed.text?.contains("&names [\"weight\"]") == true)
    #expect(fixed.fixer.fixedFiles.map(\.countedErrors) == ["1 error"])
    #expect(!fixed.codes.contains(.ruleMatchesNothing))
  }

  @Test func allConfigsThatTakeAFileJudgeItsFix() {
    let block = Array("model: Liner(size, 2)\nlet: {size: 3}\n".utf8)
    let a = Array("model: [{from: block.yaml}]\n".utf8)
    let b = Array("model: [{from: block.yaml}, \"Liner(2, 3)\"]\n".utf8)
    let fixed = Fixed("a.yaml", "b.yaml", files: ["a.yaml": a, "b.yaml": b, "block.yaml": block])
    #expect(
      fixed.texts == [
        "b.yaml": "model: [{from: block.yaml}, \"Linear(2, 3)\"]\n",
        "block.yaml": "model: Linear(size, 2)\nlet: {size: 3}\n",
      ])
    #expect(fixed.codes == [])
    #expect(fixed.fixer.fixedFiles.map(\.count) == [1, 1])
    let held = Fixed(
      "a.yaml", files: ["a.yaml": a, "block.yaml": block], mayChange: { $0 == "a.yaml" })
    #expect(held.texts.isEmpty)
    #expect(held.codes == [.unknownClass])
  }

  @Test func aFixThatSpoilsAnotherConfigIsLeft() {
    // Where `scale` is `scales`, the other config's tie names nothing.
    let block = "model: {class: Block, parameters: {scale: [2]}}\nnmae: x\n"
    let files = [
      "block.yaml": Array(block.utf8),
      "a.yaml": Array("model: [{from: block.yaml}]\nrules: [{freeze: 0.scle}]\n".utf8),
    ]
    let fixed = Fixed("a.yaml", "block.yaml", files: files)
    #expect(
      fixed.texts["a.yaml"] == "model: [{from: block.yaml}]\nrules: [{freeze: \"0.scale\"}]\n")
    #expect(fixed.texts["block.yaml"]?.hasSuffix("name: x\n") == true)
  }

  @Test func warningsAreFixedWhereTheyAreErrors() {
    let text = """
      model: Linear(1, 2)
      rules:
        - freeze: "*"  # freezespec: ignore[nothing-trians]

      """
    #expect(Fixed(text).text == nil)
    #expect(Fixed(text, isStrict: true).text == text.replacing("trians", with: "trains"))
  }

  @Test func aDiffShowsTheLinesThatChange() {
    let lines = (1...20).map { "# line \($0)" }.joined(separator: "\n")
    let fixed = Fixed("\(lines)\nmodel: Liner(1, 2)\n\(lines)")
    #expect(
      fixed.fixer.fixedFiles.map { String(decoding: $0.diff(), as: UTF8.self) } == [
        """
        --- config.yaml
        +++ config.yaml
        @@ -18,7 +18,7 @@
         # line 18
         # line 19
         # line 20
        -model: Liner(1, 2)
        +model: Linear(1, 2)
         # line 1
         # line 2
         # line 3

        """
      ])
  }

  @Test(.timeLimit(.minutes(10))) func moreErrorsThanAreKeptAreFixedToo() {
    let layers = (0..<1_050).map { "    a\($0): Liner(1, 2)\n" }.joined()
    let fixed = Fixed("model:\n  children:\n" + layers)
    #expect(fixed.text == "model:\n  children:\n" + layers.replacing("Liner", with: "Linear"))
    #expect(fixed.codes == [])
    #expect(!fixed.fixer.hasMore)
    let rules = String(repeating: "  - freze: \"*\"\n", count: 1_050)
    let head = "model: Linear(1, 2)\nrules:\n"
    #expect(Fixed(head + rules).text == head + rules.replacing("freze", with: "freeze"))
  }

  @Test func whatMustStaySaysWhy() {
    let fixed = Fixed("model: Liner(1, 2)\n", mayChange: false)
    #expect(fixed.text == nil)
    #expect(
      fixed.fixer.outcomes.flatMap(\.diagnostics).flatMap(\.notes) == [
        "config.yaml is not changed: it must stay"
      ])
  }
}
