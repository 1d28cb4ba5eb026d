import Testing

@testable import FreezeSpec

/// Notes to rules that cover most of a list where others cover it all.
@Suite struct PartialCoversTests {
  private func made(_ rules: String, _ rest: String = "", layers: Int = 30) -> MadePlan {
    MadePlan(
      """
      classes:
        Expert: {children: {up: "Linear(4, 4)", down: "Linear(4, 4)"}}
        Block:
          children: {attn: "Linear(4, 4)", mlp: Expert(), norm: "LayerNorm(4)"}
      model:
        children:
          embed: Embedding(10, 4)
          layers: {repeat: \(layers), module: Block()}
          norm: LayerNorm(4)
          head: Linear(4, 2)
      rules:
      \(rules)
      \(rest)

      """)
  }

  private func notes(_ made: MadePlan) -> [String] {
    made.plan?.partialCovers.map { "\($0.rule): \($0.text)" } ?? ["no plan: \(made.findings)"]
  }

  /// Rules, and the note that they get.
  private static let noted: [(rules: String, note: String)] = [
    (
      """
        - freeze: layers.*.attn.*
        - freeze: "layers.{0..24}.mlp.*"
      """,
      """
      2: covers 25 of the 30 modules "layers.*", not 25 to 29, which train; rule 1 covers all of them
      """
    ),
    (
      """
        - freeze: "layers.{0..24}.mlp.*"
        - freeze: layers.*.attn.*
      """,
      """
      1: covers 25 of the 30 modules "layers.*", not 25 to 29, which train; rule 2 covers all of them
      """
    ),
    (
      """
        - freeze: [layers.*.attn.*, "layers.{0..24}.mlp.*"]
      """,
      """
      1: "layers.{0..24}.mlp.*" covers 25 of the 30 modules "layers.*", not 25 to 29, which train; \
      layers.*.attn.* covers all of them
      """
    ),
    (
      """
        - freeze: "*"
        - train: "layers.{*.attn,{1..29}.mlp}.*"
      """,
      """
      2: "layers.{1..29}.mlp.*" covers 29 of the 30 modules "layers.*", not 0, which is frozen; \
      layers.*.attn.* covers all of them
      """
    ),
    (
      """
        - freeze: "*"
        - train: {module: ["layers[:].attn", "layers[:-1].mlp"], parameter: weight}
      """,
      """
      2: {module: "layers[:-1].mlp", parameter: weight} covers 29 of the 30 modules "layers.*", \
      not 29, which is frozen; {module: "layers[:].attn", parameter: weight} covers all of them
      """
    ),
    (
      #"""
        - freeze: "*"
        - train: {regex: ['layers\.\d+\.attn\..*', 'layers\.([0-9]|1[0-9]|2[0-4])\.mlp\..*']}
      """#,
      #"""
      2: {regex: "layers\\.([0-9]|1[0-9]|2[0-4])\\.mlp\\..*"} covers 25 of the 30 modules "layers.*", \#
      not 25 to 29, which are frozen; {regex: layers\.\d+\.attn\..*} covers all of them
      """#
    ),
    (
      #"""
        - freeze: "*"
        - train: {regex: 'layers\.\d+\.attn\..*'}
        - train: {regex: 'layers\.(1?\d|2[0-4])\.mlp\..*'}
      """#,
      """
      3: covers 25 of the 30 modules "layers.*", not 25 to 29, which are frozen; \
      rule 2 covers all of them
      """
    ),
    (
      """
        - freeze: layers.*.attn.*
        - freeze: {module: [layers.0.mlp, layers.2.mlp, "layers[4:20].mlp"]}
      """,
      """
      2: covers 18 of the 30 modules "layers.*", not 1, 3 and 20 to 29, which train; \
      rule 1 covers all of them
      """
    ),
  ]

  @Test(arguments: noted)
  func mostLayersBesideAllIsNoted(rules: String, note: String) {
    #expect(notes(made(rules)) == [note])
  }

  @Test func notesAreMadeOnlyWhereTheyAreWanted() {
    let text = """
      model:
        children:
          layers: {repeat: 8, module: {children: {a: "Linear(4, 4)", b: "Linear(4, 4)"}}}
          head: Linear(4, 4)
      rules:
        - freeze: layers.*.a.*
        - freeze: "layers.{0..5}.b.*"

      """
    let files = ConfigFiles("config.yaml") { _ in Array(text.utf8) }
    let outcomes = [true, false].map {
      FreezePlan.make(from: files.main, reader: files.reader, makesNotes: $0)
    }
    #expect(outcomes.map { $0.plan?.partialCovers.count } == [1, 0])
    #expect(outcomes[0].diagnostics.map(\.message) == outcomes[1].diagnostics.map(\.message))
  }

  /// Rules that get no note.
  private static let meant: [String] = [
    // The rest is frozen elsewhere, or singled out.
    """
      - freeze: layers.*.attn.*
      - freeze: "layers.{0..24}.mlp.*"
      - freeze: "layers.{25..29}.mlp.*"
    """,
    """
      - freeze: layers.*.attn.*
      - freeze: ["layers.{0..24}.mlp.*", "layers.{25..29}.mlp.*"]
    """,
    """
      - freeze: layers.*.attn.*
      - freeze: "layers.{0..24}.mlp.*"
      - train: "layers.{25..29}.*"
    """,
    """
      - freeze: layers.*.attn.*
      - freeze: {glob: "layers.*.mlp.*", except: "layers.{25..29}.*"}
    """,
    // Whole layers beside a part of each; whole layers alone; half of the layers, or fewer.
    """
      - freeze: "*"
      - train: "layers.{8..29}.*"
      - train: layers.*.norm.*
    """,
    """
      - freeze: "*"
      - train: "layers.{8..29}.*"
    """,
    """
      - freeze: "*"
      - train: layers.*.attn.*
      - train: "layers.{26..29}.mlp.*"
    """,
    """
      - freeze: layers.*.attn.*
      - freeze: "layers.{0..14}.mlp.*"
    """,
    // What covers all is not meant for the layers alone.
    """
      - freeze: {type: LayerNorm}
      - freeze: "layers.{0..24}.mlp.*"
    """,
    """
      - freeze: "*.bias"
      - freeze: "layers.{0..24}.mlp.*.weight"
    """,
    // Another action; other places; two of most layers.
    """
      - freeze: "*"
      - train: "layers.{0..24}.mlp.*"
      - freeze: layers.*.attn.*
    """,
    """
      - freeze: [embed.*, norm.*]
      - freeze: "layers.{0..24}.mlp.*"
    """,
    """
      - freeze: "layers.{0..24}.mlp.*"
      - freeze: "layers.{0..20}.attn.*"
    """,
  ]

  @Test(arguments: meant)
  func whatIsMeantIsNot(rules: String) {
    #expect(notes(made(rules)) == [])
  }

  @Test func anExpectationSaysThatItIsMeant() {
    let rules = "  - freeze: layers.*.attn.*\n  - freeze: \"layers.{0..24}.mlp.*\""
    #expect(
      notes(made(rules, "expect: [{trainable: \"layers.{25..29}.mlp.*\"}]")) == [])
  }

  @Test func threeModulesAreNoList() {
    #expect(
      notes(made("  - freeze: [layers.*.attn.*, \"layers.{0,1}.mlp.*\"]", layers: 3)) == [])
  }

  @Test func listsInEachLayerAreOneNote() {
    let made = MadePlan(
      """
      classes:
        Expert: {children: {up: "Linear(4, 4)", down: "Linear(4, 4)"}}
        Block: {children: {gate: "Linear(4, 8)", experts: {repeat: 8, module: Expert()}}}
      model: {children: {layers: {repeat: 6, module: Block()}}}
      rules:
        - freeze: layers.*.experts.*.up.*
        - freeze: "layers.*.experts.{0..5}.down.*"

      """)
    #expect(
      notes(made) == [
        "2: covers 6 of the 8 modules \"layers.0.experts.*\", not 6 to 7, which train; "
          + "rule 1 covers all of them; and so in 5 more lists"
      ])
  }

  @Test func modulesThatHaveNoSuchParameterAreNoneOfThem() {
    let made = MadePlan(
      """
      model:
        children:
          layers:
            - Linear(4, 4, bias=False)
            - {repeat: 5, module: "Linear(4, 4)"}
          head: Linear(4, 2)
      rules:
        - freeze: "*"
        - train: ["layers.*.weight", "layers.{1..4}.bias"]

      """)
    #expect(
      notes(made) == [
        "2: \"layers.{1..4}.bias\" covers 4 of the 5 modules \"layers.*\", not 5, which is frozen; "
          + "layers.*.weight covers all of them"
      ])
  }

  @Test func numbersBehindAWordAreAListToo() {
    let made = MadePlan(
      """
      classes: {Stage: {children: {conv: "Conv2d(3, 3, 1)", bn: BatchNorm2d(3)}}}
      model:
        children:
          {layer1: Stage(), layer2: Stage(), layer3: Stage(), layer4: Stage(), fc: "Linear(3, 2)"}
      rules:
        - freeze: ["layer*.bn.*", "layer{1..3}.conv.*"]
      eval: [frozen]

      """)
    #expect(
      notes(made) == [
        "1: \"layer{1..3}.conv.*\" covers 3 of the 4 modules \"layer*\", not layer4, which trains; "
          + "layer*.bn.* covers all of them"
      ])
  }

  @Test func aNoteStandsInAllThatShowsTheRule() throws {
    let rules = "  - freeze: layers.*.attn.*\n  - freeze: \"layers.{0..24}.mlp.*\""
    let made = made(rules)
    let plan = try #require(made.plan)
    #expect(made.findings == [])
    let note = "covers 25 of the 30 modules"
    for format in [PlanFormat.table, .markdown, .json, .html] {
      let text = String(decoding: plan.rendered(as: format), as: UTF8.self)
      #expect(text.contains(note), "\(format)")
    }
    for name in ["layers.27.mlp.up.weight", "layers.0.attn.bias"] {
      let text = String(decoding: try plan.explanation(of: name).rendered(), as: UTF8.self)
      #expect(text.contains("note: " + note))
    }
    for name in ["layers.27", "layers.3"] {
      let text = String(decoding: try plan.explanation(ofPart: name).rendered(), as: UTF8.self)
      #expect(text.contains(note))
    }
  }

  @Test func manyRulesTakeTheStepsThatAreThere() {
    let rules = (0..<300).map {
      "  - freeze: \"layers.{0..\(20 + $0 % 9)}.mlp.{up,down}.*\"\n  - freeze: layers.*.attn.weight"
    }
    let made = made(rules.joined(separator: "\n"))
    #expect(made.plan != nil)
  }
}
