import Testing

@testable import FreezeSpec

/// Errors in expressions that YAML folds or unquotes.
@Suite struct FoldedExpressionsTests {
  @Test(arguments: [
    "model:\n  - Linear(1, 2\n      1️⃣bias=False)\n",
    "model:\n  - |\n    Linear(1, 2\n      1️⃣bias=False)\n",
    "model:\n  - >-\n    Linear(1, 2\n\n    1️⃣bias=False)\n",
    "model:\n  - \"Linear(1, 2\n      1️⃣bias=False)\"\n",
    "model:\n  - 'Linear(1, 2\n      1️⃣bias=False)'\n",
    "model:\n  - \"Linear(1, 2 \\\n      1️⃣bias=False)\"\n",
    "model:\r\n  - Linear(1, 2\r\n      1️⃣bias=False)\r\n",
    "classes:\n  A:\n    children:\n      a: Linear(1, 2\n        1️⃣bias=False)\nmodel: A()\n",
  ])
  func aSyntaxErrorStandsOnItsOwnLine(_ config: String) {
    expect(
      config,
      ["1️⃣ expression-syntax: unexpected `bias` in an expression = `)` or `,` was expected here"])
  }

  @Test func anErrorBehindAnEscapeStandsInItsColumn() {
    let built = BuiltConfig("model:\n  - \"Linear(1, \\\"b\\\" 1️⃣2)\"\n")
    #expect(
      built.findings == [
        "1️⃣ expression-syntax: unexpected `2` in an expression = `)` or `,` was expected here"
      ])
    #expect(built.markedTexts == ["2"])
  }

  @Test func anErrorOfTheModelStandsOnItsOwnLine() {
    let built = BuiltConfig("model:\n  - Linear(1,\n      2, bais=False)\n")
    #expect(built.findings.first?.hasPrefix("config.yaml:3:10 ") == true, "\(built.findings)")
    #expect(built.markedTexts == ["bais"])
  }

  @Test func aTemplateBehindAnEscapeTellsItsPlace() {
    let built = BuiltConfig(
      "classes:\n  A:\n    args: [n]\n    repr: \"\\t{n +}\"\nmodel: A(1)\n")
    #expect(built.findings.first?.hasPrefix("config.yaml:4:") == true, "\(built.findings)")
    #expect(built.markedTexts == ["+"])
  }

  @Test func modulesWithoutTheirDashesAreToldOfThem() {
    let words = "on a line of its own = each module of a sequence starts with `- `: write"
    expect(
      "model:\n  Linear(1, 1)\n  1️⃣ReLU()\n",
      ["1️⃣ expression-syntax: unexpected `ReLU` \(words) `- ReLU…`"])
    expect(
      "model: |\n  ReLU\n  1️⃣Linear(1, 1)\n",
      ["1️⃣ expression-syntax: unexpected `Linear` \(words) `- Linear…`"])
    expect(
      "model:\n  Linear(1, 1) 1️⃣ReLU()\n",
      ["1️⃣ expression-syntax: unexpected `ReLU` in an expression"])
  }
}
