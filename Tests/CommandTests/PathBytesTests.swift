import Foundation
import Testing

/// Paths that are told apart by their bytes alone.
@Suite struct PathBytesTests {
  private static let composed = "caf\u{E9}.yaml"
  private static let decomposed = "cafe\u{301}.yaml"

  /// A repository whose two files have names that look alike; `nil` where the system knows but one.
  private func twins(_ first: String, _ second: String) throws -> Repository? {
    let repository = try Repository()
    try repository.scratch.write(Self.composed, first)
    try repository.scratch.write(Self.decomposed, second)
    try repository.commit()
    return try repository.scratch.read(Self.composed) == first ? repository : nil
  }

  @Test func theSameMistakeInTwinsIsTwo() throws {
    guard let repository = try twins("model: Linear(1)\n", "model: Linear(1)\n") else { return }
    for form in ["text", "json", "github", "sarif"] {
      let run = try Command.run("check", ".", "--diagnostics", form, in: repository.path)
      #expect(run.status == 1)
      let count = run.errors.components(separatedBy: "out_features").count
      let single = try Command.run(
        "check", Self.composed, "--diagnostics", form, in: repository.path)
      #expect(count - 1 == 2 * (single.errors.components(separatedBy: "out_features").count - 1))
    }
  }

  @Test func fromTakesTheOneThatIsNamed() throws {
    guard let repository = try twins("model: Linear(1, 2)\n", "model: Linear(1, 3)\n") else {
      return
    }
    try repository.scratch.write(
      "c.yaml", "model: [{from: \(Self.composed)}, {from: \(Self.decomposed)}]\n")
    try repository.commit()
    let run = try Command.run("show", "c.yaml", in: repository.path)
    #expect(run.output.contains("out_features=2") && run.output.contains("out_features=3"))
    #expect(try repository.diff("HEAD:c.yaml", "c.yaml", "--exit-code").status == 0)
  }

  @Test func twinsAreComparedEachWithItself() throws {
    guard let repository = try twins("model: Linear(1, 2)\n", "model: Linear(1, 3)\n") else {
      return
    }
    #expect(try repository.diff("--base", "HEAD").output == "no config changes\n")
    try repository.scratch.write(Self.composed, "model: Linear(1, 3)\n")
    try repository.scratch.write(Self.decomposed, "model: Linear(1, 2)\n")
    #expect(try repository.diff("--base", "HEAD").output.hasPrefix("2 configs changed"))
    let one = try repository.diff("HEAD:" + Self.composed, Self.composed, "--exit-code")
    #expect(one.status == 1)
  }

  @Test func aNewSpellingIsARename() throws {
    let repository = try Repository()
    try repository.scratch.write(Self.composed, "model: Linear(1, 2)\n")
    try repository.commit()
    try repository.git("mv", Self.composed, Self.decomposed)
    let run = try repository.diff("--base", "HEAD")
    #expect(run.output.hasPrefix("\(Self.composed) → \(Self.decomposed): "), "\(run.output)")
    #expect(Array(run.output.utf8.prefix(6)) == Array("caf\u{E9}.".utf8))
  }

  @Test func aResultMayBeWrittenToATwin() throws {
    guard let repository = try twins("model: Linear(1, 2)\n", "old\n") else { return }
    let run = try Command.run(
      "show", Self.composed, "-o", Self.decomposed, in: repository.path)
    #expect(run.status == 0, "\(run.errors)")
    #expect(try repository.scratch.read(Self.composed) == "model: Linear(1, 2)\n")
    #expect(try repository.scratch.read(Self.decomposed).hasPrefix("Linear("))
  }

  @Test(arguments: ["\u{301}x.yaml", "\u{301}/x.yaml", "\u{200D}x.yaml", "x\u{600}.yaml"])
  func aMarkJoinsNoSlash(name: String) throws {
    let scratch = try Scratch()
    try scratch.write("other/s.yaml", "model: Secret()\n")
    try scratch.write("repo/sub/other/t.yaml", "model: ReLU()\n")
    let repository = try Command.run(
      program: "/usr/bin/env", ["git", "init", "--quiet", "repo"], in: scratch.path)
    try #require(repository.status == 0)
    for folder in ["repo", "repo/sub"] {
      try scratch.write(folder + "/" + name, "model: {from: other/s.yaml}\n")
    }
    try scratch.write("repo/" + "deep" + "/" + name, "model: {from: ../other/s.yaml}\n")
    let run = try Command.run("check", "repo", "--diagnostics", "github", in: scratch.path)
    #expect(run.status == 1)
    #expect(!run.errors.contains("Secret"), "\(run.errors)")
    #expect(run.errors.components(separatedBy: "::error").count - 1 == 3, "\(run.errors)")
    _ = try scratch.shell("cd repo; git add .; git -c user.name=x -c user.email=x@y commit -qm x")
    for path in [name, "sub/" + name] {
      let diff = try Command.run("diff", "HEAD:" + path, path, in: scratch.path + "/repo")
      #expect(diff.status == 1 && !diff.errors.contains("Secret"), "\(diff)")
      #expect(diff.errors.contains("HEAD has no file"), "\(diff)")
    }
  }

  @Test func aFolderThatIsNotUTF8IsSearchedAndShown() throws {
    let scratch = try Scratch()
    let made = try scratch.shell(
      "mkdir -p p/$'\\xff\\n::error::'; echo 'model: Liner(1)' >p/$'\\xff\\n::error::'/c.yaml")
    if made.status != 0 { return }
    for form in ["text", "json", "github", "sarif"] {
      let run = try Command.run("check", "p", "--diagnostics", form, in: scratch.path)
      #expect(run.status == 1)
      #expect(run.errors.contains("Linear"), "\(run.errors)")
      #expect(!run.errors.contains("\n::error::/"), "\(run.errors)")
    }
  }

  @Test func fromFollowsLinksBeforeDotsInACommitToo() throws {
    let repository = try Repository()
    try repository.scratch.write("a/b/x.yaml", "model: Linear(1, 1)\n")
    try repository.scratch.write("a/s.yaml", "model: Linear(1, 2)\n")
    try repository.scratch.write("s.yaml", "model: Linear(1, 3)\n")
    try repository.scratch.write("c.yaml", "model: {from: link/../s.yaml}\n")
    _ = try repository.scratch.shell("ln -s a/b link")
    try repository.commit()
    let run = try repository.diff("HEAD:c.yaml", "c.yaml", "--exit-code")
    #expect(run.status == 0, "\(run)")
  }
}
