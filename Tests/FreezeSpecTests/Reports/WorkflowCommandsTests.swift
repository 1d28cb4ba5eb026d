import Foundation
import Testing

@testable import FreezeSpec

/// Whatever a config says, no line of any output in any form is a command that a CI runner obeys.
@Suite struct WorkflowCommandsTests {
  /// Texts that want to be obeyed.
  static let texts = [
    "::error::x", "  ::set-output name=a::b", "\t::error::x", "\n::error::x", "x\r::error::x",
    "x\r\n::error::x", "\u{A0}::error::x", "\u{3000}::error::x", "\u{85}::error::x",
    "##[set-output name=a]b", "x ##[stop-commands]t", "###[error]x", "##\u{301}##[error]x",
    "##vso[task]b", "##teamcity[x]", "##", "[x]", ":::error::x", "::", "::\u{301}::error::x",
    String(repeating: "a", count: 70) + " ::error::x",
    String(repeating: "ab ", count: 12) + "::error::x ##[error]"
      + String(repeating: "b", count: 50),
  ]

  /// A text as a quoted scalar of YAML.
  private func q(_ text: String) -> String {
    "\"" + text.utf16.map { "\\u" + hexadecimal(UInt32($0), digits: 4) }.joined() + "\""
  }

  /// A text without line breaks, as a string of an expression has to be.
  private func onOneLine(_ text: String) -> String {
    String(text.unicodeScalars.filter { $0 != "\n" && $0 != "\r" })
  }

  /// A config that says a text wherever a plan can hold one.
  private func config(_ text: String, action: String = "freeze", size: Int = 2) -> String {
    """
    name: \(q(text))
    description: \(q(text))
    classes: {A: {args: [s], repr: "{s}", parameters: {w: [2]}}}
    model:
      class: \(q(text))
      parameters: {\(q(text)): [\(size)]}
      buffers: {\(q("b" + text)): [\(size)]}
      children:
        \(q(text + "c")): {class: \(q(text)), parameters: {\(q(text)): [2], t: [2], z: [\(size)]}}
        \(q(text + "d")): {class: \(q(text + "!")), parameters: {\(q(text)): [2]}}
        e: {class: A, args: [\(q("'" + onOneLine(text) + "'"))]}
    tie: [[\(q(text + "c.t")), \(q(text + "d." + text))]]
    rules:
      - \(action): {name: [\(q(text)), \(q(text + "c.z"))]}
        because: \(q(text))
      - freeze: {parameter: \(q(text)), except: {name: \(q(text))}}
        because: \(q(text + action))
      - train: {module: \(q(String(text.filter { $0 != "[" && $0 != "]" }) + "gone"))}
        optional: true
    expect:
      - \(action == "freeze" ? "frozen" : "trainable"): {name: \(q(text))}
    eval: [{module: e}]
    """
  }

  private func plan(_ text: String, action: String = "freeze", size: Int = 2) throws -> FreezePlan {
    let made = MadePlan(config(text, action: action, size: size), path: text + ".yaml")
    if made.plan == nil { Issue.record("\(made.findings) \(made.cures)") }
    return try #require(made.outcome.plan)
  }

  private func expectNoCommand(
    _ output: [UInt8], _ what: String, _ location: Testing.SourceLocation = #_sourceLocation
  ) {
    #expect(!output.isEmpty, "\(what)", sourceLocation: location)
    #expect(RunnerCommands.lines(in: output) == [], "\(what)", sourceLocation: location)
  }

