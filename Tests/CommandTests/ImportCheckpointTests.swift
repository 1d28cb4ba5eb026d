import Foundation
import Testing

/// `import` of checkpoints, and configs that take them by `from`.
@Suite struct ImportCheckpointTests {
  private static let golden = Command.checkout.appending(
    path: "Tests/FreezeSpecTests/Golden/checkpoints")

  /// A folder with a copy of the golden files.
  private func scratch() throws -> Scratch {
    let scratch = try Scratch()
    try FileManager.default.copyItem(at: Self.golden, to: scratch.url.appending(path: "w"))
    return scratch
  }

  private func run(_ scratch: Scratch, _ arguments: String...) throws -> Command {
    try Command.run(program: Command.binary.path, arguments, in: scratch.path)
  }

  @Test(arguments: [
    ["w/zip2.pt"], ["w/zip4.pt"], ["w/stream2.pt"], ["w/model.pt"], ["w/model_stream.pt"],
    ["w/none.pt"],
    ["w/tied.safetensors"], ["w/training.ckpt", "--key", "state_dict"], ["w/sharded"],
    ["w/sharded/model.safetensors.index.json"],
  ])
  func whatIsImportedIsTheCheckpointsModel(source: [String]) throws {
    let scratch = try scratch()
    let imported = try Command.run(
      program: Command.binary.path, ["import"] + source + ["-o", "arch.yaml"], in: scratch.path)
    #expect(imported.errors == "")
    #expect(imported.status == 0)
    let plan = try run(scratch, "apply", "arch.yaml", "--format", "csv")
    #expect(plan.status == 0)
    // Its head tells where it comes from.
    let check = try run(scratch, "import", "--check", "arch.yaml")
    #expect(check.output == "arch.yaml is \(source.joined(separator: " "))\n")
    #expect(check.status == 0)
  }

