import FreezeSpec

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What the command says with its exit status.
enum Status: Int32 {
  /// It did what was asked.
  case done = 0
  /// A config, or what it is held against, has errors.
  case hasErrors = 1
  /// Bad usage, or a file that cannot be read or written.
  case cannotRun = 2
}

/// Ends a command early.
struct Failure: Error {
  /// What to print on standard error; nothing where everything is said already.
  var message: String?
  /// Cures.
  var help: [String] = []
  var status: Status

  /// A command that could not run.
  init(_ message: String, help: [String] = []) {
    self.message = message
    self.help = help
    status = .cannotRun
  }

  private init(status: Status) { self.status = status }

  /// A command that did something else than was asked, though it ran.
  static func partly(_ message: String, help: [String] = []) -> Failure {
    var failure = Failure(message, help: help)
    failure.status = .hasErrors
    return failure
  }

  /// A command whose diagnostics are written already.
  static func reported(_ status: Status) -> Failure { Failure(status: status) }
}

extension Failure {
  /// The failure as a finding; `nil` where everything is said already.
  var outcome: PlanOutcome? { message.map { .failed($0, help: help) } }
}

/// Ends the process.
func end(with status: Status) -> Never { exit(status.rawValue) }
