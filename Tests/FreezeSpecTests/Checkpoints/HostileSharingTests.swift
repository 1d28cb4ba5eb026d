import Testing

@testable import FreezeSpec

/// Small pickles whose objects share what they hold: to look at it once for each would take minutes.
@Suite struct HostileSharingTests {
  private typealias Codes = HostileCheckpointTests

  /// - Parameter holdsTensor: Whether ``tensor`` is in it, whose storage stands behind it then.
  private func read(_ object: [UInt8], key: String? = nil, holdsTensor: Bool = false)
    -> Result<Checkpoint, CheckpointError>
  {
    Result { () throws(CheckpointError) in
      let pickle: [UInt8] = [0x80, 2] + object + [0x2E]
      if !holdsTensor { return try Checkpoint(bytes: Codes.stream(pickle), key: key) }
      let storage: [UInt8] = [1, 0, 0, 0, 0, 0, 0, 0, 9, 9, 9, 9]
      return try Checkpoint(bytes: Codes.stream(pickle, keys: Codes.keys) + storage, key: key)
    }
  }

  private func refusal(_ object: [UInt8], key: String? = nil) -> String? {
    guard case .failure(let error) = read(object, key: key) else { return nil }
    return error.message
  }

  private static let ordered = HostileCheckpointTests.global("collections", "OrderedDict")
  private static let tensor = HostileCheckpointTests.tensor(
    count: HostileCheckpointTests.one, size: HostileCheckpointTests.one,
    stride: HostileCheckpointTests.one)

  /// Opcodes that are not left on the stack.
  private func aside(_ codes: [UInt8]) -> [UInt8] { codes + [0x30] }

  /// The value on top of the stack many times over.
  private func again(_ count: Int) -> [UInt8] { Array(repeating: 0x32, count: count) }

  @Test func pairsInAListAreReadOnceForAllThatShareThem() {
    // Forty dicts of a thousand times one that has twenty thousand pairs.
    let pair: [UInt8] = [0x4B, 1, 0x4B, 1, 0x86]
    let pairs: [UInt8] = [0x5D, 0x28] + pair + again(19_999) + [0x65, 0x71, 0]
    let inner: [UInt8] = Self.ordered + [0x68, 0, 0x85, 0x52, 0x71, 1]
    let entry: [UInt8] = Codes.text("k") + [0x68, 1, 0x86]
    let list: [UInt8] = [0x5D, 0x28] + entry + again(999) + [0x65, 0x71, 2]
    var whole = aside(pairs) + aside(inner) + aside(list)
    whole += [0x7D, 0x28]
    for name in 0..<40 { whole += Codes.text("\(name)") + Self.ordered + [0x68, 2, 0x85, 0x52] }
    whole += [0x75]
    #expect(refusal(whole) == "it holds neither a state dict nor a model: it is a dict")
  }

  @Test func versionsAreReadOnceForAllModulesThatShareThem() throws {
    var facts: [UInt8] = [0x7D, 0x28] + Codes.text("version")
    facts += [0x4B, 3] + Codes.text("x") + again(2 * 20_000 - 1) + [0x75, 0x71, 1]
    var whole: [UInt8] = Self.ordered + [0x29, 0x52, 0x28] + Codes.text("w")
    whole += Self.tensor + [0x75, 0x7D] + Codes.text("_metadata") + [0x7D, 0x28]
    whole += Codes.text("a") + facts
    for name in 0..<20_000 { whole += Codes.text("\(name)") + [0x68, 1] }
    whole += [0x75, 0x73, 0x62]
    let checkpoint = try read(whole, holdsTensor: true).get()
    #expect(checkpoint.modules.count == 20_001)
    #expect(checkpoint.modules.allSatisfy { $0.version == 3 })
  }

  /// Modules that share one `__dict__` with a long attribute.
  private func modules(_ count: Int, nameBytes: Int) -> [UInt8] {
    var own: [UInt8] = Codes.text("_parameters") + [0x7D]
    own += Codes.text("_buffers") + [0x7D] + Codes.text("_modules") + [0x7D]
    var state: [UInt8] = [0x7D, 0x28] + own + [0x58]
    state += (0..<4).map { UInt8(truncatingIfNeeded: nameBytes >> (8 * $0)) }
    state += Array(repeating: 0x71, count: nameBytes) + [0x4B, 1, 0x75, 0x71, 0]
    let object: [UInt8] = Codes.global("m", "M") + [0x29, 0x81]
    var whole = aside(state)
    whole += object + [0x7D, 0x28] + own + [0x28]
    for name in 0..<count { whole += Codes.text("\(name)") + object + [0x68, 0, 0x62] }
    whole += [0x75, 0x75, 0x62]
    return whole
  }

  @Test func theNameOfASharedAttributeCountsForEachModule() throws {
    #expect(try read(modules(9, nameBytes: 400_000)).get().modules.count == 10)
    #expect(
      refusal(modules(300, nameBytes: 400_000))
        == "it puts the same modules together over and over, to a model of far more than the file has"
    )
  }

  @Test func workIsCountedOverAllFilesOfACommand() throws {
    // Each is well within what one file may take.
    let bytes = Codes.stream([0x80, 2] + modules(100, nameBytes: 400_000) + [0x2E])
    let reading = CheckpointReading()
    var count = 0
    let error = #expect(throws: CheckpointError.self) {
      while count < 10 {
        _ = try CheckpointReader.read(ByteSource(bytes, reading))
        count += 1
      }
    }
    #expect(error?.message.hasPrefix("it puts the same modules together") == true)
    #expect((1...3).contains(count))
  }

  @Test func aKeyOfManyDotsIsSearchedOnce() throws {
    let last: [UInt8] = [0x7D] + Codes.text("w") + Self.tensor + [0x73]
    let inner: [UInt8] = [0x7D] + Codes.text("b.c") + last + [0x73]
    let whole: [UInt8] = [0x7D] + Codes.text("a") + inner + [0x73]
    #expect(try read(whole, key: "a.b.c", holdsTensor: true).get().tensors.count == 1)
    // Of a key that stands twice the last counts.
    let other: [UInt8] = [0x7D] + Codes.text("z") + Self.tensor + [0x73]
    let twice: [UInt8] = whole + Codes.text("a") + other + [0x73]
    #expect(throws: CheckpointError.self) {
      try read(twice, key: "a.b.c", holdsTensor: true).get()
    }
    // A dict in itself.
    let dict: [UInt8] = [0x7D, 0x71, 0] + Codes.text("a") + [0x68, 0, 0x73]
    let dots = String(repeating: "a.", count: 20_000) + "a"
    #expect(
      refusal(dict, key: dots)?.hasPrefix("there is nothing under the key `a.a.") == true)
  }

  @Test func whatIsTriedToFindACallIsCounted() throws {
    let checkpoint = try Checkpoint(bytes: try CheckpointGoldenTests.bytes("model.pt"))
    let description = try ModelDescription(try CheckpointTree(checkpoint))
    func calls(mostWork: Int?) -> Int {
      var trial = LayerTrial(description, dtype: .float32, mostWork: mostWork)
      return description.modules.indices.count { trial.call(of: $0) != nil }
    }
    #expect(calls(mostWork: nil) > 1)
    #expect(calls(mostWork: 1) == 1)
    #expect(calls(mostWork: 0) == 0)
  }
}
