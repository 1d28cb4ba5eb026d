/// A run of bytes in one of the files of a ``SourceMap``.
public struct SourceSpan: Hashable, Sendable {
  /// The first byte of the run.
  public let start: UInt32
  /// The byte after the run.
  public let end: UInt32
  /// The file's index in its ``SourceMap``.
  public let file: UInt16

  /// Makes the span of the bytes `start..<end` of a file.
  init(file: UInt16, start: Int, end: Int) {
    self.file = file
    self.start = UInt32(clamping: start)
    self.end = max(self.start, UInt32(clamping: end))
  }

  /// Makes the span of a range of bytes that is counted from an offset in a file below 4 GiB.
  init(file: UInt16, bytes: Range<Int>, after offset: Int) {
    self.file = file
    start = UInt32(truncatingIfNeeded: offset &+ bytes.lowerBound)
    end = UInt32(truncatingIfNeeded: offset &+ bytes.upperBound)
  }

  /// The span from this one's start to the other's end; this one alone where the other does not stand
  /// behind it, as what came through an alias does not.
  func joined(to other: SourceSpan) -> SourceSpan {
    guard file == other.file, start <= other.start, end <= other.end else { return self }
    return SourceSpan(file: file, start: Int(start), end: Int(other.end))
  }
}
