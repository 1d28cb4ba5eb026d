import Testing

/// Where the command writes in colour; no output of these runs is a terminal.
@Suite struct ColourTests {
  private func isColoured(
    _ arguments: [String], _ environment: [String: String] = [:]
  ) throws -> Bool {
    let cleared = ["NO_COLOR": "", "CLICOLOR_FORCE": "", "CLICOLOR": "", "TERM": "xterm"]
    let run = try Command.run(
      program: Command.binary.path, arguments, input: CommandTests.mlp,
      environment: cleared.merging(environment) { $1 })
    #expect(run.status == 0)
    return run.output.contains("\u{1B}[")
  }

  @Test func pipesTakeColourWhereItIsAskedFor() throws {
    #expect(try !isColoured(["apply", "-"]))
    #expect(try isColoured(["apply", "-", "--color", "always"]))
    #expect(try isColoured(["explain", "-", "0.bias", "--color", "always"]))
    #expect(try !isColoured(["apply", "-", "--color", "always", "--format", "json"]))
  }

  @Test func theEnvironmentDecidesWhereNoOptionDoes() throws {
    #expect(try isColoured(["apply", "-"], ["CLICOLOR_FORCE": "1"]))
    #expect(try !isColoured(["apply", "-"], ["CLICOLOR_FORCE": "0"]))
    #expect(try !isColoured(["apply", "-"], ["CLICOLOR_FORCE": "1", "NO_COLOR": "1"]))
    #expect(try !isColoured(["apply", "-", "--color", "never"], ["CLICOLOR_FORCE": "1"]))
    #expect(
      try isColoured(["apply", "-", "--color", "always"], ["NO_COLOR": "1", "TERM": "dumb"]))
  }

  @Test func everyCommandTakesTheOption() throws {
    #expect(try !isColoured(["show", "-", "--color", "always"]))
    #expect(try !isColoured(["check", "-", "--color", "always"]))
    #expect(try !isColoured(["schema", "--color", "always"]))
    let scratch = try Scratch()
    try scratch.write("a.yaml", CommandTests.mlp)
    let diff = try scratch.shell(
      "sed 's/0\\./2./' a.yaml >b.yaml; $FS diff a.yaml b.yaml --color always")
    #expect(diff.output.contains("\u{1B}["))
    let check = try scratch.shell("echo 'model: [Liner]' | $FS check - --color always")
    #expect(check.errors.contains("\u{1B}["))
  }

  @Test func aFileIsColouredOnlyByTheOption() throws {
    let scratch = try Scratch()
    try scratch.write("a.yaml", CommandTests.mlp)
    try scratch.shell("$FS apply a.yaml -o plain", environment: ["CLICOLOR_FORCE": "1"])
    try scratch.shell("$FS apply a.yaml -o coloured --color always")
    #expect(try !scratch.read("plain").contains("\u{1B}["))
    #expect(try scratch.read("coloured").contains("\u{1B}["))
  }
}
