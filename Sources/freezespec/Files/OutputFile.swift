import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file that takes a result, whole or not at all.
struct OutputFile {
  /// The path as the user wrote it.
  let argument: String

  /// Writes the file.
  ///
  /// - Parameters:
  ///   - bytes: What it shall hold.
  ///   - sources: The files that the bytes were made from, which are not to be lost by a slip.
  /// - Throws: ``Failure`` where it cannot be written.
  func write(_ bytes: [UInt8], sources: [String]) throws(Failure) {
    do throws(FileError) {
      let path = FilePath(argument)
      if sources.contains(where: { Files.areSame(FilePath($0), path) }) {
        throw FileError("it was read for this; write to another file")
      }
      // Paths drop a slash at their end, with which a file has no name.
      if argument.utf8.last == UInt8(ascii: "/"), access(argument, F_OK) != 0 {
        throw FileError(number: errno)
      }
      switch Files.kind(of: path) {
      case .folder: throw FileError("is a directory")
      case .special: try pass(bytes, to: path)
      case .regular, nil: try replace(path, with: bytes)
      }
    } catch {
      throw Failure("cannot write \(argument): \(error.message)")
    }
  }

  /// Hands bytes to a device or a pipe, which cannot be replaced and takes them as they come.
  private func pass(_ bytes: [UInt8], to path: FilePath) throws(FileError) {
    let descriptor: FileDescriptor
    do {
      descriptor = try FileDescriptor.open(path, .writeOnly, options: [.closeOnExec])
    } catch {
      throw FileError(error)
    }
    defer { try? descriptor.close() }
    // Where nobody reads a pipe any longer, nothing is missed.
    if let error = Output(descriptor: descriptor.rawValue).writeAll(bytes[...]), error != EPIPE {
      throw FileError(number: error)
    }
  }

  /// Writes a new file beside one, and gives it its name.
  private func replace(_ path: FilePath, with bytes: [UInt8]) throws(FileError) {
    // The file that a symbolic link names is replaced, not the link.
    let target = try target(of: path)
    let mode = Files.mode(of: path) ?? 0o666 & ~currentUmask()
    // A name of its own: one made of the target's might be too long.
    var template = target.folder.appending(".freezespec-XXXXXX").withPlatformString {
      Array(UnsafeBufferPointer(start: $0, count: strlen($0) + 1))
    }
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw FileError(number: errno) }
    var error = Output(descriptor: descriptor).writeAll(bytes[...])
    if error == nil, fchmod(descriptor, mode) != 0 { error = errno }
    if close(descriptor) != 0, error == nil { error = errno }
    if error == nil, target.withPlatformString({ rename(template, $0) }) != 0 { error = errno }
    if let error {
      unlink(template)
      throw FileError(number: error)
    }
  }

  /// The path that a path leads to over symbolic links, whether there is a file or not.
  private func target(of path: FilePath) throws(FileError) -> FilePath {
    var path = path
    // As many as Linux follows.
    for _ in 0...40 {
      var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
      let length = path.withPlatformString { readlink($0, &buffer, Int(PATH_MAX)) }
      guard length >= 0 else { return path }
      path = path.folder.pushing(FilePath(platformString: buffer))
    }
    throw FileError(number: ELOOP)
  }

  private func currentUmask() -> mode_t {
    let mask = umask(0)
    umask(mask)
    return mask
  }
}
