import Testing

/// Links, and what `diff --base` makes of what they lead to.
@Suite struct DiffLinkTests {
  private func plan(_ width: Int) -> String { "model: [\"Linear(3, \(width))\"]\n" }

  /// A repository with a config that two links to its folder lead to.
  private func linked() throws -> Repository {
    let repository = try Repository()
    try repository.scratch.write("real/m.yaml", plan(4))
    try repository.scratch.write("plans/z.yaml", plan(5))
    _ = try repository.scratch.shell("ln -s real all; ln -s ../real plans/d; ln -s .. plans/up")
    try repository.commit()
    return repository
  }

  @Test(arguments: ["all", "plans", "all/m.yaml", "plans/d/m.yaml", "./plans/d/"])
  func whatALinkToAFolderLeadsToIsCompared(name: String) throws {
    let repository = try linked()
    let same = try repository.diff("--base", "HEAD", name)
    #expect(same.output == "no config changes\n")
    #expect(same.errors.isEmpty, "\(same.errors)")
    try repository.scratch.write("real/m.yaml", plan(6))
    let run = try repository.diff("--base", "HEAD", name)
    let path = name.hasPrefix("all") ? "all/m.yaml" : "plans/d/m.yaml"
    #expect(run.output.hasPrefix("\(path): no parameter changes state, 2 reshaped; "))
    #expect(run.status == 0)
    try repository.git("rm", "--quiet", "--force", "real/m.yaml")
    try repository.scratch.write("real/other.yaml", "model: ReLU()\n")
    let gone = try repository.diff("--base", "HEAD", name)
    #expect(gone.output.contains("\(path) is gone: 2 parameters"), "\(gone.output)")
  }

  @Test func whatHasItsOwnPathInASearchIsToldByThat() throws {
    let repository = try linked()
    try repository.scratch.write("real/m.yaml", plan(6))
    for arguments in [[], ["."], ["all", "real", "plans"]] {
      let run = try repository.diff(["--base", "HEAD"] + arguments)
      #expect(run.output.hasPrefix("real/m.yaml: no parameter changes state, 2 reshaped; "))
      #expect(!run.output.contains("/m.yaml is new"))
    }
  }

  @Test func eachSideFollowsItsOwnLinks() throws {
    let repository = try linked()
    try repository.scratch.write("other/m.yaml", plan(7))
    try repository.commit()
    _ = try repository.scratch.shell("rm all plans/d; ln -s other all; cp -r other plans/d")
    let run = try repository.diff("--base", "HEAD", "all", "plans/d")
    #expect(run.output.contains("== all/m.yaml: no parameter changes state, 2 reshaped; "))
    #expect(run.output.contains("== plans/d/m.yaml: no parameter changes state, 2 reshaped; "))
    _ = try repository.scratch.shell("rm all")
    #expect(try repository.diff("--base", "HEAD", "all").output.hasPrefix("all/m.yaml is gone"))
  }

  @Test(arguments: [("a", "b"), ("b", "a")])
  func linksOfOneTextInTwoFoldersAreTwoFiles(config: String, template: String) throws {
    let repository = try Repository()
    try repository.scratch.write("\(config)/real.yaml", plan(4))
    try repository.scratch.write("\(template)/real.yaml", "x: 1\n")
    _ = try repository.scratch.shell("for f in a b; do ln -s real.yaml $f/c.yaml; done")
    try repository.commit()
    _ = try repository.scratch.shell("rm a/c.yaml b/c.yaml")
    let run = try repository.diff("--base", "HEAD")
    #expect(run.output.hasPrefix("\(config)/c.yaml is gone"))
    #expect(!run.output.contains("\(template)/c.yaml"))
  }

  @Test func aLinkThatTheRevisionDoesNotHaveStandsForItsFolder() throws {
    let repository = try linked()
    _ = try repository.scratch.shell("ln -s real new; ln -s \"$PWD/real\" whole")
    try repository.scratch.write("real/m.yaml", plan(6))
    for link in ["new", "whole"] {
      let run = try repository.diff("--base", "HEAD", link)
      #expect(run.output.hasPrefix("real/m.yaml: no parameter changes state, 2 reshaped; "))
    }
    try repository.commit()
    try repository.scratch.write("real/m.yaml", plan(8))
    let run = try repository.diff("--base", "HEAD", "whole")
    #expect(run.output.hasPrefix("whole/m.yaml: no parameter changes state, 2 reshaped; "))
  }

  @Test(arguments: [("root", ""), ("plans", "plans"), ("m.yaml", "real/m.yaml")])
  func aLinkFromOutsideLeadsInside(name: String, target: String) throws {
    let repository = try linked()
    try repository.scratch.write("real/m.yaml", plan(6))
    try repository.scratch.write("plans/z.yaml", plan(7))
    let outside = try Scratch()
    _ = try outside.shell("ln -s \"\(repository.path)/\(target)\" \(name)")
    let expected = try repository.diff("--base", "HEAD", target.isEmpty ? "." : target)
    #expect(expected.output.contains("2 reshaped"))
    let run = try repository.diff("--base", "HEAD", outside.path + "/" + name)
    #expect(run.output == expected.output, "\(run.errors)")
    // So does one that is inside, and absolute.
    _ = try repository.scratch.shell("ln -s \"$PWD/\(target)\" inside.yaml")
    try repository.scratch.write(".gitignore", "inside.yaml\n")
    if name == "m.yaml" { return }
    #expect(try repository.diff("--base", "HEAD", "inside.yaml").output == expected.output)
    #expect(try repository.diff("--base", "HEAD", outside.path).errors.contains("lies outside"))
  }

  @Test func aSearchOfFoldersSaysWhichLinksItDoesNotFollow() throws {
    let repository = try linked()
    let outside = try Scratch()
    try outside.write("inner/s.yaml", plan(1))
    _ = try repository.scratch.shell(
      """
      ln -s "\(outside.path)/inner" plans/out; ln -s ../.git plans/git; ln -s loop plans/loop
      ln -s nowhere plans/nowhere
      """)
    let run = try repository.diff("--base", "HEAD", "plans")
    #expect(run.output == "no config changes\n")
    #expect(run.status == 0)
    #expect(run.errors.contains("warning[link-not-followed]: plans/out is not searched: it leads"))
    #expect(run.errors.contains("plans/git is not searched: it leads into a folder of git's own"))
    #expect(run.errors.hasSuffix("\n\n2 warnings\n"), "\(run.errors)")
    #expect(try repository.diff("--base", "HEAD", "plans", "--strict").status == 1)
    let named = try repository.diff("--base", "HEAD", "plans/out")
    #expect(named.status == 2)
    #expect(named.errors.contains("plans/out is not searched: it leads out of"))
    #expect(named.output.isEmpty)
    // A link to nothing is there, as far as git knows.
    try repository.git("add", "plans/nowhere", "plans/loop")
    try repository.git("commit", "--quiet", "--message", "links")
    _ = try repository.scratch.shell("rm plans/loop")
    for link in ["plans/nowhere", "plans/loop"] {
      #expect(try repository.diff("--base", "HEAD", link).output == "no config changes\n")
    }
  }
}
