import Foundation
import Testing

/// A scratch git repository.
struct Repository {
  let scratch: Scratch

  var path: String { scratch.path }

  init() throws {
    scratch = try Scratch()
    try git("init", "--quiet", "--initial-branch", "main")
    try git("config", "user.name", "Test")
    try git("config", "user.email", "test@example.org")
    try git("config", "commit.gpgSign", "false")
  }

  /// Runs git, which must succeed.
  @discardableResult
  func git(_ arguments: String...) throws -> String {
    let run = try Command.run(program: "/usr/bin/env", ["git"] + arguments, in: path)
    try #require(run.status == 0, "git \(arguments): \(run.errors)")
    return run.output
  }

  func commit(_ message: String = "change") throws {
    try git("add", "--all")
    try git("commit", "--quiet", "--message", message)
  }

  /// Runs the command in the repository.
  func diff(
    _ arguments: String..., in folder: String = "", environment: [String: String] = [:]
  ) throws -> Command {
    try diff(arguments, in: folder, environment: environment)
  }

  func diff(
    _ arguments: [String], in folder: String = "", environment: [String: String] = [:]
  ) throws -> Command {
    try Command.run(
      program: Command.binary.path, ["diff"] + arguments, in: path + "/" + folder,
      environment: environment)
  }
}

/// Two linear layers and a rule.
private func plan(_ rule: String = "freeze: \"0.*\"", width: Int = 4) -> String {
  """
  model:
    - Linear(3, \(width))
    - Linear(\(width), 2)
  rules:
    - \(rule)

  """
}

@Suite struct DiffSidesTests {
  @Test func twoConfigsAreCompared() throws {
    let scratch = try Scratch()
    try scratch.write("old.yaml", plan())
    try scratch.write("new.yaml", plan("freeze: 1.bias"))
    let run = try Command.run("diff", "old.yaml", "new.yaml", in: scratch.path)
    #expect(run.status == 0)
    #expect(
      run.output.hasPrefix(
        "2 parameters newly trainable, 1 newly frozen; trainable 38.46 % → 92.31 % of elements "
          + "(10 → 24, +140.0 %)\n\nnewly trainable: 2 parameters"))
    #expect(run.output.contains("was frozen by rule 1 (old.yaml:5)  freeze 0.*"))
  }

  @Test func theExitCodeTellsOfChangesWhereAsked() throws {
    let scratch = try Scratch()
    try scratch.write("old.yaml", plan())
    try scratch.write("copy.yaml", "# the same\n" + plan())
    try scratch.write("new.yaml", plan("freeze: 1.bias"))
    #expect(try Command.run("diff", "old.yaml", "new.yaml", in: scratch.path).status == 0)
    let changed = try Command.run("diff", "old.yaml", "new.yaml", "--exit-code", in: scratch.path)
    #expect(changed.status == 1)
    let same = try Command.run("diff", "old.yaml", "copy.yaml", "--exit-code", in: scratch.path)
    #expect(same.status == 0)
    #expect(same.output == "nothing changes: 4 parameters, 10 of 26 elements trainable\n")
  }

  @Test func aSavedPlanIsASide() throws {
    let scratch = try Scratch()
    try scratch.write("plan.yaml", plan())
    let save = try Command.run(
      "apply", "plan.yaml", "--format", "json", "-o", "plan.json", in: scratch.path)
    #expect(save.status == 0)
    let same = try Command.run("diff", "plan.json", "plan.yaml", "--exit-code", in: scratch.path)
    #expect(same.status == 0)
    try scratch.write("plan.yaml", plan("freeze: \"*\"\n    optional: true"))
    let run = try Command.run("diff", "plan.json", "plan.yaml", in: scratch.path)
    #expect(run.output.hasPrefix("2 parameters newly frozen; "))
  }

  @Test func aCorruptSavedPlanEndsWithTwo() throws {
    let scratch = try Scratch()
    try scratch.write("plan.yaml", plan())
    try scratch.write("plan.json", "{\"format_version\": \"1.0\", \"parameters\": [")
    let run = try Command.run("diff", "plan.json", "plan.yaml", in: scratch.path)
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(
      run.errors.contains(
        "cannot read plan.json: it is no saved plan: it ends where a value is wanted (line 1)"))
  }

  @Test func standardInputIsOneSideAtMost() throws {
    let scratch = try Scratch()
    try scratch.write("plan.yaml", plan())
    let run = try Command.run("diff", "-", "plan.yaml", input: plan(), in: scratch.path)
    #expect(run.output.hasPrefix("nothing changes: "))
    #expect(try Command.run("diff", "-", "-", input: plan(), in: scratch.path).status == 2)
  }

  @Test(arguments: [[], ["a.yaml"], ["a", "b", "c"], ["missing.yaml", "missing.yaml"]])
  func badUsageEndsWithTwo(arguments: [String]) throws {
    let scratch = try Scratch()
    let run = try Command.run(
      program: Command.binary.path, ["diff"] + arguments, in: scratch.path)
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(!run.errors.isEmpty)
  }

  @Test func aSideWithErrorsEndsWithOneAndPrintsNoDiff() throws {
    let scratch = try Scratch()
    try scratch.write("good.yaml", plan())
    try scratch.write("bad.yaml", plan("freeze: nothing.*"))
    let run = try Command.run("diff", "good.yaml", "bad.yaml", in: scratch.path)
    #expect(run.status == 1)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("rule-matches-nothing"))
  }

  @Test func aRevisionAndAPathAreASide() throws {
    let repository = try Repository()
    try repository.scratch.write("deep/a plan.yaml", plan())
    try repository.commit()
    try repository.scratch.write("deep/a plan.yaml", plan("freeze: 1.bias"))
    for (side, folder) in [
      ("HEAD:deep/a plan.yaml", ""), ("main:deep/a plan.yaml", "deep"),
      ("HEAD:./a plan.yaml", "deep"), ("HEAD:a plan.yaml", "deep"),
    ] {
      let file = folder.isEmpty ? "deep/a plan.yaml" : "a plan.yaml"
      let run = try repository.diff(side, file, in: folder)
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.output.hasPrefix("2 parameters newly trainable, 1 newly frozen"))
    }
  }

  @Test(arguments: [
    ("nope:plan.yaml", "git knows no revision `nope`"),
    ("HEAD:nope.yaml", "HEAD has no file nope.yaml"), ("--x:plan.yaml", "no git revision"),
    ("HEAD:../../plan.yaml", "HEAD has no file ../../plan.yaml"),
    ("HEAD:broken.json", "cannot read HEAD:broken.json: it is no saved plan"),
  ])
  func whatGitDoesNotHaveEndsWithTwo(side: String, message: String) throws {
    let repository = try Repository()
    try repository.scratch.write("plan.yaml", plan())
    try repository.scratch.write("broken.json", "{\"format_version\": 1}")
    try repository.commit()
    let run = try repository.diff("--", side, "plan.yaml")
    #expect(run.status == 2)
    #expect(run.errors.contains(message), "\(run.errors)")
    #expect(run.output.isEmpty)
  }
}

