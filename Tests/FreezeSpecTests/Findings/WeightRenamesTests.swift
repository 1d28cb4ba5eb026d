import Testing

@testable import FreezeSpec

/// Tensors that a checkpoint has under other names.
extension WeightFindingsTests {
  @Test(arguments: [
    ("module.", "", "with `module.` before them", "7", "module.="),
    ("model.trunk.", "body.", "`model.trunk.` stands there for `body.`", "9", "model.trunk.=body."),
    ("model.body.", "body.", "with `model.` before them", "7", "model.="),
    ("", "body.", "without `body.` before them", "9", "=body."),
  ])
  func aPrefixThatDiffersIsOneFinding(
    old: String, new: String, how: String, line: String, option: String
  ) {
    let names = Self.whole.map { name in
      name.hasPrefix(new) ? old + name.dropFirst(new.count) : name
    }
    let shapes = Dictionary(uniqueKeysWithValues: zip(names, Self.whole.map(Self.shape)))
    let plan = held(names, shapes: shapes)
    #expect(
      plan.findings == [
        "\(line) frozen-without-weights: 12 frozen parameters have other names in model.pt: \(how)"
      ])
    #expect(
      plan.cures == ["where the training script renames them, say so: --rename \(option)"])
    // To follow the cure cures it.
    #expect(held(names, shapes: shapes, renames: [option]).findings.isEmpty)
  }

  @Test func aWordInEveryLayerIsOneFinding() {
    let names = Self.whole.map {
      $0.replacing(#/layers\.(\d)\./#) { "layers.\($0.output.1)._orig_mod." }
    }
    let plan = held(names)
    #expect(plan.codes == ["10 frozen-without-weights"])
    let option = "body.layers.*._orig_mod.=body.layers.*."
    #expect(plan.cures.first?.hasSuffix("--rename \(option)") == true)
    #expect(held(names, renames: [option]).findings.isEmpty)
  }

  @Test func theOldNamesOfNormsAreFound() {
    let names = Self.whole.map {
      $0.replacing("norm.weight", with: "norm.gamma").replacing("norm.bias", with: "norm.beta")
    }
    let plan = held(names)
    #expect(
      plan.findings.map { $0.split(separator: ": ").dropFirst().joined(separator: ": ") } == [
        "3 frozen parameters have other names in model.pt: `.gamma` stands there for `.weight`",
        "3 frozen parameters have other names in model.pt: `.beta` stands there for `.bias`",
      ])
    #expect(held(names, renames: [".gamma=.weight", ".beta=.bias"]).findings.isEmpty)
  }

  @Test func theOldNamesOfWeightNormAreTakenAsPyTorchTakesThem() {
    let config = """
      model:
        children:
          conv:
            parameters: {bias: [3]}
            children:
              parametrizations:
                children:
                  weight: {parameters: {original0: [3, 1], original1: [3, 2]}}
      rules:
        - freeze: "*"
        - train: conv.bias
      """
    let shapes = ["conv.bias": [3], "conv.weight_g": [3, 1], "conv.weight_v": [3, 2]]
    let plan = held(Array(shapes.keys), config, shapes: shapes)
    #expect(plan.findings.isEmpty)
    #expect(plan.report == "model.pt has all 3 parameters of config\n")
  }

  @Test func twoTowersAreTwoFindings() {
    let config = """
      model:
        children:
          text: {children: {fc1: "Linear(8, 8)", fc2: "Linear(8, 8)"}}
          image: {children: {fc3: "Linear(8, 8)", fc4: "Linear(8, 8)"}}
      rules:
        - freeze: "*"
      """
    let names = ["t.fc1", "t.fc2", "i.fc3", "i.fc4"].flatMap { ["\($0).weight", "\($0).bias"] }
    let shapes = Dictionary(
      uniqueKeysWithValues: names.map { ($0, $0.hasSuffix("bias") ? [8] : [8, 8]) })
    let plan = held(names, config, shapes: shapes)
    #expect(plan.codes.filter { $0.hasSuffix("frozen-without-weights") }.count == 2)
    #expect(held(names, config, shapes: shapes, renames: ["t=text", "i=image"]).codes.count == 1)
  }

  static let attention = """
    model:
      children:
        layers:
          repeat: 2
          module: {children: {q_proj: "Linear(8, 8)", k_proj: "Linear(8, 8)", v_proj: "Linear(8, 8)"}}
    rules:
      - freeze: "*"
    """

  private static func layers(of names: [String]) -> [String] {
    [0, 1].flatMap { layer in
      names.flatMap { ["layers.\(layer).\($0).weight", "layers.\(layer).\($0).bias"] }
    }
  }

  private static func shapes(of names: [String]) -> [String: [Int]] {
    Dictionary(uniqueKeysWithValues: names.map { ($0, $0.hasSuffix("bias") ? [8] : [8, 8]) })
  }

  /// What transformers calls `q_proj` may have been `query`, or `key`: a cure that guesses would start the
  /// training with the two of them exchanged.
  @Test func ofNamesThatFitAsWellNoneIsTaken() {
    let names = Self.layers(of: ["key", "query", "value"])
    let plan = held(names + ["other"], Self.attention, shapes: Self.shapes(of: names))
    #expect(
      plan.findings.first
        == "4 frozen-without-weights: 4 frozen parameters have other names in model.pt: `layers.*.key.`, "
        + "`layers.*.query.` or `layers.*.value.` stands there for `layers.*.q_proj.`")
    #expect(
      plan.cures.first
        == "say which of them the training script takes: --rename layers.*.key.=layers.*.q_proj., "
        + "--rename layers.*.query.=layers.*.q_proj. or --rename layers.*.value.=layers.*.q_proj.")
    #expect(plan.codes.count { $0.hasSuffix("frozen-without-weights") } == 3)
    let renames = ["query", "key", "value"].map { "layers.*.\($0)=layers.*.\($0.prefix(1))_proj" }
    let renamed = held(names, Self.attention, shapes: Self.shapes(of: names), renames: renames)
    #expect(renamed.codes == ["7 nothing-trains"])
  }

  @Test func aNameThatFitsSeveralIsGivenToNone() {
    let names = Self.layers(of: ["query"])
    let plan = held(names + ["other"], Self.attention, shapes: Self.shapes(of: names))
    #expect(!plan.cures.contains { $0.contains("=layers") }, "\(plan.cures)")
  }

  @Test func whatIsAnothersIsRuledOut() {
    // `v_proj` keeps its name behind a prefix: so `fc` alone is left for what is called otherwise.
    let names = Self.layers(of: ["fc", "v_proj", "k_proj"]).map { "model." + $0 }
    let plan = held(names, Self.attention, shapes: Self.shapes(of: names))
    #expect(
      plan.cures.filter { $0.contains("--rename") } == [
        "where the training script renames them, say so: --rename model.=",
        "where the training script renames them, say so: "
          + "--rename model.layers.*.fc.=layers.*.q_proj.",
      ])
  }

  /// A checkpoint of a model and of its running average.
  @Test func aModelThatACheckpointHasTwiceIsAskedFor() {
    let copies = ["student.", "teacher."].flatMap { copy in Self.whole.map { copy + $0 } }
    let shapes = Dictionary(
      uniqueKeysWithValues: zip(copies, Self.whole.map(Self.shape) + Self.whole.map(Self.shape)))
    let plan = held(copies, shapes: shapes)
    #expect(
      plan.findings.first?.hasSuffix("with `student.` or `teacher.` before them") == true,
      "\(plan.findings)")
    #expect(
      plan.cures.first
        == "say which of them the training script takes: --rename student.= or --rename teacher.=")
    #expect(
      !held(copies, shapes: shapes, renames: ["student.="]).codes.contains {
        $0.hasSuffix("frozen-without-weights")
      })
  }

  @Test func aMistypedNameIsFound() {
    let names = Self.whole.map { $0 == "body.layers.0.proj.bias" ? "body.layers.0.proj.bais" : $0 }
    #expect(held(names).cures.first == "the checkpoint has \"body.layers.0.proj.bais\"")
  }

  @Test(arguments: ["module", "a=b=c", "a..b=", "*=", "layers.*.x=layers.x", ".a=b", ".*=.*"])
  func aRenameThatSaysNothingIsNone(text: String) { #expect(WeightRename(text) == nil) }
}
