import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Why a file cannot be read or written.
struct FileError: Error {
  let message: String
  /// The system's error number, where it is the system that refused.
  private(set) var number: Int32?
  /// Whether it is a link that is not followed.
  private(set) var isRefusal = false

  init(_ message: String) { self.message = message }

  /// What the system says of an error number, starting in lower case.
  init(number: Int32) {
    let text = String(cString: strerror(number))
    message = text.prefix(1).lowercased() + text.dropFirst()
    self.number = number
  }

  /// Whether the process is short of something, which says nothing of the file.
  var isShortage: Bool { number.map { [EMFILE, ENFILE, ENOMEM].contains($0) } ?? false }

  /// Why a link is not followed.
  init(refusal message: String) {
    self.message = message
    isRefusal = true
  }

  /// What a call of swift-system throws: an error number each time.
  init(_ error: any Error) {
    self.init(number: (error as? Errno)?.rawValue ?? EIO)
  }

  /// Whether there is no such file.
  var isAbsence: Bool { number == ENOENT || number == ENOTDIR }

  /// What gets a file read that the system keeps, for a command that needs it.
  var helpForReading: [String] {
    number == EACCES || number == EPERM
      ? [
        "its owner can give the right to read it and to enter its folders: ls -l tells who that is"
      ] : []
  }

  /// Whether it is a folder.
  var isOfFolder: Bool { number == EISDIR }

  /// Whether links lead round in a circle.
  var isLoop: Bool { number == ELOOP }
}
