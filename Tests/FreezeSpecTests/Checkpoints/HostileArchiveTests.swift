import Testing

@testable import FreezeSpec

/// Zip archives that different readers would read differently, or not at all.
@Suite struct HostileArchiveTests {
  /// An entry as an archive holds it.
  struct Entry {
    var name: String
    var contents: [UInt8]
    var method: UInt16 = 0
    /// Where the table says that it lies.
    var claimedPlace: UInt32?
    var claimedSize: UInt32?
    /// The bytes that the table says it has once it is unpacked.
    var unpackedSize: UInt32?
    /// The name in its own header.
    var ownName: String?
    var isLarge = false
    /// The size that the field for large entries holds.
    var largeSize: UInt64?
    /// The bytes that are left of that field.
    var fieldBytes = 24
  }

  private static func number(_ number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }

  /// An archive of some entries.
  static func archive(
    _ entries: [Entry], claimedCount: UInt16? = nil, disk: UInt16 = 0, comment: [UInt8] = []
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    var table: [UInt8] = []
    for entry in entries {
      let place = entry.claimedPlace ?? UInt32(bytes.count)
      let size = entry.claimedSize ?? UInt32(entry.contents.count)
      let name = Array((entry.ownName ?? entry.name).utf8)
      bytes += [0x50, 0x4B, 3, 4] + number(UInt16(45)) + number(UInt16(0)) + number(entry.method)
      bytes += number(UInt32(0)) + number(UInt32(0)) + number(size) + number(size)
      bytes += number(UInt16(name.count)) + number(UInt16(0)) + name + entry.contents
      let largeSize = entry.largeSize ?? UInt64(size)
      let field = number(largeSize) + number(largeSize) + number(UInt64(place))
      let extra =
        entry.isLarge
        ? number(UInt16(1)) + number(UInt16(entry.fieldBytes)) + field.prefix(entry.fieldBytes)
        : []
      table += [0x50, 0x4B, 1, 2] + number(UInt16(45)) + number(UInt16(45)) + number(UInt16(0))
      table += number(entry.method) + number(UInt32(0)) + number(UInt32(0))
      table += number(entry.isLarge ? .max : size)
      table += number(entry.isLarge ? .max : entry.unpackedSize ?? size)
      table += number(UInt16(entry.name.utf8.count)) + number(UInt16(extra.count))
      table += number(UInt16(0)) + number(UInt16(0)) + number(UInt16(0)) + number(UInt32(0))
      table += number(entry.isLarge ? .max : place) + Array(entry.name.utf8) + extra
    }
    let start = bytes.count
    let count = claimedCount ?? UInt16(entries.count)
    bytes +=
      table + [0x50, 0x4B, 5, 6] + number(disk) + number(disk) + number(count) + number(count)
    bytes += number(UInt32(table.count)) + number(UInt32(start)) + number(UInt16(comment.count))
    return bytes + comment
  }

  /// The same archive with the end that large ones have.
  static func large(
    _ entries: [Entry], start: UInt64? = nil, size: UInt64? = nil, count: UInt64? = nil,
    place: UInt64? = nil
  ) -> [UInt8] {
    let plain = archive(entries)
    let end = Array(plain.suffix(22))
    let tableSize = UInt64(littleEndian(end[12..<16]))
    let tableStart = UInt64(littleEndian(end[16..<20]))
    var record = [0x50, 0x4B, 6, 6] + number(UInt64(44)) + number(UInt16(45)) + number(UInt16(45))
    record += number(UInt32(0)) + number(UInt32(0)) + number(UInt64(entries.count))
    record += number(count ?? UInt64(entries.count)) + number(size ?? tableSize)
    record += number(start ?? tableStart)
    var locator = [0x50, 0x4B, 6, 7] + number(UInt32(0))
    locator += number(place ?? UInt64(plain.count - 22)) + number(UInt32(1))
    let marked =
      end[..<8] + number(UInt16.max) + number(UInt16.max) + number(UInt32.max)
      + number(UInt32.max) + number(UInt16(0))
    return Array(plain[..<(plain.count - 22)]) + record + locator + marked
  }

  private func refusal(_ bytes: [UInt8]) -> String? {
    do throws(CheckpointError) {
      _ = try Checkpoint(bytes: bytes)
      return nil
    } catch {
      return error.message
    }
  }

  /// The pickle of an `OrderedDict` without entries.
  static let dict = HostileCheckpointTests.pickle(
    HostileCheckpointTests.global("collections", "OrderedDict"), [0x29, 0x52])
  static let pickle = Entry(name: "a/data.pkl", contents: dict)

  @Test func aSaneArchiveIsRead() {
    #expect(refusal(Self.archive([Self.pickle])) == nil)
    var large = Self.pickle
    large.isLarge = true
    #expect(refusal(Self.archive([large])) == nil)
    #expect(refusal(Self.archive([Self.pickle], comment: Array("by hand".utf8))) == nil)
  }

