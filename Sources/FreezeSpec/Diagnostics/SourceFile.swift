/// A place in a text as editors show it: line and column count from 1, columns in characters
/// (Unicode code points), a tab being one.
public struct SourceLocation: Hashable, Sendable {
  /// The line, from 1.
  public var line: Int
  /// The column, from 1, in code points.
  public var column: Int
}

/// A run of bytes in one of the files of a ``SourceMap``.
///
/// It takes eight bytes, for every node, key and expression of a large config holds one:
/// ``Limits/documentBytes`` and ``Limits/files`` fit into 27 and 10 bits.
public struct SourceSpan: Hashable, Sendable {
  private let packed: UInt64

  private static let offsetBits: UInt64 = 27
  private static let offsetMask: UInt64 = (1 << offsetBits) - 1

  /// Makes the span of the bytes `start..<end` of a file.
  public init(file: UInt32, start: Int, end: Int) {
    let start = min(UInt64(clamping: start), Self.offsetMask)
    let end = min(max(start, UInt64(clamping: end)), Self.offsetMask)
    packed = UInt64(file) << (2 * Self.offsetBits) | start << Self.offsetBits | end
  }

  /// The file's index in its ``SourceMap``.
  public var file: UInt32 { UInt32(truncatingIfNeeded: packed >> (2 * Self.offsetBits)) }
  /// The first byte of the run.
  public var start: UInt32 {
    UInt32(truncatingIfNeeded: packed >> Self.offsetBits & Self.offsetMask)
  }
  /// The byte after the run.
  public var end: UInt32 { UInt32(truncatingIfNeeded: packed & Self.offsetMask) }

  /// The span from this one's start to the other's end.
  public func joined(to other: SourceSpan) -> SourceSpan {
    SourceSpan(file: file, start: Int(start), end: Int(other.end))
  }
}

/// One text that diagnostics can point into: UTF-8 without a byte order mark, with its own table
/// of lines.
///
/// Lines end at LF, CR LF or CR, as in editors; libyaml's further line breaks (U+0085, U+2028,
/// U+2029) do not count.
public struct SourceFile: Sendable {
  /// The path as the user wrote it, or `<stdin>`.
  public let path: String
  /// The text, in UTF-8.
  public let bytes: [UInt8]
  /// How many bytes at the start of the text are ASCII.
  let asciiPrefix: Int
  /// The offset at which each line starts.
  private let lineStarts: [UInt32]
  /// How many code points start before each multiple of ``blockSize`` bytes past the ASCII prefix,
  /// so that a column in a very long line costs no walk through it.
  private let codePoints: [Int]

  private static let blockSize = 4096

  /// Makes a source of UTF-8 bytes and notes where its lines start.
  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
    asciiPrefix = ByteScan.asciiPrefix(of: bytes)
    lineStarts = ByteScan.lineStarts(of: bytes)
    var codePoints: [Int] = []
    if asciiPrefix < bytes.count {
      var count = asciiPrefix
      var start = asciiPrefix
      while start < bytes.count {
        codePoints.append(count)
        let end = min(start + Self.blockSize, bytes.count)
        count += ByteScan.codePoints(in: bytes[start..<end])
        start = end
      }
    }
    self.codePoints = codePoints
  }

  /// How many lines there are; a text that ends in a line break has an empty last one.
  var lineCount: Int { lineStarts.count }

  /// The line, from 0, that holds a byte offset.
  func lineIndex(of offset: Int) -> Int {
    max(0, lineStarts.partitioningIndex { Int($0) > offset } - 1)
  }

  /// The line and column of a byte offset.
  public func location(of offset: Int) -> SourceLocation {
    let offset = min(max(0, offset), bytes.count)
    let line = lineIndex(of: offset)
    let column = codePointIndex(of: offset) - codePointIndex(of: Int(lineStarts[line])) + 1
    return SourceLocation(line: line + 1, column: column)
  }

  /// How many code points start before a byte offset.
  private func codePointIndex(of offset: Int) -> Int {
    guard offset > asciiPrefix else { return offset }
    let block = min((offset - asciiPrefix) / Self.blockSize, codePoints.count - 1)
    let start = asciiPrefix + block * Self.blockSize
    return codePoints[block] + ByteScan.codePoints(in: bytes[start..<offset])
  }

  /// The offset at which a line, counted from 0, starts.
  func lineStart(_ line: Int) -> Int { Int(lineStarts[line]) }

  /// The bytes of a line, counted from 0, without its line break.
  func lineBytes(_ line: Int) -> ArraySlice<UInt8> {
    let start = lineStart(line)
    var end = line + 1 < lineStarts.count ? lineStart(line + 1) : bytes.count
    if end > start, bytes[end - 1] == 0x0A { end -= 1 }
    if end > start, bytes[end - 1] == 0x0D { end -= 1 }
    return bytes[start..<end]
  }
}

/// The files that one run read, in the order in which it read them; spans refer to them by index.
public struct SourceMap: Sendable {
  /// The files.
  public private(set) var files: [SourceFile] = []

  /// Makes a map without files.
  public init() {}

  /// Adds a file.
  ///
  /// - Returns: The index by which spans refer to it.
  public mutating func add(_ file: SourceFile) -> UInt32 {
    files.append(file)
    return UInt32(files.count - 1)
  }

  /// The file that a span points into.
  public func file(of span: SourceSpan) -> SourceFile { files[Int(span.file)] }

  /// Where a span starts.
  public func location(of span: SourceSpan) -> SourceLocation {
    file(of: span).location(of: Int(span.start))
  }

  /// The source text of a span.
  public func text(of span: SourceSpan) -> String {
    let bytes = file(of: span).bytes
    let end = min(Int(span.end), bytes.count)
    return String(decoding: bytes[min(Int(span.start), end)..<end], as: UTF8.self)
  }
}
