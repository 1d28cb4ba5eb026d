import Testing

@testable import FreezeSpec

/// Forms that are near to the language's, each with its cure and what `check --fix` makes of it.
@Suite struct NearFormsTests {
  @Test(arguments: pasted + ties + classes + selectors)
  func aNearFormHasItsCure(mistake: TextCuresTests.Mistake) {
    #expect(MadePlan(mistake.text).cures == [mistake.cure])
    let fixer = ConfigFixer(
      [
        ConfigFixer.Target(ConfigFile(path: "config.yaml", bytes: Array(mistake.text.utf8))) {
          ConfigFiles("config.yaml") { _ in nil }.reader
        }
      ]) { _ in nil }
    let fixed = fixer.fixedFiles.first.map { String(decoding: $0.bytes, as: UTF8.self) }
    #expect(fixed == mistake.fixed)
    if fixed != nil { #expect(fixer.outcomes.allSatisfy { !$0.hasErrors }) }
  }

  static let pasted = [
    TextCuresTests.Mistake(
      "model:\n  - Linear(8, 8)\n  - (1-3): 3 x Linear(8, 8)\n",
      "equal modules are a repeat: write {repeat: 3, module: \"Linear(8, 8)\"}",
      "model:\n  - Linear(8, 8)\n  - {repeat: 3, module: \"Linear(8, 8)\"}\n"),
    TextCuresTests.Mistake(
      "model:\n  children:\n    layers:\n      (0): ReLU()\n      (1-3): 3 x Linear(8, 8)\n",
      "a sequence numbers its modules: write `- ReLU()` and "
        + "`- {repeat: 3, module: \"Linear(8, 8)\"}`",
      "model:\n  children:\n    layers:\n      - ReLU()\n"
        + "      - {repeat: 3, module: \"Linear(8, 8)\"}\n"),
    TextCuresTests.Mistake(
      "model:\n  children:\n    (1-3): 3 x Linear(8, 8)\n",
      "equal modules are a repeat: "
        + "write \"{i + 1}\": {repeat: 3, as: i, module: \"Linear(8, 8)\"}",
      "model:\n  children:\n    \"{i + 1}\": {repeat: 3, as: i, module: \"Linear(8, 8)\"}\n"),
    TextCuresTests.Mistake(
      "model:\n  - (0): Linear(8, 8)\n", "take `(0): ` off: a sequence numbers its modules",
      "model:\n  - Linear(8, 8)\n"),
  ]

  private static let twins = "model: {children: {a: \"Linear(2, 2)\", b: \"Linear(2, 2)\"}}\n"

  static let ties = [
    TextCuresTests.Mistake(
      twins + "tie: [\"a.weight = b.weight\"]\n", "write [a.weight, b.weight]",
      twins + "tie: [[a.weight, b.weight]]\n"),
    TextCuresTests.Mistake(
      twins + "tie: a.weight, b.weight\n", "write [[a.weight, b.weight]]",
      twins + "tie: [[a.weight, b.weight]]\n"),
    TextCuresTests.Mistake(
      twins + "tie:\n  - a.weight -> b.weight\n", "write [a.weight, b.weight]",
      twins + "tie:\n  - [a.weight, b.weight]\n"),
    TextCuresTests.Mistake(
      twins + "tie: [[a.weight, b]]\n",
      "b is a module, and parameters are tied: write b.weight or b.bias", nil),
    TextCuresTests.Mistake(
      "model: {children: {a: \"Embedding(2, 2)\", b: \"Embedding(2, 2)\"}}\n"
        + "tie: [[a.weight, b]]\n",
      "b is a module, and parameters are tied: write b.weight",
      "model: {children: {a: \"Embedding(2, 2)\", b: \"Embedding(2, 2)\"}}\n"
        + "tie: [[a.weight, b.weight]]\n"),
  ]

  static let classes = [
    TextCuresTests.Mistake(
      "classes: {A: {args: {dim: int, n: 3, m: null}, children: {a: \"Linear(dim, n)\"}}}\nmodel: A(2)\n",
      "write [dim, n=3, m=None]",
      "classes: {A: {args: [dim, n=3, m=None], children: {a: \"Linear(dim, n)\"}}}\nmodel: A(2)\n"),
    TextCuresTests.Mistake(
      "classes: {A: {args: n=3, children: {a: \"Linear(n, n)\"}}}\nmodel: A()\n", "write [n=3]",
      "classes: {A: {args: [n=3], children: {a: \"Linear(n, n)\"}}}\nmodel: A()\n"),
    TextCuresTests.Mistake(
      "classes:\n  A:\n    args: (n, m=3)\n    children: {a: \"Linear(n, m)\"}\nmodel: A(2)\n",
      "write [n, m=3]",
      "classes:\n  A:\n    args: [n, m=3]\n    children: {a: \"Linear(n, m)\"}\nmodel: A(2)\n"),
    TextCuresTests.Mistake(
      "model: {class: Linear, args: [2, 3], kwargs: {bias: false}}\n",
      "arguments with and without names stand together in a call: write \"Linear(2, 3, bias=False)\"",
      "model: \"Linear(2, 3, bias=False)\"\n"),
    TextCuresTests.Mistake(
      "model: {class: Linear, kwargs: {in_features: 2, out_features: 3}}\n",
      "did you mean `args`?",
      "model: {class: Linear, args: {in_features: 2, out_features: 3}}\n"),
    TextCuresTests.Mistake(
      "model: {type: Linear, args: [2, 3]}\n", "did you mean `class`?",
      "model: {class: Linear, args: [2, 3]}\n"),
    TextCuresTests.Mistake(
      "model: {_target_: torch.nn.Linear, args: [2, 3]}\n", "did you mean `class`?",
      "model: {class: torch.nn.Linear, args: [2, 3]}\n"),
    TextCuresTests.Mistake(
      "model:\n  - Linear: [2, 3]\n  - ReLU()\n",
      "a class and its arguments are two keys: write class: Linear, args: [2, 3]",
      "model:\n  - class: Linear\n    args: [2, 3]\n  - ReLU()\n"),
    TextCuresTests.Mistake(
      "model: {Linear: {in_features: 2, out_features: 3}}\n",
      "a class and its arguments are two keys: "
        + "write class: Linear, args: {in_features: 2, out_features: 3}",
      "model: {class: Linear, args: {in_features: 2, out_features: 3}}\n"),
  ]

  private static func rule(_ selector: String) -> String {
    "model: {children: {model: {children: {layers: {repeat: 12, module: \"Linear(2, 2)\"}}}, "
      + "head: \"Linear(2, 2)\"}}\nrules:\n  - freeze: \(selector)\n"
  }

  static let selectors = [
    ("\"layers[:6]\"", "write {module: \"model.layers[:6]\"}", "{module: \"model.layers[:6]\"}"),
    ("\"layers[:6].*\"", "write \"model.layers.{0..5}.*\"", "\"model.layers.{0..5}.*\""),
    ("\"layers.[8-11].*\"", "write \"model.layers.{8..11}.*\"", "\"model.layers.{8..11}.*\""),
    ("\"layers[-2:]\"", "write {module: \"model.layers[-2:]\"}", "{module: \"model.layers[-2:]\"}"),
    (
      "\"model.layers.[8-11].*\"", "write \"model.layers.{8..11}.*\"",
      "\"model.layers.{8..11}.*\""
    ),
    (
      "{glob: [\"model.layers.[8-11].*\", \"head.*\"]}", "write \"model.layers.{8..11}.*\"",
      "{glob: [\"model.layers.{8..11}.*\", \"head.*\"]}"
    ),
    (
      "\"layers[3].weight\"",
      "in a glob [ ] is a choice of characters: write \"model.layers.3.weight\" for an index",
      "\"model.layers.3.weight\""
    ),
    (
      "\"layers/3/*\"", "the parts of a name have dots between them: write \"model.layers.3.*\"",
      "\"model.layers.3.*\""
    ),
    ("{module: \"model.layers[*]\"}", "write [:]", "{module: \"model.layers[:]\"}"),
    ("{module: \"model.layers[0-5]\"}", "write [0:6]", "{module: \"model.layers[0:6]\"}"),
    ("{module: \"model.layers[:6\"}", "close it with ]", "{module: \"model.layers[:6]\"}"),
  ].map { selector, cure, fixed in
    TextCuresTests.Mistake(rule(selector), cure, rule(fixed))
  }
}
