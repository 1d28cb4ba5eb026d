// Names whose parts have dots between them, as those of modules and parameters have.

/// The parts of a path between its dots, empty ones included.
func components(_ path: some StringProtocol) -> [String] {
  var components: [String] = []
  forEachComponent(of: String(path)) { component, _ in
    components.append(String(decoding: component, as: UTF8.self))
  }
  return components
}

/// The part of a path behind its last dot.
func lastComponent(_ path: String) -> String {
  guard let dot = path.utf8.lastIndex(of: UInt8(ascii: ".")) else { return path }
  return String(path[path.utf8.index(after: dot)...])
}

/// The path of the module that a parameter belongs to: its name without the last component.
func modulePath(of name: String) -> Substring {
  let bytes = name.utf8
  let dot =
    bytes.withContiguousStorageIfAvailable { $0.lastIndex(of: UInt8(ascii: ".")) }
    ?? bytes.lastIndex(of: UInt8(ascii: ".")).map { bytes.distance(from: bytes.startIndex, to: $0) }
  guard let dot else { return "" }
  return name[..<bytes.index(bytes.startIndex, offsetBy: dot)]
}
