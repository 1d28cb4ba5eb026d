import Testing

@testable import FreezeSpec

/// A short text that asks for much is refused before it takes time or memory.
@Suite struct ModelLimitsTests {
  @Test func aNameIsHeldToItsLimit() {
    let most = String(repeating: "a", count: Limits.nameBytes)
    #expect(
      BuiltConfig("model: {children: {\"{'a' * 4096}\": \"Linear(1, 1)\"}}").parameters
        == ["\(most).weight [1, 1]", "\(most).bias [1]"])
    #expect(
      BuiltConfig("model: {children: {1️⃣\"{'a' * 4097}\": \"Linear(1, 1)\"}}").findings
        == ["1️⃣ limit-exceeded: a name has at most 4,096 bytes, and this has more"])
  }

  @Test(arguments: [
    "model: {parameters: {\"{x}\": [1]}}", "model: {buffers: {\"{x}\": [1]}}",
    "model: {class: \"{x}\", children: {}}", "classes: {\"{x}\": {}}\nmodel: ReLU()",
    "model: ModuleDict([('{x}', ReLU())])", "model: ParameterDict([('{x}', 1)])",
  ])
  func everyKindOfNameIs(_ config: String) {
    // A key of YAML that is longer stands behind a question mark.
    let long = String(repeating: "x", count: 5_000)
    let text =
      config.contains("\"{x}\":")
      ? config.replacing("\"{x}\":", with: "? \"\(long)\" :") : config.replacing("{x}", with: long)
    let findings = BuiltConfig(text).findings
    #expect(findings.count == 1 && findings[0].contains("a name has at most 4,096 bytes"))
  }

  @Test func whatAClassPrintsIsHeldToTheSameLimit() {
    let config = BuiltConfig("classes: {A: {repr: \"{'a' * 4097}\"}}\nmodel: A()")
    #expect(config.diagnostics.map(\.code) == [.limit])
  }

  @Test(arguments: [
    "model: {children: {\"{'a' * 4000}\": {repeat: 200000, module: \"Linear(1, 1)\"}}}",
    "model: {children: {\"{'a' * 4000}\": {repeat: 1000000, module: ReLU()}}}",
    "model: {class: \"\(String(repeating: "C", count: 4_000))\", parameters: {w: [1]}}",
    "classes: {A: {repr: \"{'a' * 4000}\"}}\nmodel: {repeat: 1000000, module: A()}",
    "model: {children: {\"{'a' * 4000}{i}\": {repeat: 500000, as: i, module: ReLU()}}}",
  ])
  func allNamesTogetherAre(_ config: String) {
    var text = config
    if config.contains("CCC") {
      text = config.replacing("model: ", with: "model: {repeat: 1000000, module: ") + "}"
    }
    let findings = BuiltConfig(text).findings
    #expect(findings.count == 1 && findings[0].contains("the full names in the model take more"))
  }

  @Test(.timeLimit(.minutes(10))) func defaultsThatDoubleAreForeseen() {
    let classes = (0..<60).map { "  A\($0): {args: [\"a=A\($0 + 1)()\", \"b=A\($0 + 1)()\"]}\n" }
    let config = BuiltConfig("classes:\n\(classes.joined())  A60: {}\nmodel: 1️⃣A0()")
    #expect(
      config.findings == [
        "1️⃣ limit-exceeded: a model has at most 8,000,000 modules, and this makes more"
      ])
  }

  @Test func turnsThatDoNotUseTheIndexAreMadeOnce() {
    // Made anew in each turn, these would take more steps than there are.
    let sum = Array(repeating: "1", count: 300).joined(separator: " + ")
    let config = BuiltConfig("model: {repeat: 100000, as: i, module: \"Linear(\(sum), 1)\"}")
    #expect(config.findings.isEmpty)
    #expect(config.model?.parameters.count == 200_000)
  }

  @Test func whatIsMadeCountsByItsSize() throws {
    let factory = LayerFactory()
    let layer = try #require(factory.layer(named: "TransformerEncoderLayer"))
    let (sources, _) = layer.signature.bind(positionalCount: 2, keywords: [])
    let binding = LayerBinding(layer, sources, positionalCount: 2, keywords: [])
    let call = LayerCall(binding, [.int(8), .int(1)], defaultDType: .float32)
    let module = try factory.construct(call)
    #expect(factory.work.modules == module.moduleCount)
    #expect(factory.work.tensors == module.parameterCount)
    #expect(factory.work.children == module.moduleCount - 1)
  }

  @Test func aLongerConfigMayMakeMore() throws {
    let most = Limits.evaluationSteps / Limits.stepsPerModule
    let more = Limits.evaluationStepsPerByte * 1_000 / Limits.stepsPerModule
    let span = SourceSpan(file: 0, start: 0, end: 0)
    for (bytes, modules) in [(0, most), (1_000, most + more)] {
      let budget = EvaluationBudget(bytes: bytes, Reporter(DiagnosticCollector()))
      try budget.charge(for: LayerWork(modules: modules), at: span)
      #expect(throws: Reported.self) {
        try budget.charge(for: LayerWork(modules: 1), at: span)
      }
    }
  }

  @Test func copiesAreCountedBeforeTheyAreMade() {
    let many = BuiltConfig("let: {a: 1️⃣{repeat: 500000, module: ReLU()}}\nmodel: a")
    #expect(many.diagnostics.map(\.code) == [.limit])
    #expect(many.findings[0].hasPrefix("1️⃣ limit-exceeded: making the model takes more than"))
    let layer = "let: {a: \"TransformerEncoderLayer(8, 1)\"}\n"
    let copies = BuiltConfig(layer + "model: 1️⃣TransformerEncoder(a, 50000)")
    #expect(
      copies.findings == [
        "1️⃣ invalid-argument: TransformerEncoder: one call can copy at most 400,000 modules"
      ])
  }

  @Test func aDefaultThatIsGivenCountsNothing() {
    let classes = (0..<60).map { "  A\($0): {args: [\"a=A\($0 + 1)()\", \"b=A\($0 + 1)()\"]}\n" }
    let config = BuiltConfig("classes:\n\(classes.joined())  A60: {}\nmodel: A0(A60(), b=None)")
    #expect(config.findings.isEmpty)
  }

  @Test func aClassThatItsDefaultCallsIsReportedOnce() {
    let config = BuiltConfig(
      "classes: {A: {args: [\"x=1️⃣A()\"], children: {x: x}}}\nmodel: A()")
    #expect(config.diagnostics.map(\.code) == [.recursiveClass])
  }

  @Test func aValueGoesBeforeAClassOfItsNameWhereItIsNotCalled() {
    let config = BuiltConfig(
      """
      let: {A: 3}
      classes: {A: {args: [x=A], children: {f: "Linear(x, 2)"}}}
      model: A()
      """)
    #expect(config.findings == [])
  }

  @Test func aValueThatNamesItselfIsNotToldToMove() {
    #expect(
      BuiltConfig("let: {a: 1️⃣a}\nmodel: ReLU()").findings
        == ["1️⃣ unknown-name: `a` is not defined = a `let` value cannot name itself"])
  }

  @Test func whatIsNoneCountsAsAPlaceAndListsByTheirDepth() throws {
    let factory = LayerFactory()
    func make(_ name: String, _ value: Value) throws -> Module {
      let layer = try #require(factory.layer(named: name))
      let (sources, _) = layer.signature.bind(positionalCount: 1, keywords: [])
      let binding = LayerBinding(layer, sources, positionalCount: 1, keywords: [])
      return try factory.construct(LayerCall(binding, [value], defaultDType: .float32))
    }
    _ = try make("ModuleList", .list(Array(repeating: .none, count: 10)))
    #expect(factory.work.children == 10)
    let modules = factory.work.modules
    let list = try make("ParameterList", .list([.int(1), .int(2), .int(3)]))
    #expect(factory.work.modules == modules + 1 + 3)
    _ = try make("ParameterList", .module(list))
    #expect(factory.work.modules == modules + 2 + 3 + 6)
  }

  @Test func aListThatIsMultipliedCountsByItsItems() {
    let config = BuiltConfig(
      "let: {x: '[0]*1000000'}\nmodel: {repeat: 100, as: i, module: 'Linear(1 if x * 0 == [] else i, 1)'}"
    )
    #expect(config.diagnostics.map(\.code) == [.limit])
  }

  @Test func aModuleInATextCountsByItsModules() {
    let config = BuiltConfig(
      "let: {m: '[ReLU()]*200000', x: ModuleList(m)}\nclasses: {A: {args: [i], repr: '{x}'}}\n"
        + "model: {repeat: 200, as: i, module: A(i)}")
    #expect(config.diagnostics.map(\.code) == [.limit])
  }

  @Test func sharedModulesGiveSoManyNames() {
    let config = "let: {a: \"Linear(1, 1)\"}\nmodel: {repeat: 500002, module: a}"
    #expect(
      BuiltConfig(config).findings.map { $0.prefix(80) } == [
        "- limit-exceeded: shared modules give the model's parameters more than 1,000,000"
      ])
  }

  /// ``Limits/sharedNames``, in the small.
  @Test func sharedModulesGiveSoManyNamesAndNoFurther() throws {
    let root = try #require(
      BuiltConfig("let: {a: \"Linear(1, 1)\"}\nmodel: {repeat: 6, module: a}").model
    ).root
    #expect(throws: Never.self) { try ParameterNames(of: root, mostShared: 10) }
    let error = #expect(throws: Diagnostic.self) { try ParameterNames(of: root, mostShared: 9) }
    #expect(error?.code == .limit)
    #expect(
      error?.message == "shared modules give the model's parameters more than 9 further names")
  }

  @Test func aFileCountsAsStepsForEachWayItIsBuilt() {
    let files = ["in.yaml": "let: {n: 1}\nmodel: ReLU()\n"]
    func codes(_ count: Int) -> [DiagnosticCode] {
      let turn = "{repeat: \(count), as: i, module: {from: in.yaml, let: {n: i}}}"
      return BuiltConfig("model: \(turn)\n", files: files).diagnostics.filter {
        $0.severity == .error
      }.map(\.code)
    }
    let most = Limits.evaluationSteps / Limits.stepsPerFile
    #expect(codes(most) == [.limit])
    #expect(codes(most * 9 / 10).isEmpty)
  }

  @Test func tiesCountAtEveryPlace() {
    let ties = (0..<200).map { "  - [a\($0).weight, b\($0).weight]\n" }.joined()
    let layers = (0..<200).map { "    a\($0): PReLU()\n    b\($0): PReLU()\n" }.joined()
    let files = ["in.yaml": "model:\n  children:\n\(layers)tie:\n\(ties)"]
    let config = BuiltConfig("model: {repeat: 12000, module: {from: in.yaml}}\n", files: files)
    #expect(config.diagnostics.map(\.code) == [.limit])
    #expect(config.findings[0].contains("the full names in the model take more"))
  }

  @Test func aReprOfMuchIsCut() {
    let list = Value.list(Array(repeating: .int(7), count: 1_000_000))
    #expect(list.repr(cutAt: 100).utf8.count < 120)
    #expect(Value.list([.int(1), .string("a'b")]).repr == "[1, \"a'b\"]")
    #expect(Value.tuple([.int(1)]).repr == "(1,)")
  }
}
