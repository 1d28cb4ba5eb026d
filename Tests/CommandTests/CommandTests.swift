import Foundation
import Testing

@Suite struct CommandTests {
  static let mlp = """
    model:
      - Linear(10, 20)
      - ReLU()
      - Linear(20, 30)
    rules:
      - freeze: "0.*"
        because: pretrained
    """

  @Test func applyReadsStandardInput() throws {
    let run = try Command.run("apply", "-", "--format", "plain", input: CommandTests.mlp)
    #expect(run.status == 0)
    #expect(run.output == "0.weight False\n0.bias False\n2.weight True\n2.bias True\n")
    #expect(run.errors.isEmpty)
  }

  @Test(arguments: [
    ["apply", ""], ["check", "a.yaml", ""], ["diff", "--base", "HEAD", ""],
    ["check", "-", "--against", ""],
    ["import", "", "-o", "x"], ["apply", "-", "-o", ""], ["diff", "--base=", "plans"],
  ])
  func anEmptyArgumentIsToldAsOne(arguments: [String]) throws {
    let run = try Command.run(program: Command.binary.path, arguments, input: CommandTests.mlp)
    #expect(run.status == 2 && run.output.isEmpty)
    #expect(run.errors.hasPrefix("error: argument "), "\(run)")
    #expect(run.errors.contains(" is empty\n  = help: where it is a variable's value"), "\(run)")
  }

  @Test func onlyFiltersTheRows() throws {
    let run = try Command.run(
      "apply", "-", "--format", "plain", "--only", "frozen", input: CommandTests.mlp)
    #expect(run.output == "0.weight False\n0.bias False\n")
  }

