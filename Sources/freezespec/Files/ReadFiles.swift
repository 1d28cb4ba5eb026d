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
  private struct Record {
    // Lists: they are searched once, for the file that is written.
    var identities: [FileIdentity] = []
    var paths: [FilePath] = []
  }

  private static let record = Mutex(Record())

  /// Notes what is to be opened, by its path without links: what cannot be read is not to be lost
  /// either.
  static func add(_ path: FilePath) { record.withLock { $0.paths.append(path) } }

  /// Notes what was opened.
  static func add(_ info: stat) {
    if Files.Kind(info) != .regular { return }
    record.withLock { $0.identities.append(FileIdentity(info)) }
  }

  /// Whether a file was read.
  ///
  /// - Parameters:
  ///   - info: What the system says of the file.
  ///   - path: Its path, where it is known.
  static func contains(_ info: stat, at path: FilePath? = nil) -> Bool {
    if Files.Kind(info) != .regular { return false }
    let real = path.flatMap(Files.realPath)
    return record.withLock { record in
      record.identities.contains(FileIdentity(info))
        || real.map { record.paths.contains($0) } == true
    }
  }
}
