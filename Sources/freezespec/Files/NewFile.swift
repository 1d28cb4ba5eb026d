import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file that is written beside another and then takes its name, so that nobody sees half of it.
///
/// Nothing is left of it where that fails, nor where a signal ends the process while it is written.
struct NewFile {
  let path: FilePath
  /// The permissions; those of any new file where there are none.
  let mode: mode_t?

  /// Bytes that are written before signals are looked for.
  private static let piece = 1 << 20

  /// Writes the file.
  ///
  /// - Parameter content: Makes what it shall hold, at each call anew.
  /// - Throws: ``FileError`` where that cannot be written, or what `content` throws.
  func write(_ content: Content) throws {
    if try !writeUnnamed(content) { try writeNamed(content) }
  }

  /// Writes a file that has no name until it is whole: it ends with the process.
  ///
  /// - Returns: Whether the system has such files.
  private func writeUnnamed(_ content: Content) throws -> Bool {
    guard let options = NewFile.unnamed else { return false }
    let descriptor = path.folder.withPlatformString {
      open($0, options | O_WRONLY | O_CLOEXEC, 0o600)
    }
    if descriptor < 0 { return false }
    defer { close(descriptor) }
    try fill(descriptor, with: content)
    // A file cannot take a name that is taken already, only be moved to it. No signal shall come
    // between the two.
    let signals = HeldSignals()
    defer { signals.release() }
    for _ in 0..<100 {
      let name = temporaryName(String(UInt32.random(in: .min ... .max), radix: 36))
      let link = "/proc/self/fd/\(descriptor)"
      let result = name.withPlatformString {
        linkat(AT_FDCWD, link, AT_FDCWD, $0, AT_SYMLINK_FOLLOW)
      }
      if result == 0 {
        try rename(name)
        return true
      }
      // Without /proc there is no way to give it a name.
      if errno != EEXIST { return false }
    }
    return false
  }

  /// Writes a file that has a name from the start, and holds signals back meanwhile.
  func writeNamed(_ content: Content) throws {
    let signals = HeldSignals()
    defer { signals.release() }
    try staged(content, signals).commit()
  }

  /// A file that is written, and does not have its name yet.
  struct Staged {
    fileprivate let file: NewFile
    fileprivate let name: FilePath

    /// Gives it its name, or takes it away where that fails.
    func commit() throws(FileError) { try file.rename(name) }

    /// Takes it away.
    func discard() { file.remove(name) }
  }

  /// Writes the file without giving it its name yet.
  ///
  /// - Parameter signals: Those that are held back until it has its name, or is taken away.
  func staged(_ content: Content, _ signals: HeldSignals) throws -> Staged {
    var template = temporaryName("XXXXXX").withPlatformString {
      Array(UnsafeBufferPointer(start: $0, count: strlen($0) + 1))
    }
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw FileError(number: errno) }
    let name = FilePath(platformString: template)
    do {
      defer { close(descriptor) }
      try fill(descriptor, with: content, signals)
    } catch {
      remove(name)
      throw error
    }
    return Staged(file: self, name: name)
  }

  private func fill(
    _ descriptor: Int32, with content: Content, _ signals: HeldSignals? = nil
  ) throws {
    var failure: FileError?
    try content { bytes in
      var rest = bytes[...]
      while !rest.isEmpty, failure == nil {
        if let error = Output(descriptor: descriptor).writeAll(rest.prefix(NewFile.piece)) {
          failure = FileError(number: error)
        }
        rest = rest.dropFirst(NewFile.piece)
        if signals?.arePending == true { failure = FileError(number: EINTR) }
      }
    }
    if let failure { throw failure }
    guard fchmod(descriptor, mode ?? 0o666 & ~currentUmask()) == 0 else {
      throw FileError(number: errno)
    }
  }

  private func rename(_ name: FilePath) throws(FileError) {
    let result = name.withPlatformString { name in
      path.withPlatformString { systemRename(name, $0) }
    }
    if result == 0 { return }
    let error = FileError(number: errno)
    remove(name)
    throw error
  }

  private func remove(_ name: FilePath) { _ = name.withPlatformString { unlink($0) } }

  /// A name of its own: one made of the file's might be too long.
  private func temporaryName(_ end: String) -> FilePath {
    path.folder.appending(".freezespec-\(end)")
  }

  private func currentUmask() -> mode_t {
    let mask = umask(0)
    umask(mask)
    return mask
  }

  /// The option that opens a file without a name; `nil` where the system has none.
  private static var unnamed: Int32? {
    #if canImport(Glibc)
      __O_TMPFILE
    #elseif canImport(Musl)
      O_TMPFILE
    #else
      nil
    #endif
  }
}

private let systemRename = rename as @Sendable (UnsafePointer<CChar>, UnsafePointer<CChar>) -> Int32
