// Names whose parts have dots between them, as those of modules and parameters have.

/// The parts of a path between its dots, empty ones included.
func components(_ path: some StringProtocol) -> [String] {
  String(path).unicodeScalars.split(separator: ".", omittingEmptySubsequences: false)
    .map { String($0) }
}

/// The path of the module that a parameter belongs to: its name without the last component.
func modulePath(of name: String) -> Substring {
  guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return "" }
  return name[..<dot]
}
