import Testing

/// What `diff --base` makes of submodules, which are repositories of their own.
@Suite struct DiffSubmoduleTests {
  /// A repository with a config that names one of its submodule's.
  private struct World {
    let inner: Repository
    let outer: Repository

    init() throws {
      inner = try Repository()
      outer = try Repository()
      try inner.scratch.write("arch/m.yaml", World.plan(4))
      try inner.commit()
      try outer.git(
        "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.path, "sub")
      try outer.git("-C", "sub", "config", "user.name", "Test")
      try outer.git("-C", "sub", "config", "user.email", "test@example.org")
      try outer.scratch.write("top.yaml", "model: {from: sub/arch/m.yaml}\n")
      try outer.commit()
    }

    static func plan(_ width: Int) -> String { "model: [\"Linear(3, \(width))\"]\n" }

    /// Changes the submodule's config, and commits that there.
    func bump() throws {
      try outer.scratch.write("sub/arch/m.yaml", World.plan(6))
      try outer.git("-C", "sub", "commit", "--quiet", "--all", "--message", "change")
    }
  }

  private let changes = "no parameter changes state, 2 reshaped; "

  @Test func fromReadsTheCommitThatTheRevisionNames() throws {
    let world = try World()
    #expect(try world.outer.diff("--base", "HEAD").output == "no config changes\n")
    try world.bump()
    let run = try world.outer.diff("--base", "HEAD")
    #expect(run.output.hasPrefix("top.yaml: \(changes)"), "\(run.output)\(run.errors)")
    try world.outer.commit()
    #expect(try world.outer.diff("--base", "HEAD").output == "no config changes\n")
    let old = try world.outer.diff("HEAD~1:sub/arch/m.yaml", "sub/arch/m.yaml")
    #expect(old.output.hasPrefix(changes))
  }

  @Test func aBumpIsToldInACloneWithoutTheSubmodule() throws {
    let world = try World()
    try world.bump()
    try world.outer.commit()
    _ = try world.outer.scratch.shell("git clone --quiet . clone")
    let run = try world.outer.diff("--base", "HEAD~1", in: "clone")
    #expect(run.status == 1 && run.errors.contains("cannot read sub/arch/m.yaml"), "\(run)")
    #expect(
      run.errors.contains("sub is a submodule that was not fetched: git submodule update --init"))
    let same = try world.outer.diff("--base", "HEAD", in: "clone")
    #expect(same.status == 0 && same.output == "no config changes\n", "\(same)")
  }

  @Test(arguments: ["sub", "sub/arch", "sub/arch/m.yaml", "sub/arch/gone.yaml"])
  func aPathInASubmoduleIsRefused(name: String) throws {
    let world = try World()
    try world.outer.scratch.write("sub/arch/m.yaml", World.plan(6))
    let run = try world.outer.diff("--base", "HEAD", name)
    #expect(run.status == 2)
    #expect(run.errors.contains("\(name) lies in sub, which is a repository of its own"))
    let inside = try world.outer.diff("--base", "HEAD", in: "sub")
    #expect(inside.output.hasPrefix("arch/m.yaml: \(changes)"))
    _ = try world.outer.scratch.shell("rm -r sub")
    #expect(try world.outer.diff("--base", "HEAD", name).status == 2)
  }

  @Test func aLinkIntoASubmoduleIsTold() throws {
    let world = try World()
    _ = try world.outer.scratch.shell(
      "mkdir plans; ln -s ../sub/arch plans/all; ln -s ../sub/arch/m.yaml plans/m.yaml")
    try world.outer.commit()
    try world.bump()
    let run = try world.outer.diff("--base", "HEAD", "plans")
    #expect(run.output.hasPrefix("plans/m.yaml: \(changes)"), "\(run.output)")
    #expect(run.errors.contains("plans/all is not searched: it leads into sub, which is a"))
  }

