import Testing

@testable import FreezeSpec

/// Slips of layout, of which the message points at what is to be mended.
@Suite struct YAMLLayoutSlipsTests {
  static let outdentedKeys: [FindingCase] = [
    FindingCase(
      "rules:\n  - 3️⃣freeze: \"0.*\"\n  1️⃣because2️⃣: x\n", .yamlSyntax,
      "indent `because` to the column of `freeze`"),
    FindingCase(
      "rules:\n  - 3️⃣freeze: 0.weight\n   1️⃣because2️⃣: x\n", .yamlSyntax,
      "indent `because` to the column of `freeze`"),
    FindingCase(
      "rules:\n  - 3️⃣freeze:\n      module: x\n\n  # why\n  1️⃣because2️⃣: x\n", .yamlSyntax,
      "indent `because` to the column of `freeze`"),
  ]

  @Test(arguments: outdentedKeys)
  func aKeyLeftOfItsItemIsToldWhereItBelongs(_ example: FindingCase) { example.check() }

  static let conflicts: [FindingCase] = [
    FindingCase(
      """
      model:
        - Linear(1, 2)
      1️⃣<<<<<<<2️⃣ HEAD
        - ReLU()
      =======
        - Tanh()
      >>>>>>> other

      """, .yamlSyntax, "keep what is right, and remove the lines"),
    FindingCase(
      "rules:\n1️⃣<<<<<<<2️⃣ HEAD\n  - freeze: x\n=======\n>>>>>>> a1b2\n", .yamlSyntax,
      "keep what is right, and remove the lines"),
  ]

  @Test(arguments: conflicts)
  func aConflictOfAMergeIsToldAsOne(_ example: FindingCase) { example.check() }

  static let missingColons: [FindingCase] = [
    FindingCase(
      "1️⃣model2️⃣\n  - Linear(1, 2)\nrules:\n  - x\n", .yamlSyntax, "write `model:`"),
    FindingCase("1️⃣model2️⃣\n  children:\n    a: b\n", .yamlSyntax, "write `model:`"),
    FindingCase(
      "- 1️⃣freeze2️⃣ {module: \"8\"}\n", .yamlSyntax, "write `freeze: {…`"),
  ]

  @Test(arguments: missingColons)
  func aKeyWithoutItsColonIsFoundWhereItStands(_ example: FindingCase) { example.check() }

  static let printedLines: [FindingCase] = [
    FindingCase(
      "model: Sequential(\n  1️⃣(0):2️⃣ Linear(1, 2)\n)\n", .yamlSyntax,
      "an item without its number: `- Linear(10, 20)`"),
    FindingCase(
      "model: Net(\n  1️⃣(conv1):2️⃣ Conv2d(1, 2, 3)\n)\n", .yamlSyntax,
      "under `children:`, each as `conv1: …`"),
  ]

  @Test(arguments: printedLines)
  func aPastedModelSaysHowItIsWrittenHere(_ example: FindingCase) { example.check() }

  static let strayItems: [FindingCase] = [
    FindingCase(
      "rules:\n  3️⃣- freeze: \"0.*\"\n    1️⃣-2️⃣ freeze: \"2.*\"\n", .yamlSyntax, "in one column"),
    FindingCase(
      "rules:\n    3️⃣- freeze: a\n  1️⃣-2️⃣ freeze: b\n", .yamlSyntax, "in another column"),
  ]

  @Test(arguments: strayItems)
  func anItemInAnotherColumnIsHeldAgainstTheOneAbove(_ example: FindingCase) { example.check() }

  @Test func aDashWithoutSpaceIsNoItem() {
    FindingCase("- a\n1️⃣-2️⃣b\n", .yamlSyntax, "write `- ` instead of `-`").check()
    FindingCase("model:\n  - a\n  1️⃣-2️⃣ReLU()\n", .yamlSyntax, "a space after its `-`").check()
  }
}
