import Foundation
import Testing

@testable import FreezeSpec

/// Exported files, as they are read; that Python runs them the tests of the package hold.
@Suite struct PyTorchExportTests {
  /// What stands between the imports and the functions.
  private func table(_ outcome: PlanOutcome) throws -> String {
    let text = String(decoding: try #require(outcome.plan).exported(to: .pytorch), as: UTF8.self)
    let start = try #require(text.range(of: "from torch import nn\n\n"))
    let end = try #require(text.range(of: "\n\n\ndef apply("))
    return String(text[start.upperBound..<end.lowerBound])
  }

  private func table(_ text: String) throws -> String { try table(MadePlan(text).outcome) }

  /// The statements of the table of parameters.
  private func rows(_ model: String, rules: String = "") throws -> [String] {
    try table("model:\n\(model)\n\(rules)").split(separator: "\n")
      .drop { !$0.hasPrefix("def _parameters") }.dropFirst(2)
      .prefix { !$0.hasPrefix("def ") }.map { String($0.dropFirst(4)) }
  }

  @Test func aPlanReadsAsOneWouldWriteIt() throws {
    #expect(
      try table(Repository.plan("configs/mlp.yaml")) == """
        # The plan mlp of configs/mlp.yaml
        # Fine-tune the last linear layer of a small perceptron
        #
        # 2 of 6 parameters train: 1,240 of 2,090 elements, 59.33 %.
        #
        # The last rule that matches a parameter decides it:
        # 1. freeze {name: [0.weight, 0.bias]}: the first layer is pretrained
        # 2. freeze {name: [2.weight, 2.bias]}: so is the second

        NAME = "mlp"
        PLAN_HASH = "7eb8cc58b613c843aa645f10bcaa21b073207cc89f9834aab836cc635851b737"
        TEMPERATURES: tuple[float, ...] = (0.6,)
        SOFTMAX_DIM = 1
        TIED_NAMES: dict[str, tuple[str, ...]] = {}
        FROZEN, TRAINS = False, True


        def _parameters() -> Iterator[tuple[str, tuple[int, ...], bool]]:
            # Names, shapes and states, in the order of named_parameters().
            yield "0.weight", (20, 10), FROZEN
            yield "0.bias", (20,), FROZEN
            yield "2.weight", (30, 20), FROZEN
            yield "2.bias", (30,), FROZEN
            yield "4.weight", (40, 30), TRAINS
            yield "4.bias", (40,), TRAINS


        def _eval_modules() -> Iterator[str]:
            yield from ()  # none is held in eval mode
        """)
  }