@Suite struct DiffBaseTests {
  @Test func onlyConfigsThatChangeAreListed() throws {
    let repository = try Repository()
    try repository.scratch.write("a.yaml", plan())
    try repository.scratch.write("b.yaml", plan())
    try repository.scratch.write("workflow.yaml", "name: ci\non: push\njobs: {}\n")
    try repository.commit()
    try repository.scratch.write("a.yaml", "# a comment\r\n" + plan().replacing("\n", with: "\r\n"))
    try repository.scratch.write("workflow.yaml", "name: ci\non: pull_request\njobs: {}\n")
    let none = try repository.diff("--base", "main", "--exit-code")
    #expect(none.output == "no config changes\n")
    #expect(none.status == 0)
    try repository.scratch.write("b.yaml", plan("freeze: 1.bias"))
    let one = try repository.diff("--base", "main", "--exit-code")
    #expect(one.output.hasPrefix("b.yaml: 2 parameters newly trainable, "))
    #expect(one.output.contains("was frozen by rule 1 (main:b.yaml:5)"))
    #expect(!one.output.contains("a.yaml"))
    #expect(one.status == 1)
  }

  @Test func otherYAMLIsPassedOver() throws {
    let repository = try Repository()
    try repository.scratch.write("a.yaml", plan())
    try repository.commit()
    try repository.scratch.write(
      "chart/template.yaml", "{{ if .Values.x }}\na: [{{ .y }}\n{{ end }}\n")
    try repository.scratch.write("semgrep.yaml", "rules:\n  - id: x\n")
    try repository.scratch.write("params.yaml", "model: resnet\nlr: 0.1\n")
    try repository.scratch.write("two.yaml", "a: 1\n---\nb: 2\n")
    let run = try repository.diff("--base", "HEAD")
    #expect(run.status == 0)
    #expect(run.output == "no config changes\n")
    #expect(run.errors.isEmpty)
    // What was a config stays one, however broken it is.
    try repository.scratch.write("a.yaml", "model: [")
    #expect(try repository.diff("--base", "HEAD").status == 1)
  }

