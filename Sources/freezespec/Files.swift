import FreezeSpec

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Why a file cannot be read or written.
struct FileError: Error {
  var message: String
}

/// The files of the disk.
enum Files {
  /// Reads a file whole, or standard input for `-`.
  ///
  /// One byte more than the limit is read at most; a longer file is refused further on.
  static func read(_ path: String, limit: Int = Limits.documentBytes) throws(FileError) -> [UInt8] {
    if path == "-" { return try read(STDIN_FILENO, limit: limit) }
    return try read(path, O_RDONLY, limit: limit)
  }

  /// Reads a file that no person named: a pipe or a device there would block or never end.
  static func readRegular(_ path: String) throws(FileError) -> [UInt8] {
    try read(path, O_RDONLY | O_NONBLOCK, limit: Limits.documentBytes)
  }

  private static func read(_ path: String, _ flags: Int32, limit: Int) throws(FileError) -> [UInt8]
  {
    guard !path.utf8.contains(0) else { throw FileError(message: "the path holds a NUL") }
    let descriptor = open(path, flags | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(message: errorText(errno)) }
    defer { close(descriptor) }
    if flags & O_NONBLOCK != 0 {
      var info = stat()
      guard fstat(descriptor, &info) == 0 else { throw FileError(message: errorText(errno)) }
      if info.st_mode & S_IFMT != S_IFREG, info.st_mode & S_IFMT != S_IFDIR {
        throw FileError(message: "it is no regular file")
      }
    }
    return try read(descriptor, limit: limit)
  }

  private static func read(_ descriptor: Int32, limit most: Int) throws(FileError) -> [UInt8] {
    var info = stat()
    guard fstat(descriptor, &info) == 0 else { throw FileError(message: errorText(errno)) }
    if info.st_mode & S_IFMT == S_IFDIR { throw FileError(message: "is a directory") }
    var bytes: [UInt8] = []
    let limit = most + 1
    var chunk = min(max(Int(info.st_size) + 1, 1 << 16), limit)
    while bytes.count < limit {
      let start = bytes.count
      var failure: Int32?
      var count = 0
      chunk = min(chunk, limit - start)
      let more = [UInt8](unsafeUninitializedCapacity: chunk) { buffer, filled in
        repeat {
          #if canImport(Darwin)
            count = Darwin.read(descriptor, buffer.baseAddress, chunk)
          #elseif canImport(Musl)
            count = Musl.read(descriptor, buffer.baseAddress, chunk)
          #else
            count = Glibc.read(descriptor, buffer.baseAddress, chunk)
          #endif
        } while count < 0 && errno == EINTR
        if count < 0 { failure = errno }
        filled = max(0, count)
      }
      if let failure { throw FileError(message: errorText(failure)) }
      if count == 0 { break }
      if start == 0 { bytes = more } else { bytes += more }
    }
    return bytes
  }

