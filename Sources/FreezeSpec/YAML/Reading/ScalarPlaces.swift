/// Where the bytes of a scalar's text stand in the source, for a text that YAML's folding or
/// unquoting changed.
///
/// Found by reading the scalar's source again in its style. The scalars themselves keep no places:
/// few are changed, and those texts are short.
struct ScalarPlaces {
  /// A run of the text.
  private struct Run {
    /// Its first byte in the text.
    var text: Int
    /// Its bytes in the source.
    var source: Range<Int>
    /// What it comes from.
    var origin: Origin
  }

  /// What a run of the text comes from.
  enum Origin {
    /// The same bytes in the source.
    case copy
    /// An escape, or a quote that is written twice.
    case escape
    /// One line break or more, with the blanks around them.
    case lineBreak
  }

  private var runs: [Run] = []
  private var length = 0
  /// Where the text ends in the source.
  private var end: Int

  /// Finds the places of a text.
  ///
  /// - Parameters:
  ///   - text: The text after YAML's unquoting and folding.
  ///   - range: Where the scalar stands, its quotes or its `|` included.
  ///   - source: The source.
  /// - Returns: `nil` where the source does not read as that text.
  init?(
    of text: UnsafeBufferPointer<UInt8>, at range: Range<Int>, in source: UnsafeBufferPointer<UInt8>
  ) {
    guard !text.isEmpty, !range.isEmpty, range.upperBound <= source.count else { return nil }
    end = range.upperBound
    var reader = ScalarReader(text: text, source: source, end: range.upperBound)
    switch source[range.lowerBound] {
    case UInt8(ascii: "|"): reader.readBlock(from: range.lowerBound, isFolded: false)
    case UInt8(ascii: ">"): reader.readBlock(from: range.lowerBound, isFolded: true)
    case let quote where quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"):
      end -= 1
      reader.end = end
      reader.readLines(from: range.lowerBound + 1, quote: quote)
    default: reader.readLines(from: range.lowerBound, quote: nil)
    }
    guard reader.isWhole else { return nil }
    for piece in reader.pieces {
      runs.append(Run(text: length, source: piece.source, origin: piece.origin))
      length += piece.count
    }
  }

  /// The bytes of the source from which some bytes of the text come.
  func source(of range: Range<Int>) -> Range<Int> {
    let start = source(ofByte: range.lowerBound).lowerBound
    guard !range.isEmpty else { return start..<start }
    return start..<max(start, source(ofByte: range.upperBound - 1).upperBound)
  }

  /// Whether a byte of the text stands for a line break in the source.
  func isLineBreak(_ offset: Int) -> Bool {
    run(of: offset)?.origin == .lineBreak
  }

  private func source(ofByte offset: Int) -> Range<Int> {
    guard offset < length, let run = run(of: offset) else { return end..<end }
    guard run.origin == .copy else { return run.source }
    let start = run.source.lowerBound + offset - run.text
    return start..<(start + 1)
  }

  private func run(of offset: Int) -> Run? {
    let next = runs.partitioningIndex { $0.text > offset }
    return next > 0 ? runs[next - 1] : nil
  }
}
