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
  /// What a path leads to, over symbolic links.
  enum Kind {
    case regular, folder
    /// A pipe, a socket or a device.
    case special

    fileprivate init(_ info: stat) {
      switch info.st_mode & S_IFMT {
      case S_IFREG: self = .regular
      case S_IFDIR: self = .folder
      default: self = .special
      }
    }
  }

  /// What is at a path; `nil` where there is nothing.
  static func kind(of path: FilePath) -> Kind? { information(on: path).map(Kind.init) }

  /// What a file that is open is.
  static func kind(of file: FileDescriptor) throws(FileError) -> Kind {
    var info = stat()
    guard fstat(file.rawValue, &info) == 0 else { throw FileError(number: errno) }
    return Kind(info)
  }

  /// The permissions of what is at a path; `nil` where there is nothing.
  static func mode(of path: FilePath) -> mode_t? {
    information(on: path).map { $0.st_mode & 0o7777 }
  }

  /// Whether the user may read what is at a path.
  static func isReadable(_ path: FilePath) -> Bool {
    path.withPlatformString { access($0, R_OK) == 0 }
  }

  /// The path without links and dots, or `nil` where there is no such file.
  static func realPath(_ path: FilePath) -> FilePath? {
    guard let resolved = path.withPlatformString({ realpath($0, nil) }) else { return nil }
    defer { free(resolved) }
    return FilePath(platformString: resolved)
  }

  /// The same, or, where there is no such file, the path from the root.
  static func absolutePath(_ path: FilePath) -> FilePath { realPath(path) ?? here.pushing(path) }

  /// The folder of this process.
  static var here: FilePath { realPath(".") ?? "/" }

  /// The nearest folder, at or above this one, that holds a git repository.
  static func repositoryRoot(around folder: FilePath) -> FilePath? {
    var candidate = folder
    while kind(of: candidate.appending(".git")) == nil {
      guard candidate.removeLastComponent() else { return nil }
    }
    return candidate
  }

  /// Whether two paths lead, or would lead, to the same regular file.
  static func areSame(_ left: FilePath, _ right: FilePath) -> Bool {
    switch (information(on: left), information(on: right)) {
    case (let a?, let b?):
      return Kind(a) == .regular && a.st_dev == b.st_dev && a.st_ino == b.st_ino
    case (nil, nil):
      guard let folder = realPath(left.folder), folder == realPath(right.folder) else {
        return false
      }
      return left.lastComponent == right.lastComponent
    default: return false
    }
  }

  /// The names in a folder, sorted; empty where it cannot be read.
  static func names(in folder: FilePath) -> [FilePath] {
    guard let handle = folder.withPlatformString({ opendir($0) }) else { return [] }
    defer { closedir(handle) }
    var names: [FilePath] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { FilePath(platformString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted(by: FilePath.precedes)
  }

  private static func information(on path: FilePath) -> stat? {
    var info = stat()
    return path.withPlatformString { stat($0, &info) } == 0 ? info : nil
  }
}
