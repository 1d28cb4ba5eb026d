import Testing

@testable import FreezeSpec

/// Small files that would have a reader fill its memory.
@Suite struct HostileMemoryTests {
  private func refusal(_ bytes: [UInt8], key: String? = nil) -> String? {
    do throws(CheckpointError) {
      _ = try Checkpoint(bytes: bytes, key: key)
      return nil
    } catch {
      return error.message
    }
  }

  private static let toomuch =
    "its pickle makes objects of far more bytes than it has: no program writes such a one"

  private static func repeated(_ codes: [UInt8], _ count: Int) -> [UInt8] {
    (0..<count).flatMap { _ in codes }
  }

  @Test(arguments: [
    // A persistent id for each byte.
    HostileCheckpointTests.pickle([0x4E], Array(repeating: 0x51, count: 2_500_000))
  ])
  func objectsAreHeldToTheBytesOfTheirPickle(object: [UInt8]) {
    #expect(refusal(HostileCheckpointTests.stream(object)) == Self.toomuch)
  }

  @Test func objectsMayTakeSoManyBytesForEachOfTheirPickles() {
    // A tuple of one for each byte. Two bytes and an empty tuple come before them.
    let bytes = PickleGraph.objectBytes + MemoryLayout<PickleValue>.stride
    let allowed = Limits.pickleMemoryFloor + 3 * Limits.pickleMemoryFactor - PickleGraph.objectBytes
    let most = allowed / (bytes - Limits.pickleMemoryFactor)
    func nested(_ count: Int) -> String? {
      let tuples = Array(repeating: 0x85 as UInt8, count: count)
      return refusal(
        HostileCheckpointTests.stream(HostileCheckpointTests.pickle([0x29], tuples)))
    }
    #expect(nested(most) == "it holds neither a state dict nor a model: it is a tuple")
    #expect(nested(most + 1) == Self.toomuch)
  }

