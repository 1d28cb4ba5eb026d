import FreezeSpec
import SystemPackage

extension ConfigFile {
  /// Describes a file that was read.
  ///
  /// - Parameters:
  ///   - shown: The path for messages.
  ///   - location: The path that tells the file from all others, and that `from` counts from.
  ///   - bytes: The bytes.
  init(shown: String, location: FilePath, bytes: [UInt8]) {
    self.init(path: shown, identity: location.bytes, bytes: bytes)
  }

  /// Where the file lies.
  var location: FilePath { FilePath(bytes: identity) ?? "" }

  /// The path of a file that is named in this one, its dots and links as they are.
  ///
  /// - Parameter reference: What stands behind `from`: relative to this file's folder, or absolute.
  func target(of reference: String) throws(FileError) -> FilePath {
    guard let path = FilePath(bytes: reference.utf8) else {
      throw FileError("the path holds a NUL")
    }
    return location.folder.pushing(path)
  }
}
