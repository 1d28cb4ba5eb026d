import Foundation
import Testing

/// `check --weights`: a config held against files of weights.
@Suite struct CheckWeightsTests {
  static let golden = Command.checkout.appending(path: "Tests/FreezeSpecTests/Golden/checkpoints")

  /// The model of the golden checkpoints.
  static let config = """
    name: net
    classes:
      Block:
        parameters: {scale: {shape: [3], requires_grad: false}}
        buffers: {steps: {shape: [2], dtype: int64}, mask: {shape: [3, 3], dtype: bool}}
        children:
          conv: Conv2d(2, 3, 1, bias=False)
          norm: BatchNorm2d(3)
          act: ReLU()
    let: {last: Block()}
    model:
      class: Net
      children:
        embed: Embedding(7, 4)
        blocks: [Block(), last]
        shared: last
        head: Linear(4, 7, bias=False)
    tie:
      - [embed.weight, head.weight]
    rules:
      - freeze: {module: blocks}  # freezespec: ignore[tied-name-follows]
    eval: [frozen]
    """

  /// A folder with the config and a copy of the golden files.
  private func scratch(_ config: String = Self.config) throws -> Scratch {
    let scratch = try Scratch()
    try scratch.write("net.yaml", config)
    try FileManager.default.copyItem(at: Self.golden, to: scratch.url.appending(path: "w"))
    return scratch
  }

  private func check(_ scratch: Scratch, _ arguments: String...) throws -> Command {
    try Command.run(
      program: Command.binary.path, ["check", "net.yaml", "--weights"] + arguments,
      in: scratch.path)
  }

  @Test func aRenameThatFitsNoNameIsTold() throws {
    let scratch = try scratch()
    let run = try check(scratch, "w/zip2.pt", "--rename", "model.=")
    #expect(run.status == 0)
    #expect(run.errors == "warning: no name in w/zip2.pt fits --rename model.=\n")
  }

  @Test(arguments: [
    ["w/zip2.pt"], ["w/zip3.pt"], ["w/zip4.pt"], ["w/stream2.pt"], ["w/stream4.pt"], ["w/model.pt"],
    ["w/model_stream.pt"], ["w/tied.safetensors"], ["w/training.ckpt", "--key", "state_dict"],
    ["w/parallel.pt", "--rename", "module." + "="],
    ["w/sharded"], ["w/sharded/model.safetensors.index.json"],
  ])
  func everyFormOfTheModelsWeightsIsSilent(arguments: [String]) throws {
    let scratch = try scratch()
    let run = try Command.run(
      program: Command.binary.path, ["check", "net.yaml", "--strict", "--weights"] + arguments,
      in: scratch.path)
    #expect(run.errors.isEmpty)
    #expect(run.output == "\(arguments[0]) has all 9 parameters of net\n")
    #expect(run.status == 0)
  }

  @Test func aPrefixIsOneErrorInEveryForm() throws {
    let scratch = try scratch()
    for form in ["text", "json", "github", "sarif"] {
      let run = try check(scratch, "w/parallel.pt", "--diagnostics", form)
      #expect(run.status == 1)
      #expect(run.errors.contains("frozen-without-weights"))
      #expect(run.errors.contains("--rename module.="))
    }
  }

  @Test func aWarningFailsUnderStrict() throws {
    let scratch = try scratch(
      Self.config.replacing("Embedding(7, 4)", with: "Embedding(9, 4)")
        .replacing("Linear(4, 7,", with: "Linear(4, 9,"))
    #expect(try check(scratch, "w/zip2.pt").status == 0)
    let run = try check(scratch, "w/zip2.pt", "--strict")
    #expect(run.status == 1)
    #expect(run.errors.contains("error[weights-reshaped]"))
  }

  @Test func whereTheFileTellsNoTieTheConfigDoes() throws {
    // The sharded file lacks `head` and `shared`, as transformers leaves tied names out.
    let scratch = try scratch(
      Self.config.replacing("tie:\n  - [embed.weight, head.weight]\n", with: ""))
    let run = try check(scratch, "w/sharded")
    #expect(run.errors.contains("warning[weights-missing]"))
    #expect(run.errors.contains("say so under `tie`"))
  }

  @Test func absentFilesOfAnIndexAreTold() throws {
    let scratch = try scratch()
    try FileManager.default.removeItem(
      at: scratch.url.appending(path: "w/sharded/model-00002-of-00002.safetensors"))
    let run = try check(scratch, "w/sharded")
    #expect(run.status == 0)
    #expect(run.output.contains("no shapes are known of 1 file that is absent"))
  }

