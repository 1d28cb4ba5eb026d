import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Makes a result, given what takes each piece of it.
typealias Content = (_ sink: @escaping (_ piece: [UInt8]) -> Void) throws -> Void

/// A file that takes a result, whole or not at all.
struct OutputFile {
  /// The path as the user wrote it.
  let argument: String

  /// What a path leads to over links.
  private enum Target {
    /// A file of this name, whether it is there or not.
    case file(FilePath)
    /// A descriptor of this process.
    case descriptor(Int32)
    /// A descriptor of another process, whose file may have no name.
    case foreign(FilePath)
  }

  /// Writes the file.
  ///
  /// - Throws: ``Failure`` where it cannot be written, or was read by this process.
  func write(_ bytes: [UInt8]) throws { try write { sink in sink(bytes) } }

  /// Writes what is made piece by piece.
  ///
  /// - Throws: ``Failure`` where it cannot be written, or was read by this process; or what `content`
  ///   throws.
  func write(_ content: Content) throws {
    do {
      let path = FilePath(argument)
      // Paths drop a slash at their end, with which a file has no name.
      if argument.utf8.last == UInt8(ascii: "/"), access(argument, F_OK) != 0 {
        throw FileError(number: errno)
      }
      switch try target(of: path) {
      case .descriptor(let number): try pass(content, to: number)
      case .foreign(let path): try pass(content, to: path)
      case .file(let target):
        let info = Files.information(on: target)
        switch info.map(Files.Kind.init) {
        case .folder: throw FileError("is a directory")
        case .special, .link: try pass(content, to: target)
        case .regular, nil:
          if let info { try refuseRead(info, at: target) }
          let file = NewFile(path: target, mode: info.map { $0.st_mode & 0o777 })
          try file.write(content)
        }
      }
    } catch let error as FileError {
      throw Failure("cannot write \(argument): \(error.message)")
    }
  }

  /// A result that is on its way to the file: what can fail has been tried.
  enum Prepared {
    case staged(NewFile.Staged)
    /// A device or a pipe, which takes bytes as they come.
    case open(OutputFile, [UInt8])

    /// Writes it.
    func commit() throws {
      switch self {
      case .staged(let file): try file.commit()
      case .open(let file, let bytes): try file.write(bytes)
      }
    }

    /// Leaves the file as it was.
    func discard() { if case .staged(let file) = self { file.discard() } }
  }

  /// Tries what writing a result takes.
  ///
  /// - Throws: ``FileError`` where it cannot be written, or was read by this process.
  func prepared(_ bytes: [UInt8], _ signals: HeldSignals) throws -> Prepared {
    let path = FilePath(argument)
    if argument.utf8.last == UInt8(ascii: "/"), access(argument, F_OK) != 0 {
      throw FileError(number: errno)
    }
    guard case .file(let target) = try target(of: path) else { return .open(self, bytes) }
    let info = Files.information(on: target)
    switch info.map(Files.Kind.init) {
    case .folder: throw FileError("is a directory")
    case .special, .link:
      let isWritable = target.withPlatformString { access($0, W_OK) } == 0
      if !isWritable { throw FileError(number: errno) }
      return .open(self, bytes)
    case .regular, nil:
      if let info { try refuseRead(info, at: target) }
      let file = NewFile(path: target, mode: info.map { $0.st_mode & 0o777 })
      return .staged(try file.staged({ sink in sink(bytes) }, signals))
    }
  }

  /// Whether another one leads, or would lead, to the same file.
  func isSame(as other: OutputFile) -> Bool {
    func path(_ file: OutputFile) -> FilePath {
      if case .file(let path)? = try? file.target(of: FilePath(file.argument)) { return path }
      return FilePath(file.argument)
    }
    return Files.areSame(path(self), path(other))
  }

  private func refuseRead(_ info: stat, at path: FilePath? = nil) throws(FileError) {
    if ReadFiles.contains(info, at: path) {
      throw FileError("it was read for this; write to another file")
    }
  }

  /// Hands bytes to a device or a pipe, which cannot be replaced and takes them as they come.
  private func pass(_ content: Content, to path: FilePath) throws {
    let descriptor: FileDescriptor
    do {
      descriptor = try FileDescriptor.open(path, .writeOnly, options: [.append, .closeOnExec])
    } catch {
      throw FileError(error)
    }
    defer { try? descriptor.close() }
    try pass(content, to: descriptor.rawValue)
  }

  /// Writes to a descriptor where it stands, without a look at what its file holds already.
  private func pass(_ content: Content, to descriptor: Int32) throws {
    try refuseRead(try Files.information(on: FileDescriptor(rawValue: descriptor)))
    var failure: Int32?
    try content { bytes in
      if failure == nil { failure = Output(descriptor: descriptor).writeAll(bytes[...]) }
    }
    // Where nobody reads a pipe any longer, nothing is missed.
    if let failure, failure != EPIPE { throw FileError(number: failure) }
  }

  /// Where a path leads over symbolic links, whether there is a file or not.
  private func target(of path: FilePath) throws(FileError) -> Target {
    var path = path
    // As many as Linux follows.
    for _ in 0...40 {
      if let special = descriptor(of: path) { return special }
      guard let link = Files.linkTarget(of: path) else { return .file(path) }
      path = path.folder.pushing(link)
    }
    throw FileError(number: ELOOP)
  }

  /// The descriptor that a path is a name of, as `/dev/stdout` is: the system shows those as links to
  /// their files, which would be replaced.
  private func descriptor(of path: FilePath) -> Target? {
    guard let name = path.lastComponent?.string,
      name.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int32(name),
      let folder = Files.realPath(path.folder)
    else { return nil }
    let own: [FilePath] = ["/dev/fd", "/proc/self/fd", "/proc/thread-self/fd"]
    if own.contains(where: { Files.realPath($0) == folder }) { return .descriptor(number) }
    return folder.starts(with: "/proc") && folder.lastComponent == "fd" ? .foreign(path) : nil
  }
}
