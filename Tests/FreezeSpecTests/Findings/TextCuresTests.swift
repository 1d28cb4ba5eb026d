import Testing

@testable import FreezeSpec

/// Cures of what is pasted from Python or typed in a word processor, each tried on the text.
@Suite struct TextCuresTests {
  /// A mistake, its cure, and what `check --fix` makes of it; `nil` where it leaves it.
  struct Mistake: CustomTestStringConvertible {
    let text: String
    let cure: String
    let fixed: String?

    var testDescription: String { text }

    init(_ text: String, _ cure: String, _ fixed: String?) {
      (self.text, self.cure, self.fixed) = (text, cure, fixed)
    }
  }

  @Test(arguments: characters + places + python + mappings)
  func aMistakeHasItsCure(mistake: Mistake) {
    let cures = MadePlan(mistake.text).cures
    #expect(cures == [mistake.cure])
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

  /// What stands behind a comment of another language on its line is none.
  @Test(arguments: [
    "model: ReLU()\n/* backbone */ unmatched: freeze\n",
    "{\"model\": [\"Linear(3, 4)\"],\n \"rules\": [\n  /* a */ {\"freeze\": \"0.*\"}]}\n",
    "model: ReLU()\nrules:\n  /* x */ - freeze: {module: stem}\n",
    "model: ReLU()\n/* of two\n   lines */\nrules: []\n",
  ])
  func whatStandsBehindAForeignCommentStays(text: String) {
    let target = ConfigFixer.Target(ConfigFile(path: "config.yaml", bytes: Array(text.utf8))) {
      ConfigFiles("config.yaml") { _ in nil }.reader
    }
    let fixed = ConfigFixer([target]) { _ in nil }.fixedFiles
    #expect(fixed.allSatisfy { !String(decoding: $0.bytes, as: UTF8.self).contains("#") })
  }

  static let characters = [
    Mistake(
      "model: Linear(2, 2)\nrules:\n  - freeze: “weight”\n",
      "`“` (U+201C) and `”` (U+201D) only look like ASCII: write `- freeze: \"weight\"`",
      "model: Linear(2, 2)\nrules:\n  - freeze: \"weight\"\n"),
    Mistake(
      "model: Conv2d(1, 2, 3, padding_mode=‘zeros’)",
      "`‘` (U+2018) and `’` (U+2019) only look like ASCII: write "
        + "`model: Conv2d(1, 2, 3, padding_mode='zeros')`",
      "model: Conv2d(1, 2, 3, padding_mode='zeros')"),
    Mistake(
      "model:\u{A0}Linear(2, 2)", "U+00A0 only looks like ASCII: write `model: Linear(2, 2)`",
      "model: Linear(2, 2)"),
    Mistake(
      "model:\n\u{A0}\u{A0}- Linear(2,\u{3000}2)",
      "U+00A0 and U+3000 only look like ASCII: write `- Linear(2, 2)`",
      "model:\n  - Linear(2, 2)"),
    Mistake(
      "model： Linear（2，2）",
      "`：` (U+FF1A), `（` (U+FF08), `，` (U+FF0C) and `）` (U+FF09) only look like ASCII: write "
        + "`model: Linear(2,2)`", "model: Linear(2,2)"),
    Mistake(
      "model:\n  – Linear(2, 2) # a – b\n",
      "`–` (U+2013) only looks like ASCII: write `- Linear(2, 2) # a – b`",
      "model:\n  - Linear(2, 2) # a – b\n"),
    Mistake(
      "model: [ReLU(), \"Linear(2, 2)\", \"Linear(2, 2)\"]\nrules: [{freeze: \"{1–2}.*\"}]\n",
      "`–` (U+2013) only looks like ASCII: write `rules: [{freeze: \"{1..2}.*\"}]`",
      "model: [ReLU(), \"Linear(2, 2)\", \"Linear(2, 2)\"]\nrules: [{freeze: \"{1..2}.*\"}]\n"),
    Mistake(
      "model: [ReLU(), \"Linear(2, 2)\"]\nrules:\n  - freeze: {module:\"1\"}\n",
      "a key and its value need `: ` between them: write {module: \"1\"}",
      "model: [ReLU(), \"Linear(2, 2)\"]\nrules:\n  - freeze: {module: \"1\"}\n"),
    Mistake(
      "model: [ReLU(), \"Linear(2, 2)\"]\nrules:\n  - freeze: {parameter= weight}\n",
      "a key and its value need `: ` between them: write {parameter: weight}",
      "model: [ReLU(), \"Linear(2, 2)\"]\nrules:\n  - freeze: {parameter: weight}\n"),
    Mistake(
      "```yaml\nmodel: ReLU()\n```\n", "remove the line: it fences text in Markdown", nil),
    Mistake(
      "model: {class: Net, layers: [ReLU()]}\n",
      "did you mean `children`, or a child of that name: children: {layers: …}", nil),
    Mistake(
      "model: {class: Net, children: {a: ReLU()}, layers: [ReLU()]}\n",
      "named modules stand under `children`: move `layers` there", nil),
    Mistake(
      "model = [ReLU()]\nrules: []\n",
      "where the line above is a key, add a `:` after it; where it is none, take it out", nil),
    // What stands in a text stays, elsewhere and beside it.
    Mistake(
      "model: [ReLU(), \"Linear(2, 2)\"]\nrules:\n  - {freeze: “1.*”, because: wait… it’s}\n",
      "`“` (U+201C) and `”` (U+201D) only look like ASCII: "
        + "write `- {freeze: \"1.*\", because: wait… it’s}`",
      "model: [ReLU(), \"Linear(2, 2)\"]\nrules:\n  - {freeze: \"1.*\", because: wait… it’s}\n"),
    Mistake(
      "model:\n\u{A0}\u{A0}- Linear(2,\u{A0}2)\nrules:\n\u{A0}\u{A0}- freeze: 0.weight\n",
      "U+00A0 only looks like ASCII: write `- Linear(2, 2)`",
      "model:\n  - Linear(2, 2)\nrules:\n  - freeze: 0.weight\n"),
    Mistake(
      "name: “a”\nmodel:\n\u{A0}\u{A0}- Linear(2, 2)\n\u{A0}\u{A0}- Linear(2, 2)\n",
      "U+00A0 only looks like ASCII: write `- Linear(2, 2)`",
      "name: “a”\nmodel:\n  - Linear(2, 2)\n  - Linear(2, 2)\n"),
    Mistake(
      "model:\u{A0}[ReLU()]\nname: “n”\n",
      "U+00A0 only looks like ASCII: write `model: [ReLU()]`",
      "model: [ReLU()]\nname: “n”\n"),
    Mistake(
      "// the model\nmodel: Linear(2, 2) // small\n",
      "a comment begins with #: write `#` in place of `//`",
      "# the model\nmodel: Linear(2, 2) # small\n"),
    Mistake(
      "// the size\nlet:\n  dim: 64\n  half: dim // 2\nmodel: \"Linear(half, 2)\"\n",
      "a comment begins with #: write `#` in place of `//`",
      "# the size\nlet:\n  dim: 64\n  half: dim // 2\nmodel: \"Linear(half, 2)\"\n"),
    Mistake(
      "-- the size\nlet:\n  n: 2\nmodel: \"Linear(n, 2)\"\nrules:\n"
        + "  - freeze: \"*\"\n    because: all -- and more\n",
      "a comment begins with #: write `#` in place of `--`",
      "# the size\nlet:\n  n: 2\nmodel: \"Linear(n, 2)\"\nrules:\n"
        + "  - freeze: \"*\"\n    because: all -- and more\n"),
    Mistake(
      "model:\n  - Linear(2, 2)\n  -- Linear(2, 2)\nrules:\n  - freeze: \"0.*\"\n"
        + "  -- freeze: \"1.*\"\n",
      "an item begins with `- `: write `-` in place of `--`",
      "model:\n  - Linear(2, 2)\n  - Linear(2, 2)\nrules:\n  - freeze: \"0.*\"\n"
        + "  - freeze: \"1.*\"\n"),
    Mistake(
      "model:\n  * Linear(2, 2)\n  * Linear(2, 2)\n",
      "an item begins with `- `: write `-` in place of `*`",
      "model:\n  - Linear(2, 2)\n  - Linear(2, 2)\n"),
    Mistake(
      "let: {a: 7}\nmodel: \"Linear(a // 2, 2)\" // the first\n",
      "a comment begins with #: write `#` in place of `//`",
      "let: {a: 7}\nmodel: \"Linear(a // 2, 2)\" # the first\n"),
    Mistake(
      "model: Linear(2, 2) // small\n", "a comment begins with #: write `#` in place of `//`",
      "model: Linear(2, 2) # small\n"),
    Mistake(
      "model:\n\t- Linear(2, 2)\n", "indent with spaces, two for each tab",
      "model:\n  - Linear(2, 2)\n"),
  ]

  static let places = [
    Mistake(
      "let: {width: 4}\nmodel: {children: {\"stage_{widht}\": \"Linear(2, 2)\"}}\n",
      "did you mean `width`?", nil),
    Mistake("model: {layers: [\"Linear(2, 2)\"]}\n", "did you mean `children`?", nil),
    Mistake(
      "model: {children: {layers: {repeat: 4, module: \"Linear(2, 2)\"}}}\n"
        + "rules: [{freeze: {module: \"layers{0..2}\"}}]\n",
      "write \"layers[0:3]\"",
      "model: {children: {layers: {repeat: 4, module: \"Linear(2, 2)\"}}}\n"
        + "rules: [{freeze: {module: \"layers[0:3]\"}}]\n"),
    Mistake(
      "model: {children: {layers: {repeat: 4, module: \"Linear(2, 2)\"}}}\n"
        + "rules: [{freeze: {module: \"layers[1:3]]\"}}]\n",
      "take this ] out",
      "model: {children: {layers: {repeat: 4, module: \"Linear(2, 2)\"}}}\n"
        + "rules: [{freeze: {module: \"layers[1:3]\"}}]\n"),
    Mistake(
      "model: Linear(2, 2)\nrules:\n  - freeze: *ias'\n",
      "a quote ends it, and none begins it: write '*ias'", nil),
  ]

  static let python = [
    Mistake(
      "model: {class: Conv2d, args: {in_channels: 1, out_channels: 2, kernel_size: 3, "
        + "padding: \"same\"}}",
      "if it is a string: YAML takes one pair of quotes away, write \"'same'\"", nil),
    Mistake(
      "let: {a: b, b: 1}\nmodel: Linear(a, b)\n",
      "`let` values see only those above them: move `b` up", nil),
    Mistake(
      "let: {act: ReLU}\nmodel: [act]\n",
      "`ReLU` is a class: write ReLU() to make a module of it", nil),
    Mistake(
      "let: {hidden: 8, n: hiden}\nmodel: Linear(n, hidden)\n", "did you mean `hidden`?",
      "let: {hidden: 8, n: hidden}\nmodel: Linear(n, hidden)\n"),
    Mistake(
      "model: {children: {net: {children: {full: ReLU(), any: \"Linear(2, 2)\"}}}}\nrules: "
        + "[{freeze: any}]\n", "any is a module further down: write {module: net.any}",
      "model: {children: {net: {children: {full: ReLU(), any: \"Linear(2, 2)\"}}}}\nrules: "
        + "[{freeze: {module: net.any}}]\n"),
    Mistake(
      "let: {d: 16}\nmodel: Linear(d / 2, 8)",
      "/ always gives a float, // divides integers: write `d // 2`",
      "let: {d: 16}\nmodel: Linear(d // 2, 8)"),
    Mistake(
      "let: {d: 15}\nmodel: Linear(d / 2, 8)",
      "/ always gives a float, // divides integers: write `d // 2`", nil),
    Mistake(
      "model:\n  - 12 x Linear(8, 8)  # many\n",
      "equal modules are a repeat: write {repeat: 12, module: \"Linear(8, 8)\"}",
      "model:\n  - {repeat: 12, module: \"Linear(8, 8)\"}  # many\n"),
    Mistake(
      "model: nn.ModuleList([nn.Linear(i + 1, 2) for i in range(12)])",
      "for a comprehension there is repeat: write "
        + "{repeat: 12, module: \"nn.Linear(i + 1, 2)\", as: i}",
      "model: {repeat: 12, module: \"nn.Linear(i + 1, 2)\", as: i}"),
    Mistake(
      "model: nn.Sequential(*[nn.Linear(2, 2) for _ in range(3)])",
      "for a comprehension there is repeat: write [{repeat: 3, module: \"nn.Linear(2, 2)\"}]",
      "model: [{repeat: 3, module: \"nn.Linear(2, 2)\"}]"),
    Mistake(
      "model: nn.Sequential(OrderedDict([('fc', Linear(1, 2)), ('act', ReLU())]))",
      "named modules are children: write "
        + "{class: Sequential, children: {fc: \"Linear(1, 2)\", act: \"ReLU()\"}}",
      "model: {class: Sequential, children: {fc: \"Linear(1, 2)\", act: \"ReLU()\"}}"),
    Mistake(
      "model: {class: N, parameters: {cls: \"torch.zeros(1, 2)\"}}",
      "a parameter is declared by its shape: write [1, 2]",
      "model: {class: N, parameters: {cls: [1, 2]}}"),
    Mistake(
      "model: {class: N, parameters: {cls: nn.Parameter(torch.randn((1, 2)))}}",
      "a parameter is declared by its shape: write [1, 2]",
      "model: {class: N, parameters: {cls: [1, 2]}}"),
    Mistake(
      "model:\n  - self.fc = nn.Linear(2, 2)\n",
      "named modules stand under `children:`, as `fc: nn.Linear(2, 2)` without `- `", nil),
    Mistake(
      "model:\n  children:\n    a: ReLU()\n    fc = nn.Linear(2, 2)\n    out = nn.Linear(2, 2)\n",
      "a child is a key and its module: write `fc: nn.Linear(2, 2)` and `out: nn.Linear(2, 2)`",
      "model:\n  children:\n    a: ReLU()\n    fc: nn.Linear(2, 2)\n    out: nn.Linear(2, 2)\n"),
    Mistake(
      "model:\n  children:\n    self.fc = nn.Linear(2, 2)\n",
      "a child is a key and its module: write `fc: nn.Linear(2, 2)`",
      "model:\n  children:\n    fc: nn.Linear(2, 2)\n"),
    Mistake(
      "model: [\"Linear(2, 2)\", \"Linear(2, 2)\"]\ntie: [{0.weight: 1.weight}]\n",
      "write [0.weight, 1.weight]",
      "model: [\"Linear(2, 2)\", \"Linear(2, 2)\"]\ntie: [[0.weight, 1.weight]]\n"),
    Mistake(
      "model:\n  class: N\n  children:\n    fc: fc = nn.Linear(2, 2)\n",
      "the key is the name: write nn.Linear(2, 2)",
      "model:\n  class: N\n  children:\n    fc: nn.Linear(2, 2)\n"),
    Mistake(
      "model: Conv2d(1, 2, 3, padding_mode=f'zeros')",
      "a string has no letter before it: take the `f` out",
      "model: Conv2d(1, 2, 3, padding_mode='zeros')"),
    Mistake("model: Linear(2, 2),", "take the comma at the end away", "model: Linear(2, 2)"),
    Mistake("model: Linear(2, 2);", "take the semicolon at the end away", "model: Linear(2, 2)"),
    Mistake(
      "model: torchvision.models.resnet18(pretrained=True)",
      "declare its layers, or take a config that does: {from: FILE.yaml}, made by "
        + "freezespec import torchvision:resnet18", nil),
    Mistake(
      "model:\n  self.fc: nn.Linear(2, 2)\n",
      "named modules stand under `children:`, without `self.`: `fc: …`", nil),
  ]

  static let mappings = [
    Mistake(
      "model: {class: N, children: {a: \"Linear(2, 2)\", b: \"Linear(2, 2)\"}}\n"
        + "tie: {a.weight: b.weight}\n", "write [[a.weight, b.weight]]",
      "model: {class: N, children: {a: \"Linear(2, 2)\", b: \"Linear(2, 2)\"}}\n"
        + "tie: [[a.weight, b.weight]]\n"),
    Mistake(
      "model: {class: N, children: {a: \"Linear(2, 2)\", b: \"Linear(2, 2)\"}}\n"
        + "tie:\n  - a.weight  # in\n  - b.weight\n", "write [[a.weight, b.weight]]", nil),
    Mistake(
      "classes:\n  Block:\n    args: {n: 3, mode: \"zeros\"}\n"
        + "    children: {c: \"Conv2d(n, n, 1, padding_mode=mode)\"}\nmodel: Block()\n",
      "write [n=3, mode='zeros']",
      "classes:\n  Block:\n    args: [n=3, mode='zeros']\n"
        + "    children: {c: \"Conv2d(n, n, 1, padding_mode=mode)\"}\nmodel: Block()\n"),
  ]

  @Test func aCureThatDoesNotHoldIsNotShown() {
    // `b` is no string that the layer takes.
    let cures = MadePlan("model: {class: Linear, args: {in_features: b, out_features: 2}}").cures
    #expect(cures == ["give it a value under `let`, or, if it is a string, quotes: 'b'"])
  }

  @Test(arguments: ["/ 2", "/", "//", "model: /", "model: Linear(/ 2, 1)", "model: \"/\"\n/ 2"])
  func aTextThatIsCutAnywhereOnlyHasErrors(text: String) {
    for length in 0...text.utf8.count {
      #expect(MadePlan(String(text.prefix(length))).outcome.hasErrors)
    }
  }

  @Test func anErrorAtTheStartOfAFileHasCures() {
    // As of a file that holds an expression alone.
    for code in [DiagnosticCode.invalidArgument, .wrongType, .evaluation, .unknownName] {
      for text in ["/ 2", "/", "", "x"] {
        let file = SourceFile(path: "a", identity: [], bytes: Array(text.utf8))
        var sources = SourceMap()
        _ = sources.add(file)
        for span in [0..<text.utf8.count, 0..<0, 5..<9] {
          let span = SourceSpan(file: 0, start: span.lowerBound, end: span.upperBound)
          _ = TextCures(Diagnostic(code, "x", at: span), in: sources)?.candidates
        }
      }
    }
  }

  @Test func wordsOfADescriptionMayHaveAnyQuotes() {
    #expect(MadePlan("description: “a” – b // c\nmodel: Linear(2, 2)").findings == [])
  }

  @Test func anErrorOfAnotherFileTellsNothingOfAQuote() {
    let made = MadePlan(
      "model: {children: {a: {from: big.yaml}, b: Linear(2, 2)}}\n",
      files: [
        "big.yaml": "# " + String(repeating: "x", count: 5_000)
          + "\nmodel: Linear(2, 2)\nfoo\nbar: 3\n"
      ])
    #expect(made.cures.contains("quote it: \"Linear(2, 2)\""), "\(made.cures)")
  }
}
