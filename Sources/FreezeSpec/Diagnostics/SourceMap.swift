/// The files that one run read, in the order in which it read them; spans refer to them by index.
public struct SourceMap: Sendable {
  /// The files.
  public private(set) var files: [SourceFile] = []

  /// Makes a map without files.
  package init() {}

  /// Adds a file.
  ///
  /// - Returns: The index by which spans refer to it.
  mutating func add(_ file: SourceFile) -> UInt16 {
    files.append(file)
    return UInt16(files.count - 1)
  }

  /// The file that a span points into.
  public func file(of span: SourceSpan) -> SourceFile { files[Int(span.file)] }

  /// Where a span starts.
  public func location(of span: SourceSpan) -> SourceLocation {
    file(of: span).location(of: Int(span.start))
  }

  /// The source text of a span.
  func text(of span: SourceSpan) -> String { file(of: span).text(of: span) }
}
