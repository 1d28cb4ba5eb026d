/// The text of a scalar.
///
/// Where the text stands in the source as it is, no copy of it is kept: most of a large config is
/// calls that are read once.
struct YAMLScalar: Sendable {
  private enum Storage: Sendable {
    case source([UInt8], start: UInt32, end: UInt32)
    case own(String)
  }

  private let storage: Storage
  /// Whether it is written without quotes and not as a block (`|`, `>`).
  let isPlain: Bool

  /// Makes a scalar whose text YAML's unquoting or folding changed.
  init(text: String, isPlain: Bool) {
    storage = .own(text)
    self.isPlain = isPlain
  }

  /// Makes a scalar whose text stands in the source as it is.
  init(source: [UInt8], range: Range<Int>, isPlain: Bool) {
    storage = .source(
      source, start: UInt32(clamping: range.lowerBound), end: UInt32(clamping: range.upperBound))
    self.isPlain = isPlain
  }

  /// The text after YAML's own unquoting and folding, made anew at each call.
  var text: String {
    switch storage {
    case .own(let text): text
    case .source(let bytes, let start, let end):
      String(decoding: bytes[Int(start)..<Int(end)], as: UTF8.self)
    }
  }

  /// Whether the text is empty.
  var isEmpty: Bool { count == 0 }

  /// The bytes of the text.
  var count: Int {
    switch storage {
    case .own(let text): text.utf8.count
    case .source(_, let start, let end): Int(end - start)
    }
  }

  /// The byte offset in the file of the text's first byte where the text stands in the source as it
  /// is, so that places inside it can be told; `nil` where quoting or folding changed it.
  var verbatimStart: UInt32? {
    if case .source(_, let start, _) = storage { start } else { nil }
  }

  /// Calls a function with the bytes of the text, without a copy of them.
  func withUTF8<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    switch storage {
    case .own(let text):
      let bytes = Array(text.utf8)
      return try bytes.withUnsafeBufferPointer(body)
    case .source(let bytes, let start, let end):
      return try bytes.withUnsafeBufferPointer { buffer throws(Failure) in
        try body(UnsafeBufferPointer(rebasing: buffer[Int(start)..<Int(end)]))
      }
    }
  }
}