  @Test func addedRemovedAndRenamedConfigsAreTold() throws {
    let repository = try Repository()
    try repository.scratch.write("gone.yaml", plan("freeze: \"1.*\"", width: 9))
    try repository.scratch.write("old name.yaml", plan() + "description: the plan that moves\n")
    try repository.commit()
    try repository.git("rm", "--quiet", "gone.yaml")
    try repository.git("mv", "old name.yaml", "new name.yaml")
    try repository.scratch.write(
      "added.yaml", "model: {children: {x: ReLU(), y: \"Conv2d(1, 1, 1)\"}}\n")
    let run = try repository.diff("--base", "HEAD")
    #expect(run.output.hasPrefix("1 config renamed, 1 config added, 1 config removed\n"))
    #expect(run.output.contains("== added.yaml is new: 2 parameters, 2 trainable"))
    #expect(run.output.contains("== gone.yaml is gone: 4 parameters, "))
    #expect(run.output.contains("== old name.yaml → new name.yaml: nothing changes"))
  }

  @Test func theOldSideIsReadWhollyOutOfGit() throws {
    let repository = try Repository()
    try repository.scratch.write("arch/body.yaml", "model:\n  - Linear(3, 4)\n")
    try repository.scratch.write("plans/a.yaml", "model: {from: ../arch/body.yaml}\n")
    try repository.commit()
    try repository.scratch.write("arch/body.yaml", "model:\n  - Linear(3, 5)\n")
    for (folder, arguments) in [("", ["plans"]), ("arch", ["../plans/a.yaml"]), ("plans", ["."])] {
      let run = try Command.run(
        program: Command.binary.path, ["diff", "--base", "HEAD"] + arguments,
        in: repository.path + "/" + folder)
      #expect(run.output.hasPrefix("plans/a.yaml: no parameter changes state, 2 reshaped; "))
      #expect(run.output.contains("[4, 3] → [5, 3]"))
    }
  }

  @Test func namesMayHoldAnything() throws {
    let repository = try Repository()
    let names = [
      "a b.yaml", "ünï/\"q\".yaml", "new\nline.yaml", "-x.yaml", "tab\there.yml", "$(id).yaml",
    ]
    for name in names { try repository.scratch.write(name, plan()) }
    try repository.commit()
    for name in names { try repository.scratch.write(name, plan("freeze: 1.bias")) }
    let run = try repository.diff("--base", "HEAD", "--format", "json")
    let json = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    let configs = json?["configs"] as? [[String: Any]] ?? []
    #expect(Set(configs.compactMap { $0["config"] as? String }) == Set(names))
    let text = try repository.diff("--base", "HEAD").output
    #expect(text.contains("== new\\nline.yaml: 2 parameters newly trainable"))
  }

  @Test func theUsersConfigurationChangesNothing() throws {
    let repository = try Repository()
    try repository.scratch.write("é.yaml", plan())
    try repository.commit()
    try repository.scratch.write("é.yaml", plan("freeze: {module: \"1\", parameter: bias}"))
    try repository.scratch.write("new.yaml", plan())
    let settings = try repository.scratch.write(
      ".git/settings",
      """
      [color]
        ui = always
      [core]
        quotePath = true
        pager = false
        autocrlf = true
        excludesFile = \(repository.path)/.git/ignored
        fsmonitor = \(repository.path)/.git/monitor
      [diff]
        external = false
      [log]
        showSignature = true
      [alias]
        ls-tree = !false
        rev-parse = !false
      """)
    try repository.scratch.write(".git/ignored", "*.yaml\n")
    let expected = try repository.diff("--base", "HEAD").output
    #expect(expected.hasPrefix("1 config changed, 1 config added\n"))
    let environment = [
      "GIT_CONFIG_GLOBAL": settings.path, "GIT_TRACE": "1", "GIT_PAGER": "false",
      "GIT_EXTERNAL_DIFF": "false", "GIT_LITERAL_PATHSPECS": "1", "LC_ALL": "C.UTF-8",
    ]
    let run = try repository.diff("--base", "HEAD", environment: environment)
    #expect(run.output == expected)
    #expect(run.errors.isEmpty, "\(run.errors)")
  }

  @Test func workTreesAreRepositoriesToo() throws {
    let repository = try Repository()
    try repository.scratch.write("deep/a.yaml", plan())
    try repository.commit()
    let other = try Scratch()
    try repository.git("worktree", "add", "--quiet", other.path + "/tree", "HEAD")
    try other.write("tree/deep/a.yaml", plan("freeze: 1.bias"))
    let run = try Command.run("diff", "--base", "main", in: other.path + "/tree/deep")
    #expect(run.output.hasPrefix("deep/a.yaml: 2 parameters newly trainable"))
  }

