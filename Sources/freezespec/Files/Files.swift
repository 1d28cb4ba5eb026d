import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What there is on the disk.
enum Files {
  /// What is at a path.
  enum Kind {
    case regular, folder
    /// A symbolic link, where none is followed.
    case link
    /// A pipe, a socket or a device.
    case special

    init(_ info: stat) {
      switch info.st_mode & S_IFMT {
      case S_IFREG: self = .regular
      case S_IFDIR: self = .folder
      case S_IFLNK: self = .link
      default: self = .special
      }
    }
  }

  /// What is at a path, links followed; `nil` where there is nothing.
  static func kind(of path: FilePath) -> Kind? { information(on: path).map(Kind.init) }

  /// The path without links and dots, or `nil` where there is no such file.
  static func realPath(_ path: FilePath) -> FilePath? {
    guard let resolved = path.withPlatformString({ realpath($0, nil) }) else { return nil }
    defer { free(resolved) }
    return FilePath(platformString: resolved)
  }

  /// What a symbolic link says; `nil` where there is none.
  static func linkTarget(of path: FilePath) -> FilePath? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let length = path.withPlatformString { readlink($0, &buffer, Int(PATH_MAX)) }
    return length < 0 ? nil : FilePath(platformString: buffer)
  }

  /// The folder of this process, without links; the process never goes elsewhere.
  static let here: FilePath = {
    guard let path = getcwd(nil, 0) else { return "/" }
    defer { free(path) }
    return FilePath(platformString: path)
  }()

  /// The nearest folder, at or above this one, that holds a git repository.
  static func repositoryRoot(around folder: FilePath) -> FilePath? {
    var candidate = folder
    while kind(of: candidate.appending(".git")) == nil {
      guard candidate.removeLastComponent() else { return nil }
    }
    return candidate
  }

  /// The git repositories that a path lies in by its names, whatever links those are, themselves
  /// without links.
  static func repositories(around path: FilePath) -> [FilePath] {
    var repositories: [FilePath] = []
    var folder = here.pushing(path).lexicallyNormalized().folder
    while let root = repositoryRoot(around: folder) {
      if let real = realPath(root) { repositories.append(real) }
      folder = root
      guard folder.removeLastComponent() else { break }
    }
    return repositories
  }

  /// Whether two paths lead, or would lead, to the same regular file.
  static func areSame(_ left: FilePath, _ right: FilePath) -> Bool {
    switch (information(on: left), information(on: right)) {
    case (let a?, let b?):
      return Kind(a) == .regular && FileIdentity(a) == FileIdentity(b)
    case (nil, nil):
      guard let folder = realPath(left.folder), folder == realPath(right.folder) else {
        return false
      }
      return left.lastComponent == right.lastComponent
    default: return false
    }
  }

  /// Lists a folder that is open by names, and closes it.
  ///
  /// - Parameter showsHidden: Whether files are listed whose names begin with a dot.
  static func entries(of folder: FileDescriptor, showsHidden: Bool = false) throws(FileError)
    -> [(name: FilePath.Component, kind: Kind)]
  {
    guard let handle = fdopendir(folder.rawValue) else {
      let error = FileError(number: errno)
      try? folder.close()
      throw error
    }
    defer { closedir(handle) }
    var entries: [(name: [CChar], kind: Kind)] = []
    errno = 0
    while let entry = readdir(handle) {
      withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { text in
          var info = stat()
          let isHidden = text.pointee == CChar(UInt8(ascii: "."))
          let isFolderItself = strcmp(text, ".") == 0 || strcmp(text, "..") == 0
          guard !isHidden || showsHidden && !isFolderItself,
            // What is gone by now is none.
            fstatat(folder.rawValue, text, &info, AT_SYMLINK_NOFOLLOW) == 0
          else { return }
          let name = UnsafeBufferPointer(start: text, count: strlen(text) + 1)
          entries.append((Array(name), Kind(info)))
        }
      }
      errno = 0
    }
    guard errno == 0 else { throw FileError(number: errno) }
    return entries.sorted { strcmp($0.name, $1.name) < 0 }.compactMap { entry in
      FilePath.Component(platformString: entry.name).map { ($0, entry.kind) }
    }
  }

  /// What the system says of a file that is open.
  static func information(on file: FileDescriptor) throws(FileError) -> stat {
    var info = stat()
    guard fstat(file.rawValue, &info) == 0 else { throw FileError(number: errno) }
    return info
  }

  /// What the system says of what is at a path, over links; `nil` where there is nothing.
  static func information(on path: FilePath) -> stat? {
    var info = stat()
    return path.withPlatformString { stat($0, &info) } == 0 ? info : nil
  }
}