  /// Writes a file whole or not at all: to a new file beside it, which then takes its name.
  ///
  /// - Parameters:
  ///   - bytes: What it shall hold.
  ///   - path: Where it shall be.
  ///   - sources: The files that the bytes were made from, which are not to be lost by a slip.
  static func write(_ bytes: [UInt8], to path: String, sources: [String]) throws(FileError) {
    guard !path.utf8.contains(0) else { throw FileError(message: "the path holds a NUL") }
    if sources.contains(where: { areSame($0, path) }) {
      throw FileError(message: "it was read for this; write to another file")
    }
    var info = stat()
    let exists = stat(path, &info) == 0
    if exists, info.st_mode & S_IFMT != S_IFREG {
      if info.st_mode & S_IFMT == S_IFDIR { throw FileError(message: "is a directory") }
      // A device or a pipe cannot be replaced; it takes the bytes as they come.
      let descriptor = open(path, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw FileError(message: errorText(errno)) }
      defer { close(descriptor) }
      // Where nobody reads a pipe any longer, nothing is missed.
      if let error = Output(descriptor: descriptor).writeAll(bytes), error != EPIPE {
        throw FileError(message: errorText(error))
      }
      return
    }
    // The file that a symbolic link names is replaced, not the link.
    let target = try target(of: path)
    let mode = exists ? info.st_mode & 0o7777 : 0o666 & ~currentUmask()
    // A name of its own: one made of the target's might be too long.
    var template = Array("\(folder(of: target))/.freezespec-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw FileError(message: errorText(errno)) }
    var error = Output(descriptor: descriptor).writeAll(bytes)
    if error == nil, fchmod(descriptor, mode) != 0 { error = errno }
    if close(descriptor) != 0, error == nil { error = errno }
    if error == nil, rename(template, target) != 0 { error = errno }
    if let error {
      unlink(template)
      throw FileError(message: errorText(error))
    }
  }

  /// The path that a path leads to over symbolic links, whether there is a file or not.
  private static func target(of path: String) throws(FileError) -> String {
    var path = path
    // As many as Linux follows.
    for _ in 0...40 {
      var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
      let length = readlink(path, &buffer, buffer.count)
      guard length >= 0 else { return path }
      let bytes = buffer[..<length].map(UInt8.init(bitPattern:))
      guard let link = String(validating: bytes, as: UTF8.self) else {
        throw FileError(message: "it links to a name that is not UTF-8")
      }
      path = link.hasPrefix("/") ? link : folder(of: path) + "/" + link
    }
    throw FileError(message: errorText(ELOOP))
  }

  /// Whether two paths lead, or would lead, to the same regular file.
  static func areSame(_ left: String, _ right: String) -> Bool {
    guard !left.utf8.contains(0), !right.utf8.contains(0) else { return false }
    var (a, b) = (stat(), stat())
    switch (stat(left, &a) == 0, stat(right, &b) == 0) {
    case (true, true):
      return a.st_mode & S_IFMT == S_IFREG && a.st_dev == b.st_dev && a.st_ino == b.st_ino
    case (false, false):
      guard let left = realPath(folder(of: left)).map({ $0 + "/" + fileName(left) }),
        let right = realPath(folder(of: right)).map({ $0 + "/" + fileName(right) })
      else { return false }
      return left == right
    default: return false
    }
  }

  private static func currentUmask() -> mode_t {
    let mask = umask(0)
    umask(mask)
    return mask
  }

  /// The path without links and dots, or `nil` where there is no such file.
  static func realPath(_ path: String) -> String? {
    guard !path.utf8.contains(0), let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// Whether there is something at a path.
  static func exists(_ path: String) -> Bool {
    var info = stat()
    return !path.utf8.contains(0) && stat(path, &info) == 0
  }

  /// Whether a path is that of a directory.
  static func isDirectory(_ path: String) -> Bool {
    var info = stat()
    return stat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether a path is that of a pipe, a socket or a device.
  static func isSpecial(_ path: String) -> Bool {
    var info = stat()
    guard stat(path, &info) == 0 else { return false }
    return info.st_mode & S_IFMT != S_IFREG && info.st_mode & S_IFMT != S_IFDIR
  }

  /// A name in a directory.
  struct Entry {
    /// The name; of one that is not UTF-8, as it can be shown.
    var name: String
    var isUTF8: Bool
  }

  /// Whether the user may read what is at a path.
  static func isReadable(_ path: String) -> Bool { access(path, R_OK) == 0 }

  /// The names in a directory, sorted; empty where it cannot be read.
  static func entries(of directory: String) -> [Entry] {
    guard let handle = opendir(directory) else { return [] }
    defer { closedir(handle) }
    var entries: [Entry] = []
    while let entry = readdir(handle) {
      let (name, isUTF8) = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
          (String(cString: $0), String(validatingCString: $0) != nil)
        }
      }
      if name != ".", name != ".." { entries.append(Entry(name: name, isUTF8: isUTF8)) }
    }
    return entries.sorted { $0.name < $1.name }
  }
}

/// The path's folder; `.` for a bare name.
func folder(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// The path's last component.
func fileName(_ path: String) -> String {
  path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
}

/// A path with its dots and double slashes taken out, as text alone.
func normalized(_ path: String) -> String {
  var parts: [Substring] = []
  for part in path.split(separator: "/") where part != "." {
    if part == "..", let last = parts.last, last != ".." {
      parts.removeLast()
    } else if part == "..", path.hasPrefix("/") {
      continue
    } else {
      parts.append(part)
    }
  }
  let joined = parts.joined(separator: "/")
  return path.hasPrefix("/") ? "/" + joined : (joined.isEmpty ? "." : joined)
}
