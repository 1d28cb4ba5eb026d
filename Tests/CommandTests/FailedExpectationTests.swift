import Foundation
import Testing

/// The plan of a config whose expectations fail.
@Suite struct FailedExpectationTests {
  private let held = """
    model: ["Linear(4, 3)", "Linear(3, 2)"]
    rules:
      - freeze: "*"
      - train: {module: "1"}
    expect:
      - frozen: {module: "0"}

    """
  private var failing: String { held.replacing("{module: \"1\"}", with: "\"*.bias\"") }

  @Test(arguments: ["table", "plain", "markdown", "json", "csv", "html"])
  func applyShowsThePlanInEveryFormAndTheFailure(format: String) throws {
    let scratch = try Scratch()
    try scratch.write("plan.yaml", failing)
    let run = try Command.run("apply", "plan.yaml", "--format", format, in: scratch.path)
    #expect(run.status == 1)
    #expect(run.output.contains("0.bias"))
    #expect(run.errors.contains("error[expectation-failed]: 1 of 2 parameters expected frozen is"))
    let toFile = try Command.run(
      "apply", "plan.yaml", "--format", format, "-o", "out", in: scratch.path)
    #expect(toFile.status == 1 && toFile.output.isEmpty)
    #expect(try scratch.read("out") == run.output)
  }

  @Test func thePlanOnRecordStaysAsItIs() throws {
    let scratch = try Scratch()
    try scratch.write("plan.yaml", failing)
    try scratch.write("saved.json", "the plan of before")
    let run = try Command.run("apply", "plan.yaml", "--save", "saved.json", in: scratch.path)
    #expect(run.status == 1)
    #expect(run.output.contains("0.bias"))
    #expect(run.errors.hasSuffix("error: saved.json is not written: the plan has errors\n"))
    #expect(try scratch.read("saved.json") == "the plan of before")
  }

  @Test func explainShowsWhatDecides() throws {
    let scratch = try Scratch()
    try scratch.write("plan.yaml", failing)
    let run = try Command.run("explain", "plan.yaml", "0.bias", in: scratch.path)
    #expect(run.status == 1)
    #expect(run.output.contains("requires_grad  True, decided by rule 2"))
    #expect(run.errors.contains("note: 0.bias: decided by rule 2"))
  }

  @Test(arguments: ["text", "markdown", "json", "html"])
  func aDiffShowsWhatBreaksAnExpectation(format: String) throws {
    let repository = try Repository()
    try repository.scratch.write("plan.yaml", held)
    try repository.commit()
    let scratch = repository.scratch
    try scratch.shell("$FS apply plan.yaml --save saved.json")
    try scratch.write("plan.yaml", failing)
    for arguments in [["--base", "HEAD"], ["HEAD:plan.yaml", "plan.yaml"]] {
      let run = try repository.diff(arguments + ["--format", format])
      #expect(run.status == 1)
      #expect(run.output.contains("0.bias"))
      #expect(run.errors.contains("error[expectation-failed]"))
    }
    let saved = try repository.diff(["saved.json", "plan.yaml", "--format", format])
    #expect(saved.status == 1 && saved.output.contains("0.bias"))
  }

  @Test func aDiffThatMendsAnExpectationIsNoFailure() throws {
    let repository = try Repository()
    try repository.scratch.write("plan.yaml", failing)
    try repository.commit()
    try repository.scratch.write("plan.yaml", held)
    for arguments in [["--base", "HEAD"], ["HEAD:plan.yaml", "plan.yaml"]] {
      let run = try repository.diff(arguments)
      #expect(run.status == 0)
      #expect(run.output.contains("0.bias"))
      #expect(run.errors.isEmpty)
    }
  }

  @Test func aCheckAgainstASavedPlanShowsTheDriftToo() throws {
    let scratch = try Scratch()
    try scratch.write("plan.yaml", held)
    try scratch.shell("$FS apply plan.yaml --save saved.json")
    try scratch.write("plan.yaml", failing)
    let run = try Command.run("check", "--against", "saved.json", "plan.yaml", in: scratch.path)
    #expect(run.status == 1)
    #expect(run.errors.contains("error[expectation-failed]"))
    #expect(run.errors.contains("error[plan-differs]"))
    #expect(run.output.contains("newly trainable"))
  }

  @Test func aStrictRunWithWarningsShowsThePlanToo() throws {
    let scratch = try Scratch()
    try scratch.write(
      "plan.yaml", "model: [\"Linear(4, 3)\"]\nrules: [{freeze: \"*\"}, {train: \"*\"}]\n")
    let run = try Command.run("apply", "plan.yaml", "--strict", in: scratch.path)
    #expect(run.status == 1 && run.output.contains("0.bias"))
    let diff = try Command.run("diff", "plan.yaml", "plan.yaml", "--strict", in: scratch.path)
    #expect(diff.status == 1 && diff.output.contains("nothing changes"))
  }

  @Test func otherErrorsStillLeaveNoPlan() throws {
    let scratch = try Scratch()
    try scratch.write("plan.yaml", failing + "eval: [{module: none}]\n")
    let run = try Command.run("apply", "plan.yaml", in: scratch.path)
    #expect(run.status == 1 && run.output.isEmpty)
    #expect(run.errors.contains("error[expectation-failed]"))
    #expect(run.errors.contains("error[no-such-module]"))
  }
}
