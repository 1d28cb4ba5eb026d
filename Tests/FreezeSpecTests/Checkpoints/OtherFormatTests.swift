import Testing

@testable import FreezeSpec

/// What is said of files and folders that hold no weights which can be read.
@Suite struct OtherFormatTests {
  private func refusal(of bytes: [UInt8]) -> CheckpointError? {
    do throws(CheckpointError) {
      _ = try CheckpointReader.read(ByteSource(bytes))
      return nil
    } catch {
      return error
    }
  }

  /// A tar archive's first header.
  private func tar(_ name: String) -> [UInt8] {
    var bytes = Array(name.utf8)
    bytes += [UInt8](repeating: 0, count: 257 - bytes.count)
    return bytes + Array("ustar".utf8) + [UInt8](repeating: 0, count: 250)
  }

  @Test(arguments: [
    ([0x81, 0xA6] + Array("params\u{1}".utf8), "MessagePack, as Flax writes it", "hf:NAME"),
    ([0x08, 0x08, 0x12, 0x07] + Array("pytorch".utf8), "looks like ONNX", "hf:NAME"),
    ([0x89, 0x48, 0x44, 0x46, 0x0D], "HDF5, as Keras writes it", "hf:NAME"),
    (Array("GGUF\u{3}".utf8), "GGUF", "gguf_file=FILE"),
    ([0x1F, 0x8B, 0x08], "compressed by gzip", "tar -xf"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "compressed by xz", "unxz"),
    ([0x28, 0xB5, 0x2F, 0xFD], "compressed by zstd", "unzstd"),
    (Array("\n<!DOCTYPE HTML><html>".utf8), "a web page", "/resolve/"),
    (Array("Access to model X is restricted\n".utf8), "text, and no weights", ".safetensors"),
    ([UInt8](repeating: 0, count: 64), "all zero", "download it again"),
    ([], "empty", "download it again"),
    (Array(#"{"model_type": "llama"}"#.utf8), "a config of transformers", "hf:FOLDER"),
    (Array(#"{"peft_type": "LORA"}"#.utf8), "a config of PEFT", "--for peft"),
    (Array(#"{"weight_map": {"a": "#.utf8), "cannot be read at byte 21", "download it again"),
    ([0x7F, 0x45, 0x4C, 0x46, 0, 1, 2, 3, 4, 5], "neither safetensors nor", ".safetensors"),
  ])
  func aFileIsToldForWhatItIsWithAWayOut(bytes: [UInt8], what: String, help: String) throws {
    let error = try #require(refusal(of: bytes))
    #expect(error.message.contains(what))
    #expect(error.helpOfImport.joined(separator: "\n").contains(help))
  }

  @Test func onlyTorchsOwnTarArchivesAreLoadedAndSavedAgain() throws {
    #expect(try #require(refusal(of: tar("storages"))).message.contains("before version 0.1.10"))
    let other = try #require(refusal(of: tar("model/model.safetensors")))
    #expect(other.message == "it is a tar archive")
    #expect(other.help == ["unpack it (tar -xf) and name the file of weights in it"])
  }

  @Test(arguments: [
    (["config.json", "model.weights.h5"], "it is a model of Keras, which is not read"),
    (["arr_0.npy", "arr_1.npy"], "it is arrays of NumPy, which are not read"),
    (["a/README", "a/model.pt"], "it is a zip archive with a file of weights in it: a/model.pt"),
    (["a.txt"], "it is a zip archive that torch.save did not write"),
  ])
  func anArchiveIsToldForWhatIsInIt(names: [String], message: String) {
    let error = OtherFormat.refusal(ofArchive: names)
    #expect(error.message == message)
    #expect(!error.help.isEmpty)
  }

  @Test(arguments: [
    ([], [], "it is a folder without files", "name a file of weights"),
    (["config.json"], [], "it holds a config and no weights", "import hf:run"),
    (
      ["config.json", "flax_model.msgpack"], [],
      "it has no weights of PyTorch, but weights of Flax: flax_model.msgpack", "import hf:run"
    ),
    (
      ["trainer_state.json"], ["checkpoint-5"], "it is a folder without weights", "run/checkpoint-5"
    ),
  ])
  func aFolderIsToldForWhatIsInIt(
    files: [String], folders: [String], message: String, help: String
  ) {
    let error = FolderContents("run", files: files, foldersWithWeights: folders).refusal
    #expect(error.message.hasPrefix(message))
    #expect(error.helpOfImport.joined(separator: "\n").contains(help))
  }

  @Test(arguments: [
    ("w/modle.pt", ["model.pt", "notes"], "did you mean `w/model.pt`?"),
    ("w/x.pt", ["model.pt", "notes"], "its folder has w/model.pt"),
    ("w/x.pt", ["notes"], "nothing beside it has weights either"),
  ])
  func whatIsNotThereIsHeldAgainstItsNeighbours(path: String, names: [String], help: String) {
    let error = CheckpointError.absent(path, "no such file or directory", neighbours: names)
    #expect(error.help == [help])
  }

  @Test func aNameOfTheHubWantsItsScheme() {
    let error = CheckpointError.absent("meta-llama/Llama-3.2-1B", "", neighbours: nil)
    #expect(error.message == "there is no folder meta-llama/")
    #expect(error.helpOfImport == ["a model of Hugging Face is hf:meta-llama/Llama-3.2-1B"])
  }

  @Test func whoWantsWeightsIsLedToNoOtherSource() throws {
    let config = try #require(refusal(of: Array(#"{"model_type": "llama"}"#.utf8)))
    let folder = FolderContents("run", files: ["config.json"], foldersWithWeights: []).refusal
    let gguf = try #require(refusal(of: Array("GGUF\u{3}".utf8)))
    for error in [config, folder, gguf] {
      #expect(error.help.count == 1)
      #expect(!error.help[0].contains("import"))
    }
  }
}
