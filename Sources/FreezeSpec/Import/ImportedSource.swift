/// Where a model was imported from, as the head of its file tells it.
package struct ImportedSource {
  /// The source and its options.
  package var words: String
  var versions: [(library: String, version: String)] = []

  /// The bytes at the start of a file among which the comment is looked for: more than a path has.
  private static let headBytes = 16_384

  /// Reads the comment at the head of a file; `nil` where it has none.
  package init?(headOf bytes: [UInt8]) {
    let start = "# imported from "
    let lines = bytes.prefix(Self.headBytes).split(
      separator: 0x0A, omittingEmptySubsequences: true)
    for line in lines.prefix(while: { $0.first == UInt8(ascii: "#") }) {
      // The last line may be cut off.
      if line.endIndex == Self.headBytes, bytes.count > Self.headBytes { return nil }
      var text = String(decoding: line, as: UTF8.self)
      guard text.startsExactly(with: start) else { continue }
      text.removeFirst(start.count)
      if text.hasSuffix("\r") || text.hasSuffix(" ") { text.removeLast() }
      if text.hasSuffix(")"), let open = text.range(ofLast: " (") { text = String(text[..<open]) }
      self.init(words: text)
      return
    }
    return nil
  }

  init(words: String, versions: [(library: String, version: String)] = []) {
    self.words = words
    self.versions = versions
  }

  /// The comment in the file.
  var comment: String {
    // What stands behind a + says how a library was built, which no model follows from.
    let versions = versions.map { library, version in
      "\(library) \(version.prefix { $0 != "+" })"
    }.joined(separator: ", ")
    return "imported from \(words)" + (versions.isEmpty ? "" : " (\(versions))")
  }
}

extension String {
  /// Where the last place of a text starts.
  fileprivate func range(ofLast part: String) -> String.Index? {
    var place = endIndex
    while place > startIndex {
      place = index(before: place)
      if self[place...].hasPrefix(part) { return place }
    }
    return nil
  }
}
