/// What fixes change in a file, as a unified diff.
struct FixDiffReport: Sendable {
  /// The report in UTF-8; nothing where the texts are the same.
  ///
  /// - Parameter path: The bytes of the file's path.
  func render(path: [UInt8], from old: [UInt8], to new: [UInt8]) -> [UInt8] {
    let diff = UnifiedDiff(from: TextDecoder.decode(old).bytes, to: TextDecoder.decode(new).bytes)
    var out = OutputBuffer()
    for line in diff.lines(path: DiffPath.text(path)) {
      // A tab of the file prints as what it is, and so does the CR before a line break.
      let endsInReturn = line.unicodeScalars.last == "\r"
      let text = line.unicodeScalars.dropLast(endsInReturn ? 1 : 0)
      let parts = text.split(separator: "\t", omittingEmptySubsequences: false)
      out.append(parts.map { TerminalText.escaped(String($0)) }.joined(separator: "\t"))
      if endsInReturn { out.append(byte: 0x0D) }
      out.append(byte: 0x0A)
    }
    return out.logText
  }
}

extension ConfigFixer.FixedFile {
  /// What is changed, as a unified diff in UTF-8.
  ///
  /// - Parameter path: The bytes of the file's path, where that is no UTF-8.
  package func diff(path: [UInt8]? = nil) -> [UInt8] {
    FixDiffReport().render(
      path: path ?? Array(original.path.utf8), from: original.bytes, to: bytes)
  }
}
