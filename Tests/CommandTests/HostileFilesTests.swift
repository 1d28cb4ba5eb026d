import Foundation
import Testing

/// Files that are not what they seem, and pipes that nobody reads.
@Suite struct HostileFilesTests {
  @Test(.timeLimit(.minutes(10))) func aPipeThatNobodyNamedIsNotRead() throws {
    let scratch = try Scratch()
    try scratch.write("c.yaml", "model: {from: pipe.yaml}\n")
    try scratch.write("folder/c.yaml", "model: ReLU()\n")
    _ = try scratch.shell("mkfifo pipe.yaml folder/pipe.yaml")
    let from = try Command.run("check", "c.yaml", in: scratch.path)
    #expect(from.status == 1)
    #expect(from.errors.contains("cannot read pipe.yaml: it is no regular file"))
    let folder = try Command.run("check", "folder", in: scratch.path)
    #expect(folder.status == 0 && folder.errors.isEmpty)
  }

  @Test func aPipeThatIsNamedIsRead() throws {
    let scratch = try Scratch()
    let run = try scratch.shell("\"$FS\" apply --format plain <(echo 'model: Linear(1, 1)')")
    #expect(run.output == "weight True\nbias True\n")
  }

  @Test func aNameThatIsNotUTF8IsReadAndEscaped() throws {
    let scratch = try Scratch()
    try scratch.write("folder/c.yaml", "model: Linear(1)\n")
    let made = try scratch.shell(
      "cp folder/c.yaml $'folder/\\xff.yaml'; mkdir $'folder/\\xfe'")
    // Not every file system takes such a name.
    if made.status != 0 { return }
    _ = try scratch.shell("cp folder/c.yaml $'folder/\\xfe/d.yaml'")
    let folder = try Command.run("check", "folder", in: scratch.path)
    #expect(folder.status == 1)
    for name in ["c", #"\xff"#, #"\xfe/d"#] {
      #expect(folder.errors.contains("--> folder/\(name).yaml:1:"), "\(folder.errors)")
    }
    let named = try scratch.shell("\"$FS\" apply folder/c.yaml -o $'o\\xff'")
    #expect(named.status == 2 && named.errors.hasPrefix("error: an argument is not UTF-8"))
    #expect(try scratch.shell("ls").output == "folder\n")
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
    let run = try scratch.shell(
      "\"$FS\" \(arguments) 2>&1 | exec true; exit ${PIPESTATUS[0]}")
    #expect(run.status == status)
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
        error: no parameter and no module has the name `weight`
          = help: did you mean `a\x1b[31m\n::error::x.weight`?

        """#)
    let format = try Command.run(
      "apply", "c.yaml", "--format", "\u{1B}[31m\n::error::x", in: scratch.path)
    #expect(!format.errors.contains("\u{1B}") && !format.errors.contains("\n::"))
  }
}