  @Test func aCommitThatIsNotHereIsNoError() throws {
    let world = try World()
    let missing = String(repeating: "0123", count: 10)
    try world.outer.git("update-index", "--cacheinfo", "160000,\(missing),sub")
    try world.outer.git("commit", "--quiet", "--message", "elsewhere")
    for (arguments, before) in [
      (["--base", "HEAD"], ""), (["HEAD:top.yaml", "top.yaml"], " as HEAD:top.yaml"),
    ] {
      let run = try world.outer.diff(arguments, environment: ["COLUMNS": "400"])
      #expect(run.status == 0)
      let expected = """
        1 config not compared, as it had files that are not here
          ! top.yaml had files that are not here\(before): what changes cannot be told; it has 2 parameters, \
        and 100 % of its elements train
              - HEAD:top.yaml:1: HEAD has sub/arch/m.yaml in the submodule sub, which is not here as it was: \
        commit \(missing) [invalid-from]; \
        fetch the commit there: git submodule update --init, then git -C sub fetch origin \(missing)

        """
      #expect(run.output == expected)
    }
  }

  @Test func aLinkIntoACommitThatIsNotHereIsNotNew() throws {
    let world = try World()
    _ = try world.outer.scratch.shell("ln -s sub/arch/m.yaml m.yaml")
    try world.outer.git("add", "m.yaml")
    let missing = String(repeating: "0123", count: 10)
    try world.outer.git("update-index", "--cacheinfo", "160000,\(missing),sub")
    try world.outer.git("commit", "--quiet", "--message", "elsewhere")
    for path in ["m.yaml", "."] {
      let run = try world.outer.diff("--base", "HEAD", path)
      #expect(run.status == 2)
      #expect(
        run.errors.contains("cannot read HEAD:m.yaml: the submodule sub is not here as HEAD has"))
      #expect(!run.output.contains("is new"))
    }
  }

  @Test func aFolderInThePlaceOfASubmoduleIsNew() throws {
    let world = try World()
    _ = try world.outer.scratch.shell("git rm -q sub; rm -rf .git/modules; mkdir sub")
    try world.outer.scratch.write("sub/arch/m.yaml", World.plan(6))
    let run = try world.outer.diff("--base", "HEAD", "sub")
    #expect(run.output.hasPrefix("sub/arch/m.yaml is new"), "\(run.errors)")
  }

  @Test(arguments: [
    "echo \"gitdir: $INNER/.git\" >sub/.git", "rm sub/.git; ln -s \"$INNER/.git\" sub/.git",
    "rm -r sub; ln -s \"$INNER\" sub",
    "rm -r .git/modules/sub/objects; ln -s \"$INNER/.git/objects\" .git/modules/sub/objects",
  ])
  func aSubmoduleThatIsElsewhereIsNotRead(script: String) throws {
    let world = try World()
    _ = try world.outer.scratch.shell(script, environment: ["INNER": world.inner.path])
    try world.outer.scratch.write("new.yaml", World.plan(4))
    for side in ["HEAD:top.yaml", "HEAD:sub/arch/m.yaml"] {
      let run = try world.outer.diff(side, "new.yaml")
      #expect(!run.output.contains("nothing changes"))
      #expect(
        run.output.contains("not here as it was") || run.errors.contains("not here as HEAD has"))
    }
  }

  @Test func aSubmodulesSettingsRunNoProgram() throws {
    let world = try World()
    _ = try world.outer.scratch.shell(
      """
      printf '#!/bin/sh\\ntouch %s/mark\\n' "$PWD/.git" >.git/evil; chmod +x .git/evil
      for key in core.fsmonitor core.pager core.sshCommand alias.ls-tree alias.cat-file; do
        git -C sub config $key "$PWD/.git/evil"
      done
      """)
    try world.outer.scratch.write("top.yaml", "model: [{from: sub/arch/m.yaml}, ReLU()]\n")
    #expect(try world.outer.diff("--base", "HEAD").output.hasPrefix("top.yaml: "))
    #expect(!world.outer.scratch.exists(".git/mark"))
  }
}