  @Test func aShallowCloneSaysHowToDeepenIt() throws {
    let repository = try Repository()
    try repository.scratch.write("a.yaml", plan())
    try repository.commit()
    try repository.scratch.write("a.yaml", plan("freeze: 1.bias"))
    try repository.commit()
    let clone = try Scratch()
    try repository.git(
      "clone", "--quiet", "--depth", "1", "file://\(repository.path)", clone.path + "/clone")
    let run = try Command.run("diff", "--base", "HEAD~1", in: clone.path + "/clone")
    #expect(run.status == 2)
    #expect(run.errors.contains("`fetch-depth: 0`"))
    let same = try Command.run("diff", "--base", "HEAD", in: clone.path + "/clone")
    #expect(same.output == "no config changes\n")
  }

  @Test func aSparseCheckoutRemovesNothing() throws {
    let repository = try Repository()
    try repository.scratch.write("one/a.yaml", plan())
    try repository.scratch.write("two/b.yaml", plan())
    try repository.commit()
    try repository.git("sparse-checkout", "set", "one")
    #expect(!repository.scratch.exists("two/b.yaml"))
    let run = try repository.diff("--base", "HEAD")
    #expect(run.output == "no config changes\n")
  }

  @Test func whatASparseCheckoutLeavesOutIsToldWhereItDiffers() throws {
    let repository = try Repository()
    for name in ["old", "same", "x"] { try repository.scratch.write("two/\(name).yaml", plan()) }
    try repository.scratch.write("two/other.yaml", "jobs: 1\n")
    try repository.scratch.write("one/a.yaml", plan())
    try repository.commit()
    try repository.git("mv", "two/old.yaml", "two/new.yaml")
    try repository.scratch.write("two/other.yaml", "jobs: 2\n")
    try repository.scratch.write("two/x.yaml", plan("freeze: 1.bias"))
    try repository.commit()
    try repository.git("sparse-checkout", "set", "one")
    for arguments in [[], ["two"]] {
      let run = try repository.diff(["--base", "HEAD~1"] + arguments)
      #expect(run.status == 2)
      for name in ["new", "x"] {
        let reason = "the sparse checkout leaves it out, and the index has another one than HEAD~1"
        #expect(run.errors.contains("two/\(name).yaml: \(reason)"), "\(run.errors)")
      }
      #expect(!run.errors.contains("same.yaml") && !run.errors.contains("other.yaml"))
    }
    #expect(try repository.diff("--base", "HEAD").output == "no config changes\n")
    try repository.git("sparse-checkout", "add", "two")
    let whole = try repository.diff("--base", "HEAD~1")
    #expect(whole.status == 0 && whole.output.contains("two/old.yaml → two/new.yaml"))
  }

  @Test func aBrokenConfigDoesNotHideTheOthers() throws {
    let repository = try Repository()
    try repository.scratch.write("a.yaml", plan())
    try repository.scratch.write("b.yaml", plan())
    try repository.commit()
    try repository.scratch.write("a.yaml", plan("freeze: nothing.*"))
    try repository.scratch.write("b.yaml", plan("freeze: 1.bias"))
    let run = try repository.diff("--base", "HEAD")
    #expect(run.status == 1)
    #expect(run.errors.contains("--> a.yaml:5:"))
    #expect(run.output.contains("\n== b.yaml: 2 parameters newly trainable"))
  }

  @Test func outsideOfARepositoryThereIsNoBase() throws {
    let scratch = try Scratch()
    let run = try Command.run("diff", "--base", "HEAD", in: scratch.path)
    #expect(run.status == 2)
    #expect(run.errors.contains("in no git repository"))
  }

  @Test func withoutGitAClearMessageEnds() throws {
    let scratch = try Scratch()
    let run = try Command.run(
      "diff", "--base", "HEAD", in: scratch.path, environment: ["PATH": scratch.path])
    #expect(run.status == 2)
    #expect(run.errors.contains("cannot run git"))
  }

  @Test func theCommentAndTheJSONAreWrittenToFiles() throws {
    let repository = try Repository()
    try repository.scratch.write("a.yaml", plan())
    try repository.commit()
    try repository.scratch.write("a.yaml", plan("freeze: 1.bias"))
    let run = try repository.diff("--base", "HEAD", "--format", "markdown", "-o", "comment.md")
    #expect(run.output.isEmpty)
    let comment = try repository.scratch.read("comment.md")
    #expect(comment.hasPrefix("<!-- freezespec diff -->\n\n### `a.yaml`\n"))
  }
}