  @Test func aMemoWithGapsIsRefused() {
    let far = HostileCheckpointTests.pickle([0x4E, 0x72, 0xFF, 0xFF, 0xFF, 0x7F])
    #expect(
      refusal(HostileCheckpointTests.stream(far))
        == "its pickle is broken: it remembers values under numbers with gaps")
  }

  @Test func listsThatShareTheirItemsAreNotMultiplied() throws {
    // Each list holds the one before 64 times: 64^4 items.
    var lists: [UInt8] = [0x28] + Self.repeated([0x4B, 1], 64) + [0x74, 0x71, 0]
    for level in 1...3 {
      lists += [0x28] + Self.repeated([0x68, UInt8(level - 1)], 64) + [0x74, 0x71, UInt8(level)]
    }
    let module =
      HostileCheckpointTests.global("m", "M") + [0x29, 0x81, 0x7D, 0x28]
      + HostileCheckpointTests.text("_parameters") + [0x7D]
      + HostileCheckpointTests.text("_modules") + [0x7D]
      + HostileCheckpointTests.text("small") + [0x28, 0x4B, 1, 0x4B, 2, 0x74]
      + HostileCheckpointTests.text("large") + [0x68, 3, 0x75, 0x62]
    let whole = [0x80, 2, 0x28] + lists + [0x31] + module + [0x2E] as [UInt8]
    let checkpoint = try Checkpoint(bytes: HostileCheckpointTests.stream(whole))
    #expect(checkpoint.facts.values.flatMap { $0.attributes.map(\.name) } == ["small"])
  }

  /// A pickled module of a class of torch.nn with an attribute.
  private func layer(_ module: String, _ name: String, _ attribute: String, _ value: [UInt8])
    -> [UInt8]
  {
    HostileCheckpointTests.global(module, name) + [0x29, 0x81, 0x7D, 0x28]
      + HostileCheckpointTests.text("_parameters") + [0x7D]
      + HostileCheckpointTests.text("_modules") + [0x7D]
      + HostileCheckpointTests.text("input_size") + [0x4B, 2]
      + HostileCheckpointTests.text("hidden_size") + [0x4B, 2]
      + HostileCheckpointTests.text(attribute) + value + [0x75, 0x62]
  }

  private func shown(_ layer: [UInt8]) throws -> String? {
    let whole = [0x80, 2] + layer + [0x2E] as [UInt8]
    let checkpoint = try Checkpoint(bytes: HostileCheckpointTests.stream(whole))
    let factory = LayerFactory()
    let budget = EvaluationBudget(bytes: 1_000, Reporter(DiagnosticCollector()))
    let facts = try #require(checkpoint.facts.values.first)
    let name = try #require(checkpoint.modules.first?.className)
    let type = try #require(
      PythonClassName(name).torchName.flatMap { factory.layer(named: $0)?.type })
    let before = factory.work
    let made = try CheckpointLayers(factory: factory, budget: budget).layer(
      type, facts, tensors: 0, at: SourceSpan(file: 0, start: 0, end: 0))
    #expect((factory.work - before).tensors < 10)
    return made?.extraRepr?.text
  }

  @Test func layersInARowAreNotMadeToBeCounted() throws {
    #expect(
      try shown(layer("torch.nn.modules.rnn", "LSTM", "num_layers", [0x4A, 0, 0, 0, 0x40])) == nil)
  }

  @Test func aNumberThatNoConfigHasIsNotTakenForTheDefault() throws {
    let module = "torch.nn.modules.dropout"
    let half: [UInt8] = [0x47, 0x3F, 0xE8, 0, 0, 0, 0, 0, 0]
    let infinite: [UInt8] = [0x47, 0x7F, 0xF0, 0, 0, 0, 0, 0, 0]
    #expect(try shown(layer(module, "Dropout", "p", half)) == "p=0.75, inplace=False")
    #expect(try shown(layer(module, "Dropout", "p", infinite)) == nil)
  }

  @Test func aLongKeyUnderWhichEverythingStandsIsJoinedForWhatIsFoundAlone() {
    // A text of a megabyte, under which each of a thousand dicts stands in the one before.
    let long: [UInt8] = [0x58, 0, 0, 0x10, 0] + Array(repeating: 0x6B, count: 1 << 20) + [0x71, 0]
    let inner = [0x7D, 0x28] + Self.repeated([0x68, 0, 0x7D], 1_000) + [0x75] as [UInt8]
    let whole =
      [0x80, 2, 0x28] + long + [0x31, 0x7D, 0x28] + Self.repeated([0x68, 0] + inner, 900)
      + [0x75, 0x2E] as [UInt8]
    #expect(
      refusal(HostileCheckpointTests.stream(whole))
        == "it holds neither a state dict nor a model: it is a dict")
  }

  @Test func aTextThatIsLongerThanAPickleMayBeIsNotRead() {
    // A file with a hole: nothing of the text may be asked for.
    let head = HostileCheckpointTests.stream([0x80, 2, 0x58, 0xFF, 0xFF, 0xFF, 0xFF], keys: [])
    var most = 0
    let source = ByteSource(count: 7_000_000_000) { (range) throws(CheckpointError) in
      most = max(most, range.count)
      return range.map { $0 < head.count ? head[$0] : 0 }
    }
    #expect(throws: CheckpointError.self) { try CheckpointReader.read(source) }
    #expect(most < 1_000_000)
  }

  @Test(arguments: [[0xFF], [0xED, 0xA0, 0x80], [0xC3]] as [[UInt8]])
  func aNameThatIsNotUTF8IsRefusedByItsPlace(bytes: [UInt8]) {
    let name: [UInt8] = [0x58, UInt8(bytes.count), 0, 0, 0] + bytes
    let tensor = HostileCheckpointTests.tensor(
      count: HostileCheckpointTests.one, size: HostileCheckpointTests.one,
      stride: HostileCheckpointTests.one)
    let file =
      HostileCheckpointTests.stream(
        HostileCheckpointTests.pickle([0x7D], name, tensor, [0x73]),
        keys: HostileCheckpointTests.keys) + [1, 0, 0, 0, 0, 0, 0, 0, 9, 9, 9, 9]
    #expect(
      refusal(file)
        == "it is no state dict there: a key is a string that is not UTF-8, at byte 8 of its pickle"
    )
  }

  @Test func aNumberWithAMinusIsNoSize() {
    let header = "{\"a\":{\"dtype\":\"U8\",\"shape\":[-0,2],\"data_offsets\":[0,0]}}"
    #expect(
      refusal(HostileCheckpointTests.safetensors(header))
        == "its header cannot be read at byte 36: a number here cannot be negative")
  }
}
