import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

// A path is bytes, whatever letters they look like. What is done with one is done by swift-system,
// which knows no letters; nothing here compares paths, or parts of them, as text.

extension FilePath {
  /// The path of some bytes; `nil` where one of them is NUL, which no path can hold.
  init?(bytes: some Sequence<UInt8>) {
    var units = bytes.map { CChar(bitPattern: $0) }
    if units.contains(0) { return nil }
    units.append(0)
    self.init(platformString: units)
  }

  /// The path of a line, with or without its line break.
  init?(line: [UInt8]) {
    self.init(bytes: line.last == UInt8(ascii: "\n") ? line.dropLast() : line[...])
  }

  /// The path as the system takes it.
  var bytes: [UInt8] {
    withPlatformString {
      UnsafeBufferPointer(start: $0, count: length).map(UInt8.init(bitPattern:))
    }
  }

  /// The path for messages and reports, bytes that are not UTF-8 written as `\xff`.
  var shown: String {
    if let text = String(validating: self) { return text }
    var text = ""
    var parser = Unicode.UTF8.ForwardParser()
    var bytes = bytes.makeIterator()
    var place = 0
    while true {
      switch parser.parseScalar(from: &bytes) {
      case .valid(let encoded):
        text.unicodeScalars.append(Unicode.UTF8.decode(encoded))
        place += encoded.count
      case .error(let length):
        for byte in self.bytes[place..<place + length] { text += "\\x" + String(byte, radix: 16) }
        place += length
      case .emptyInput: return text
      }
    }
  }

  /// The folder that the path lies in; `.` for a bare name.
  var folder: FilePath {
    let folder = removingLastComponent()
    return folder.isEmpty ? "." : folder
  }

  /// Whether a file may hold a config, by its name.
  var isYAML: Bool { self.extension == "yaml" || self.extension == "yml" }

  /// The path from a folder that it lies in; `nil` where it lies elsewhere.
  func relative(to folder: FilePath) -> FilePath? {
    var path = self
    return path.removePrefix(folder) ? path : nil
  }

  /// Whether one path sorts before another: by bytes.
  static func precedes(_ left: FilePath, _ right: FilePath) -> Bool {
    left.withPlatformString { left in right.withPlatformString { strcmp(left, $0) < 0 } }
  }
}
