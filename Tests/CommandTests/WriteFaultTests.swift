import Foundation
import Testing

/// Every command that writes, on machines and with arguments that keep it from that.
@Suite struct WriteFaultTests {
  /// Each writes more than a kilobyte, to `$OUT` where that is not standard output.
  private static let commands = [
    "apply c.yaml --format json", "apply c.yaml --format html", "diff c.yaml d.yaml --format html",
    "show c.yaml", "export c.yaml --to pytorch", "schema",
    "import w.safetensors",
  ]

  private func folder() throws -> Scratch {
    let scratch = try Scratch()
    let names = (0..<60).map { "layer\($0)" }
    let children = names.map { "    \($0): Linear(\($0.utf8.count), 1)\n" }.joined()
    let model = "model:\n  children:\n\(children)"
    try scratch.write("c.yaml", model + "rules: [{freeze: \"*\"}, {train: \"*.bias\"}]\n")
    try scratch.write("d.yaml", model + "rules: [{freeze: \"*.bias\"}]\n")
    let tensors = names.enumerated().map { number, name in
      "\"\(name).weight\":{\"dtype\":\"F32\",\"shape\":[0,\(number)],\"data_offsets\":[0,0]}"
    }
    let header = Data("{\(tensors.joined(separator: ","))}".utf8)
    let length = withUnsafeBytes(of: UInt64(header.count).littleEndian) { Data($0) }
    try (length + header).write(to: scratch.url.appendingPathComponent("w.safetensors"))
    try scratch.write("old.txt", "old\n")
    return scratch
  }

  private static let files = "c.yaml\nd.yaml\nold.txt\nw.safetensors\n"

  @Test(arguments: commands) func whatDoesNotFitReplacesNothing(command: String) throws {
    let scratch = try folder()
    let whole = try scratch.shell("\"$FS\" \(command) -o old.txt; s=$?; wc -c <old.txt; exit $s")
    #expect(whole.status == 0 && (Int(whole.output.dropLast()) ?? 0) > 1_024, "\(whole)")
    try scratch.write("old.txt", "old\n")
    let run = try scratch.shell(
      "ulimit -f 1; \"$FS\" \(command) -o old.txt 2>&1 >/dev/null | cat; exit ${PIPESTATUS[0]}")
    #expect(run.status == 2)
    #expect(run.output.contains("error: cannot write old.txt: file too large\n"), "\(run.output)")
    #expect(try scratch.read("old.txt") == "old\n")
    #expect(try scratch.shell("ls -A").output == Self.files)
  }

  @Test(arguments: commands.filter { $0.contains(".") })
  func whatWasReadIsNotWrittenByAnyName(command: String) throws {
    let scratch = try folder()
    let input = try #require(command.split(separator: " ").first { $0.contains(".") })
    let text = try scratch.read(String(input))
    try scratch.shell("ln -s \(input) link; ln \(input) hard")
    for name in [String(input), "link", "hard", "/dev/fd/9"] {
      let run = try scratch.shell("\"$FS\" \(command) -o \(name) 9>>\(input)")
      #expect(run.status == 2, "\(name)")
      #expect(run.errors.contains("it was read for this; write to another file"), "\(run.errors)")
      #expect(try scratch.read(String(input)) == text)
    }
    try scratch.shell("rm link hard")
    #expect(try scratch.shell("ls -A").output == Self.files)
  }

