import Testing

@testable import FreezeSpec

/// The limits that no other test holds: what is just inside them is accepted, and what is just outside is not.
@Suite struct LimitsTests {
  private func errors(_ text: String, files: [String: String] = [:]) -> [String] {
    MadePlan(text, files: files).outcome.diagnostics.filter { $0.severity == .error }.map(\.message)
  }

  // MARK: Files

  /// Files of which each names the next.
  private func chain(_ count: Int) -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: (1...count).map {
        ("\($0).yaml", $0 == count ? "model: ReLU()" : "model: {from: \($0 + 1).yaml}")
      })
  }

  @Test func filesNameEachOtherOverSoManyLevels() {
    #expect(errors("model: {from: 1.yaml}", files: chain(Limits.fileNesting)).isEmpty)
    #expect(
      errors("model: {from: 1.yaml}", files: chain(Limits.fileNesting + 1))
        == ["files name each other over more than 32 levels"])
  }

  @Test func aConfigReachesSoManyFiles() {
    func config(_ count: Int) -> (String, [String: String]) {
      let names = (1...count).map { "\($0).yaml" }
      return (
        "model:\n" + names.map { "  - {from: \($0)}\n" }.joined(),
        Dictionary(uniqueKeysWithValues: names.map { ($0, "model: ReLU()") })
      )
    }
    let (most, files) = config(Limits.files - 1)
    #expect(errors(most, files: files).isEmpty)
    let (more, moreFiles) = config(Limits.files)
    #expect(errors(more, files: moreFiles) == ["a config can reach at most 256 files"])
  }

  /// ``Limits/documentBytes`` and ``Limits/referencedBytes``, in the small.
  @Test func filesAreReadUpToSoManyBytes() {
    // Of each file 20 bytes, under the paths of a config.
    let other = "model: ReLU() # xxx\n"
    func load(_ paths: [String], most: Int = 1_000, read: Int = 1_000) -> (read: Int, errors: [Int])
    {
      let main = "model:\n" + paths.map { "  - {from: \($0)}\n" }.joined()
      var count = 0
      let files = ConfigFiles("in/main.yaml") { path in
        if path == "in/main.yaml" { return Array(main.utf8) }
        count += 1
        return Array(other.utf8)
      }
      count = 0
      var loader = ConfigLoader(
        reader: files.reader, mostBytes: main.utf8.count + most, mostBytesRead: read,
        argumentsOfClass: { _ in nil })
      _ = loader.load(files.main)
      let limits = loader.diagnostics.all.filter { $0.code == .limit }
      return (count, limits.compactMap(\.span).map { loader.sources.location(of: $0).line - 1 })
    }
    let three = ["a.yaml", "b.yaml", "c.yaml", "d.yaml"]
    #expect(load(three, most: 80) == (4, []))
    // What does not fit is refused, and what follows is not even read.
    #expect(load(three, most: 59) == (3, [3, 4]))
    // A file under other names counts as often, for it is read again.
    let names = ["a.yaml", "./a.yaml", "././a.yaml", "a.yaml"]
    #expect(load(names, most: 20, read: 60) == (3, []))
    #expect(load(names + ["b.yaml"], read: 59) == (3, [5]))
  }

  // MARK: Expressions and classes

  @Test func anExpressionBuildsSoManyItems() {
    #expect(Limits.expressionItems == 1_000_000)
    #expect(errors("let: {x: '[0] * 1000000'}\nmodel: 'Linear(1, 1 if x else 2)'").isEmpty)
    #expect(
      errors("let: {x: '[0] * 1000001'}\nmodel: 'Linear(1, 1 if x else 2)'")
        == ["the result has more than 1000000 items"])
    #expect(errors("let: {x: \"'ab' * 500000\"}\nmodel: 'Linear(1, 1 if x else 2)'").isEmpty)
    #expect(
      errors("let: {x: \"'abc' * 500000\"}\nmodel: 'Linear(1, 1 if x else 2)'")
        == ["the result has more than 1000000 items"])
  }

  @Test func aClassAndACallHaveSoManyArguments() {
    func config(_ arguments: Int, _ keywords: Int) -> String {
      let names = (0..<arguments).map { "a\($0)=0" }.joined(separator: ", ")
      let call = (0..<keywords).map { "a\($0)=1" }.joined(separator: ", ")
      return "classes: {A: {args: [\(names)], children: {x: ReLU()}}}\nmodel: \"A(\(call))\"\n"
    }
    #expect(errors(config(1_000, 1_000)).isEmpty)
    #expect(errors(config(1_001, 1)) == ["a class has at most 1,000 arguments"])
    #expect(errors(config(1_000, 1_001)) == ["a call has at most 1,000 keywords"])
    func mapping(_ keywords: Int) -> String {
      let names = (0..<Limits.arguments).map { "a\($0)=0" }.joined(separator: ", ")
      let call = (0..<keywords).map { "a\($0): 1" }.joined(separator: ", ")
      return "classes: {A: {args: [\(names)], children: {x: ReLU()}}}\n"
        + "model: {class: A, args: {\(call)}}\n"
    }
    #expect(errors(mapping(Limits.arguments)).isEmpty)
    #expect(errors(mapping(Limits.arguments + 1)) == ["a call has at most 1,000 keywords"])
  }

  @Test func aSoftmaxHasSoManyTemperatures() {
    func config(_ count: Int) -> String {
      let temperatures = (1...count).map(String.init).joined(separator: ", ")
      return "model: ReLU()\nsoftmax: {temperature: [\(temperatures)], dim: 0, logits: [1, 2]}\n"
    }
    #expect(errors(config(Limits.temperatures)).isEmpty)
    #expect(
      errors(config(Limits.temperatures + 1)) == [
        "a softmax has at most 32 temperatures, and this has more"
      ])
  }

  // MARK: Patterns

  @Test func aPatternHasSoManyStates() throws {
    let most = String(repeating: "?", count: Limits.patternStates)
    #expect(try Glob.parse(most).stateCount == Limits.patternStates)
    #expect(throws: PatternError.self) { try Glob.parse(most + "?") }
    let dots = String(repeating: ".", count: Limits.patternStates)
    #expect(try RegexParser.parse(dots).stateCount == Limits.patternStates)
    #expect(throws: PatternError.self) { try RegexParser.parse(dots + ".") }
    // A name is none, however long.
    #expect(throws: Never.self) { try Glob.parse(String(repeating: "a", count: 100_000)) }
  }

  /// ``Limits/automatonStates``, in the small.
  @Test func allPatternsTogetherHaveSoManyStates() throws {
    // Each is counted before it is added.
    let program = try SelectorProgram([glob("a*")])
    let first = program.names.states.count + program.types.states.count
    let size = try Glob.parse("b??").stateCount
    let selectors = [glob("a*"), glob("b??")]
    #expect(throws: Never.self) { try SelectorProgram(selectors, stateLimit: first + size) }
    #expect(throws: Diagnostic.self) {
      try SelectorProgram(selectors, stateLimit: first + size - 1)
    }
  }

  /// ``Limits/ruleMatches``, in the small.
  @Test func rulesMatchSoOften() throws {
    var tree = ModuleTree(linear())
    let engine = try RuleEngine(rules: rules((.freeze, glob("*")), (.train, glob("*bias"))))
    var budget = MatchingBudget()
    let matching = try engine.match(&tree, tensorOfName: nil, budget: &budget)
    #expect(throws: Never.self) { try matching.checkMatches(limit: 3) }
    #expect(throws: Diagnostic.self) { try matching.checkMatches(limit: 2) }
  }

  // MARK: Models

  private func expectBound(
    _ limit: Int, _ check: (EvaluationBudget, Int) throws -> Void,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) {
    let budget = EvaluationBudget(bytes: 0, Reporter(DiagnosticCollector()))
    #expect(throws: Never.self, sourceLocation: sourceLocation) { try check(budget, limit) }
    #expect(throws: Reported.self, sourceLocation: sourceLocation) { try check(budget, limit + 1) }
  }

  @Test func aModelHasSoManyModulesParametersAndBytesOfNames() {
    let span = SourceSpan(file: 0, start: 0, end: 0)
    expectBound(Limits.modules) { try $0.checkLimits(ModuleTotals(modules: $1), at: span) }
    expectBound(Limits.parameters) { try $0.checkLimits(ModuleTotals(parameters: $1), at: span) }
    expectBound(Limits.ownTensors) { try $0.checkOwnTensors($1, at: span) }
    expectBound(Limits.modelTextBytes) { try $0.checkTextBytes($1, at: span) }
  }

  @Test func tensorsCountAsSteps() {
    let most = Limits.evaluationSteps / Limits.stepsPerTensor
    expectBound(most) {
      try $0.charge(for: LayerWork(tensors: $1), at: SourceSpan(file: 0, start: 0, end: 0))
    }
  }

  @Test func modulesLieSoDeep() {
    // YAML's own brackets end earlier; classes put what each holds into the next.
    func deep(_ levels: Int) -> String { levels > 0 ? "A\(levels)()" : "ReLU()" }
    func classes(_ levels: Int) -> String {
      "classes:\n" + (1...levels).map { "  A\($0): {children: {a: \(deep($0 - 1))}}\n" }.joined()
        + "model: A\(levels)()\n"
    }
    #expect(errors(classes(Limits.nesting - 1)).isEmpty)
    #expect(errors(classes(Limits.nesting)) == ["modules are nested deeper than 128 levels"])
  }

  @Test func selectorsAndExpressionsAreNestedSoDeep() {
    func rule(_ key: String, _ text: String) -> [String] {
      errors(
        "model: [ReLU()]\nunmatched: train\nrules: [{freeze: {\(key): '\(text)'}, optional: true}]\n"
      )
    }
    func nested(_ open: String, _ inner: String, _ close: String, _ levels: Int) -> String {
      String(repeating: open, count: levels) + inner + String(repeating: close, count: levels)
    }
    let most = Limits.nesting
    #expect(rule("glob", nested("{", "0,1", "}", most)) == [])
    #expect(
      rule("glob", nested("{", "0,1", "}", most + 1))
        == ["the glob nests braces deeper than 128 levels"])
    #expect(rule("regex", nested("(", "0", ")", most)) == [])
    #expect(
      rule("regex", nested("(", "0", ")", most + 1))
        == ["the expression nests deeper than 128 levels"])
    let path = Array(repeating: "a", count: 4 * most).joined(separator: ".")
    #expect(rule("module", path) == [])
    #expect(rule("module", path + ".a") == ["the path has more than 512 steps"])
    // What stands between the brackets is a level itself.
    func value(_ levels: Int) -> [String] {
      errors(
        "let: {a: '\(nested("[", "1", "]", levels))'}\nmodel: {items: [ReLU()], repr: '{a}'}\n")
    }
    #expect(!value(most - 1).contains { $0.hasPrefix("the expression is nested") })
    #expect(value(most).contains("the expression is nested deeper than 128 levels"))
  }

  // MARK: Plans

  @Test func aDiffGoesThroughSoManyComponents() {
    func refusal(_ count: Int, components: Int = 0, bytes: Int = 0) -> String? {
      ComparedNames.refusal(
        count: count, NameTotals(components: components, bytes: bytes))
    }
    #expect(refusal(10, components: Limits.comparedComponents) == nil)
    #expect(
      refusal(10, components: Limits.comparedComponents + 1)
        == "has 10,000,001 components in the names of its parameters, and a diff compares at most 10,000,000"
    )
    #expect(refusal(10, bytes: Limits.comparedNameBytes) == nil)
    #expect(
      refusal(10, bytes: Limits.comparedNameBytes + 1)
        == "has 67,108,865 bytes in the names of its parameters, and a diff compares at most 67,108,864"
    )
    #expect(refusal(Limits.comparedParameters) == nil)
    #expect(refusal(Limits.comparedParameters + 1) != nil)
  }

  /// ``Limits/exportedParameters`` and ``Limits/exportedNameBytes``, in the small.
  @Test func anExportedPlanHasSoManyParameters() throws {
    let plan = SamplePlan.mlp.plan
    let count = plan.model.parameters.count
    #expect(plan.refusalOfExport(atMost: count) == nil)
    #expect(
      plan.refusalOfExport(atMost: count - 1)
        == "an exported plan has at most \(count - 1) parameters, and this one has \(count)")
    let bytes = plan.model.nameTotals.bytes
    #expect(plan.refusalOfExport(bytes: bytes) == nil)
    #expect(
      plan.refusalOfExport(bytes: bytes - 1)
        == "the names of an exported plan have at most \(bytes - 1) bytes together, and those of "
        + "this one have \(bytes)")
  }

  // MARK: Checkpoints

  /// ``Limits/checkpointBytes``, in the small.
  @Test func checkpointsAreReadUpToSoManyBytesTogether() throws {
    let header = "{\"a\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[0,1]}}"
    let bytes = HostileCheckpointTests.safetensors(header, data: 1)
    var once = 0
    let source = ByteSource(count: bytes.count) { (range) throws(CheckpointError) in
      once += range.count
      return Array(bytes[range])
    }
    _ = try CheckpointReader.read(source)
    let reading = CheckpointReading(atMost: 2 * once)
    for _ in 0..<2 { _ = try CheckpointReader.read(ByteSource(bytes, reading)) }
    let error = #expect(throws: CheckpointError.self) {
      try CheckpointReader.read(ByteSource(bytes, reading))
    }
    #expect(
      error?.message == "more than \(2 * once) bytes of checkpoints would have to be read for it")
  }

  @Test func theCheckpointsOfAConfigHoldSoManyTensors() {
    let main = "model:\n" + (0..<5).map { "  - {from: w.pt, key: k\($0)}\n" }.joined()
    func load(most: Int) -> (reads: Int, errors: [String]) {
      var reads = 0
      let reader = ReferenceReader.ofAny { path, _ in
        .success(
          .checkpoint(
            CheckpointFile(path: path, identity: [1]) { (_, _) throws(CheckpointError) in
              reads += 1
              return Checkpoint(tensors: [.init(name: "a"), .init(name: "b")])
            }))
      }
      var loader = ConfigLoader(reader: reader, mostTensors: most) { _ in nil }
      _ = loader.load(ConfigFile(path: "main.yaml", bytes: Array(main.utf8)))
      return (reads, loader.diagnostics.all.map(\.message))
    }
    #expect(load(most: 10) == (5, []))
    // Past the bound nothing more is read.
    let message = "the checkpoints of a config hold at most 5 tensors together"
    #expect(load(most: 5) == (3, [message, message, message]))
  }

  /// A file of zeros behind a beginning, which is only read where it is not refused for its length.
  private func refusal(_ start: [UInt8], count: Int) -> String? {
    let source = ByteSource(count: count) { (range) throws(CheckpointError) in
      guard range.count <= 1_000 else { throw CheckpointError("it is read") }
      let end = min(max(start.count, range.lowerBound), range.upperBound)
      return Array(start[min(range.lowerBound, end)..<end])
        + Array(repeating: 0, count: range.upperBound - max(end, range.lowerBound))
    }
    do throws(CheckpointError) {
      _ = try CheckpointReader.read(source)
      return nil
    } catch {
      return error.message
    }
  }

  @Test func aHeaderHasSoManyBytes() {
    let most = Limits.checkpointHeaderBytes
    func header(_ length: Int) -> String? {
      let start = withUnsafeBytes(of: UInt64(length).littleEndian) { Array($0) } + Array("{".utf8)
      return refusal(start, count: 8 + length)
    }
    #expect(header(most) == "it is read")
    #expect(header(most + 1) == "its header has more than 100,000,000 bytes")
    #expect(refusal(Array("{\"weight_map\"".utf8), count: most) == "it is read")
    #expect(
      refusal(Array("{\"weight_map\"".utf8), count: most + 1)
        == "it has more than 100,000,000 bytes")
  }

  @Test func anIndexNamesSoManyFiles() throws {
    func index(_ files: Int) -> [UInt8] {
      let entries = (0..<files).map { "\"w\($0)\":\"\($0).safetensors\"" }.joined(separator: ",")
      return Array("{\"weight_map\":{\(entries)}}".utf8)
    }
    #expect(throws: Never.self) {
      try CheckpointReader.read(ByteSource(index(Limits.checkpointFiles)))
    }
    #expect(throws: CheckpointError.self) {
      try CheckpointReader.read(ByteSource(index(Limits.checkpointFiles + 1)))
    }
  }
}