  @Test func aStorageThatIsCompressedIsLeftToTorch() {
    // A tensor of four floats.
    let four: [UInt8] = [0x4B, 4]
    let tensor = HostileCheckpointTests.tensor(
      count: four, size: four, stride: HostileCheckpointTests.one)
    let pickle = Entry(name: "a/data.pkl", contents: HostileCheckpointTests.named("w", tensor))
    var packed = Entry(name: "a/data/0", contents: [1, 2, 3])
    #expect(refusal(Self.archive([pickle, packed]))?.contains("too short") == true)
    packed.method = 8
    #expect(refusal(Self.archive([pickle, packed]))?.contains("too short") == true)
    packed.unpackedSize = 16
    #expect(refusal(Self.archive([pickle, packed])) == nil)
    // Torch unpacks nothing else.
    packed.method = 12
    #expect(refusal(Self.archive([pickle, packed]))?.contains("is compressed") == true)
  }

  static let broken: [(String, [UInt8])] = {
    var compressed = pickle
    compressed.method = 8
    var overlapping = Entry(name: "a/data/0", contents: [1, 2, 3])
    overlapping.claimedPlace = 0
    var outside = pickle
    outside.claimedPlace = 1_000_000
    var long = pickle
    long.claimedSize = 1_000_000
    var huge = pickle
    huge.claimedSize = .max
    var renamed = pickle
    renamed.ownName = "a/evil.pkl"
    let other = Entry(name: "b/data.pkl", contents: dict)
    return [
      ("compressed", archive([compressed])), ("twice", archive([pickle, pickle])),
      ("overlapping", archive([pickle, overlapping])), ("outside", archive([outside])),
      ("long", archive([long])), ("huge", archive([huge])), ("renamed", archive([renamed])),
      ("two folders", archive([pickle, other])), ("too many", archive([pickle], claimedCount: 2)),
      ("no pickle", archive([Entry(name: "a/x", contents: [])])),
      ("TorchScript", archive([pickle, Entry(name: "a/constants.pkl", contents: dict)])),
      ("no table", Array(archive([pickle]).dropLast(22))),
      ("two ends", archive([pickle]) + archive([pickle]).suffix(22)),
      // Torch ignores the case of letters, and takes the last end that there is.
      ("a name in capitals", archive([pickle, Entry(name: "a/DATA.PKL", contents: dict)])),
      ("a folder in capitals", archive([pickle, Entry(name: "A/data.pkl", contents: dict)])),
      ("another folder first", archive([Entry(name: "b/x", contents: []), pickle])),
      ("an end in the comment", archive([pickle], comment: archive([pickle]).suffix(22) + [0])),
      ("junk behind the end", archive([pickle]) + [0, 0, 0, 0]),
      ("the second disk", archive([pickle], disk: 1)),
    ]
  }()

  @Test(arguments: broken)
  func aBrokenArchiveIsRefused(name: String, bytes: [UInt8]) {
    #expect(refusal(bytes) != nil)
  }

  @Test func aSaneArchiveOfTheLargeFormIsRead() {
    #expect(refusal(Self.large([Self.pickle])) == nil)
  }

  static let brokenLarge: [(String, [UInt8])] = {
    var entry = pickle
    entry.isLarge = true
    func changed(_ change: (inout Entry) -> Void) -> [UInt8] {
      var copy = entry
      change(&copy)
      return large([copy])
    }
    return [
      ("a size of 2^64 - 1", changed { $0.largeSize = .max }),
      ("a size of 2^63", changed { $0.largeSize = 1 << 63 }),
      ("a size of 2^40", changed { $0.largeSize = 1 << 40 }),
      ("a field without a place", changed { $0.fieldBytes = 16 }),
      ("a field of nothing", changed { $0.fieldBytes = 0 }),
      ("a field cut in a size", changed { $0.fieldBytes = 12 }),
      ("a table at 2^64 - 1", large([pickle], start: .max)),
      ("a table of 2^63 bytes", large([pickle], size: 1 << 63)),
      ("2^64 - 1 entries", large([pickle], count: .max)),
      ("two entries of one", large([pickle], count: 2)),
      ("a record at 2^64 - 1", large([pickle], place: .max)),
      ("a record at the start", large([pickle], place: 0)),
    ]
  }()

  @Test(arguments: brokenLarge)
  func aBrokenArchiveOfTheLargeFormIsRefused(name: String, bytes: [UInt8]) {
    #expect(refusal(bytes) != nil)
  }

  @Test func aStorageThatIsNotThereIsToldByItsKey() throws {
    // The pickle of a tensor, without the entry of its storage.
    let tensor = HostileCheckpointTests.tensor(
      count: HostileCheckpointTests.one, size: HostileCheckpointTests.one,
      stride: HostileCheckpointTests.one)
    let pickle = Entry(name: "a/data.pkl", contents: HostileCheckpointTests.named("w", tensor))
    #expect(refusal(Self.archive([pickle])) == "the storage `0` is not in it")
    let storage = Entry(name: "a/data/0", contents: [0, 0, 0])
    #expect(refusal(Self.archive([pickle, storage])) == "the storage `0` in it is too short")
    let whole = Entry(name: "a/data/0", contents: [0, 0, 0, 0])
    #expect(refusal(Self.archive([pickle, whole])) == nil)
  }
}
