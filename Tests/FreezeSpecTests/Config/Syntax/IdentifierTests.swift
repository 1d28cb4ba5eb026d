import Testing

@testable import FreezeSpec

/// Names that a program could hold are what Python makes of them: their form NFKC.
@Suite struct IdentifierTests {
  @Test func twoSpellingsOfALetAreOneNameThatStandsTwice() throws {
    let config = BuiltConfig("let: {1️⃣K: 2, 2️⃣\u{212A}: 7}\nmodel: Linear(K, 1)\n")
    #expect(
      config.findings == [
        "2️⃣ duplicate-key: the name `K` stands twice, as `K` and `\\u212a` = remove or rename one of the two"
      ])
    let lets = try config.config?.lets.get()
    #expect(lets?.count == 1)
    #expect(config.diagnostics[0].related.map(\.span) == [lets?[0].name.span])
  }

  @Test(arguments: [
    ("caf\u{E9}", "cafe\u{301}"), ("fi", "ﬁ"), ("a", "ａ"), ("x2", "x²"),
    ("\u{AC00}", "\u{1100}\u{1161}"),
    ("q\u{323}\u{307}", "q\u{307}\u{323}"),
  ])
  func aNameIsFoundByItsOtherSpelling(_ name: String, _ other: String) {
    guard PythonIdentifier.name(other) != nil else { return }
    for (written, used) in [(name, other), (other, name)] {
      #expect(
        BuiltConfig("let: {\(written): 3}\nmodel: Linear(\(used), 1)\n").parameters
          == ["weight [1, 3]", "bias [1]"])
      #expect(
        BuiltConfig(
          """
          classes: {\(written): {args: [\(used)], parameters: {p: [\(written)]}}}
          model: [\(used)(4), {class: \(used), args: {\(used): 5}}, "\(written)(\(written)=6)"]
          """
        ).parameters == ["0.p [4]", "1.p [5]", "2.p [6]"])
      #expect(
        BuiltConfig(
          """
          model:
            children:
              "c{\(used)}": {repeat: 2, as: \(written), module: "Linear(1, \(used) + 1)"}
          """
        ).parameters == ["c0.weight [1, 1]", "c0.bias [1]", "c1.weight [2, 1]", "c1.bias [2]"])
      let plan = MadePlan(
        """
        classes: {Base\(written): {}, \(written): {extends: Base\(used), parameters: {p: [1]}}}
        model: [\(written)(), ReLU()]
        rules: [{freeze: {type: Base\(used)}}]
        expect: [{trainable_parameters: 0}]
        wrap: \(used)
        """)
      #expect(plan.findings == [])
      #expect(plan.plan?.evaluation[0].requiresGrad == false)
    }
  }

  @Test func aClassThatStandsTwiceIsOneAndTheFirst() {
    let config = BuiltConfig(
      """
      classes:
        fi: {parameters: {p: [1]}}
        2️⃣ﬁ: {parameters: {p: [2]}}
      model: ﬁ()
      """)
    #expect(config.findings.count == 1)
    #expect(config.findings.first?.hasPrefix("2️⃣ duplicate-key: the name `fi` stands twice") == true)
  }

  @Test func twoSpellingsOfAnArgumentAreOne() {
    #expect(
      BuiltConfig("classes: {A: {args: [K, \u{212A}]}}\nmodel: A(1)\n").diagnostics.map(\.code)
        == [.duplicateKey])
    #expect(
      BuiltConfig(call: "Linear(1, out_features=2, ｏut_features=3)").diagnostics.map(\.code)
        == [.arguments])
    #expect(
      BuiltConfig(
        "model: {class: Linear, args: {in_features: 1, out_features: 2, bia\u{17F}: 0}}\n"
      )
      .parameters == ["weight [2, 1]"])
  }

  @Test func namesOfTorchAreFoundInAnySpelling() {
    #expect(BuiltConfig(call: "ｎn . Ｌinear(1, 1, dtype=torch.ｆloat16)").parameters.count == 2)
    #expect(BuiltConfig("model: {class: Ｌinear, args: [1, 1]}\n").parameters.count == 2)
    #expect(BuiltConfig("dtype: float16\nmodel: Ｌinear(1, 1)\n").repr?.hasPrefix("Linear(") == true)
  }

  @Test(arguments: [
    "a\u{30FB}b", "\u{661}a", "\u{301}a", "a\u{2014}b", "a\u{FDFA}", "𝐓rue", "𝐢f", "１",
  ])
  func whatIsNoNameInPythonIsNoneHere(_ name: String) {
    #expect(
      BuiltConfig("let: {\(name): 1}\nmodel: ReLU()\n").diagnostics.map(\.code) == [.invalidName])
    let codes = Set(
      BuiltConfig("classes: {A: {args: [\(name)]}}\nmodel: ReLU()\n").diagnostics.map(\.code))
    #expect(!codes.isEmpty && codes.isSubset(of: [.invalidName, .expressionSyntax]))
    #expect(!BuiltConfig(call: "Linear(\(name), 1)").diagnostics.isEmpty)
  }

  @Test func aKeywordOfPythonIsNoArgument() {
    #expect(
      BuiltConfig("classes: {A: {args: [1️⃣class]}}\nmodel: A(1)\n").findings.first
        == "1️⃣ invalid-name: `class` cannot be a name in expressions"
        + " = the word has a meaning of its own there: choose another, such as `class_`")
  }

  /// Before they are held against others, which takes Swift as many steps as the square of the marks
  /// behind one letter.
  @Test func aNameThatIsTooLongIsRefusedWhereItStands() {
    let name = "a" + String(repeating: "\u{316}\u{301}", count: 1_025)
    let message = "1️⃣ limit-exceeded: a name has at most 4,096 bytes, and this has more"
    for config in [
      "let:\n  ? 1️⃣\(name)\n  : 1\nmodel: ReLU()\n",
      "classes:\n  ? 1️⃣\(name)\n  : {}\nmodel: ReLU()\n",
      "classes: {A: {args: [1️⃣\(name)]}}\nmodel: ReLU()\n",
      "classes: {A: {extends: 1️⃣\(name)}}\nmodel: ReLU()\n",
      "model: {class: 1️⃣\(name), args: []}\n", "wrap: 1️⃣\(name)\nmodel: ReLU()\n",
      "model: [{repeat: 2, as: 1️⃣\(name), module: ReLU()}]\n",
    ] {
      let findings = BuiltConfig(config).findings
      #expect(findings.first?.hasPrefix(message) == true, "\(config.prefix(40))")
    }
  }

  /// The name takes 3 bytes where it is written and 1 where it is kept; another 3, and then 8.
  @Test(arguments: ["Ｋ", "\u{FDF2}"]) func errorsPointAtNamesAsTheyAreWritten(_ name: String) throws
  {
    let text = "classes: {A: {args: []}}\nmodel: A(\(name)=1)"
    let finding = try #require(BuiltConfig(text).diagnostics.first)
    let span = try #require(finding.span)
    let bytes = Array(text.utf8)[Int(span.start)..<Int(span.end)]
    #expect(String(decoding: bytes, as: UTF8.self).utf8.elementsEqual(name.utf8))
  }
}
