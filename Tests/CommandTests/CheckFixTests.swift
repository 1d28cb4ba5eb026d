import Foundation
import Testing

/// `check --fix` and what it does to files.
@Suite struct CheckFixTests {
  private static let faulty = "# a layer\nmodel: Liner(1, 2)\n"
  private static let fixed = "# a layer\nmodel: Linear(1, 2)\n"

  @Test func aFileIsFixedAndItsPermissionsStay() throws {
    let scratch = try Scratch()
    try scratch.write("plans/a.yaml", Self.faulty)
    let run = try scratch.shell(
      "chmod 640 plans/a.yaml; $FS check --fix plans; s=$?; stat -c %a plans/*; exit $s")
    #expect(run.status == 0)
    #expect(run.output == "fixed 1 error in plans/a.yaml\n640\n")
    #expect(run.errors == "")
    #expect(try scratch.read("plans/a.yaml") == Self.fixed)
  }

  @Test func whatIsLeftIsReportedWithItsStatus() throws {
    let scratch = try Scratch()
    try scratch.write("a.yaml", "nmae: x\nmodel: Linear(1)\n")
    let run = try Command.run("check", "--fix", "a.yaml", in: scratch.path)
    #expect(run.status == 1)
    #expect(run.output == "fixed 1 error in a.yaml\n")
    #expect(run.errors.contains("error[wrong-arguments]") && run.errors.hasSuffix("\n1 error\n"))
    #expect(try scratch.read("a.yaml") == "name: x\nmodel: Linear(1)\n")
  }

  @Test func aDiffWritesNothing() throws {
    let scratch = try Scratch()
    try scratch.write("a.yaml", Self.faulty)
    try scratch.write("b.yaml", Self.fixed)
    let run = try Command.run("check", "--fix", "--diff", ".", in: scratch.path)
    #expect(run.status == 1)
    #expect(run.output.hasPrefix("--- a.yaml\n+++ a.yaml\n@@ -1,2 +1,2 @@\n # a layer\n-model"))
    #expect(run.errors == "")
    #expect(try scratch.read("a.yaml") == Self.faulty)
    #expect(try Command.run("check", "--fix", "--diff", "b.yaml", in: scratch.path).status == 0)
  }

  @Test func theDiffIsOneThatPatchApplies() throws {
    let scratch = try Scratch()
    try scratch.write("a.yaml", Self.faulty)
    let run = try scratch.shell(
      "git init -q .; $FS check --fix --diff a.yaml > fix.diff; git apply -p0 fix.diff && cat a.yaml"
    )
    #expect(run.output == Self.fixed)
  }

  @Test(arguments: [".", "./plans/t.yaml", "link.yaml", "$PWD/plans/t.yaml"])
  func theDiffNamesTheFileAsSuchProgramsTakeIt(argument: String) throws {
    let scratch = try Scratch()
    try scratch.write("plans/t.yaml", Self.faulty)
    let run = try scratch.shell(
      """
      ln -s plans/t.yaml link.yaml; git init -q .
      $FS check --fix --diff \(argument) > fix.diff; git apply -p0 fix.diff && cat plans/t.yaml
      """)
    #expect(run.output == Self.fixed)
    #expect(try scratch.read("fix.diff").hasPrefix("--- plans/t.yaml\n+++ plans/t.yaml\n"))
  }

  @Test func patchAppliesTheDiffOfAFileWithReturns() throws {
    let scratch = try Scratch()
    for end in ["\r\n", ""] {
      let text = "# a\r\n\r\nlet: {n: 1}\r\nmodel: Liner(n, 2)" + end
      try scratch.write("a.yaml", text)
      let run = try scratch.shell(
        """
        rm -rf .git; git init -q .; $FS check --fix --diff a.yaml > fix.diff
        git -c core.autocrlf=false apply -p0 fix.diff; cat a.yaml
        """)
      #expect(run.output == text.replacing("Liner", with: "Linear"))
    }
  }

  @Test func noLinkLeadsOutOfTheRepository() throws {
    let scratch = try Scratch()
    try scratch.write("outside/a.yaml", Self.faulty)
    try scratch.write("inside/.git/HEAD", "")
    try scratch.write("inside/b.yaml", "model: [{from: block.yaml}]\n")
    let run = try scratch.shell(
      """
      cd inside; ln -s ../outside/a.yaml link.yaml; ln -s ../outside/a.yaml block.yaml
      $FS check --fix --allow-outside link.yaml b.yaml
      """)
    #expect(run.status == 1)
    #expect(run.output == "")
    #expect(run.errors.contains("= note: link.yaml is not changed: it lies outside /"))
    #expect(try scratch.read("outside/a.yaml") == Self.faulty)
  }

  @Test func aLinkInsideTheRepositoryStaysOne() throws {
    let scratch = try Scratch()
    try scratch.write("plans/a.yaml", Self.faulty)
    let run = try scratch.shell(
      "ln -s plans/a.yaml link.yaml; $FS check --fix link.yaml; test -L link.yaml")
    #expect(run.status == 0)
    #expect(try scratch.read("plans/a.yaml") == Self.fixed)
  }

