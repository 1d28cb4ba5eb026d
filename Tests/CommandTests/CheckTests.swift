import Foundation
import Testing

/// `check` over many files, and the forms of what it finds.
@Suite struct CheckTests {
  /// A rule without effect on line 4, then a rule that matches nothing on line 5, behind `é`.
  static let faulty = """
    model:
      - Linear(1, 2)
    rules:
      - freeze: "*"
      - {because: "é", freeze: "7.*"}
      - train: "*"

    """

  @Test func manyFilesAreReportedInTheOrderOfTheirPaths() throws {
    let scratch = try Scratch()
    let names = (100..<140).map { "plans/\($0).yaml" }
    for name in names { try scratch.write(name, "model: [Liner]\n") }
    let run = try Command.run("check", "plans", in: scratch.path)
    #expect(run.status == 1)
    let places = run.errors.split(separator: "\n").filter { $0.contains("-->") }
    #expect(places.map(String.init) == names.map { "  --> \($0):1:9" })
    #expect(run.errors.hasSuffix("\n40 errors\n"))
  }

  @Test func eachOfManyNamedFilesIsChecked() throws {
    let scratch = try Scratch()
    let names = (1...6).map { "\($0).yaml" }
    for name in names { try scratch.write(name, "model: [Liner]\n") }
    func check(_ arguments: [String]) throws -> Command {
      try Command.run(program: Command.binary.path, ["check"] + arguments, in: scratch.path)
    }
    for options in [["--strict"], ["--diagnostics", "text"], ["--"], []] {
      let places = try check(options + names).errors.split(separator: "\n")
        .filter { $0.contains("-->") }
      #expect(places.map(String.init) == names.map { "  --> \($0):1:9" })
    }
    // An option at the end is one all the same.
    let help = try check(names + ["--help"])
    #expect(help.status == 0 && help.output.contains("USAGE"))
    let unknown = try check(names + ["--unknown"])
    #expect(unknown.status == 2 && unknown.errors.contains("--unknown"))
  }

  @Test func aFileThatIsNamedAndFoundIsCheckedOnce() throws {
    let scratch = try Scratch()
    try scratch.write("plans/a.yaml", "model: [Liner]\n")
    let run = try Command.run("check", "plans", "plans/a.yaml", "plans", in: scratch.path)
    #expect(run.errors.hasSuffix("\n1 error\n"))
  }

  @Test func anUnreadableFileDoesNotHideTheErrorsOfOthers() throws {
    let scratch = try Scratch()
    try scratch.write("a.yaml", "model: [Liner]\n")
    let run = try Command.run("check", "missing.yaml", "a.yaml", in: scratch.path)
    #expect(run.status == 2)
    #expect(run.errors.contains("error[unreadable-file]"))
    #expect(run.errors.contains("error[unknown-class]"))
  }

  @Test func aFolderWithoutConfigsIsTold() throws {
    let scratch = try Scratch()
    try scratch.write("empty/compose.yaml", "services: {}\n")
    let run = try Command.run("check", "empty", in: scratch.path)
    #expect(run.status == 0)
    #expect(run.errors == "warning[no-config]: there is no config in empty\n\n1 warning\n")
    let strict = try Command.run("check", "empty", "--strict", in: scratch.path)
    #expect(strict.status == 1)
    let json = try Command.run("check", "empty", "--diagnostics", "json", in: scratch.path)
    #expect(json.status == 0 && json.errors.contains("\"code\": \"no-config\""))
    let missing = try Command.run("check", "gone", "--strict", in: scratch.path)
    #expect(missing.status == 2 && missing.errors.contains("error[unreadable-file]"))
  }

  @Test func everyFolderWithoutConfigsIsToldBesideConfigs() throws {
    let scratch = try Scratch()
    try scratch.write("empty/compose.yaml", "services: {}\n")
    try scratch.write("plans/a.yaml", "model: ReLU()\n")
    for path in ["plans", "plans/a.yaml"] {
      let run = try Command.run("check", "empty", path, in: scratch.path)
      #expect(run.status == 0)
      #expect(run.errors.contains("warning[no-config]: there is no config in empty\n"))
      let strict = try Command.run("check", "--strict", "empty", path, in: scratch.path)
      #expect(strict.status == 1)
    }
    let again = try Command.run("check", "plans", ".", "plans", in: scratch.path)
    #expect(!again.errors.contains("no-config"))
  }

  @Test func aLinkThatIsNotFollowedIsNoConfig() throws {
    let scratch = try Scratch()
    try scratch.write("outside/c.yaml", "model: ReLU()\n")
    _ = try scratch.shell("mkdir plans; ln -s ../outside plans/all")
    let run = try Command.run("check", "plans", in: scratch.path)
    #expect(run.errors.contains("warning[link-not-followed]"))
    #expect(run.errors.contains("warning[no-config]: there is no config in plans"))
  }

  @Test func aSavedPlanIsToldFromAConfig() throws {
    let scratch = try Scratch()
    try scratch.write("a.yaml", "model: PReLU\n")
    #expect(try Command.run("apply", "a.yaml", "--save", "p.json", in: scratch.path).status == 0)
    let run = try Command.run("check", "p.json", in: scratch.path)
    #expect(run.status == 1)
    #expect(run.errors.contains("this is a saved plan, not a config"))
    #expect(run.errors.hasSuffix("\n1 error\n"))
  }

