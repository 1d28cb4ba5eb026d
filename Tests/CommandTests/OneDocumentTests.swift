import Foundation
import Testing

/// What `--diagnostics json` writes to standard error is one document, whatever happens.
@Suite struct OneDocumentTests {
  private static let plan = """
    model: ["Linear(4, 3)", "Linear(3, 2)"]
    rules: [{freeze: "*"}, {train: "*.bias"}]
    expect: [{frozen: {module: "0"}}]

    """

  @Test(arguments: [
    ["apply", "plan.yaml"], ["apply", "plan.yaml", "--save", "saved.json"],
    ["apply", "plan.yaml", "-o", "none/out"], ["apply", "good.yaml", "-o", "none/out"],
    ["apply", "none.yaml"], ["apply"], ["apply", "good.yaml", "--format", "xml"],
    ["apply", "good.yaml"], ["check", "plan.yaml", "good.yaml"], ["check", "none"],
    ["check", "--against", "none.json", "good.yaml"],
    ["check", "--against", "good.yaml", "good.yaml"],
    ["check", "--against", "other.json", "plan.yaml"],
    ["check", "--against", "other.json", "good.yaml"], ["check", "good.yaml", "-o", "none/out"],
    ["check", "--against", "other.json", "."], ["explain", "plan.yaml", "0.bias"],
    ["explain", "plan.yaml", "none"], ["show", "plan.yaml"], ["show", "plan.yaml", "-o", "none/x"],
    ["diff", "plan.yaml", "good.yaml"], ["diff", "good.yaml", "plan.yaml", "-o", "none/out"],
    ["diff", "plan.yaml"], ["diff", "--base", "none"], ["diff", "none.yaml", "good.yaml"],
    ["diff", "good.yaml", "HEAD:good.yaml"], ["chek", "good.yaml"],
  ])
  func theErrorsAreOneDocument(arguments: [String]) throws {
    let scratch = try Scratch()
    try scratch.write("plan.yaml", Self.plan)
    try scratch.write("good.yaml", Self.plan.replacing("\"0\"", with: "\"0\", parameter: weight"))
    try scratch.write("old.yaml", "model: [\"Linear(4, 3)\"]\n")
    try scratch.shell("$FS apply old.yaml --save other.json")
    let run = try Command.run(
      program: Command.binary.path, arguments + ["--diagnostics", "json"], in: scratch.path)
    let document = try JSONSerialization.jsonObject(with: Data(run.errors.utf8))
    let findings = try #require((document as? [String: Any])?["diagnostics"] as? [[String: Any]])
    #expect((run.status != 0) == findings.contains { $0["severity"] as? String == "error" })
  }

  @Test(arguments: ["json", "github", "sarif"])
  func aPlanThatDriftsHasItsCodeInEveryForm(format: String) throws {
    let scratch = try Scratch()
    try scratch.write("old.yaml", "model: [\"Linear(4, 3)\"]\n")
    try scratch.shell("$FS apply old.yaml --save other.json")
    try scratch.write("plan.yaml", Self.plan)
    let run = try Command.run(
      "check", "--against", "other.json", "plan.yaml", "--diagnostics", format, in: scratch.path)
    #expect(run.status == 1)
    #expect(run.errors.contains("plan-differs"))
    #expect(run.errors.contains("expectation-failed"))
    #expect(run.output.contains("newly") || run.output.contains("added"))
  }
}
