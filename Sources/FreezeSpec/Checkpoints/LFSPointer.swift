/// A pointer of Git LFS: the text that git keeps in the place of a large file.
///
/// Its lines are a key and a value each, `version` first (git-lfs, docs/spec.md).
package struct LFSPointer: Equatable, Sendable {
  /// The SHA-256 of the file, in 64 hexadecimal digits.
  package let object: String
  /// The number of bytes of the file.
  package let size: Int

  /// The most bytes of a pointer: git-lfs takes no longer text for one.
  package static let mostBytes = 1023
  /// What a pointer starts with.
  static let start = Array("version https://git-lfs".utf8)

  /// Reads a text; `nil` where it is no pointer.
  package init?(_ bytes: [UInt8]) {
    guard bytes.count <= Self.mostBytes, bytes.starts(with: Self.start) else { return nil }
    var object: String?
    var size: Int?
    for line in String(decoding: bytes, as: UTF8.self).utf8.split(separator: UInt8(ascii: "\n")) {
      let words = line.split(separator: UInt8(ascii: " ")).map { String(Substring($0)) }
      guard words.count == 2 else { return nil }
      switch words[0] {
      case "oid":
        let hash = words[1].utf8.dropFirst("sha256:".utf8.count)
        guard words[1].utf8.starts(with: "sha256:".utf8), hash.count == 64,
          hash.allSatisfy({
            $0.isASCIIDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
          })
        else { return nil }
        object = String(Substring(hash))
      case "size": size = Int(words[1])
      default: break
      }
    }
    guard let object, let size, size >= 0 else { return nil }
    (self.object, self.size) = (object, size)
  }
}
