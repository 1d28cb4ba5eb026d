#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A string that equals another only if their code points are the same, as in Python; Swift holds
/// the composed and the decomposed form of a letter to be equal.
///
/// Names of parameters, buffers, modules and files are the keys of a table as this only.
struct ExactString: Hashable, Sendable {
  let text: String

  init(_ text: some StringProtocol) { self.text = String(text) }

  static func == (left: ExactString, right: ExactString) -> Bool {
    left.text.isExactly(right.text)
  }

  func hash(into hasher: inout Hasher) {
    text.withBytes { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}

extension String {
  /// Whether another text has the same code points.
  func isExactly(_ other: String) -> Bool {
    utf8.count == other.utf8.count && other.withBytes { isExactly($0) }
  }

  /// Whether its UTF-8 is these bytes.
  func isExactly(_ other: UnsafeBufferPointer<UInt8>) -> Bool {
    guard utf8.count == other.count else { return false }
    return withBytes { bytes in
      guard let start = bytes.baseAddress, let other = other.baseAddress else { return true }
      return memcmp(start, other, bytes.count) == 0
    }
  }

  /// Gives the bytes of the text to a function, without a copy wherever they lie in a row.
  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    if let result = utf8.withContiguousStorageIfAvailable(body) { return result }
    var text = self
    return text.withUTF8(body)
  }

  /// Whether the text starts with the code points of another.
  func startsExactly(with start: String) -> Bool { utf8.starts(with: start.utf8) }

  /// Whether the text ends with the code points of another.
  func endsExactly(with end: String) -> Bool { utf8.suffix(end.utf8.count).elementsEqual(end.utf8) }
}