  @Test func theMessageOfADriftEscapesNames() throws {
    let scratch = try Scratch()
    try scratch.write("a.yaml", "model: PReLU\n")
    try scratch.write("b\u{1B}[31m.yaml", "model: PReLU(2)\n")
    #expect(try Command.run("apply", "a.yaml", "--save", "p.json", in: scratch.path).status == 0)
    let run = try Command.run(
      "check", "--against", "p.json", "b\u{1B}[31m.yaml", in: scratch.path)
    #expect(run.status == 1)
    #expect(run.errors.contains("--> b\\x1b[31m.yaml:1:1\n"))
    #expect(run.errors.contains("freezespec apply b\\x1b[31m.yaml --save p.json\n"))
    #expect(!run.errors.contains("\u{1B}"))
  }

  @Test func findingsGoToAFileWholeOrNotAtAll() throws {
    let scratch = try Scratch()
    try scratch.write("a.yaml", "model: [Liner]\n")
    let run = try Command.run("check", "a.yaml", "-o", "found.txt", in: scratch.path)
    #expect(run.status == 1)
    #expect(run.errors.isEmpty && run.output.isEmpty)
    #expect(try scratch.read("found.txt").hasPrefix("error[unknown-class]"))
    #expect(try Command.run("check", "a.yaml", "-o", "no/where", in: scratch.path).status == 2)
  }

  // MARK: GitHub

  @Test func annotationsPutErrorsFirstAndNameFilesFromTheRoot() throws {
    let scratch = try Scratch()
    try scratch.write(".git/HEAD", "ref: refs/heads/main\n")
    try scratch.write(
      "plans/a.yaml", "model: Linear(1, 2)\nrules:\n  - freeze: \"*\"\n  - train: \"*\"\n")
    try scratch.write("plans/b.yaml", CheckTests.faulty)
    let run = try Command.run(
      "check", "--diagnostics", "github", ".", in: scratch.path + "/plans",
      environment: ["GITHUB_WORKSPACE": scratch.path])
    #expect(run.status == 1)
    let lines = run.errors.split(separator: "\n").map(String.init)
    #expect(
      lines[0].hasPrefix(
        "::error file=plans/b.yaml,line=5,endLine=5,col=28,endColumn=33,"
          + "title=rule-matches-nothing::"))
    #expect(lines.dropFirst().dropLast().allSatisfy { $0.hasPrefix("::warning file=plans/") })
    #expect(lines.last?.hasPrefix("1 error, ") == true)
  }

  @Test func nothingInANameEndsAnAnnotation() throws {
    let scratch = try Scratch()
    let name = "a,b%:c::d.yaml"
    try scratch.write(
      name, "model: Linear(1, 2)\nrules: [{freeze: \"x\\n::error::%0A\\e[31m\"}]\n")
    let run = try Command.run(
      "check", "--diagnostics", "github", name, in: scratch.path,
      environment: ["GITHUB_WORKSPACE": ""])
    let lines = run.errors.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0].hasPrefix("::error file=a%2Cb%25%3Ac%3A%3Ad.yaml,line=2,"))
    #expect(!lines[0].contains("%0A\u{1B}") && !run.errors.contains("\u{1B}"))
    #expect(lines[0].contains("%250A"))
  }

  // MARK: SARIF

  @Test func sarifHasRulesAndPlacesInCodePoints() throws {
    let scratch = try Scratch()
    try scratch.write("my plans/é.yaml", CheckTests.faulty)
    let run = try Command.run(
      "check", "--diagnostics", "sarif", "my plans", "-o", "found.sarif", in: scratch.path,
      environment: ["GITHUB_WORKSPACE": ""])
    #expect(run.status == 1)
    let report = try JSONSerialization.jsonObject(with: Data(scratch.read("found.sarif").utf8))
    let log = try #require(report as? [String: Any])
    #expect(log["version"] as? String == "2.1.0")
    let runs = try #require(log["runs"] as? [[String: Any]])
    #expect(runs[0]["columnKind"] as? String == "unicodeCodePoints")
    let tool = try #require((runs[0]["tool"] as? [String: Any])?["driver"] as? [String: Any])
    let rules = try #require(tool["rules"] as? [[String: Any]])
    let results = try #require(runs[0]["results"] as? [[String: Any]])
    for result in results {
      let index = try #require(result["ruleIndex"] as? Int)
      #expect(rules[index]["id"] as? String == result["ruleId"] as? String)
    }
    let miss = try #require(results.first { $0["ruleId"] as? String == "rule-matches-nothing" })
    #expect(miss["level"] as? String == "error")
    let location = try #require((miss["locations"] as? [[String: Any]])?.first)
    let place = try #require(location["physicalLocation"] as? [String: Any])
    let artifact = place["artifactLocation"] as? [String: String]
    #expect(artifact == ["uri": "my%20plans/%C3%A9.yaml"])
    let region = place["region"] as? [String: Int]
    #expect(region == ["startLine": 5, "startColumn": 28, "endLine": 5, "endColumn": 33])
  }

  @Test func sarifOfAnUnreadableFileIsAFailedRun() throws {
    let scratch = try Scratch()
    let run = try Command.run(
      "check", "--diagnostics", "sarif", "missing.yaml", in: scratch.path)
    #expect(run.status == 2)
    let report = try JSONSerialization.jsonObject(with: Data(run.errors.utf8))
    let runs = try #require((report as? [String: Any])?["runs"] as? [[String: Any]])
    let invocation = try #require((runs[0]["invocations"] as? [[String: Any]])?.first)
    #expect(invocation["executionSuccessful"] as? Bool == false)
    #expect((invocation["toolExecutionNotifications"] as? [Any])?.count == 1)
  }
}
