import Testing

@testable import FreezeSpec

@Suite struct FlowCallsTests {
  @Test(arguments: [
    ("[1️⃣Linear(10, 20)]", "Linear(10, 20)"),
    ("[ReLU(), 1️⃣Linear(10, 20), ReLU()]", "Linear(10, 20)"),
    ("[1️⃣Conv2d(3, 64, kernel_size=(7, 7)), ReLU()]", "Conv2d(3, 64, kernel_size=(7, 7))"),
    ("[[1️⃣Linear(10, 20)]]", "Linear(10, 20)"),
    (
      "{children: {a: 1️⃣Conv2d(3, 64, kernel_size=(7, 7)), b: ReLU()}}",
      "Conv2d(3, 64, kernel_size=(7, 7))"
    ),
    ("{class: Conv2d, args: [3, 4, 5, 1️⃣stride=(1, 1)]}", "stride=(1, 1)"),
    (
      "{class: Sequential, args: [1️⃣Sequential(Linear(1, 2), ReLU())]}",
      "Sequential(Linear(1, 2), ReLU())"
    ),
    ("{repeat: 3, module: 1️⃣Linear(10, 20)}", "Linear(10, 20)"),
    ("{repeat: 3, module: 1️⃣Linear(10, 20), as: i}", "Linear(10, 20)"),
    ("{parameters: {w: [1️⃣max(1, 2), 3]}}", "max(1, 2)"),
  ])
  func anUnquotedCallIsShownAsItWasMeant(model: String, call: String) {
    expect(
      "model: \(model)",
      [
        "1️⃣ needs-quotes: YAML splits \(call) at its commas = quote it: \"\(call)\""
          + " = or use block style, one item a line"
      ])
  }

  @Test func aCallOverTwoLinesIsShownOnOne() {
    expect(
      """
      model: [1️⃣Linear(10,
        20)]
      """,
      [
        "1️⃣ needs-quotes: YAML splits Linear(10, 20) at its commas"
          + " = quote it: \"Linear(10, 20)\" = or use block style, one item a line"
      ])
  }

  @Test func eachOfSeveralIsShown() {
    expect(
      "model: [1️⃣Linear(1, 2), 2️⃣Linear(2, 3)]",
      [
        "1️⃣ needs-quotes: YAML splits Linear(1, 2) at its commas"
          + " = quote it: \"Linear(1, 2)\" = or use block style, one item a line",
        "2️⃣ needs-quotes: YAML splits Linear(2, 3) at its commas"
          + " = quote it: \"Linear(2, 3)\" = or use block style, one item a line",
      ])
  }

  @Test(
    arguments: [
      "model: ['Linear(10, 20)', ReLU(), ReLU]",
      "model: {children: {a: ReLU(), b: 'Linear(1, 2)'}}",
      "model: {class: Linear, args: [10, 20]}", "model: {class: Linear, args: [10, (20)]}",
      "model:\n  - Conv2d(3, 64, kernel_size=(7, 7), stride=(2, 2), padding=(3, 3), bias=False)",
      "model:\n  - Linear(in_features=10, out_features=20, bias=True)\n  - Dropout(p=0.1)",
      "model:\n  - Linear(10,\n      20)",
    ])
  func callsInQuotesOrInBlocksAreTaken(config: String) {
    #expect(BuiltConfig(config).findings == [])
  }

  @Test func aParenthesisThatNothingClosesIsTheExpressionsError() {
    expect(
      "model: [Linear1️⃣(10]",
      ["1️⃣ expression-syntax: `)` is missing: this bracket is not closed"])
  }
}
