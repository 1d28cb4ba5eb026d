// The lines that a merge leaves around what it could not decide.

extension YAMLErrorTranslator {
  /// What is said where a file holds a conflict of git's.
  func conflictMarker() -> Diagnostic? {
    let mark = Array("<<<<<<< ".utf8)
    var line = 0
    while line < bytes.count {
      if bytes[line...].starts(with: mark) {
        return syntax(
          "a merge left a conflict here", at: line, length: mark.count - 1,
          help: ["keep what is right, and remove the lines `<<<<<<<`, `=======` and `>>>>>>>`"])
      }
      guard let end = bytes[line...].firstIndex(of: 0x0A) else { return nil }
      line = end + 1
    }
    return nil
  }
}
