import Synchronization
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The files that this process has read, over which no result is written.
///
/// One list for the whole process, to which each file is added where it is opened: a list that went
/// from step to step would lack what some step did not hand on, such as a file that was no config.
enum ReadFiles {
  private enum Entry: Equatable {
    /// What was opened.
    case identity(FileIdentity)
    /// What was to be opened.
    case path(FilePath)
  }

  private final class Part: Sendable {
    let entries = Mutex<[Entry]>([])
  }

  /// The list in parts, of which each thread adds to one that is free: for one list, threads that read thousands
  /// of small files would wait for each other at each of them.
  private static let parts = (0..<8).map { _ in Part() }

  private static func add(_ entry: Entry) {
    for part in parts
    where part.entries.withLockIfAvailable({ $0.append(entry) }) != nil { return }
    parts[0].entries.withLock { $0.append(entry) }
  }

  /// Notes what is to be opened, by its path without links: what cannot be read is not to be lost
  /// either.
  static func add(_ path: FilePath) { add(.path(path)) }

  /// Notes what was opened.
  static func add(_ info: stat) {
    if Files.Kind(info) == .regular { add(.identity(FileIdentity(info))) }
  }

  /// Whether a file was read.
  ///
  /// - Parameters:
  ///   - info: What the system says of the file.
  ///   - path: Its path, where it is known.
  static func contains(_ info: stat, at path: FilePath? = nil) -> Bool {
    if Files.Kind(info) != .regular { return false }
    var entries = [Entry.identity(FileIdentity(info))]
    if let real = path.flatMap(Files.realPath) { entries.append(.path(real)) }
    return parts.contains { part in
      part.entries.withLock { read in entries.contains { read.contains($0) } }
    }
  }
}
