import FreezeSpec
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Where results and diagnostics go.
struct Output {
  /// A file descriptor.
  let descriptor: Int32

  static let standard = Output(descriptor: STDOUT_FILENO)
  static let standardError = Output(descriptor: STDERR_FILENO)

  /// Lets writes fail that would end the process by a signal: to a closed pipe, which
  /// ``write(_:)-(_)`` answers quietly, and past the size that files may have.
  static func letWritesFail() {
    for number in failuresOfWrites { signal(number, SIG_IGN) }
  }

  /// The signals that a write may raise.
  static let failuresOfWrites = [SIGPIPE, SIGXFSZ]

  /// Whether it is a terminal.
  var isTerminal: Bool { isatty(descriptor) == 1 }

  /// The width of the terminal in columns, or 80 where there is none.
  var columns: Int { terminalSize?.columns ?? Output.chosenColumns ?? 80 }

  /// The columns and lines of the terminal, where it is one that has some.
  private var terminalSize: (columns: Int, lines: Int)? {
    var size = winsize()
    guard isTerminal, ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return (max(40, Int(size.ws_col)), Int(size.ws_row))
  }

  /// The lines that the terminal shows at once.
  var lines: Int { terminalSize.map(\.lines).flatMap { $0 > 0 ? $0 : nil } ?? 24 }

  /// The columns that the environment asks for.
  static var chosenColumns: Int? {
    guard let text = environment("COLUMNS"), let columns = Int(text), columns > 0 else {
      return nil
    }
    return min(max(40, columns), 1_000)
  }

  /// Writes a text.
  func write(_ text: String) { write(Array(text.utf8)) }

  /// Writes a message, a line for each text; all that is not a report comes this way.
  func say(_ lines: [String]) { write(MessageText.render(lines)) }

  /// Writes bytes.
  ///
  /// Where nobody reads a pipe any longer the rest is left out, and the status stays what it was to
  /// be: under `pipefail` a broken config must not pass. Any other failure ends the process.
  func write(_ bytes: [UInt8]) {
    guard let error = writeAll(bytes[...]), error != EPIPE else { return }
    if descriptor != STDERR_FILENO {
      Output.standardError.say([
        "error: cannot write the result: \(FileError(number: error).message)"
      ])
    }
    end(with: .cannotRun)
  }

  /// Writes bytes.
  ///
  /// - Returns: The error number where that failed.
  func writeAll(_ bytes: ArraySlice<UInt8>) -> Int32? {
    bytes.withUnsafeBytes { buffer in
      var offset = 0
      while offset < buffer.count {
        #if canImport(Darwin)
          let count = Darwin.write(
            descriptor, buffer.baseAddress?.advanced(by: offset), buffer.count - offset)
        #elseif canImport(Musl)
          let count = Musl.write(
            descriptor, buffer.baseAddress?.advanced(by: offset), buffer.count - offset)
        #else
          let count = Glibc.write(
            descriptor, buffer.baseAddress?.advanced(by: offset), buffer.count - offset)
        #endif
        if count < 0 {
          if errno == EINTR { continue }
          return errno
        }
        offset += count
      }
      return nil
    }
  }
}

/// The path that an environment variable holds, where it is set to something.
func pathVariable(_ name: String) -> FilePath? {
  guard let value = getenv(name), value.pointee != 0 else { return nil }
  return FilePath(platformString: value)
}

/// The value of an environment variable, where it is set to something.
func environment(_ name: String) -> String? {
  guard let value = getenv(name), value.pointee != 0 else { return nil }
  return String(cString: value)
}
