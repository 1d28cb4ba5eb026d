import Foundation
import Testing

/// The scripts of the GitHub action, run on fake events against a stub of the API.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/jq")))
struct ActionTests {
  /// A runner: a folder with an event, the runner's files, and a `curl` that records its calls.
  private struct Runner {
    let scratch = try? Scratch()
    var path: String { scratch?.path ?? "/nonexistent" }

    init(event: String) throws {
      try scratch?.write("event.json", event)
      for name in ["output", "summary.md", "calls.txt"] { try scratch?.write(name, "") }
      // Answers with page.json and keeps bodies; `refuse` names a method that is refused.
      try scratch?.write(
        "bin/curl",
        """
        #!/usr/bin/env bash
        method= body= header=
        while [ $# -gt 1 ]; do
          case $1 in
          --request) method=$2; shift ;;
          --data-binary) body=${2#@}; shift ;;
          --header) header=${2#@}; shift ;;
          esac
          shift
        done
        echo "$method $1" >>"$STUB/calls.txt"
        grep -q '^Authorization: Bearer secret$' "$header" || exit 22
        if [ -e "$STUB/refuse-$method" ]; then echo 'curl: (22) 403' >&2; exit 22; fi
        if [ -n "$body" ]; then cp "$body" "$STUB/body.json"; echo '{}'; exit 0; fi
        page=${1##*page=}
        if [ -e "$STUB/page$page.json" ]; then cat "$STUB/page$page.json"; else echo '[]'; fi
        """)
      _ = try Command.run(program: "/bin/chmod", ["+x", path + "/bin/curl"])
    }

    func run(_ script: String, in folder: String? = nil, _ more: [String: String] = [:]) throws
      -> Command
    {
      var environment = [
        "PATH": path + "/bin:/usr/local/bin:/usr/bin:/bin", "STUB": path, "RUNNER_TEMP": path,
        "GITHUB_EVENT_PATH": path + "/event.json", "GITHUB_OUTPUT": path + "/output",
        "GITHUB_STEP_SUMMARY": path + "/summary.md", "GITHUB_REPOSITORY": "team/plans",
        "GITHUB_API_URL": "https://api.example", "GITHUB_WORKSPACE": "", "GITHUB_REF": "",
        "DIFF": path + "/diff.md", "INPUT_TOKEN": "secret",
        "FREEZESPEC": Command.binary.path,
      ]
      environment.merge(more) { $1 }
      let file = Command.checkout.appending(path: "Scripts/action/\(script).sh").path
      return try Command.run(
        program: "/usr/bin/env", ["bash", file], in: folder ?? path, environment: environment)
    }

    func read(_ name: String) throws -> String { try #require(scratch).read(name) }
    func write(_ name: String, _ text: String) throws { try #require(scratch).write(name, text) }

    var body: String? {
      guard let text = try? read("body.json"),
        let object = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
      else { return nil }
      return object["body"] as? String
    }
  }

  static let event = #"{"pull_request": {"number": 7, "base": {"sha": "none"}}}"#
  static let diff = "<!-- freezespec diff -->\n3 parameters newly frozen `$(touch x)` \"quoted\"\n"

  // MARK: The comment

  @Test func aFirstDiffIsANewComment() throws {
    let runner = try Runner(event: ActionTests.event)
    try runner.write("diff.md", ActionTests.diff)
    let run = try runner.run("comment")
    #expect(run.status == 0, "\(run.errors)")
    let calls = try runner.read("calls.txt")
    #expect(
      calls == """
        GET https://api.example/repos/team/plans/issues/7/comments?per_page=100&page=1
        POST https://api.example/repos/team/plans/issues/7/comments

        """)
    #expect(runner.body == ActionTests.diff)
    #expect(!run.output.contains("secret") && !run.errors.contains("secret"))
  }

  @Test func aLaterDiffUpdatesTheActionsOwnComment() throws {
    let runner = try Runner(event: ActionTests.event)
    try runner.write("diff.md", ActionTests.diff)
    let stranger = #"{"id": 1, "user": {"login": "mallory"}, "body": "<!-- freezespec diff -->"}"#
    let other = #"{"id": 2, "user": {"login": "github-actions[bot]"}, "body": null}"#
    try runner.write(
      "page1.json", "[" + [stranger].joined() + String(repeating: "," + other, count: 99) + "]")
    try runner.write(
      "page2.json",
      #"[{"id": 42, "user": {"login": "github-actions[bot]"}, "body": "<!-- freezespec diff -->\nold"}]"#
    )
    let run = try runner.run("comment")
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      try runner.read("calls.txt").split(separator: "\n").last
        == "PATCH https://api.example/repos/team/plans/issues/comments/42")
    #expect(runner.body == ActionTests.diff)
  }

