import Testing

@testable import FreezeSpec

@Suite struct UntrainableTypesTests {
  private static let model = """
    model:
      children:
        blocks:
          repeat: 12
          module:
            parameters:
              packed: {shape: [4, 2], dtype: uint8, requires_grad: false}
              scale: [4]
        head: Linear(4, 2)

    """

  @Test func aRuleThatTrainsIntegersIsAnError() {
    let made = MadePlan(Self.model + "rules:\n  - freeze: head.bias\n  - train: blocks.3.*\n")
    #expect(
      made.findings == [
        "12 untrainable-type: rule 2 trains \"blocks.3.packed\" of type torch.uint8, "
          + "which PyTorch does not train"
      ])
    #expect(made.plan == nil)
  }

  @Test func manyAreToldAsOne() {
    let rules = "rules:\n  - freeze: head.bias\n  - train: blocks.*\n"
    let made = MadePlan(Self.model + rules)
    #expect(
      made.findings == [
        "12 untrainable-type: rule 2 trains 12 parameters of types that PyTorch does not train"
      ])
    let cure = "freeze: \"blocks.{0..11}.packed\""
    #expect(made.cures == ["freeze them in a rule behind: - \(cure)"])
    let cured = MadePlan(Self.model + rules + "  - \(cure)\n")
    #expect(!cured.findings.contains { $0.contains("untrainable-type") } && cured.plan != nil)
  }

  @Test(arguments: ["unmatched: train\n", "unmatched: freeze\n", ""])
  func whatNoRuleTrainsIsNone(unmatched: String) {
    let made = MadePlan(
      Self.model + unmatched
        + "rules:\n  - train: blocks.*\n  - freeze: blocks.*.packed\n  - freeze: head.*\n")
    #expect(!made.codes.contains { $0.hasSuffix("untrainable-type") }, "\(made.findings)")
    #expect(made.plan != nil)
  }

  @Test func noneIsProposedToBeTrained() {
    let made = MadePlan(
      "model: {children: {head: 'Linear(4, 2)', packed: {parameters: {w: {shape: [2], dtype: int8, "
        + "requires_grad: false}, s: [2]}}}}\nrules: [{freeze: \"*\"}]\n")
    #expect(made.codes == ["2 nothing-trains"])
    #expect(!made.cures.contains { $0.contains("train: ") }, "\(made.cures)")
  }

  /// Every type of PyTorch's that the language has.
  @Test(arguments: DType.allCases) func aTypeIsRefusedWherePyTorchRefusesIt(type: DType) {
    let made = MadePlan(
      "model: {parameters: {w: {shape: [2], dtype: \(type.rawValue), requires_grad: false}, b: [3]}}\n"
        + "rules: [{train: \"*\"}]\n")
    #expect((made.plan != nil) == type.canRequireGrad)
  }
}
