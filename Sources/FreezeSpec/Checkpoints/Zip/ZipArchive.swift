/// The table of contents of a zip archive, in which entries lie one after the other.
///
/// Sizes past 32 bits (zip64) are read; entries that are compressed or encrypted are listed, and are an
/// error where their bytes are asked for. Entries that overlap, that lie outside the file or that share
/// a name but for the case of its letters, which torch ignores, are errors, and so is whatever may be
/// a second table: different readers would see different contents.
struct ZipArchive {
  /// A file in the archive.
  struct Entry {
    let name: String
    /// Its bytes, as they lie in the archive.
    let size: Int
    /// The bytes of its contents.
    let contentSize: Int
    /// Whether its bytes are its contents as they are.
    let isPlain: Bool
    /// Whether torch can unpack them.
    let isDeflated: Bool
    /// Whether they are encrypted.
    fileprivate let isEncrypted: Bool
    /// Where its own header starts.
    fileprivate let header: Int
    /// The place up to which its bytes may reach.
    fileprivate var end = 0
  }

  private let source: ByteSource
  /// The files, in the order of the table.
  private(set) var entries: [Entry] = []
  private var indices: [ExactString: Int] = [:]

  /// Whether a file can be one, by its first bytes.
  static func isOne(_ start: [UInt8]) -> Bool { start.starts(with: signature(0x04_03)) }

  /// Reads the table of contents.
  init(_ source: ByteSource) throws(CheckpointError) {
    self.source = source
    let directory = try Directory(of: source)
    try readEntries(of: directory)
    try checkPlaces(before: directory.start)
  }

  /// The entry of a name.
  func entry(named name: String) -> Entry? { indices[ExactString(name)].map { entries[$0] } }

  /// Where the bytes of an entry lie in the file.
  func range(of entry: Entry) throws(CheckpointError) -> Range<Int> {
    guard entry.isPlain else {
      throw entry.isEncrypted
        ? CheckpointError(
          "`\(clipped(entry.name))` in it is encrypted, which torch cannot load either")
        : CheckpointError(
          "`\(clipped(entry.name))` in it is compressed, which torch.save never does",
          help: ["load it with torch and save it again"])
    }
    let length = 30
    guard entry.end - entry.header >= length else { throw Self.broken("an entry is cut off") }
    let bytes = try source.bytes(in: entry.header..<entry.header + length)
    guard bytes.starts(with: Self.signature(0x04_03)) else {
      throw Self.broken("an entry is not where the table has it")
    }
    let nameLength = Int(littleEndian(bytes[26..<28]))
    let extraLength = Int(littleEndian(bytes[28..<30]))
    let start = entry.header + length + nameLength + extraLength
    guard start <= entry.end, entry.size <= entry.end - start else {
      throw Self.broken("an entry reaches into another")
    }
    let name = try source.bytes(in: entry.header + length..<entry.header + length + nameLength)
    guard name.elementsEqual(entry.name.utf8) else {
      throw Self.broken("an entry has two names")
    }
    return start..<start + entry.size
  }

  // MARK: Reading

  private mutating func readEntries(of directory: Directory) throws(CheckpointError) {
    var stream = ByteStream(source, directory.start..<directory.start + directory.size)
    var folded: Set<[UInt8]> = []
    while stream.left > 0 {
      guard stream.left >= 46 else { throw Self.broken("its table is cut off") }
      let fixed = try stream.take(46)
      guard fixed.starts(with: Self.signature(0x02_01)) else {
        throw Self.broken("its table is not where it is said to be")
      }
      func number(_ range: Range<Int>) -> Int { Int(clamping: littleEndian(fixed[range])) }
      let nameBytes = try stream.take(number(28..<30))
      let extra = try stream.take(number(30..<32))
      try stream.skip(number(32..<34))
      var sizes = ExtraSizes(
        size: number(24..<28), packedSize: number(20..<24), header: number(42..<46))
      try sizes.read(extra)
      let name = String(decoding: nameBytes, as: UTF8.self)
      guard name.utf8.elementsEqual(nameBytes) else { throw Self.broken("a name is not UTF-8") }
      let isEncrypted = number(8..<10) & 1 != 0
      let isStored = number(10..<12) == 0 && !isEncrypted
      if isStored, sizes.size != sizes.packedSize {
        throw Self.broken("an entry that is not compressed has two sizes")
      }
      if number(34..<36) != 0 { throw Self.broken("it is in several parts") }
      indices[ExactString(name)] = entries.count
      guard folded.insert(Self.folded(nameBytes)).inserted else {
        throw Self.broken(
          "`\(clipped(name))` is in it twice, by whoever ignores the case of letters as torch does")
      }
      entries.append(
        Entry(
          name: name, size: sizes.packedSize, contentSize: sizes.size, isPlain: isStored,
          isDeflated: number(10..<12) == 8 && !isEncrypted, isEncrypted: isEncrypted,
          header: sizes.header))
    }
    guard entries.count == directory.entries else {
      throw Self.broken("it has another number of entries than it says")
    }
  }

  /// A name in small letters.
  private static func folded(_ name: [UInt8]) -> [UInt8] {
    name.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
  }

