import Foundation
import Testing

@testable import FreezeSpec

/// Files that somebody made to be read wrongly, or not to an end.
@Suite struct HostileCheckpointTests {
  private func refusal(_ bytes: [UInt8], key: String? = nil) -> String? {
    do throws(CheckpointError) {
      _ = try Checkpoint(bytes: bytes, key: key)
      return nil
    } catch {
      return error.message
    }
  }

  // MARK: Safetensors

  static func safetensors(_ header: String, data: Int = 0, length: UInt64? = nil) -> [UInt8] {
    let count = length ?? UInt64(header.utf8.count)
    return (0..<8).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) } + Array(header.utf8)
      + Array(repeating: 0, count: data)
  }

  static func tensor(_ name: String, _ start: Int, _ end: Int, shape: String? = nil) -> String {
    let shape = shape ?? "[\(end - start)]"
    return "\"\(name)\":{\"dtype\":\"U8\",\"shape\":\(shape),\"data_offsets\":[\(start),\(end)]}"
  }

  @Test(arguments: [
    (safetensors("{}", length: 1 << 60), "its header has more than 100,000,000 bytes"),
    (safetensors("{}", length: .max), "its header has more than 100,000,000 bytes"),
    (safetensors("{}", length: 3), "it is cut off"),
    (safetensors("{" + tensor("a", 0, 4) + "}", data: 3), "it is cut off"),
    (safetensors("{" + tensor("a", 0, 4) + "}", data: 5), "1 bytes stand behind its last tensor"),
    (
      safetensors("{" + tensor("a", 0, 4) + "," + tensor("b", 2, 6) + "}", data: 6),
      "`b` overlaps another tensor"
    ),
    (
      safetensors("{" + tensor("a", 0, 4) + "," + tensor("b", 5, 6) + "}", data: 6),
      "there is a hole in the data before `b`"
    ),
    (
      safetensors("{" + tensor("a", 0, 4) + "," + tensor("a", 0, 4) + "}", data: 4),
      "its header cannot be read at byte 61: the key `a` stands twice"
    ),
    (
      safetensors("{" + tensor("a", 0, 4, shape: "[9223372036854775807,2]") + "}", data: 4),
      "its header cannot be read at byte 13: `a` is not as long as its shape says"
    ),
    (
      safetensors("{" + tensor("a", 0, 4, shape: "[-4]") + "}", data: 4),
      "its header cannot be read at byte 36: a number here cannot be negative"
    ),
    (
      safetensors("{" + tensor("a", 0, 4, shape: "[4.0]") + "}", data: 4),
      "its header cannot be read at byte 36: an integer of 64 bits is wanted"
    ),
    (
      safetensors("{" + tensor("\\ud800", 0, 4) + "}", data: 4),
      "its header cannot be read at byte 10: half of a surrogate pair, which is no character"
    ),
    (
      safetensors("{\"a\":{\"dtype\":\"F5\",\"shape\":[],\"data_offsets\":[0,0]}}"),
      "its header cannot be read at byte 22: the unknown dtype `F5`"
    ),
    (
      safetensors("{\"a\":" + String(repeating: "[", count: 100_000)),
      "its header cannot be read at byte 13: an object is wanted"
    ),
    (
      safetensors(
        "{\"a\":{\"x\":" + String(repeating: "[", count: 100_000)),
      "its header cannot be read at byte 144: it is nested more than 128 levels deep"
    ),
    (
      safetensors("{\"__metadata__\":{\"a\":1}}"),
      "its header cannot be read at byte 29: a string is wanted"
    ),
  ])
  func aBrokenHeaderIsRefused(bytes: [UInt8], message: String) {
    #expect(refusal(bytes) == message)
  }

  // MARK: Pickles

  /// Pickles in a row as `torch.save` wrote them before version 1.6.
  static func stream(_ object: [UInt8], keys: [UInt8] = [0x80, 2, 0x5D, 0x2E]) -> [UInt8] {
    let magic: [UInt8] = [
      0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E,
    ]
    let version: [UInt8] = [0x80, 2, 0x4D, 0xE9, 3, 0x2E]
    let system: [UInt8] = [0x80, 2, 0x7D, 0x2E]
    return magic + version + system + object + keys
  }

  /// A pickle of some opcodes.
  static func pickle(_ codes: [UInt8]...) -> [UInt8] { [0x80, 2] + codes.flatMap(\.self) + [0x2E] }

  static func global(_ module: String, _ name: String) -> [UInt8] {
    Array("c\(module)\n\(name)\n".utf8)
  }

  static func text(_ text: String) -> [UInt8] {
    [0x58, UInt8(text.utf8.count), 0, 0, 0] + Array(text.utf8)
  }

  @Test(arguments: [
    ("os", "system"), ("builtins", "eval"), ("builtins", "exec"), ("posix", "system"),
    ("torch.serialization", "load"),
  ])
  func whatAPickleWouldCallIsNotCalledAndToldByName(module: String, name: String) {
    let call = Self.global(module, name) + Self.text("touch /tmp/x") + [0x85, 0x52]
    #expect(
      refusal(Self.stream(Self.pickle(call)))
        == "it holds neither a state dict nor a model: it is made by `\(module).\(name)`")
  }

  @Test func aChainOfAttributesIsNotFollowed() {
    var chain = Self.global("builtins", "getattr")
    for _ in 0..<1_000 {
      chain = Self.global("builtins", "getattr") + chain + Self.text("x") + [0x86, 0x52]
    }
    #expect(refusal(Self.stream([0x80, 2] + chain + [0x2E])) != nil)
  }

  @Test(arguments: [
    // A list of two of the list before, thirty times: 2^30 items to whoever copies them.
    pickle([0x5D], (0..<30).flatMap { _ in [0x28, 0x32, 0x32, 0x6C] as [UInt8] }),
    // A dict in itself.
    pickle([0x7D, 0x71, 0], text("a"), [0x68, 0, 0x73]),
    // A list in itself.
    pickle([0x5D, 0x71, 0, 0x68, 0, 0x61]),
    // Tuples, a hundred thousand deep.
    pickle([0x29], Array(repeating: 0x85, count: 100_000)),
    // Sizes of sizes of sizes.
    pickle(
      (0..<5_000).flatMap { _ in global("torch", "Size") }, [0x29],
      (0..<5_000).flatMap { _ in [0x85, 0x52] as [UInt8] }),
    // A stack of half a million marks.
    pickle(Array(repeating: 0x28, count: 500_000)),
    // A text of 2^32 - 1 bytes.
    pickle([0x58, 0xFF, 0xFF, 0xFF, 0xFF]),
    // A text of 2^64 - 1 bytes.
    pickle([0x8D] + Array(repeating: 0xFF, count: 8)),
    // What was never put there.
    pickle([0x68, 7]), pickle([0x6A, 0xFF, 0xFF, 0xFF, 0xFF]),
    // Opcodes on an empty stack.
    pickle([0x52]), pickle([0x74]), pickle([0x62]), pickle([0x73]), pickle([0x71, 0]),
    pickle([0x30]),
    // An opcode of protocol 0, and one that there is not.
    pickle([0x49, 0x31, 0x0A]), pickle([0xFF]),
    // A line without an end.
    [0x80, 2, 0x63] + Array(repeating: 0x61, count: 100_000),
    // Nothing at all.
    pickle(),
  ])
  func aPickleThatIsABombOrBrokenIsRefused(object: [UInt8]) {
    #expect(refusal(Self.stream(object)) != nil)
  }

  @Test(arguments: [
    pickle([0x5D], (0..<200_000).flatMap { _ in [0x4E, 0x61] as [UInt8] }),
    pickle([0x7D], (0..<200_000).flatMap { _ in [0x4E, 0x4E, 0x73] as [UInt8] }),
    pickle(
      global("m", "M"), [0x29, 0x52], (0..<200_000).flatMap { _ in [0x4E, 0x61] as [UInt8] }),
  ])
  func whatGrowsItemByItemIsReadInTimeThatGrowsWithIt(object: [UInt8]) {
    // Copied at each step it would be twenty thousand million items.
    #expect(refusal(Self.stream(object)) != nil)
  }

  @Test func aStackAndTheValuesAreBounded() {
    // Below a mark, and with all put into a tuple.
    func stack(_ count: Int) -> String? {
      refusal(Self.stream(Self.pickle([0x28], Array(repeating: 0x4E, count: count), [0x74])))
    }
    let isRead = "it holds neither a state dict nor a model: it is a tuple"
    #expect(stack(Limits.pickleStack) == isRead)
    #expect(stack(Limits.pickleStack + 1) == "its pickle needs a stack of more than 2,000,000")
  }

  /// ``Limits/pickleValues``, in the small.
  @Test func whatAPicklePushesIsCounted() throws {
    // Nine are taken off again, one is remembered.
    let bytes = Self.pickle((0..<9).flatMap { _ in [0x4E, 0x30] as [UInt8] }, [0x4E, 0x71, 0])
    func read(most: Int) throws(CheckpointError) {
      var stream = ByteStream(ByteSource(bytes), 0..<bytes.count)
      _ = try PickleMachine.read(&stream, mostValues: most)
    }
    #expect(throws: Never.self) { try read(most: 11) }
    let error = #expect(throws: CheckpointError.self) { try read(most: 10) }
    #expect(error?.message == "its pickle has more than 10 values")
  }

  /// A tensor of a storage, its numbers given as the opcodes that push them.
  static func tensor(
    count: [UInt8], offset: [UInt8] = [0x4B, 0], size: [UInt8], stride: [UInt8]
  ) -> [UInt8] {
    let storage =
      [0x28] + text("storage") + global("torch", "FloatStorage") + text("0") + text("cpu") + count
      + [0x74, 0x51]
    return global("torch._utils", "_rebuild_tensor") + [0x28] + storage + offset + size + [0x85]
      + stride + [0x85, 0x74, 0x52]
  }

  static func named(_ name: String, _ tensor: [UInt8]) -> [UInt8] {
    pickle([0x7D], text(name), tensor, [0x73])
  }

  static let one: [UInt8] = [0x4B, 1]
  static let huge: [UInt8] = [0x8A, 8, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F]
  static let negative: [UInt8] = [0x4A, 0xFF, 0xFF, 0xFF, 0xFF]
  static let keys: [UInt8] = pickle([0x5D], text("0"), [0x61])

  @Test func aSaneTensorOfTheseIsRead() throws {
    let file = Self.stream(
      Self.named("a", Self.tensor(count: Self.one, size: Self.one, stride: Self.one)),
      keys: Self.keys)
    let checkpoint = try Checkpoint(bytes: file + [1, 0, 0, 0, 0, 0, 0, 0, 9, 9, 9, 9])
    #expect(checkpoint.tensors.map(\.shape) == [[1]])
    #expect(refusal(file + [1, 0, 0, 0, 0, 0, 0, 0, 9, 9, 9]) == "it is cut off")
    #expect(refusal(file + [0xFF, 0, 0, 0, 0, 0, 0, 0x7F, 9, 9, 9, 9]) == "it is cut off")
    #expect(refusal(file + [0, 0, 0, 0, 0, 0, 0, 0]) == "the storage `0` in it is too short")
  }

  @Test(arguments: [
    tensor(count: one, size: huge, stride: one), tensor(count: huge, size: huge, stride: huge),
    tensor(count: one, offset: one, size: one, stride: one),
    tensor(count: one, offset: huge, size: one, stride: one),
    tensor(count: one, offset: negative, size: one, stride: one),
    tensor(count: one, size: negative, stride: one),
    tensor(count: negative, size: one, stride: one),
    tensor(count: one, size: one, stride: negative), tensor(count: [0x4E], size: one, stride: one),
    tensor(count: huge, size: one, stride: one),
  ])
  func aTensorWithSizesThatLieIsRefused(tensor: [UInt8]) {
    let file = Self.stream(Self.named("a", tensor), keys: Self.keys)
    #expect(refusal(file + [1, 0, 0, 0, 0, 0, 0, 0, 9, 9, 9, 9]) != nil)
  }

  @Test func aNameThatStandsTwiceIsRefused() {
    let tensor = Self.tensor(count: Self.one, size: Self.one, stride: Self.one)
    let twice = Self.pickle([0x7D, 0x28], Self.text("a"), tensor, Self.text("a"), tensor, [0x75])
    let file = Self.stream(twice, keys: Self.keys) + [1, 0, 0, 0, 0, 0, 0, 0, 9, 9, 9, 9]
    #expect(refusal(file) == "it has the key `a` twice")
  }

  @Test func aModelOfModulesThatAreSharedOverAndOverEnds() {
    // Each module holds the one before twice: 2^40 places.
    let state =
      Self.global("m", "M") + [0x29, 0x81, 0x7D, 0x28] + Self.text("_parameters") + [0x7D]
    var module = state + Self.text("_modules") + [0x7D, 0x75, 0x62, 0x71, 0]
    for level in 1...40 {
      module += state + Self.text("_modules") + [0x7D, 0x28]
      for name in ["a", "b"] { module += Self.text(name) + [0x68, UInt8(level - 1)] }
      module += [0x75, 0x75, 0x62, 0x71, UInt8(level)]
    }
    // All of them but the last are taken off the stack by a tuple that is thrown away.
    let whole = [0x80, 2, 0x28] + module + [0x31, 0x68, 40, 0x2E] as [UInt8]
    #expect(
      refusal(Self.stream(whole))
        == "it puts the same modules together over and over, to a model of far more than the file has"
    )
  }

  // MARK: Every prefix, every change

  @Test(arguments: ["zip2.pt", "stream2.pt", "stream4.pt", "tied.safetensors", "views.pt"])
  func aFileThatIsCutOffAnywhereIsRefused(name: String) throws {
    let bytes = try CheckpointGoldenTests.bytes(name)
    for count in stride(from: 0, to: bytes.count, by: 41) {
      #expect(refusal(Array(bytes[..<count])) != nil, "\(count)")
    }
  }

  @Test(arguments: [
    "zip2.pt", "zip4.pt", "stream2.pt", "stream4.pt", "model.pt", "dtypes.pt", "names.safetensors",
  ])
  func aFileWithAnyByteChangedIsReadOrRefused(name: String) throws {
    var bytes = try CheckpointGoldenTests.bytes(name)
    var random = Linear(state: 7)
    for _ in 0..<250 {
      let place = Int(random.next() % UInt64(bytes.count))
      let before = bytes[place]
      bytes[place] = UInt8(truncatingIfNeeded: random.next() >> 32)
      _ = refusal(bytes)
      bytes[place] = before
    }
  }

  /// Numbers that are the same in every run.
  private struct Linear {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 11
    }
  }

  // MARK: Other files

  @Test(arguments: [
    (Array("".utf8), "it is empty"),
    (
      Array("version https://git-lfs.github.com/spec/v1\n".utf8),
      "it is a pointer of Git LFS, and not the file itself"
    ),
    (Array("GGUF".utf8), "it is GGUF, which is not read"),
    (Array("{}".utf8), "it is JSON, and no index of a checkpoint: it has no `weight_map`"),
    (Array("hello world".utf8), "it is text, and no weights"),
  ])
  func whatIsNoCheckpointIsToldForWhatItIs(bytes: [UInt8], message: String) {
    #expect(refusal(bytes) == message)
  }

  @Test(arguments: ["../../etc/passwd", "/etc/passwd", "", ".hidden", "a\\\\b", "a/b"])
  func anIndexNamesNoFileElsewhere(file: String) {
    let index = "{\"weight_map\": {\"a\": \"\(file)\"}}"
    #expect(refusal(Array(index.utf8))?.contains("no name of a file beside the index") == true)
  }
}

extension CheckpointGoldenTests {
  /// The bytes of a golden checkpoint.
  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appending(path: name)))
  }
}
