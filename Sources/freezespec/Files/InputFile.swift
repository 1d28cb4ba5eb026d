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
  /// Where it lies, as one path that all ways to it share.
  let location: FilePath
  let bytes: [UInt8]

  /// Reads what a person named, be it behind a link: a path, or `-` for standard input.
  init(argument: String, limit: Int = Limits.documentBytes) throws(FileError) {
    if argument == "-" {
      location = Files.here.appending("-")
      bytes = try InputFile.read(.standardInput, limit: limit)
      return
    }
    // Paths drop a slash at their end, with which a file has no name.
    guard argument.utf8.last != UInt8(ascii: "/") || access(argument, F_OK) == 0 else {
      throw FileError(number: errno)
    }
    let path = FilePath(argument)
    let place = Place(path)
    ReadFiles.add(place.path)
    let file: FileDescriptor
    if let descriptor = try? place.open(waits: true) {
      (file, location) = (descriptor, place.path)
    } else {
      // A pipe's name in /dev/fd, say, is a link that only the system can follow. Its own name is
      // where it lies then: what it leads to is no folder's, and `from` counts from the name.
      do {
        file = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec])
      } catch {
        throw FileError(error)
      }
      location = Files.here.pushing(path)
    }
    defer { try? file.close() }
    bytes = try InputFile.read(file, limit: limit)
  }

  /// Reads what no person named: a pipe or a device there would block or never end.
  init(at place: borrowing Place) throws(FileError) {
    location = place.path
    ReadFiles.add(location)
    let file = try place.open(waits: false)
    defer { try? file.close() }
    if try Files.kind(of: file) == .special { throw FileError("it is no regular file") }
    bytes = try InputFile.read(file, limit: Limits.documentBytes)
  }

  private static func read(_ file: FileDescriptor, limit most: Int) throws(FileError) -> [UInt8] {
    let info = try Files.information(on: file)
    ReadFiles.add(info)
    if Files.Kind(info) == .folder { throw FileError(number: EISDIR) }
    var bytes: [UInt8] = []
    let limit = most + 1
    var chunk = min(max(Int(info.st_size), 1 << 16), most) + 1
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
