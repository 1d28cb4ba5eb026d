import Foundation
import Testing

@testable import FreezeSpec

/// Checkpoints that PyTorch and safetensors wrote, read as they read them.
@Suite struct CheckpointGoldenTests {
  /// What PyTorch reads from a file.
  struct Answer: Decodable {
    struct Tensor: Decodable, Equatable {
      var name: String
      var shape: [Int]
      var dtype: String
      var kind: String
      var sameAs: Int?

      enum CodingKeys: String, CodingKey {
        case name, shape, dtype, kind
        case sameAs = "same_as"
      }
    }

    struct Module: Decodable, Equatable {
      var path: String
      var version: Int?
      var className: String?

      enum CodingKeys: String, CodingKey {
        case path, version
        case className = "class"
      }
    }

    var key: String?
    var tensors: [Tensor]
    var modules: [Module]
    var dropped: [String: String]?
  }

  static let folder = Repository.golden.appending(path: "checkpoints")

  static let answers: [String: Answer] = {
    let file = folder.appending(path: "answers.json")
    guard let bytes = try? Data(contentsOf: file) else { return [:] }
    return (try? JSONDecoder().decode([String: Answer].self, from: bytes)) ?? [:]
  }()

  @Test func thereAreAnswers() { #expect(Self.answers.count >= 20) }

  @Test(arguments: answers.keys.sorted())
  func aFileIsReadAsPyTorchReadsIt(name: String) throws {
    let answer = try #require(Self.answers[name])
    let checkpoint = try Checkpoint(golden: name, key: answer.key)
    var expected = answer.tensors
    var found = checkpoint.tensors.answers
    if name.hasSuffix("safetensors") {
      // Its header is in no order that means anything.
      expected.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
      found.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }
    #expect(found == expected)
    #expect(checkpoint.isOrdered == !name.hasSuffix("safetensors"))
    #expect(
      checkpoint.modules.map {
        Answer.Module(path: $0.path, version: $0.version, className: $0.className)
      } == answer.modules)
    let dropped = Dictionary(uniqueKeysWithValues: checkpoint.dropped.map { ($0.dropped, $0.kept) })
    #expect(dropped == answer.dropped ?? [:])
  }

  @Test func theFilesOfAnIndexArePutTogether() throws {
    let index = try Self.index()
    let checkpoint = try Checkpoint(index) { (file) throws(CheckpointError) in
      try Checkpoint(golden: "sharded/\(file)")
    }
    #expect(checkpoint.tensors.count == 17)
    #expect(checkpoint.tensors.allSatisfy { $0.shape != nil })
    #expect(checkpoint.absentFiles.isEmpty)
  }

  @Test func ofAnAbsentFileTheNamesAreKnown() throws {
    let index = try Self.index()
    let first = index.files[0]
    let checkpoint = try Checkpoint(index) { (file) throws(CheckpointError) in
      file == first ? nil : try Checkpoint(golden: "sharded/\(file)")
    }
    #expect(checkpoint.tensors.count == 17)
    #expect(checkpoint.absentFiles == [first])
    #expect(checkpoint.tensors.contains { $0.shape == nil })
  }

  @Test func aFileThatLacksWhatItsIndexSaysIsRefused() throws {
    let index = try Self.index()
    #expect(throws: CheckpointError.self) {
      try Checkpoint(index) { (_) throws(CheckpointError) in Checkpoint() }
    }
  }

  private static func index() throws -> CheckpointIndex {
    let file = folder.appending(path: "sharded/model.safetensors.index.json")
    let bytes = try Data(contentsOf: file)
    guard case .index(let index) = try CheckpointReader.read(ByteSource([UInt8](bytes))) else {
      throw CheckpointError("no index")
    }
    return index
  }

  // MARK: The wanted part

  @Test(arguments: [
    ("training.ckpt", "--key state_dict"), ("two_models.pt", "--key ema or --key model"),
  ])
  func aKeyIsProposed(file: String, cure: String) throws {
    let error = try #require(throws: CheckpointError.self) { try Checkpoint(golden: file) }
    #expect(error.help == ["give \(cure)"])
  }

  @Test func theRestOfAKeyIsProposed() throws {
    let error = try #require(throws: CheckpointError.self) {
      try Checkpoint(golden: "nested.pt", key: "run")
    }
    #expect(
      error.message == "what is under `run` is no state dict, but a dict that holds one")
    #expect(error.help == ["give --key run.best"])
    #expect(try !Checkpoint(golden: "nested.pt", key: "run.best").tensors.isEmpty)
  }

  @Test func aKeyThatIsNotThereIsRefusedAndTheRightOneProposed() throws {
    let error = try #require(throws: CheckpointError.self) {
      try Checkpoint(golden: "training.ckpt", key: "model")
    }
    #expect(error.message == "there is nothing under the key `model` in it")
    #expect(error.help == ["give --key state_dict"])
  }

  @Test func anOpaqueValueIsAnErrorOnlyWhereItIsWanted() throws {
    let error = try #require(throws: CheckpointError.self) {
      try Checkpoint(golden: "training.ckpt", key: "hyper_parameters")
    }
    #expect(error.message.contains("made by `__main__.Settings`"))
  }
}

extension Checkpoint {
  /// Reads a file that PyTorch wrote.
  init(golden name: String, key: String? = nil) throws(CheckpointError) {
    let file = CheckpointGoldenTests.folder.appending(path: name)
    guard let bytes = try? Data(contentsOf: file) else { throw CheckpointError("no \(name)") }
    self = try Checkpoint(bytes: [UInt8](bytes), key: key)
  }

  /// Reads a file that is no index.
  init(bytes: [UInt8], key: String? = nil) throws(CheckpointError) {
    switch try CheckpointReader.read(ByteSource(bytes), key: key) {
    case .checkpoint(let checkpoint): self = checkpoint
    case .index: throw CheckpointError("an index")
    }
  }
}

extension [Checkpoint.Tensor] {
  /// The tensors as the golden answers have them.
  fileprivate var answers: [CheckpointGoldenTests.Answer.Tensor] {
    var firsts: [Int: Int] = [:]
    return enumerated().map { number, tensor in
      let kind =
        switch tensor.kind {
        case .unknown: "unknown"
        case .parameter(let requiresGrad): requiresGrad ? "trainable" : "frozen"
        case .buffer(let isPersistent): isPersistent ? "buffer" : "transient"
        }
      var sameAs: Int?
      if let identity = tensor.identity {
        sameAs = firsts[identity]
        firsts[identity] = firsts[identity] ?? number
      }
      return CheckpointGoldenTests.Answer.Tensor(
        name: tensor.name, shape: tensor.shape ?? [], dtype: tensor.dtype ?? "", kind: kind,
        sameAs: sameAs)
    }
  }
}