  @Test func partsWithoutAnIndexAreRead() throws {
    let scratch = try scratch()
    try FileManager.default.removeItem(
      at: scratch.url.appending(path: "w/sharded/model.safetensors.index.json"))
    #expect(try check(scratch, "w/sharded").status == 0)
    try FileManager.default.removeItem(
      at: scratch.url.appending(path: "w/sharded/model-00001-of-00002.safetensors"))
    // One that is left says by its name that it is not all.
    #expect(try check(scratch, "w/sharded").status == 2)
  }

  @Test(arguments: [
    ["w/absent.pt"], ["w/training.ckpt"], ["w/training.ckpt", "--key", "nothing"], ["-"], ["w"],
    ["net.yaml"], ["/dev/null"], ["w/zip2.pt", "--rename", "module"],
    ["w/zip2.pt", "--against", "plan.json"], ["w/tied.safetensors", "--key", "a"], [".", "."],
  ])
  func whatCannotBeReadEndsWithTwo(arguments: [String]) throws {
    let scratch = try scratch()
    let run = try Command.run(
      program: Command.binary.path, ["check", "net.yaml", "--weights"] + arguments,
      in: scratch.path)
    #expect(run.status == 2)
    #expect(!run.errors.isEmpty && run.output.isEmpty)
  }

  @Test func aKeyWithoutWeightsIsBadUsage() throws {
    let scratch = try scratch()
    #expect(try Command.run("check", "net.yaml", "--key", "a", in: scratch.path).status == 2)
    #expect(try Command.run("check", "net.yaml", "--rename", "a=b", in: scratch.path).status == 2)
  }

  @Test func aPipeIsNotWaitedFor() throws {
    let scratch = try scratch()
    try scratch.shell("mkfifo pipe")
    let run = try check(scratch, "pipe")
    #expect(run.status == 2)
    #expect(run.errors.contains("it is no regular file"))
  }

  @Test func anIndexReadsNoLinkOutOfItsFolderAndTheCacheOfHuggingFaceIsOne() throws {
    let scratch = try scratch()
    try scratch.shell(
      """
      mkdir -p apart hub/blobs hub/snapshots/1
      cp w/sharded/*.safetensors apart/
      mv w/sharded/*.safetensors hub/blobs/
      for file in hub/blobs/*; do ln -s ../../blobs/$(basename $file) hub/snapshots/1/; done
      cp w/sharded/*.json hub/snapshots/1/
      for file in apart/*; do ln -s ../../apart/$(basename $file) w/sharded/; done
      """)
    #expect(try check(scratch, "hub/snapshots/1").status == 0)
    let run = try check(scratch, "w/sharded")
    #expect(run.status == 2)
    #expect(run.errors.contains("--allow-outside"))
    #expect(try check(scratch, "w/sharded", "--allow-outside").status == 0)
  }

  @Test func theWeightsAreNotOverwritten() throws {
    let scratch = try scratch()
    let before = try Data(contentsOf: scratch.url.appending(path: "w/parallel.pt"))
    let run = try check(scratch, "w/parallel.pt", "-o", "w/parallel.pt")
    #expect(run.status == 2)
    #expect(try Data(contentsOf: scratch.url.appending(path: "w/parallel.pt")) == before)
  }

  @Test func ofALargeFileTheHeaderAloneIsRead() throws {
    // A sparse file of 100 GB, with the memory of a small one.
    let scratch = try scratch(
      "name: big\nmodel:\n  parameters: {w: {shape: [100000000000], dtype: uint8, requires_grad: false}}\n"
    )
    let header =
      "{\"w\":{\"dtype\":\"U8\",\"shape\":[100000000000],\"data_offsets\":[0,100000000000]}}"
    var bytes = (0..<8).map { UInt8(truncatingIfNeeded: header.utf8.count >> (8 * $0)) }
    bytes += Array(header.utf8)
    try Data(bytes).write(to: scratch.url.appending(path: "big.safetensors"))
    try scratch.shell("truncate -s \(bytes.count + 100_000_000_000) big.safetensors")
    let run = try scratch.shell("ulimit -v 4000000; $FS check net.yaml --weights big.safetensors")
    #expect(run.output == "big.safetensors has the one parameter of big\n")
  }
}
