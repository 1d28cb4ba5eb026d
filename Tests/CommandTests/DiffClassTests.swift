import Foundation
import Testing

@Suite struct DiffClassTests {
  private func scratch() throws -> Scratch {
    let scratch = try Scratch()
    try scratch.write("old.yaml", "model: [\"Linear(2, 2)\", BatchNorm1d(2)]\n")
    try scratch.write("new.yaml", "model: [\"Linear(2, 2)\", LayerNorm(2)]\n")
    return scratch
  }

  @Test func aModuleOfAnotherClassIsAChangeAndSoAreItsBuffers() throws {
    let scratch = try scratch()
    let run = try Command.run("diff", "old.yaml", "new.yaml", "--exit-code", in: scratch.path)
    #expect(run.status == 1)
    #expect(
      run.output.hasPrefix("no parameter changes state, 2 of another class, 3 buffers removed; "))
    #expect(run.output.contains("  ~ 1.*  2 parameters, BatchNorm1d → LayerNorm"))
    let json = try Command.run(
      "diff", "old.yaml", "new.yaml", "--format", "json", in: scratch.path
    ).output
    #expect(json.contains(#""old_class": "BatchNorm1d", "new_class": "LayerNorm""#))
  }

  @Test func aWholeModuleOfUnequalBlocksIsOneLine() throws {
    let scratch = try Scratch()
    let model =
      "model: {children: {layer: [[\"Linear(2, 2)\", BatchNorm1d(2)], [\"Linear(2, 2)\"]], "
      + "fc: \"Linear(2, 1)\"}}\n"
    try scratch.write("old.yaml", model + "rules: [{freeze: {module: layer}}]\n")
    try scratch.write("new.yaml", model)
    let run = try Command.run("diff", "old.yaml", "new.yaml", in: scratch.path)
    #expect(run.output.contains("\n  + layer.*        6 parameters"), "\(run.output)\(run.errors)")
  }

  @Test func whereAllNamesAreOthersTheyAreShown() throws {
    let scratch = try Scratch()
    try scratch.write("old.yaml", "model: \"Linear(1, 2)\"\n")
    try scratch.write("new.yaml", "model: [\"Linear(1, 2)\"]\n")
    let run = try Command.run("diff", "old.yaml", "new.yaml", in: scratch.path)
    #expect(run.output.contains("  - weight"))
    #expect(run.output.contains("  + 0."))
  }

  @Test func aSavedPlanKnowsClassesAndBuffers() throws {
    let scratch = try scratch()
    _ = try Command.run("apply", "old.yaml", "--save", "plan.json", in: scratch.path)
    let same = try Command.run("diff", "plan.json", "old.yaml", "--exit-code", in: scratch.path)
    #expect(same.status == 0)
    let other = try Command.run("check", "new.yaml", "--against", "plan.json", in: scratch.path)
    #expect(other.status == 1)
    #expect(other.output.contains("of another class"))
  }

  @Test func aPlanThatListsOnlySomeParametersIsRefused() throws {
    let scratch = try scratch()
    let plan = try Command.run(
      "apply", "old.yaml", "--format", "json", "--only", "frozen", in: scratch.path)
    try scratch.write("plan.json", plan.output)
    let run = try Command.run("diff", "plan.json", "old.yaml", in: scratch.path)
    #expect(run.status == 2)
    #expect(run.errors.contains("it lists 0 of 4 parameters, as `apply --only` does"))
  }
}
