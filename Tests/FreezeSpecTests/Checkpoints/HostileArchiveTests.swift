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
    /// The name in its own header.
    var ownName: String?
    var isLarge = false
  }

  private static func number(_ number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }

  /// An archive of some entries.
  static func archive(_ entries: [Entry], claimedCount: UInt16? = nil) -> [UInt8] {
    var bytes: [UInt8] = []
    var table: [UInt8] = []
    for entry in entries {
      let place = entry.claimedPlace ?? UInt32(bytes.count)
      let size = entry.claimedSize ?? UInt32(entry.contents.count)
      let name = Array((entry.ownName ?? entry.name).utf8)
      bytes += [0x50, 0x4B, 3, 4] + number(UInt16(45)) + number(UInt16(0)) + number(entry.method)
      bytes += number(UInt32(0)) + number(UInt32(0)) + number(size) + number(size)
      bytes += number(UInt16(name.count)) + number(UInt16(0)) + name + entry.contents
      let extra =
        entry.isLarge
        ? number(UInt16(1)) + number(UInt16(24)) + number(UInt64(size)) + number(UInt64(size))
          + number(UInt64(place)) : []
      table += [0x50, 0x4B, 1, 2] + number(UInt16(45)) + number(UInt16(45)) + number(UInt16(0))
      table += number(entry.method) + number(UInt32(0)) + number(UInt32(0))
      table += number(entry.isLarge ? .max : size) + number(entry.isLarge ? .max : size)
      table += number(UInt16(entry.name.utf8.count)) + number(UInt16(extra.count))
      table += number(UInt16(0)) + number(UInt16(0)) + number(UInt16(0)) + number(UInt32(0))
      table += number(entry.isLarge ? .max : place) + Array(entry.name.utf8) + extra
    }
    let start = bytes.count
    let count = claimedCount ?? UInt16(entries.count)
    bytes += table + [0x50, 0x4B, 5, 6] + number(UInt32(0)) + number(count) + number(count)
    return bytes + number(UInt32(table.count)) + number(UInt32(start)) + number(UInt16(0))
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
    ]
  }()

  @Test(arguments: broken)
  func aBrokenArchiveIsRefused(name: String, bytes: [UInt8]) {
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
