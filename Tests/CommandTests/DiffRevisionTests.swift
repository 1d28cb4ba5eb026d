import Testing

/// The revisions that `diff --base` takes, and what it says of others.
@Suite struct DiffRevisionTests {
  private func plan(_ rule: String = "freeze: 0.bias") -> String {
    "model: [\"Linear(3, 4)\", \"Linear(4, 2)\"]\nrules: [{\(rule)}]\n"
  }

  @Test(arguments: [
    ("-x", "no git revision"), ("nope", "git knows no revision `nope`"),
    ("main...HEAD", "`main...HEAD` is a range of revisions"),
    ("HEAD:a.yaml", "`HEAD:a.yaml` is no commit"),
  ])
  func aBaseThatIsNoneEndsWithTwo(base: String, message: String) throws {
    let repository = try Repository()
    try repository.scratch.write("a.yaml", plan())
    try repository.commit()
    let run = try repository.diff("--base=\(base)")
    #expect(run.status == 2)
    #expect(run.errors.contains(message))
  }

  @Test func aBaseIsFoundByTheTextOfItsMessage() throws {
    let repository = try Repository()
    try repository.scratch.write("a.yaml", plan())
    try repository.commit()
    let run = try repository.diff("--base=:/.")
    #expect(run.status == 0 && run.output == "no config changes\n", "\(run)")
  }

  /// A whole name is taken for an object by git, be that there or not.
  @Test func aCommitThatAShallowCloneLacksIsToBeFetched() throws {
    let repository = try Repository()
    for name in ["0.bias", "1.bias"] {
      try repository.scratch.write("a.yaml", plan("freeze: \(name)"))
      try repository.commit()
    }
    let base = try repository.scratch.shell("git rev-parse HEAD~1").output.dropLast()
    let scratch = try Scratch()
    _ = try scratch.shell("git clone --quiet --depth 1 'file://\(repository.path)' clone")
    let run = try Command.run("diff", "--base", String(base), in: scratch.path + "/clone")
    #expect(run.status == 2 && run.errors.contains("not in this shallow clone"), "\(run)")
    let none = try repository.diff("--base", String(repeating: "0123456789", count: 4))
    #expect(none.status == 2 && none.errors.contains("git knows no revision"), "\(none)")
  }

  @Test func aNameOfTwoRevisionsIsAskedFor() throws {
    let repository = try Repository()
    try repository.scratch.write("a.yaml", plan())
    try repository.commit()
    try repository.git("branch", "topic")
    try repository.scratch.write("a.yaml", plan("freeze: 1.bias"))
    try repository.commit()
    try repository.git("tag", "topic")
    let run = try repository.diff("--base", "topic")
    #expect(run.status == 2)
    #expect(run.errors.contains("`topic` is the name of more than one revision"), "\(run)")
    #expect(try repository.diff("--base", "refs/heads/topic").output.contains("1.bias"))
    #expect(try repository.diff("--base", "refs/tags/topic").output == "no config changes\n")
  }

  @Test func aBareRepositoryIsToldOf() throws {
    let repository = try Repository()
    try repository.scratch.write("a.yaml", plan())
    try repository.commit()
    let scratch = try Scratch()
    _ = try scratch.shell("git clone --quiet --bare '\(repository.path)' bare.git")
    let run = try Command.run("diff", "--base", "HEAD", in: scratch.path + "/bare.git")
    #expect(run.status == 2)
    #expect(run.errors.contains("in a bare repository") && run.errors.contains("a clone of it"))
  }
}
