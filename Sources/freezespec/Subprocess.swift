#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A program that ran to its end.
struct Subprocess {
  /// Its exit status; 128 and the signal's number where a signal ended it.
  var status: Int32
  var standardOutput: [UInt8]
  var standardError: [UInt8]

  /// Runs a program, found through PATH, without a shell.
  ///
  /// - Parameters:
  ///   - program: The program's name.
  ///   - arguments: Its arguments, each handed over as it is.
  ///   - environment: Its variables, each as `name=value`.
  ///   - input: What it reads on standard input.
  ///   - limit: The most bytes of its outputs that are read; beyond them it writes to nobody.
  ///   - silence: For how many seconds it may neither write nor read; then it is ended.
  /// - Throws: ``FileError`` where it cannot be started, or said nothing for so long.
  static func run(
    _ program: String, _ arguments: [[UInt8]], environment: [[UInt8]],
    input: [UInt8] = [], limit: Int = .max, silence: Int? = nil
  ) throws(FileError) -> Subprocess {
    let standardInput = try Pipe()
    let standardOutput = try Pipe()
    let standardError = try Pipe()
    let pid = try spawn(
      program, arguments, environment, [standardInput, standardOutput, standardError])
    close(standardInput.reading)
    close(standardOutput.writing)
    close(standardError.writing)
    var status: Int32?
    let exchanged = exchange(
      input, to: standardInput.writing, from: [standardOutput.reading, standardError.reading],
      limit: limit, silence: silence
    ) {
      var ended: Int32 = 0
      if status == nil, waitpid(pid, &ended, WNOHANG) == pid { status = ended }
      return status != nil
    }
    if exchanged == nil { kill(pid, SIGKILL) }
    var last = status ?? 0
    if status == nil { while waitpid(pid, &last, 0) < 0, errno == EINTR {} }
    guard let outputs = exchanged else {
      let seconds = silence ?? 0
      throw FileError("\(program) said nothing for \(seconds) second\(seconds == 1 ? "" : "s")")
    }
    let signal = last & 0x7F
    return Subprocess(
      status: signal == 0 ? (last >> 8) & 0xFF : 128 + signal, standardOutput: outputs[0],
      standardError: outputs[1])
  }

  /// The two ends of a pipe, neither of which a child inherits unasked.
  private struct Pipe {
    var reading: Int32
    var writing: Int32

    init() throws(FileError) {
      var ends: [Int32] = [0, 0]
      guard pipe(&ends) == 0 else { throw FileError(number: errno) }
      (reading, writing) = (ends[0], ends[1])
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    }
  }

  private static func spawn(
    _ program: String, _ arguments: [[UInt8]], _ environment: [[UInt8]], _ pipes: [Pipe]
  ) throws(FileError) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, pipes[0].reading, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, pipes[1].writing, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, pipes[2].writing, STDERR_FILENO)

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // This process ignores some signals; a child should not inherit that.
    var defaults = sigset_t()
    sigemptyset(&defaults)
    for number in Output.failuresOfWrites { sigaddset(&defaults, number) }
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))

    var variables = environment.map(copy)
    var words = ([Array(program.utf8)] + arguments).map(copy)
    defer { for pointer in variables + words { free(pointer) } }
    variables.append(nil)
    words.append(nil)
    var pid: pid_t = 0
    let error = posix_spawnp(&pid, program, &actions, &attributes, words, variables)
    guard error == 0 else {
      for pipe in pipes { for end in [pipe.reading, pipe.writing] { close(end) } }
      throw FileError("cannot run \(program): \(FileError(number: error).message)")
    }
    return pid
  }

  private static func copy(_ text: [UInt8]) -> UnsafeMutablePointer<CChar>? {
    strndup(text.map { CChar(bitPattern: $0) }, text.count)
  }

  /// The variables of this process.
  static var ownEnvironment: [(name: [UInt8], value: [UInt8])] {
    var variables: [(name: [UInt8], value: [UInt8])] = []
    var next = environ
    while let entry = next.pointee {
      let bytes = UnsafeRawBufferPointer(start: entry, count: strlen(entry))
      if let end = bytes.firstIndex(of: UInt8(ascii: "=")) {
        variables.append((Array(bytes[..<end]), Array(bytes[(end + 1)...])))
      }
      next += 1
    }
    return variables
  }

  /// How long is waited for data, in milliseconds, before it is asked whether the program has ended.
  private static let interval: Int32 = 100
  /// For how many such times outputs are read further that others hold open when it has.
  private static let grace = 10

  /// Writes the input and reads the outputs as each is ready, so that no pipe fills up and blocks.
  ///
  /// - Parameters:
  ///   - silence: For how many seconds a program that has not ended may do neither.
  ///   - hasEnded: Whether the program has: what it started may hold its outputs open for long.
  /// - Returns: The outputs; `nil` where it was silent for so long.
  private static func exchange(
    _ input: [UInt8], to writing: Int32, from reading: [Int32], limit: Int, silence: Int?,
    hasEnded: () -> Bool
  ) -> [[UInt8]]? {
    var outputs = [[UInt8]](repeating: [], count: reading.count)
    var polled = [pollfd(fd: writing, events: Int16(POLLOUT), revents: 0)]
    for descriptor in reading {
      polled.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0))
    }
    _ = fcntl(writing, F_SETFL, fcntl(writing, F_GETFL) | O_NONBLOCK)
    var written = 0
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    func finish(_ index: Int) {
      close(polled[index].fd)
      polled[index].fd = -1
    }
    if input.isEmpty { finish(0) }
    var left = grace
    let clock = ContinuousClock()
    var lastHeard = clock.now
    var isSilent = false
    while polled.contains(where: { $0.fd >= 0 }) {
      let ready = poll(&polled, nfds_t(polled.count), interval)
      if ready < 0, errno != EINTR { break }
      if ready <= 0 {
        if hasEnded() {
          left -= 1
        } else if let silence, clock.now - lastHeard > .seconds(silence) {
          isSilent = true
        }
        if left == 0 || isSilent { break }
        continue
      }
      lastHeard = clock.now
      if polled[0].fd >= 0, polled[0].revents != 0 {
        let count = input.withUnsafeBytes { bytes in
          write(writing, bytes.baseAddress?.advanced(by: written), bytes.count - written)
        }
        if count > 0 { written += count }
        if written == input.count || (count < 0 && errno != EAGAIN && errno != EINTR) { finish(0) }
      }
      for index in 1..<polled.count where polled[index].fd >= 0 && polled[index].revents != 0 {
        let count = read(polled[index].fd, &buffer, buffer.count)
        if count > 0 {
          outputs[index - 1] += buffer[..<min(count, limit - outputs[index - 1].count)]
          if outputs[index - 1].count == limit { finish(index) }
        } else if count == 0 || errno != EINTR {
          finish(index)
        }
      }
    }
    for index in polled.indices where polled[index].fd >= 0 { finish(index) }
    return isSilent ? nil : outputs
  }
}
