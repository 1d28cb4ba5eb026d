/// A place in a text as editors show it: line and column count from 1, columns in characters
/// (Unicode code points), a tab being one.
public struct SourceLocation: Hashable, Sendable {
  /// The line, from 1.
  public let line: Int
  /// The column, from 1, in code points.
  public let column: Int
}

/// One text that diagnostics can point into: UTF-8 without a byte order mark, with its own table
/// of lines.
///
/// Lines end at LF, CR LF or CR, as in editors; libyaml's further line breaks (U+0085, U+2028,
/// U+2029) do not count.
public struct SourceFile: Sendable {
  /// The path as the user wrote it, or `<stdin>`.
  public let path: String
  /// What tells the file from all others; two may have paths that look alike.
  let identity: [UInt8]
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
  init(path: String, identity: [UInt8]? = nil, bytes: [UInt8]) {
    self.path = path
    self.identity = identity ?? Array(path.utf8)
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

  /// The text of a span in this file.
  func text(of span: SourceSpan) -> String {
    let end = min(Int(span.end), bytes.count)
    return String(decoding: bytes[min(Int(span.start), end)..<end], as: UTF8.self)
  }
}