  @Test(arguments: commands) func whereNobodyReadsNothingIsMissed(command: String) throws {
    let scratch = try folder()
    let run = try scratch.shell("\"$FS\" \(command) | exec true; exit ${PIPESTATUS[0]}")
    #expect(run.status == 0 && !run.errors.contains("error"), "\(run.errors)")
    #expect(try scratch.shell("ls -A").output == Self.files)
  }

  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: "/proc/self/fd")),
    .timeLimit(.minutes(10)), arguments: [SIGTERM, SIGINT])
  func aSignalWhileFixesAreWrittenLeavesAllOrNone(signal: Int32) throws {
    let faulty = "model: Sequential(ReLu())\n"
    let names = (0..<16).map { "\(10 + $0).yaml" }
    for _ in 1...20 {
      let scratch = try Scratch()
      for name in names { try scratch.write(name, faulty) }
      let process = Process()
      process.executableURL = Command.binary
      process.arguments = ["check", "--fix", "."]
      process.currentDirectoryURL = scratch.url
      process.standardError = FileHandle.nullDevice
      // Threads of the tests hold signals back, which a child inherits.
      var (none, before) = (sigset_t(), sigset_t())
      pthread_sigmask(SIG_SETMASK, &none, &before)
      try process.run()
      pthread_sigmask(SIG_SETMASK, &before, nil)
      var isWriting = false
      while process.isRunning, !isWriting {
        let found = try FileManager.default.contentsOfDirectory(atPath: scratch.path)
        isWriting = found.contains { $0.hasPrefix(".freezespec-") }
      }
      kill(process.processIdentifier, signal)
      process.waitUntilExit()
      #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path).sorted() == names)
      #expect(Set(try names.map { try scratch.read($0) }).count == 1)
      if process.terminationReason == .uncaughtSignal, isWriting { return }
    }
    Issue.record("no run was met while it wrote")
  }

  @Test(arguments: [
    ("echo 'model: [ReLu()] # of another' >a.yaml", "a.yaml: it was changed meanwhile", 2),
    ("rm a.yaml", "a.yaml is not changed: no such file or directory", 1),
    ("rm a.yaml; ln -s b.yaml a.yaml", "a.yaml is not changed: it has become a link", 1),
  ])
  func aFileThatChangesOrVanishesBeforeItIsFixedIsLeft(
    change: String, message: String, status: Int32
  ) throws {
    let scratch = try Scratch()
    for name in ["a.yaml", "b.yaml"] { try scratch.write(name, "model: Sequential(ReLu())\n") }
    // Who opens a pipe waits for the other end: the files before it are read by then.
    let run = try scratch.shell(
      """
      mkfifo pipe
      "$FS" check --fix b.yaml a.yaml pipe & checked=$!
      exec 3>pipe; \(change); ls -l a.yaml >before 2>&1
      echo 'model: ReLU()' >&3; exec 3>&-
      wait $checked; status=$?
      ls -l a.yaml 2>&1 | cmp - before
      exit $status
      """)
    #expect(run.status == status && run.errors.contains(message), "\(run)")
    // What changed meanwhile keeps all others from being written too.
    let other = status == 2 ? "ReLu" : "ReLU"
    #expect(try scratch.read("b.yaml") == "model: Sequential(\(other)())\n")
    #expect(run.output == (status == 2 ? "" : "fixed 1 error in b.yaml\n"))
    #expect(try scratch.shell("ls -A | grep freezespec").output.isEmpty)
  }

  @Test func aGitThatSaysNothingIsNotWaitedForForEver() throws {
    let scratch = try folder()
    try scratch.shell(
      "git init -q; git add c.yaml; git -c user.name=a -c user.email=a@b.c commit -q -m x")
    // Git opens it to read what is ignored, and nobody writes.
    try scratch.shell("mkfifo .gitignore")
    let run = try scratch.shell(
      "\"$FS\" diff --base HEAD", environment: ["FREEZESPEC_GIT_SECONDS": "1"])
    #expect(run.status == 2 && run.output.isEmpty)
    #expect(run.errors.hasPrefix("error: git said nothing for 1 second"), "\(run.errors)")
  }

  /// Whether this machine lets the tests hide `/proc` from the command.
  private static let canHideProc =
    (try? Scratch().shell("unshare -m sh -c 'mount -t tmpfs none /proc'").status) == 0

  @Test(.enabled(if: canHideProc)) func argumentsThatCannotBeReadAreNotTakenForNone() throws {
    let scratch = try folder()
    let run = try scratch.shell(
      "unshare -m sh -c 'mount -t tmpfs none /proc; \"$FS\" check c.yaml'")
    #expect(run.status == 2 && run.output.isEmpty, "\(run)")
    #expect(run.errors.contains("the arguments cannot be read"), "\(run)")
  }
}
