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
  ///
  /// - Parameter folders: The folder of the file named before it, if there are several.
  init(
    argument: String, limit: Int = Limits.documentBytes, among folders: LastFolder? = nil
  ) throws(FileError) {
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
    let place = folders?.place(of: path) ?? Place(path)
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
    let info = try Files.information(on: file)
    if Files.Kind(info) == .special { throw FileError("it is no regular file") }
    bytes = try InputFile.read(file, info, limit: Limits.documentBytes)
  }

  private static func read(_ file: FileDescriptor, limit most: Int) throws(FileError) -> [UInt8] {
    try read(file, Files.information(on: file), limit: most)
  }

  private static func read(_ file: FileDescriptor, _ info: stat, limit most: Int)
    throws(FileError) -> [UInt8]
  {
    ReadFiles.add(info)
    if Files.Kind(info) == .folder { throw FileError(number: EISDIR) }
    var bytes: [UInt8] = []
    let limit = most + 1
    // A file is as long as it says, unless it changes; pipes say nothing.
    var chunk = info.st_size > 0 ? min(Int(info.st_size), most) + 1 : 1 << 16
    while bytes.count < limit {
      chunk = min(chunk, limit - bytes.count)
      var isWhole = false
      let more: [UInt8]
      do {
        more = try [UInt8](unsafeUninitializedCapacity: chunk) { buffer, filled in
          while filled < chunk, !isWhole {
            let rest = UnsafeMutableRawBufferPointer(
              rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...])
            let count = try file.read(into: rest)
            filled += count
            isWhole = count == 0
          }
        }
      } catch {
        throw FileError(error)
      }
      if bytes.isEmpty { bytes = more } else { bytes += more }
      if isWhole { break }
      chunk = 1 << 16
    }
    return bytes
  }
}