  @Test func showPrintsTheModel() throws {
    let run = try Command.run("show", "-", input: CommandTests.mlp)
    #expect(
      run.output == """
        Sequential(
          (0): Linear(in_features=10, out_features=20, bias=True)
          (1): ReLU()
          (2): Linear(in_features=20, out_features=30, bias=True)
        )

        """)
  }

  @Test func aConfigWithErrorsEndsWithOneAndPrintsNoPlan() throws {
    let run = try Command.run("apply", "-", input: "model:\n  - Liner(1, 2)\n")
    #expect(run.status == 1)
    #expect(run.output.isEmpty)
    #expect(
      run.errors == """
        error[unknown-class]: there is no class `Liner`
          --> <stdin>:2:5
           |
         2 |   - Liner(1, 2)
           |     ^^^^^
           = help: did you mean `Linear`?

        1 error

        """)
  }

  @Test func strictMakesAWarningAnError() throws {
    let config = """
      model:
        - Linear(1, 2)
      rules:
        - freeze: "*"
        - train: "*"
      """
    let lenient = try Command.run("apply", "-", "--format", "plain", input: config)
    #expect(lenient.status == 0)
    #expect(lenient.errors.contains("warning[rule-without-effect]"))
    let strict = try Command.run("apply", "-", "--strict", input: config)
    #expect(strict.status == 1)
    #expect(strict.errors.contains("error[rule-without-effect]"))
  }

  @Test(arguments: [
    ["apply"], ["apply", "a.yaml", "b.yaml"], ["nonsense"], ["apply", "x.yaml", "--format", "xml"],
    ["apply", "/nonexistent/x.yaml"], ["apply", "/"], ["check", "/nonexistent"],
    ["explain", "/nonexistent", "x"],
  ])
  func whatCannotRunEndsWithTwo(arguments: [String]) throws {
    let scratch = try Scratch()
    let run = try Command.run(
      program: Command.binary.path, arguments, in: scratch.path)
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(!run.errors.isEmpty)
  }

  @Test func helpEndsWithZero() throws {
    #expect(try Command.run("--help").status == 0)
    for command in ["apply", "show", "explain", "check", "import", "export", "schema"] {
      for words in [[command, "--help"], ["help", command], [command, "-h"]] {
        let help = try Command.run(program: Command.binary.path, words)
        #expect(help.status == 0 && help.output.contains("USAGE: freezespec \(command)"))
      }
    }
  }

  @Test func theVersionTellsWhichBuildItIs() throws {
    let run = try Command.run("--version")
    #expect(run.status == 0 && run.errors.isEmpty)
    let commit = "(.+ of .+, )?"
    let version = try Regex(
      #"freezespec \d+\.\d+\.\d+ \(\#(commit)(static )?(debug|release) build for \S+ \S+\)\n"#)
    #expect(run.output.wholeMatch(of: version) != nil, "\(run.output)")
  }

  @Test func aCommandThatDoesNotExistIsNamed() throws {
    let run = try Command.run("aply", "x")
    #expect(run.status == 2)
    #expect(run.errors.hasPrefix("error: there is no command `aply`\n"))
    #expect(run.errors.contains("apply, show, explain, check, diff, import, export, schema"))
  }

  @Test func anOutputFileIsWrittenWholeOrNotAtAll() throws {
    let scratch = try Scratch()
    try scratch.write("good.yaml", CommandTests.mlp)
    try scratch.write("bad.yaml", "model: [")
    let good = try Command.run(
      "apply", "good.yaml", "--format", "plain", "-o", "plan.txt", in: scratch.path)
    #expect(good.status == 0)
    #expect(good.output.isEmpty)
    #expect(try scratch.read("plan.txt").hasPrefix("0.weight False\n"))
    let bad = try Command.run("apply", "bad.yaml", "-o", "plan.txt", in: scratch.path)
    #expect(bad.status == 1)
    #expect(try scratch.read("plan.txt").hasPrefix("0.weight False\n"))
    let lost = try Command.run("apply", "good.yaml", "-o", "no/such/folder", in: scratch.path)
    #expect(lost.status == 2)
    #expect(!scratch.exists("no"))
  }

  @Test func fromStaysInsideTheFolder() throws {
    let scratch = try Scratch()
    try scratch.write("outside.yaml", CommandTests.mlp)
    try scratch.write("inner/plan.yaml", "model: {from: ../outside.yaml}\n")
    let refused = try Command.run("apply", "inner/plan.yaml", in: scratch.path)
    #expect(refused.status == 1)
    #expect(refused.errors.contains("error[invalid-from]"))
    let allowed = try Command.run(
      "apply", "inner/plan.yaml", "--allow-outside", "--format", "plain", in: scratch.path)
    #expect(allowed.status == 0)
    #expect(allowed.output.hasPrefix("0.weight True\n"))
  }

  @Test func fromReachesAllOfAGitRepository() throws {
    let scratch = try Scratch()
    try scratch.write(".git/HEAD", "ref: refs/heads/main\n")
    try scratch.write("arch/mlp.yaml", CommandTests.mlp)
    try scratch.write("plans/plan.yaml", "model: {from: ../arch/mlp.yaml}\n")
    let run = try Command.run(
      "apply", "plan.yaml", "--format", "plain", in: scratch.path + "/plans")
    #expect(run.status == 0)
  }

  @Test func checkSearchesFolders() throws {
    let scratch = try Scratch()
    try scratch.write("plans/a.yaml", CommandTests.mlp)
    try scratch.write("plans/deep/b.yml", "model: [Liner]\n")
    try scratch.write("plans/.hidden/c.yaml", "model: [Liner]\n")
    try scratch.write("plans/workflow.yaml", "name: ci\non: push\njobs: {}\n")
    let run = try Command.run("check", "plans", in: scratch.path)
    #expect(run.status == 1)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("plans/deep/b.yml:1:9"))
    #expect(!run.errors.contains(".hidden"))
    #expect(!run.errors.contains("workflow.yaml"))
  }

  @Test func explainTellsWhatEveryRuleSaysOfAParameter() throws {
    let run = try Command.run("explain", "-", "0.bias", input: CommandTests.mlp)
    #expect(run.status == 0)
    #expect(run.output.contains("pretrained"))
    let unknown = try Command.run("explain", "-", "0.bais", input: CommandTests.mlp)
    #expect(unknown.status == 2)
    #expect(unknown.errors.contains("0.bias"))
  }

  @Test func diagnosticsComeAsJSONToo() throws {
    let run = try Command.run(
      "check", "-", "--diagnostics", "json", input: "model: [Liner]\n")
    #expect(run.status == 1)
    let report = try JSONSerialization.jsonObject(with: Data(run.errors.utf8)) as? [String: Any]
    let diagnostics = try #require(report?["diagnostics"] as? [[String: Any]])
    #expect(diagnostics.count == 1)
    #expect(diagnostics[0]["code"] as? String == "unknown-class")
    #expect(diagnostics[0]["line"] as? Int == 1)
    #expect(diagnostics[0]["column"] as? Int == 9)
  }

  @Test func namesNeverReachATerminalRaw() throws {
    let config = """
      model:
        children:
          "\\e[31mred\\nline": ReLU()
          x: {parameters: {"\\x07": [1]}}
      """
    for format in ["table", "plain", "markdown", "csv"] {
      let run = try Command.run("apply", "-", "--format", format, input: config)
      #expect(run.status == 0)
      #expect(!run.output.contains("\u{1B}") && !run.output.contains("\u{7}"))
    }
  }
}