  @Test(arguments: ["GET", "POST"])
  func aTokenThatMayNotWriteLeavesTheDiffInTheSummary(method: String) throws {
    let runner = try Runner(event: ActionTests.event)
    try runner.write("diff.md", ActionTests.diff)
    try runner.write("refuse-\(method)", "")
    let run = try runner.run("comment")
    #expect(run.status == 0)
    #expect(try runner.read("summary.md") == ActionTests.diff)
  }

  @Test(arguments: ["{}", #"{"pull_request": {"number": "7; touch x"}}"#])
  func withoutAPullRequestTheDiffGoesToTheSummary(event: String) throws {
    let runner = try Runner(event: event)
    try runner.write("diff.md", ActionTests.diff)
    #expect(try runner.run("comment").status == 0)
    #expect(try runner.read("summary.md") == ActionTests.diff)
    #expect(try runner.read("calls.txt").isEmpty)
  }

  @Test func withoutChangesThereIsNoNewComment() throws {
    let runner = try Runner(event: ActionTests.event)
    try runner.write("diff.md", "<!-- freezespec diff -->\nNo config changes.\n")
    #expect(try runner.run("comment").status == 0)
    #expect(runner.body == nil)
    #expect(try runner.read("summary.md").isEmpty)
  }

  // MARK: Check and diff

  @Test func checkTakesOneConfigALineWhateverItsName() throws {
    let runner = try Runner(event: ActionTests.event)
    let names = ["-o x.yaml", "a b.yaml", "$(touch pwned).yaml", "c';touch pwned;'.yaml"]
    for name in names { try runner.write("repo/" + name, "model: [Liner]\n") }
    let run = try runner.run(
      "check", in: runner.path + "/repo",
      ["INPUT_CONFIGS": names.joined(separator: "\r\n") + "\n\n"])
    #expect(run.status == 1)
    #expect(run.errors.split(separator: "\n").count { $0.hasPrefix("::error file=") } == 4)
    #expect(runner.scratch?.exists("repo/pwned") == false)
  }

  @Test func diffComparesAPullRequestWithItsBase() throws {
    let runner = try Runner(event: ActionTests.event)
    let repository = runner.path + "/repo"
    func git(_ arguments: String...) throws -> String {
      let identity = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false"]
      let run = try Command.run(
        program: "/usr/bin/env", ["git", "-C", repository] + identity + arguments)
      #expect(run.status == 0, "\(run.errors)")
      return run.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }
    try runner.write("repo/mlp.yaml", CommandTests.mlp)
    _ = try git("init", "-q", "-b", "main")
    _ = try git("add", ".")
    _ = try git("commit", "-q", "-m", "base")
    let base = try git("rev-parse", "HEAD")
    _ = try git("checkout", "-q", "-b", "topic")
    try runner.write("repo/mlp.yaml", CommandTests.mlp + "\n  - freeze: \"2.bias\"\n")
    _ = try git("commit", "-q", "-a", "-m", "topic")
    // The base goes on meanwhile; what it changes is not the pull request's.
    _ = try git("checkout", "-q", "main")
    try runner.write("repo/other.yaml", CommandTests.mlp)
    _ = try git("add", ".")
    _ = try git("commit", "-q", "-m", "other")
    _ = try git("checkout", "-q", "topic")

    try runner.write("event.json", #"{"pull_request": {"base": {"sha": "\#(base)"}}}"#)
    let onBranch = try runner.run("diff", in: repository)
    #expect(onBranch.status == 0, "\(onBranch.errors)")
    #expect(try runner.read("output") == "diff=\(runner.path)/freezespec-diff.md\n")
    let diff = try runner.read("freezespec-diff.md")
    #expect(diff.hasPrefix("<!-- freezespec diff -->\n"))
    #expect(diff.contains("2.bias") && !diff.contains("other.yaml"))

    _ = try git("checkout", "-q", "--detach", "main")
    _ = try git("merge", "-q", "--no-ff", "-m", "merge", "topic")
    let onMerge = try runner.run("diff", in: repository, ["GITHUB_REF": "refs/pull/7/merge"])
    #expect(onMerge.status == 0, "\(onMerge.errors)")
    #expect(try runner.read("freezespec-diff.md") == diff)
  }

  @Test func aPushWithoutABaseComparesNothing() throws {
    let runner = try Runner(event: "{}")
    let run = try runner.run("diff")
    #expect(run.status == 0)
    #expect(try runner.read("output").isEmpty)
  }

  @Test func aBinaryThatIsThereIsTaken() throws {
    let runner = try Runner(event: "{}")
    let run = try runner.run("prepare", ["INPUT_BINARY": Command.binary.path])
    #expect(run.status == 0, "\(run.errors)")
    #expect(try runner.read("output").hasPrefix("binary=/"))
    #expect(try runner.run("prepare", ["INPUT_BINARY": "/nonexistent"]).status == 1)
  }
}
