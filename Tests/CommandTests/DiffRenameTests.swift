import Foundation
import Testing

@Suite struct DiffRenameTests {
  private func plan(_ lines: String...) -> String {
    (["model:", "  - Linear(3, 4)"] + lines).joined(separator: "\n") + "\n"
  }

  @Test func aFolderThatOnlyTheRevisionHasIsGone() throws {
    let repository = try Repository()
    try repository.scratch.write("plans/a.yaml", plan())
    try repository.scratch.write("other/b.yaml", plan("  - ReLU()", "  - Linear(4, 1)"))
    try repository.commit()
    try repository.git("rm", "--quiet", "-r", "plans")
    let run = try repository.diff("--base", "HEAD", "plans", "other")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.hasPrefix("plans/a.yaml is gone"))
  }

  @Test func aFolderThatASparseCheckoutLeavesOutIsUnchanged() throws {
    let repository = try Repository()
    try repository.scratch.write("one/a.yaml", plan())
    try repository.scratch.write("two/b.yaml", plan())
    try repository.commit()
    try repository.git("sparse-checkout", "set", "one")
    for path in ["two", "two/b.yaml"] {
      let run = try repository.diff("--base", "HEAD", path)
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.output == "no config changes\n")
    }
  }

  @Test(arguments: ["Mlp.yaml", "plans"])
  func whatIsNamedMayHaveComeFromElsewhere(name: String) throws {
    let repository = try Repository()
    try repository.scratch.write("mlp.yaml", plan())
    try repository.scratch.write("old/b.yaml", plan("  - ReLU()"))
    try repository.commit()
    try repository.git("mv", "mlp.yaml", "Mlp.yaml")
    try repository.git("mv", "old", "plans")
    let run = try repository.diff("--base", "HEAD", name)
    let expected = name == "plans" ? "old/b.yaml → plans/b.yaml: " : "mlp.yaml → Mlp.yaml: "
    #expect(run.output.hasPrefix(expected), "\(run.output)")
    #expect(!run.output.contains("is gone"))
  }

  @Test(arguments: ["eol=crlf", "autocrlf", "working-tree-encoding=UTF-16"])
  func howGitChecksAFileOutHidesNoRename(setting: String) throws {
    let repository = try Repository()
    if setting == "autocrlf" {
      try repository.git("config", "core.autocrlf", "true")
    } else {
      try repository.scratch.write(".gitattributes", "*.yaml text \(setting)\n")
    }
    let lines = "# one\n# two\n# three\n# four"
    try repository.scratch.write(".git/old", plan(lines, "rules: [{freeze: \"*\"}]"))
    let convert =
      setting.hasSuffix("UTF-16") ? "iconv -t UTF-16 .git/%" : "sed 's/$/\\r/' .git/%"
    _ = try repository.scratch.shell(convert.replacing("%", with: "old") + " >old.yaml")
    try repository.commit()
    #expect(try !repository.git("show", "HEAD:old.yaml").contains("\r"))
    try repository.git("mv", "old.yaml", "new.yaml")
    let same = try repository.diff("--base", "HEAD")
    #expect(same.output.hasPrefix("old.yaml → new.yaml: nothing changes"), "\(same.output)")
    try repository.scratch.write(".git/new", plan(lines, "rules: [{train: \"*\"}]"))
    _ = try repository.scratch.shell(convert.replacing("%", with: "new") + " >new.yaml")
    let changed = try repository.diff("--base", "HEAD")
    #expect(changed.output.hasPrefix("old.yaml → new.yaml: 2 parameters newly trainable"))
  }

  @Test func anIgnoredFileThatIsNamedIsNew() throws {
    let repository = try Repository()
    try repository.scratch.write(".gitignore", "ignored.yaml\n")
    try repository.commit()
    try repository.scratch.write("ignored.yaml", plan())
    let run = try repository.diff("--base", "HEAD", "ignored.yaml")
    #expect(run.output.hasPrefix("ignored.yaml is new"))
  }

  @Test func anEqualFileIsTheRenamedOneWhateverSortsFirst() throws {
    let repository = try Repository()
    let lines = (1...6).map { "# line \($0)" }.joined(separator: "\n")
    try repository.scratch.write("x.yaml", plan(lines))
    try repository.commit()
    try repository.git("mv", "x.yaml", "z.yaml")
    try repository.scratch.write("a.yaml", plan(lines, "  - ReLU()"))
    let run = try repository.diff("--base", "HEAD")
    #expect(run.output.contains("x.yaml → z.yaml: nothing changes"))
    #expect(run.output.contains("a.yaml is new"))
  }

  @Test func theMostAlikeArePairedFirst() throws {
    let repository = try Repository()
    let lines = (1...6).map { "# line \($0)" }
    try repository.scratch.write("x.yaml", plan(lines.joined(separator: "\n")))
    try repository.commit()
    try repository.git("rm", "--quiet", "x.yaml")
    try repository.scratch.write("a.yaml", plan(lines.prefix(3).joined(separator: "\n")))
    try repository.scratch.write("b.yaml", plan(lines.prefix(5).joined(separator: "\n")))
    let run = try repository.diff("--base", "HEAD")
    #expect(run.output.contains("x.yaml → b.yaml"))
    #expect(run.output.contains("a.yaml is new"))
  }

  @Test func aMovedFolderOfManyConfigsIsPairedAtOnce() throws {
    let repository = try Repository()
    let lines = (1...40).map { "# line \($0)" }.joined(separator: "\n")
    for number in 1...60 {
      try repository.scratch.write("old/\(number).yaml", plan(lines, "# \(number)"))
    }
    try repository.commit()
    try repository.git("mv", "old", "new")
    for number in 1...60 {
      try repository.scratch.write("new/\(number).yaml", plan(lines, "# \(number)", "# new"))
    }
    let run = try repository.diff("--base", "HEAD")
    #expect(run.output.hasPrefix("60 configs renamed"))
    #expect(run.output.contains("old/7.yaml → new/7.yaml"))
  }

  @Test func aLinkOutOfTheRepositoryIsNotNewOnEveryRun() throws {
    let outside = try Scratch()
    try outside.write("real.yaml", plan())
    let repository = try Repository()
    try FileManager.default.createSymbolicLink(
      atPath: repository.path + "/out.yaml", withDestinationPath: outside.path + "/real.yaml")
    try repository.commit()
    #expect(try repository.diff("--base", "HEAD").output == "no config changes\n")
  }

  @Test func namesThatAreNotUTF8AreCompared() throws {
    let repository = try Repository()
    try repository.scratch.write("a.yaml", plan())
    let made = try Command.run(
      program: "/bin/bash", ["-c", "cp a.yaml $'\\xff.yaml'"], in: repository.path)
    // Not every file system takes such a name.
    if made.status != 0 { return }
    try repository.commit()
    _ = try Command.run(
      program: "/bin/bash", ["-c", "echo 'rules: [{freeze: 0.bias}]' >> $'\\xff.yaml'"],
      in: repository.path)
    let run = try repository.diff("--base", "HEAD")
    #expect(run.output.hasPrefix(#"\xff.yaml: 1 parameter newly frozen"#), "\(run.output)")
  }
}