  @Test func childrenThatAreNoneArePrintedAsPyTorchPrintsThem() throws {
    let scratch = try scratch()
    _ = try run(scratch, "import", "w/none.pt", "-o", "arch.yaml")
    #expect(
      try run(scratch, "show", "arch.yaml").output == """
        Absent(
          (body): Linear(in_features=2, out_features=2, bias=True)
          (pooler): None
          (items): ModuleList(
            (0): ReLU()
            (1): None
            (2): Linear(in_features=2, out_features=3, bias=True)
          )
          (head): None
        )

        """)
  }

  @Test func aHeadLeadsToNoCheckpointOutside() throws {
    let scratch = try scratch()
    for path in ["w/mlp.pt", scratch.url.appending(path: "w/mlp.pt").path] {
      try scratch.write("repo/arch.yaml", "# imported from \(path)\nmodel: Linear(2, 2)\n")
      let refused = try run(scratch, "import", "--check", "repo/arch.yaml")
      #expect(refused.status == 2)
      #expect(refused.errors.contains("--allow-outside"))
    }
  }

  @Test func aNameIsNoCommandToACIService() throws {
    let scratch = try scratch()
    let name = "##vso[task.x]y.pt"
    try FileManager.default.copyItem(
      at: Self.golden.appending(path: "mlp.pt"), to: scratch.url.appending(path: name))
    let imported = try run(scratch, "import", name, "-o", "arch.yaml")
    #expect(imported.status == 0, "\(imported)")
    let text = try scratch.read("arch.yaml")
    let same = try run(scratch, "import", "--check", "arch.yaml")
    #expect(same.status == 0, "\(same)")
    try scratch.write("arch.yaml", text.replacing("weight: [30, 20]", with: "weight: [30, 21]"))
    let other = try run(scratch, "import", "--check", "arch.yaml")
    #expect(other.status == 1)
    for output in [text, same.output, other.output, other.errors] {
      #expect(!output.contains("##vso["), "\(output)")
    }
  }

  @Test func whatDiffersFromACheckpointIsADiff() throws {
    let scratch = try scratch()
    let source = "w/mlp.pt"
    let text = try run(scratch, "import", source).output
    try scratch.write("arch.yaml", text.replacing("weight: [30, 20]", with: "weight: [30, 21]"))
    let check = try run(scratch, "import", "--check", "arch.yaml")
    #expect(check.status == 1)
    #expect(check.output.contains("-2.weight [30, 21] float32\n+2.weight [30, 20] float32\n"))
    #expect(check.errors == "error: arch.yaml is not w/mlp.pt: `2.weight` differs\n")
    try scratch.write("arch.yaml", text.replacing("    2: ", with: "    3: "))
    let renamed = try run(scratch, "import", "--check", "arch.yaml", source)
    #expect(renamed.status == 1)
    #expect(
      renamed.errors.contains("4 names differ, such as `3.weight`, which is not in the checkpoint"))
  }

  @Test(arguments: ["w/zip2.pt", "w/model.pt", "w/tied.safetensors", "w/sharded", "w/stream4.pt"])
  func fromTakesACheckpoint(path: String) throws {
    let scratch = try scratch()
    try scratch.write(
      "net.yaml",
      """
      model: {children: {net: {from: \(path)}, head: "Linear(7, 2)"}}
      rules: [{freeze: {module: net}}]
      eval: [frozen]
      expect: [{frozen: net.embed.weight}, {trainable_parameters: 2}]
      """)
    let plan = try run(scratch, "apply", "net.yaml", "--strict")
    #expect(plan.errors == "")
    #expect(plan.status == 0)
  }

  @Test func aKeyChoosesAPartOfACheckpoint() throws {
    let scratch = try scratch()
    try scratch.write("net.yaml", "model: {from: w/training.ckpt}\n")
    let without = try run(scratch, "apply", "net.yaml")
    #expect(without.errors.contains("error[invalid-from]: cannot read w/training.ckpt:"))
    #expect(without.errors.contains("key: state_dict beside `from`"))
    try scratch.write("net.yaml", "model: {from: w/training.ckpt, key: state_dict}\n")
    #expect(try run(scratch, "check", "net.yaml").status == 0)
    try scratch.write("net.yaml", "model: {from: w/zip2.pt, let: {a: 1}}\n")
    #expect(try run(scratch, "check", "net.yaml").errors.contains("a checkpoint has no `let`"))
    try scratch.write("net.yaml", "model: {from: other.yaml, key: a}\n")
    try scratch.write("other.yaml", "model: Linear(2, 2)\n")
    #expect(try run(scratch, "check", "net.yaml").errors.contains("other.yaml is none"))
  }

  @Test func aCheckpointOutsideIsReadWhereThatIsAllowed() throws {
    let scratch = try scratch()
    try FileManager.default.createDirectory(
      at: scratch.url.appending(path: "inner"), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: scratch.url.appending(path: "inner/link.pt").path, withDestinationPath: "../w/zip2.pt"
    )
    for path in ["../w/zip2.pt", "link.pt", "../w/sharded"] {
      try scratch.write("inner/net.yaml", "model: {from: \(path)}\n")
      let refused = try run(scratch, "check", "inner/net.yaml")
      #expect(refused.status == 1)
      #expect(refused.errors.contains("--allow-outside"))
      #expect(try run(scratch, "check", "inner/net.yaml", "--allow-outside").status == 0)
    }
  }

  @Test func ofALargeFileTheHeaderAloneIsRead() throws {
    let scratch = try Scratch()
    let size = 8 << 30
    let header =
      #"{"a.weight":{"dtype":"F32","shape":[\#(size / 4)],"data_offsets":[0,\#(size)]}}"#
    var bytes = (0..<8).map { UInt8(truncatingIfNeeded: header.utf8.count >> (8 * $0)) }
    bytes += Array(header.utf8)
    let file = scratch.url.appending(path: "large.safetensors")
    try Data(bytes).write(to: file)
    let handle = try FileHandle(forWritingTo: file)
    try handle.truncate(atOffset: UInt64(bytes.count + size))
    try handle.close()
    let imported = try run(scratch, "import", "large.safetensors")
    #expect(imported.output.contains("a: {parameters: {weight: [\(size / 4)]}}"))
    try scratch.write("net.yaml", "model: {from: large.safetensors}\n")
    #expect(try run(scratch, "check", "net.yaml").status == 0)
  }

  @Test(arguments: ["absent.pt", "bad.safetensors", "bad.pt", "w"])
  func whatCannotBeReadLeavesNothingBehind(source: String) throws {
    let scratch = try scratch()
    try scratch.write("bad.safetensors", "no weights")
    try scratch.write("bad.pt", "no weights")
    let imported = try run(scratch, "import", source, "-o", "arch.yaml")
    #expect(imported.status == 2)
    #expect(imported.errors.hasPrefix("error: cannot read \(source)"))
    #expect(!FileManager.default.fileExists(atPath: scratch.url.appending(path: "arch.yaml").path))
  }

  @Test func tiesAreTakenFromTheConfigBesideTheWeights() throws {
    let scratch = try Scratch()
    let header =
      #"{"model.embed_tokens.weight":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]}}"#
    var bytes = (0..<8).map { UInt8(truncatingIfNeeded: header.utf8.count >> (8 * $0)) }
    bytes += Array(header.utf8) + Array(repeating: 0, count: 16)
    try Data(bytes).write(to: scratch.url.appending(path: "model.safetensors"))
    try scratch.write(
      "config.json", #"{"architectures": ["LlamaForCausalLM"], "tie_word_embeddings": true}"#)
    let imported = try run(scratch, "import", ".")
    #expect(imported.output.contains("- [lm_head.weight, model.embed_tokens.weight]"))
    #expect(
      imported.output.contains(
        "# - lm_head.weight is model.embed_tokens.weight\n"))
    try scratch.write(
      "config.json", #"{"architectures": ["LlamaForCausalLM"], "tie_word_embeddings": false}"#)
    #expect(try !run(scratch, "import", "model.safetensors").output.contains("lm_head"))
  }

  @Test func aFolderWithoutWeightsLeadsToThoseInIt() throws {
    let scratch = try scratch()
    let refused = try run(scratch, "import", ".")
    #expect(refused.status == 2)
    #expect(refused.errors.contains("help: name that: ./w"))
    try scratch.write("run/logs/note.txt", "")
    #expect(try run(scratch, "import", "run").errors.contains("it is a folder without files"))
  }

  @Test func aNameThatIsNotThereIsHeldAgainstThoseBesideIt() throws {
    let scratch = try scratch()
    #expect(try run(scratch, "import", "w/zip.pt").errors.contains("did you mean `w/zip2.pt`"))
    #expect(
      try run(scratch, "import", "org/name").errors.contains(
        "a model of Hugging Face is hf:org/name"))
  }

  @Test func aFileOfPythonOrAConfigIsNoCheckpoint() throws {
    let scratch = try scratch()
    #expect(try run(scratch, "import", "net.py").errors.contains("name it: torch:net.py:NAME"))
    #expect(try run(scratch, "import", "net.yaml").errors.contains("freezespec apply net.yaml"))
  }

  @Test func whatLayersOfAWholeModelPrintFollowsFromTheirAttributes() throws {
    let scratch = try scratch()
    try scratch.write("net.yaml", "model: {from: w/model.pt}\n")
    #expect(try run(scratch, "import", "w/model.pt", "-o", "arch.yaml").status == 0)
    let shown = try run(scratch, "show", "net.yaml")
    #expect(shown.output == (try run(scratch, "show", "arch.yaml").output))
    #expect(shown.output.contains("Linear(in_features="))
  }
}
