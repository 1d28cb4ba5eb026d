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

  init(_ message: String) { self.message = message }

  /// What the system says of an error number, starting in lower case.
  init(number: Int32) {
    let text = String(cString: strerror(number))
    message = text.prefix(1).lowercased() + text.dropFirst()
  }

  /// What a call of swift-system throws: an error number each time.
  init(_ error: any Error) {
    self.init(number: (error as? Errno)?.rawValue ?? EIO)
  }
}