  @Test func aFileThatCannotBeWrittenIsAnError() throws {
    let scratch = try Scratch()
    let long = Self.faulty + "#" + String(repeating: "x", count: 5_000) + "\n"
    try scratch.write("a.yaml", long)
    let run = try scratch.shell("ulimit -f 2; $FS check --fix a.yaml")
    #expect(run.status == 2)
    #expect(run.errors.hasPrefix("error: cannot write a.yaml: "))
    #expect(try scratch.read("a.yaml") == long)
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["a.yaml"])
  }

  @Test func whereOneFileCannotBeWrittenNoneIs() throws {
    let scratch = try Scratch()
    let long = Self.faulty + "#" + String(repeating: "x", count: 5_000) + "\n"
    for name in ["b.yaml", "d.yaml"] { try scratch.write(name, long) }
    for name in ["a.yaml", "c.yaml"] { try scratch.write(name, Self.faulty) }
    let run = try scratch.shell("ulimit -f 2; $FS check --fix .; s=$?; ls -A; exit $s")
    #expect(run.status == 2)
    #expect(run.output == "a.yaml\nb.yaml\nc.yaml\nd.yaml\n")
    #expect(run.errors.hasPrefix("error: cannot write b.yaml: "))
    #expect(run.errors.contains("; d.yaml: "))
    #expect(run.errors.hasSuffix("  = help: no file was changed\n"))
    for name in ["a.yaml", "c.yaml"] { #expect(try scratch.read(name) == Self.faulty) }
  }

  @Test func anOutputThatCannotBeWrittenLeavesTheConfigsAsTheyAre() throws {
    let scratch = try Scratch()
    try scratch.write("a.yaml", Self.faulty)
    try scratch.write("folder/b.yaml", Self.fixed)
    for output in ["no/such/report.txt", "folder", "a.yaml", "folder/b.yaml"] {
      let run = try Command.run(
        "check", "--fix", "a.yaml", "folder/b.yaml", "-o", output, in: scratch.path)
      #expect(run.status == 2)
      #expect(run.output == "")
      #expect(run.errors.hasPrefix("error: cannot write \(output): "))
      #expect(try scratch.read("a.yaml") == Self.faulty)
    }
    let run = try Command.run("check", "--fix", "a.yaml", "-o", "report.txt", in: scratch.path)
    #expect(run.output == "fixed 1 error in a.yaml\n")
    #expect(try scratch.read("report.txt") == "")
    #expect(try scratch.read("a.yaml") == Self.fixed)
  }

  @Test func whatStaysOfAHardLinkIsSaid() throws {
    let scratch = try Scratch()
    try scratch.write("a.yaml", Self.faulty)
    let run = try scratch.shell("ln a.yaml b.txt; $FS check --fix a.yaml")
    #expect(run.output == "fixed 1 error in a.yaml; its other hard links keep the old text\n")
    #expect(try scratch.read("b.txt") == Self.faulty)
  }

  @Test func gitReadsTheNamesOfADiff() throws {
    let names = [
      "a b", "tab\tx", "line\n+++ x", "quote\"s", "back\\slash", "\u{1B}[2J", "é", "\u{202E}x",
    ]
    for name in names.map({ $0 + ".yaml" }) {
      let scratch = try Scratch()
      try scratch.write(name, Self.faulty)
      let run = try scratch.shell(
        "git init -q .; $FS check --fix --diff . > fix.diff; git apply -p0 fix.diff")
      #expect(run.errors == "", "\(name)")
      #expect(try scratch.read(name) == Self.fixed, "\(name)")
    }
    let scratch = try Scratch()
    let run = try scratch.shell(
      """
      git init -q .; printf 'model: Liner(1, 2)\n' > $'\\xff.yaml'
      $FS check --fix --diff . > fix.diff; git apply -p0 fix.diff; head -1 fix.diff; cat $'\\xff.yaml'
      """)
    #expect(run.output == "--- \"\\377.yaml\"\nmodel: Linear(1, 2)\n")
  }

  @Test func aFolderWithoutConfigsIsToldBesideOneThatHasSome() throws {
    let scratch = try Scratch()
    try scratch.write("plans/a.yaml", Self.fixed)
    try scratch.write("empty/x.txt", "")
    for options in [[], ["--fix"], ["--fix", "--diff"]] {
      let run = try Command.run(
        program: Command.binary.path, ["check", "--strict"] + options + ["plans", "empty"],
        in: scratch.path)
      #expect(run.status == 1, "\(options)")
      #expect(run.errors.hasPrefix("error[no-config]: there is no config in empty\n"))
    }
  }

  @Test func optionsThatExcludeEachOtherAreRefused() throws {
    for options in [["--diff"], ["--fix", "--against", "p"], ["--fix", "-o", "-", "--diff"]] {
      let run = try Command.run(
        program: Command.binary.path, ["check"] + options + ["a.yaml"])
      #expect(run.status == 2, "\(options)")
    }
    #expect(try Command.run("check", "--fix", "-", input: Self.faulty).status == 2)
  }
}