  @Test func equalLayersAreLoopsAndStatesPartThem() throws {
    #expect(
      try rows(
        "  children: {layer: {repeat: 6, module: LayerNorm(4)}}",
        rules: "rules: [{freeze: {module: \"layer[:4]\"}}]") == [
          "for i in range(4):",
          "    yield f\"layer.{i}.weight\", (4,), FROZEN",
          "    yield f\"layer.{i}.bias\", (4,), FROZEN",
          "for i in range(4, 6):",
          "    yield f\"layer.{i}.weight\", (4,), TRAINS",
          "    yield f\"layer.{i}.bias\", (4,), TRAINS",
        ])
  }

  @Test func loopsNestAndKnowStepsAndPrefixes() throws {
    #expect(
      try rows("  - {children: {a: {repeat: 3, module: {repeat: 4, module: RMSNorm(4)}}}}") == [
        "for i in range(3):", "    for j in range(4):",
        "        yield f\"0.a.{i}.{j}.weight\", (4,), TRAINS",
      ])
    #expect(
      try rows("  - {repeat: 3, items: [RMSNorm(4), ReLU()]}") == [
        "for i in range(0, 6, 2):", "    yield f\"{i}.weight\", (4,), TRAINS",
      ])
    #expect(
      try rows("  children: {\"block{i + 1}\": {repeat: 12, as: i, module: RMSNorm(4)}}") == [
        "for i in range(1, 13):", "    yield f\"block{i}.weight\", (4,), TRAINS",
      ])
  }

  @Test func whatIsNotAlikeIsNoLoop() throws {
    // Two rows are no longer than a loop.
    #expect(
      try rows("  - {repeat: 2, module: RMSNorm(4)}") == [
        "yield \"0.weight\", (4,), TRAINS", "yield \"1.weight\", (4,), TRAINS",
      ])
    #expect(try rows("  - {repeat: 3, as: i, module: RMSNorm(4 + i)}").count == 3)
    #expect(
      try rows("  parameters: {w00: [1], w01: [1], w02: [1], w2: [], w4: [], w6: []}") == [
        "yield \"w00\", (1,), TRAINS", "yield \"w01\", (1,), TRAINS", "yield \"w02\", (1,), TRAINS",
        "for i in range(2, 8, 2):", "    yield f\"w{i}\", (), TRAINS",
      ])
  }

  @Test func namesAreTextsWhateverTheyHold() throws {
    let names = [
      #"a"b"#, "it's", #"both"'"#, #"back\slash"#, "brace{{i}}", "\u{202E}x", "é", "##[group]",
      "a\u{115F}",
    ]
    let keys = names.map { name in
      let escaped = name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      return "\"\(escaped)\": [1]"
    }
    let rows = try rows("  parameters: {\(keys.joined(separator: ", "))}")
    #expect(rows.contains(#"yield 'a"b', (1,), TRAINS"#))
    #expect(rows.contains(#"yield "it's", (1,), TRAINS"#))
    #expect(rows.contains(#"yield "both\"'", (1,), TRAINS"#))
    #expect(rows.contains(#"yield "back\\slash", (1,), TRAINS"#))
    #expect(rows.contains(#"yield "brace{{i}}", (1,), TRAINS"#))
    #expect(rows.contains(#"yield "\u202ex", (1,), TRAINS"#))
    #expect(rows.contains(#"yield "a\u115f", (1,), TRAINS"#))
    #expect(rows.contains(#"yield "\x23#[group]", (1,), TRAINS"#))
  }

  @Test func bracesInALoopAreDoubled() throws {
    #expect(
      try rows("  children: {\"a{{b}}{i}\": {repeat: 3, as: i, module: RMSNorm(4)}}") == [
        "for i in range(3):", "    yield f\"a{{b}}{i}.weight\", (4,), TRAINS",
      ])
  }

  @Test func longRowsAreBrokenWhereRuffBreaksThem() throws {
    let name = String(repeating: "n", count: 80)
    #expect(
      try rows("  parameters: {\(name): [2, 3]}") == [
        "yield (", "    \"\(name)\",", "    (2, 3),", "    TRAINS,", ")",
      ])
  }

  @Test func tiesAndEvalModulesAreListed() throws {
    let text = try table(
      """
      name: tied
      model:
        children:
          embed: Embedding(10, 4)
          body: {repeat: 3, module: BatchNorm1d(4)}
          head: Linear(4, 10, bias=False)
      tie: [[embed.weight, head.weight]]
      rules: [{freeze: {module: body}, because: "type: ignore is a comment that mypy would read, \
      were it at the start of a line; noqa is one of ruff's"}]
      eval: [frozen]

      """)
    #expect(text.contains("    \"embed.weight\": (\"head.weight\",),\n"))
    #expect(text.hasSuffix("    yield \"body\""))
    for line in text.split(separator: "\n") {
      #expect(!line.hasPrefix("#    type:") && !line.hasPrefix("#    noqa"))
    }
  }

  @Test func theGeneratedFileIsMadeOfThePackages() throws {
    let text = PythonRuntime.head.description + PythonRuntime.tail.description
    for path in [
      "Python/freezespec/freezespec/_decisions.py", "Python/freezespec/freezespec/_runtime.py",
      "Sources/FreezeSpec/Export/Assets/freeze_plan.py",
    ] {
      let file = try String(contentsOf: Repository.root.appending(path: path), encoding: .utf8)
      // Without the imports, which stand together.
      let mark = "# RUNTIME\n"
      for part in file.replacing("# PLAN\n", with: mark).components(separatedBy: mark) {
        let rows = part.split(separator: "\n", omittingEmptySubsequences: false)
        let end = rows.lastIndex { $0.hasPrefix("from ") || $0.hasPrefix("import ") } ?? -1
        let body = rows[(end + 1)...].joined(separator: "\n")
          .trimmingCharacters(in: .newlines)
        let isTaken = body.isEmpty || text.contains(body)
        #expect(isTaken, "\(path) has changed: run Scripts/generate.py")
      }
    }
  }
}
