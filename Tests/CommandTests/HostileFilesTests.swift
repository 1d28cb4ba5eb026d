import Foundation
import Testing

/// Files that are not what they seem, and pipes that nobody reads.
@Suite struct HostileFilesTests {
  private func shell(_ script: String, in scratch: Scratch) throws -> Command {
    try Command.run(
      program: "/bin/bash", ["-c", script], in: scratch.path,
      environment: ["FS": Command.binary.path])
  }

  @Test(.timeLimit(.minutes(5))) func aPipeThatNobodyNamedIsNotRead() throws {
    let scratch = try Scratch()
    try scratch.write("c.yaml", "model: {from: pipe.yaml}\n")
    try scratch.write("folder/c.yaml", "model: ReLU()\n")
    _ = try shell("mkfifo pipe.yaml folder/pipe.yaml", in: scratch)
    let from = try Command.run("check", "c.yaml", in: scratch.path)
    #expect(from.status == 1)
    #expect(from.errors.contains("cannot read pipe.yaml: it is no regular file"))
    let folder = try Command.run("check", "folder", in: scratch.path)
    #expect(folder.status == 0 && folder.errors.isEmpty)
  }

  @Test func aPipeThatIsNamedIsRead() throws {
    let scratch = try Scratch()
    let run = try shell("\"$FS\" apply --format plain <(echo 'model: Linear(1, 1)')", in: scratch)
    #expect(run.output == "weight True\nbias True\n")
  }

  @Test func aNameThatIsNotUTF8IsReadAndEscaped() throws {
    let scratch = try Scratch()
    try scratch.write("folder/c.yaml", "model: Linear(1)\n")
    let made = try shell(
      "cp folder/c.yaml $'folder/\\xff.yaml'; mkdir $'folder/\\xfe'", in: scratch)
    // Not every file system takes such a name.
    if made.status != 0 { return }
    _ = try shell("cp folder/c.yaml $'folder/\\xfe/d.yaml'", in: scratch)
    let folder = try Command.run("check", "folder", in: scratch.path)
    #expect(folder.status == 1)
    for name in ["c", #"\xff"#, #"\xfe/d"#] {
      #expect(folder.errors.contains("--> folder/\(name).yaml:1:"), "\(folder.errors)")
    }
    let named = try shell("\"$FS\" apply folder/c.yaml -o $'o\\xff'", in: scratch)
    #expect(named.status == 2 && named.errors.hasPrefix("error: an argument is not UTF-8"))
    #expect(try shell("ls", in: scratch).output == "folder\n")
  }

  @Test func aPathIsBytesWhateverItLooksLike() throws {
    let scratch = try Scratch()
    // Two spellings of one letter, and a mark that would join with the slash before it.
    try scratch.write("inner/caf\u{E9}.yaml", "model: Linear(1)\n")
    try scratch.write("inner/cafe\u{301}.yaml", "model: Linear(1, 1)\n")
    try scratch.write("inner/evil\u{600}.yaml", "model: Linear(1)\n")
    try scratch.write("other/s.yaml", "model: Linear(1, 1)\n")
    try scratch.write("inner/\u{301}x.yaml", "model: {from: other/s.yaml}\n")
    let run = try Command.run("check", "inner", in: scratch.path)
    #expect(run.status == 1)
    #expect(run.errors.contains("cannot read inner/other/s.yaml: no such file"), "\(run.errors)")
    #expect(run.errors.contains("3 errors"), "\(run.errors)")
  }

  @Test(arguments: [
    ("check broken.yaml", 1), ("apply broken.yaml", 1), ("check missing.yaml", 2),
    ("diff --exit-code a.yaml b.yaml", 1), ("apply a.yaml", 0), ("apply a.yaml --only x", 2),
  ])
  func aClosedPipeLeavesTheStatus(_ arguments: String, status: Int32) throws {
    let scratch = try Scratch()
    let errors = (0..<900).map { "  - Foo\($0)()\n" }.joined()
    try scratch.write("broken.yaml", "model:\n" + errors)
    try scratch.write("a.yaml", "model: Linear(1, 1)\n")
    try scratch.write("b.yaml", "model: Linear(1, 2)\n")
    let run = try shell(
      "\"$FS\" \(arguments) 2>&1 | exec true; exit ${PIPESTATUS[0]}", in: scratch)
    #expect(run.status == status)
  }

  @Test func aResultDoesNotReplaceWhatItWasMadeFrom() throws {
    let scratch = try Scratch()
    let config = "model: {from: part.yaml}\n"
    try scratch.write("c.yaml", config)
    try scratch.write("part.yaml", "model: Linear(1, 1)\n")
    for arguments in [
      ["apply", "c.yaml", "-o", "./c.yaml"], ["apply", "c.yaml", "--save", "c.yaml"],
      ["apply", "c.yaml", "-o", "part.yaml"], ["show", "c.yaml", "-o", "c.yaml"],
      ["diff", "c.yaml", "part.yaml", "-o", "c.yaml"],
    ] {
      let run = try Command.run(
        program: Command.binary.path, arguments, in: scratch.path)
      #expect(run.status == 2 && run.errors.contains("it was read for this"))
    }
    #expect(try scratch.read("c.yaml") == config)
  }

  @Test func oneFileDoesNotTakeTwoResults() throws {
    let scratch = try Scratch()
    try scratch.write("c.yaml", "model: Linear(1, 1)\n")
    let same = try Command.run("apply", "c.yaml", "--save", "s", "-o", "./s", in: scratch.path)
    #expect(same.status == 2 && same.errors.contains("name the same file"))
    #expect(!scratch.exists("s"))
    let dash = try Command.run("apply", "c.yaml", "--save", "-", in: scratch.path)
    #expect(dash.status == 2 && !scratch.exists("-"))
  }

  @Test func aLinkIsFollowedWhereItLeads() throws {
    let scratch = try Scratch()
    try scratch.write("c.yaml", "model: Linear(1, 1)\n")
    _ = try shell("ln -s new there; ln -s missing/new nowhere; ln -s loop loop", in: scratch)
    #expect(try Command.run("show", "c.yaml", "-o", "there", in: scratch.path).status == 0)
    #expect(try scratch.read("new").hasPrefix("Linear("))
    for link in ["nowhere", "loop"] {
      #expect(try Command.run("show", "c.yaml", "-o", link, in: scratch.path).status == 2)
    }
    #expect(
      try shell("readlink there nowhere loop", in: scratch).output == "new\nmissing/new\nloop\n")
  }

  @Test func aLongNameCanBeWritten() throws {
    let scratch = try Scratch()
    try scratch.write("c.yaml", "model: Linear(1, 1)\n")
    let name = String(repeating: "a", count: 255)
    #expect(try Command.run("show", "c.yaml", "-o", name, in: scratch.path).status == 0)
    #expect(scratch.exists(name))
  }

  @Test func namesInErrorsAreEscaped() throws {
    let scratch = try Scratch()
    try scratch.write("c.yaml", #"model: {children: {"a\e[31m\n::error::x": "Linear(1, 1)"}}"#)
    let unknown = try Command.run("explain", "c.yaml", "weight", in: scratch.path)
    #expect(
      unknown.errors == #"""
        error: no parameter has the name `weight`
          = help: did you mean `a\x1b[31m\n::error::x.weight`?

        """#)
    let format = try Command.run(
      "apply", "c.yaml", "--format", "\u{1B}[31m\n::error::x", in: scratch.path)
    #expect(!format.errors.contains("\u{1B}") && !format.errors.contains("\n::"))
  }
}