  @Test func commandsAreFoundWhereARunnerFindsThem() {
    let output = "a\n ::b\r\u{A0}::c::\nx ::d\n\"::e\n a##[f] ##[g]\n##\n[h]\n# #[i]\n##vso[j]"
    #expect(
      RunnerCommands.lines(in: Array(output.utf8))
        == [" ::b", "\u{A0}::c::", " a##[f] ##[g]", "##vso[j]"])
  }

  @Test(arguments: texts) func noFormOfAPlanHoldsACommand(_ text: String) throws {
    let plan = try plan(text)
    for format in PlanFormat.allCases {
      for columns in [40, 80] {
        expectNoCommand(plan.rendered(as: format, columns: columns), "\(format) \(columns)")
      }
      for folds in [false, true] {
        expectNoCommand(plan.rendered(as: format, columns: nil, folds: folds), "\(format)")
      }
    }
    expectNoCommand(try written(plan.model.root), "show")
    for name in [text, text + "c.t", text + "d." + text, text + "c.z", "e.w"] {
      for columns in [nil, 40, 80] {
        expectNoCommand(try plan.explanation(of: name).rendered(columns: columns), "explain")
      }
    }
  }

  @Test(arguments: texts) func noFormOfADiffHoldsACommand(_ text: String) throws {
    let old = PlanSnapshot(try plan(text))
    let new = PlanSnapshot(try plan(text, action: "train", size: 3))
    let others = Self.texts.map {
      UncomparedConfig(
        path: $0, oldPath: "\($0)2", oldDiagnostics: [Diagnostic(.invalidValue, $0, at: nil)],
        new: new, newHasErrors: false)
    }
    for change in [
      ConfigChange.changed(PlanDiff(from: old, to: new, renamedFrom: text)), .added(new),
      .removed(old), .changed(PlanDiff(from: new, to: PlanSnapshot(try plan("plain")))),
    ] {
      for format in DiffFormat.allCases {
        for columns in [40, 80] {
          expectNoCommand(
            [change, change].rendered(
              as: format, uncompared: others, namesConfigs: true, columns: columns),
            "\(format) \(columns)")
        }
      }
    }
  }

  /// Configs with a text in what their errors say.
  private func brokenConfigs(_ text: String) -> [String] {
    let (word, call) = (q(text), q("'" + onOneLine(text) + "'(1)"))
    return [
      "let: {\(word): 1}\nmodel: ReLU()\n", "\(word): 1\nmodel: ReLU()\n",
      "model: {from: \(word)}\n", "model: \(word)\n", "model: \(call)\n",
      "model: {class: \(word), args: {\(word): 1}}\n",
      "model: {class: Linear, args: {\(word): 1}}\n",
      "model: ReLU()\nrules: [{freeze: \(word)}, {freeze: {name: \(word)}}, {\(word): 1}]\n",
      "model: Linear(1, 1)\nrules: [{freeze: {regex: \(word), module: \(word), type: \(word)}}]\n"
        .replacing("Linear(1, 1)", with: "'Linear(1, 1)'"),
      "model: ReLU()\ndtype: \(word)\ntie: [[\(word), \(word)]]\nexpect: [{\(word): 1}]\n",
      "model: ReLU()\ndtype: float32\nexpect: [{trainable_fraction: \(word)}]\nwrap: [\(word)]\n",
      "classes: {A: {args: [\(word)], extends: \(word), repr: \(q("{" + text))}}\nmodel: A()\n",
      "model: {children: {\(word): {class: B, parameters: {p: [-1]}}, \(word): ReLU()}}\n",
      "softmax: {temperature: \(word)}\nmodel: \"ReLU(inplace=\\\"\(onOneLine(text))\\\" + 1)\"\n",
      "model: &a ReLU()\nname: *b \(text)\n", "\(text)\n",
      "model: ReLU() # \(text)\n  \(text): 1\n",
    ]
  }

  @Test(arguments: texts) func noFormOfFindingsHoldsACommand(_ text: String) throws {
    for config in brokenConfigs(text) {
      let outcome = MadePlan(config, path: text + ".yaml").outcome
      if outcome.diagnostics.isEmpty { continue }
      for format in [DiagnosticFormat.text, .json, .sarif] {
        for columns in [40, 80] {
          expectNoCommand([outcome].rendered(as: format, columns: columns), "\(format): \(config)")
        }
      }
      // Annotations are commands: those of the findings, and no others.
      let annotations = [outcome].rendered(as: .github)
      let commands = RunnerCommands.lines(in: annotations)
      #expect(commands.count == outcome.diagnostics.count)
      for command in commands {
        #expect(command.hasPrefix("::error file=") || command.hasPrefix("::warning file="))
        let message = command.utf8.firstRange(of: "title=".utf8).map { command[$0.lowerBound...] }
        #expect(!RunnerCommands.isObeyed("-" + String(try #require(message))), "\(command)")
      }
    }
  }

  @Test(arguments: texts) func programsReadTheTextItself(_ text: String) throws {
    let json = try JSONDecoder().decode(
      ReadPlan.self, from: Data(try plan(text).rendered(as: .json)))
    #expect(ExactString(json.name) == ExactString(text))
    #expect(json.parameters.contains { ExactString($0.name) == ExactString(text + "c.z") })
    let saved = try PlanSnapshot(
      saved: try plan(text).rendered(as: .json))
    #expect(PlanDiff(from: saved, to: PlanSnapshot(try plan(text))).isEmpty)
  }

  private struct ReadPlan: Decodable {
    struct Parameter: Decodable { let name: String }
    let name: String
    let parameters: [Parameter]
  }
}
