import Foundation
import Testing

/// Plans that a repository keeps, and configs held to them.
@Suite struct SavedPlanTests {
  private func saved(_ config: String = CommandTests.mlp) throws -> Scratch {
    let scratch = try Scratch()
    try scratch.write("mlp.yaml", config)
    let run = try Command.run(
      "apply", "mlp.yaml", "--format", "plain", "--only", "frozen", "--save", "plan.json",
      in: scratch.path)
    #expect(run.status == 0)
    #expect(run.output == "0.weight False\n0.bias False\n")
    return scratch
  }

  @Test func aPlanIsSavedWholeBesideTheOutput() throws {
    let scratch = try saved()
    let report = try JSONSerialization.jsonObject(with: Data(scratch.read("plan.json").utf8))
    let plan = try #require(report as? [String: Any])
    #expect((plan["parameters"] as? [Any])?.count == 4)
  }

  @Test func aPlanThatHoldsIsSilent() throws {
    let scratch = try saved()
    let run = try Command.run("check", "--against", "plan.json", "mlp.yaml", in: scratch.path)
    #expect(run.status == 0)
    #expect(run.output.isEmpty && run.errors.isEmpty)
  }

  @Test func aCommentDoesNotMakeAPlanDrift() throws {
    let scratch = try saved()
    try scratch.write("mlp.yaml", "# moved down\n\n" + CommandTests.mlp)
    let run = try Command.run("check", "--against", "plan.json", "mlp.yaml", in: scratch.path)
    #expect(run.status == 0)
  }

  @Test func aPlanThatDriftsFailsAndIsShown() throws {
    let scratch = try saved()
    try scratch.write(
      "mlp.yaml",
      CommandTests.mlp.replacing(
        "freeze: \"0.*\"", with: "freeze: {module: \"0\", parameter: weight}"))
    let run = try Command.run("check", "--against", "plan.json", "mlp.yaml", in: scratch.path)
    #expect(run.status == 1)
    #expect(run.output.contains("1 parameter newly trainable"))
    #expect(run.output.contains("0.bias"))
    let message = "error[plan-differs]: the plan differs from the one saved in plan.json\n"
    #expect(run.errors.hasPrefix(message + "  --> mlp.yaml:1:1\n"))
    #expect(run.errors.contains("freezespec apply mlp.yaml --save"))
    for form in ["json", "github", "sarif"] {
      let run = try Command.run(
        "check", "--against", "plan.json", "mlp.yaml", "--diagnostics", form, in: scratch.path)
      #expect(run.status == 1 && run.errors.contains("plan-differs"))
      let isJSON = (try? JSONSerialization.jsonObject(with: Data(run.errors.utf8))) != nil
      #expect(isJSON == (form != "github"))
    }
  }

  @Test func aPlanThatWasEditedByHandIsRefused() throws {
    let scratch = try saved()
    let plan = try scratch.read("plan.json")
    let edits = [
      ("\"requires_grad\": false", "\"requires_grad\": true"), ("[20, 10]", "[10, 20]"),
      ("0.bias", "0.bias2"), ("\"plan_hash\": \"", "\"plan_hash\": \"0"),
      (
        "\"eval\": {\"selectors\": [], \"modules\": []",
        "\"eval\": {\"selectors\": [], \"modules\": [\"0\"]"
      ),
    ]
    for (old, new) in edits {
      let edited = plan.replacing(old, with: new)
      try #require(edited != plan, "\(old)")
      try scratch.write("plan.json", edited)
      let run = try Command.run("check", "--against", "plan.json", "mlp.yaml", in: scratch.path)
      #expect(run.status == 2)
      let message = "its plan_hash is not that of what it says, as where it was edited by hand"
      #expect(run.errors.hasPrefix("error: cannot read plan.json: \(message)\n"), "\(run.errors)")
    }
    // Older files have no hash.
    let hash = try #require(plan.firstRange(of: /,\n "plan_hash": "[0-9a-f]+"/))
    var older = plan
    older.removeSubrange(hash)
    try scratch.write("plan.json", older)
    let run = try Command.run("check", "--against", "plan.json", "mlp.yaml", in: scratch.path)
    #expect(run.status == 0 && run.errors.isEmpty)
  }

  @Test func aConfigWithErrorsSavesNothingAndHoldsToNothing() throws {
    let scratch = try saved()
    let before = try scratch.read("plan.json")
    try scratch.write("mlp.yaml", "model: [Liner]\n")
    #expect(
      try Command.run("apply", "mlp.yaml", "--save", "plan.json", in: scratch.path).status == 1)
    #expect(try scratch.read("plan.json") == before)
    let run = try Command.run("check", "--against", "plan.json", "mlp.yaml", in: scratch.path)
    #expect(run.status == 1)
    #expect(run.errors.contains("error[unknown-class]") && run.output.isEmpty)
  }

  @Test(arguments: [Int.min, -1, 0, 2, Int.max])
  func aPlanOfRulesThatItDoesNotHaveIsRefused(number: Int) throws {
    let scratch = try saved()
    let plan = try scratch.read("plan.json")
    for field in ["\"decided_by\": ", "\"index\": "] {
      try scratch.write("hostile.json", plan.replacing("\(field)1", with: "\(field)\(number)"))
      for sides in [["hostile.json", "plan.json"], ["plan.json", "hostile.json"]] {
        let run = try Command.run(
          program: Command.binary.path, ["diff"] + sides, in: scratch.path)
        #expect(run.status == 2 && run.output.isEmpty, "\(field)\(number) \(run)")
        #expect(run.errors.contains("rule"))
      }
    }
  }

  @Test(arguments: [
    ["mlp.yaml", "mlp.yaml"], ["plan.json", "mlp.yaml", "mlp.yaml"], ["missing.json", "mlp.yaml"],
    ["plan.json", "."],
  ])
  func whatIsNoSavedPlanOrOneConfigEndsWithTwo(arguments: [String]) throws {
    let scratch = try saved()
    let run = try Command.run(
      program: Command.binary.path, ["check", "--against"] + arguments, in: scratch.path)
    #expect(run.status == 2)
    #expect(!run.errors.isEmpty)
  }
}