  /// Holds the entries to lying one behind the other, and before the table.
  private mutating func checkPlaces(before table: Int) throws(CheckpointError) {
    var end = table
    for index in entries.indices.sorted(by: { entries[$0].header > entries[$1].header }) {
      let entry = entries[index]
      // Its header has at least 30 bytes and its name.
      let least = saturatingSum(entry.size, 30 + entry.name.utf8.count)
      guard entry.header <= end, least <= end - entry.header else {
        throw Self.broken("`\(clipped(entry.name))` reaches into what lies behind it")
      }
      entries[index].end = end
      end = entry.header
    }
  }

  fileprivate static func broken(_ message: String) -> CheckpointError {
    CheckpointError(broken: "it is a broken zip archive: \(message)")
  }

  /// The four bytes that start a part.
  fileprivate static func signature(_ number: UInt16) -> [UInt8] {
    [0x50, 0x4B, UInt8(truncatingIfNeeded: number), UInt8(truncatingIfNeeded: number >> 8)]
  }
}

/// Where the table of contents lies.
private struct Directory {
  var start: Int
  var size: Int
  var entries: Int

  /// Finds it from the end of a file.
  init(of source: ByteSource) throws(CheckpointError) {
    let length = 22
    // A comment of up to 64 KiB may stand behind it.
    let tailStart = max(0, source.count - length - 0xFFFF)
    let tail = try source.bytes(in: tailStart..<source.count)
    let signature = ZipArchive.signature(0x06_05)
    // Torch takes the last one, whatever stands behind it; others look for one whose comment ends with
    // the file.
    guard
      let found = stride(from: tail.count - length, through: 0, by: -1)
        .first(where: { tail[$0...].starts(with: signature) })
    else { throw .cutOff }
    let behind = tail.count - found - length
    guard Int(littleEndian(tail[(found + 20)..<(found + 22)])) == behind else {
      throw ZipArchive.broken(
        "\(behind == 0 ? "its end is cut off" : "what stands behind its table is no comment of it")"
      )
    }
    func number(_ start: Int, _ count: Int) -> Int {
      Int(clamping: littleEndian(tail[(found + start)..<(found + start + count)]))
    }
    (entries, size, start) = (number(10, 2), number(12, 4), number(16, 4))
    var end = tailStart + found
    if number(4, 2) != 0 || number(6, 2) != 0 || number(8, 2) != entries {
      throw ZipArchive.broken("it is in several parts")
    }
    if let large = try Self.large(of: source, before: end) {
      // Where a field of the short form holds a number, both have to say the same.
      func agree(_ short: Int, _ long: Int, _ mark: Int) -> Bool { short == mark || short == long }
      guard agree(entries, large.directory.entries, 0xFFFF),
        agree(size, large.directory.size, 0xFFFF_FFFF),
        agree(start, large.directory.start, 0xFFFF_FFFF)
      else { throw ZipArchive.broken("it has two tables") }
      (entries, size, start) = (
        large.directory.entries, large.directory.size, large.directory.start
      )
      end = large.place
    }
    guard start <= end, size == end - start else {
      throw ZipArchive.broken("its table is not where it is said to be")
    }
    guard size <= Limits.checkpointHeaderBytes else {
      throw CheckpointError(
        "its table of contents has more than \(grouped(Limits.checkpointHeaderBytes)) bytes")
    }
  }

  private init(start: Int, size: Int, entries: Int) {
    (self.start, self.size, self.entries) = (start, size, entries)
  }

  /// The form for large archives, whose place stands before the short one; `nil` where there is none.
  private static func large(of source: ByteSource, before end: Int) throws(CheckpointError)
    -> (directory: Directory, place: Int)?
  {
    guard end >= 20 else { return nil }
    let locator = try source.bytes(in: end - 20..<end)
    guard locator.starts(with: ZipArchive.signature(0x07_06)) else { return nil }
    let place = Int(clamping: littleEndian(locator[8..<16]))
    guard place <= end - 20 - 56 else {
      throw ZipArchive.broken("its table is not where it is said to be")
    }
    let record = try source.bytes(in: place..<place + 56)
    guard record.starts(with: ZipArchive.signature(0x06_06)) else {
      throw ZipArchive.broken("its table is not where it is said to be")
    }
    func number(_ range: Range<Int>) -> Int { Int(clamping: littleEndian(record[range])) }
    let directory = Directory(
      start: number(48..<56), size: number(40..<48), entries: number(32..<40))
    return (directory, place)
  }
}

/// The sizes of an entry, which stand in an extra field where they pass 32 bits.
private struct ExtraSizes {
  var size: Int
  var packedSize: Int
  var header: Int

  mutating func read(_ extra: [UInt8]) throws(CheckpointError) {
    var place = 0
    while place + 4 <= extra.count {
      let length = Int(littleEndian(extra[(place + 2)..<(place + 4)]))
      let start = place + 4
      // What other programs keep there need not be well formed.
      guard length <= extra.count - start else { break }
      if littleEndian(extra[place..<(place + 2)]) == 1 {
        try readLarge(extra[start..<(start + length)])
        return
      }
      place = start + length
    }
  }

  private mutating func readLarge(_ field: ArraySlice<UInt8>) throws(CheckpointError) {
    var rest = field
    func next() throws(CheckpointError) -> Int {
      guard rest.count >= 8 else { throw ZipArchive.broken("a size is cut off") }
      defer { rest = rest.dropFirst(8) }
      return Int(clamping: littleEndian(rest))
    }
    if size == 0xFFFF_FFFF { size = try next() }
    if packedSize == 0xFFFF_FFFF { packedSize = try next() }
    if header == 0xFFFF_FFFF { header = try next() }
  }
}
