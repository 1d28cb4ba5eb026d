import FreezeSpec
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file that is read whole.
///
/// One byte more than a limit is read at most; a longer file is refused further on.
struct InputFile {
  private let file: FileDescriptor

  /// What a person named: a path, or `-` for standard input.
  static func read(
    argument: String, limit: Int = Limits.documentBytes
  ) throws(FileError) -> [UInt8] {
    if argument == "-" { return try InputFile(file: .standardInput).read(limit: limit) }
    // Paths drop a slash at their end, with which a file has no name.
    guard argument.utf8.last != UInt8(ascii: "/") || access(argument, F_OK) == 0 else {
      throw FileError(number: errno)
    }
    let file = try open(FilePath(argument), [.closeOnExec])
    defer { try? file.file.close() }
    return try file.read(limit: limit)
  }

  /// What no person named: a pipe or a device there would block or never end.
  static func readRegular(_ path: FilePath) throws(FileError) -> [UInt8] {
    let file = try open(path, [.closeOnExec, .nonBlocking])
    defer { try? file.file.close() }
    if try Files.kind(of: file.file) == .special { throw FileError("it is no regular file") }
    return try file.read(limit: Limits.documentBytes)
  }

  private static func open(
    _ path: FilePath, _ options: FileDescriptor.OpenOptions
  ) throws(FileError) -> InputFile {
    do {
      return InputFile(file: try FileDescriptor.open(path, .readOnly, options: options))
    } catch {
      throw FileError(error)
    }
  }

  private func read(limit most: Int) throws(FileError) -> [UInt8] {
    var info = stat()
    guard fstat(file.rawValue, &info) == 0 else { throw FileError(number: errno) }
    if info.st_mode & S_IFMT == S_IFDIR { throw FileError("is a directory") }
    var bytes: [UInt8] = []
    let limit = most + 1
    var chunk = min(max(Int(info.st_size) + 1, 1 << 16), limit)
    while bytes.count < limit {
      chunk = min(chunk, limit - bytes.count)
      let more: [UInt8]
      do {
        more = try [UInt8](unsafeUninitializedCapacity: chunk) { buffer, filled in
          filled = try file.read(into: UnsafeMutableRawBufferPointer(buffer))
        }
      } catch {
        throw FileError(error)
      }
      if more.isEmpty { break }
      if bytes.isEmpty { bytes = more } else { bytes += more }
    }
    return bytes
  }
}
