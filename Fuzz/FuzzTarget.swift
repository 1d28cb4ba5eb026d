import Foundation

@testable import FreezeSpec

/// What is fed with bytes until it breaks.
///
/// None of them may trap, hang, or take memory beyond what the input's length explains; what they
/// answer is held to a second reading where there is one. The tests feed them with the saved inputs of
/// `Golden/fuzz`.
enum FuzzTarget: String, CaseIterable {
  /// libyaml's events, and the nodes made of them.
  case yaml
  /// A config up to its model.
  case config
  /// An expression as an argument.
  case expression
  /// A pattern of fnmatch's and names behind a line feed, each read whole and letter by letter.
  case glob
  /// An expression of `re`, likewise.
  case regex
  /// The path of modules with slices.
  case slice
  case json
  /// Each form of checkpoint by the bytes that it starts with.
  case safetensors
  case zip
  case pickle
  /// A config up to every form of its plan, with its fixes.
  case apply
  /// A config up to what `check --fix` makes of it.
  case fix
  /// Two configs, a NUL between them.
  case diff
  /// A saved plan.
  case against
  /// What Python tells of a model.
  case description
  /// The settings of another tool, behind a line with its name.
  case settings

  /// What a finding says beside the input that caused it.
  struct Finding: Error {
    let message: String
  }

  /// Feeds it.
  ///
  /// - Throws: ``Finding`` where two readings of the same differ.
  func run(_ bytes: [UInt8]) throws {
    switch self {
    case .yaml: _ = read(bytes)
    case .config: _ = outcome(bytes).diagnostics.map { ($0.help, $0.fixes) }
    case .expression: evaluate(bytes)
    case .glob: try match(bytes) { text throws(PatternError) in try Glob.parse(text) }
    case .regex: try match(bytes) { text throws(PatternError) in try RegexParser.parse(text) }
    case .slice: choose(bytes)
    case .json: try skip(bytes)
    case .safetensors, .zip: readCheckpoint(bytes)
    case .pickle:
      readCheckpoint(bytes)
      readPickle(bytes)
    case .apply: try apply(bytes)
    case .fix: try fix(bytes)
    case .diff: try compare(bytes)
    case .against: try readSavedPlan(bytes)
    case .description: importModel(bytes)
    case .settings: importSettings(bytes)
    }
  }

  private func expect(_ isSo: Bool, _ message: String) throws {
    if !isSo { throw Finding(message: message) }
  }

  // MARK: Readers

  private func read(_ bytes: [UInt8]) -> YAMLNode? {
    var sources = SourceMap()
    var collector = DiagnosticCollector()
    let (file, isText) = sources.add(path: "config.yaml", raw: bytes, into: &collector)
    guard isText else { return nil }
    return YAMLParser.parse(sources.files[Int(file)], file: file, into: &collector)
  }

  private func skip(_ bytes: [UInt8]) throws {
    var reader = JSONReader(bytes, nesting: Limits.nesting)
    guard (try? reader.skip()) != nil, (try? reader.end()) != nil else { return }
    // What is accepted here is JSON for Foundation too, which lets more pass.
    let isJSON =
      (try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)) != nil
    // Foundation refuses numbers that a double does not hold.
    let holdsExponents = bytes.contains(UInt8(ascii: "e")) || bytes.contains(UInt8(ascii: "E"))
    try expect(isJSON || holdsExponents, "JSON that Foundation does not read")
  }

  private func readCheckpoint(_ bytes: [UInt8]) {
    guard let content = try? CheckpointReader.read(ByteSource(bytes)) else { return }
    guard case .checkpoint(let checkpoint) = content else { return }
    _ = try? CheckpointImport(checkpoint, words: "x")
  }

  /// A pickle alone, whatever storages it speaks of.
  private func readPickle(_ bytes: [UInt8]) {
    var stream = ByteStream(ByteSource(bytes), 0..<bytes.count)
    guard let (graph, root) = try? PickleMachine.read(&stream) else { return }
    if TorchModelReader.isModel(root, in: graph) {
      _ = try? TorchModelReader.checkpoint(root, in: graph, CheckpointReading())
    } else {
      _ = try? StateDictReader(graph: graph).checkpoint(root)
    }
  }

  private func readSavedPlan(_ bytes: [UInt8]) throws {
    guard PlanSnapshot.isSavedPlan(bytes), let plan = try? PlanSnapshot(saved: bytes) else {
      return
    }
    let diff = PlanDiff(from: plan, to: plan)
    try expect(diff.sections.isEmpty, "a plan differs from itself")
    _ = diff.rendered(as: .json)
  }

  // MARK: Patterns

  private func match(
    _ bytes: [UInt8], _ parse: (String) throws(PatternError) -> Pattern
  ) throws {
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", maxSplits: 20)
    guard let first = lines.first, let pattern = try? parse(String(first)) else { return }
    var automaton = PatternAutomaton()
    automaton.add(pattern, as: 0)
    var whole = LazyDFA(automaton)
    var thrown = LazyDFA(automaton, sizeLimit: 0)
    for name in lines.dropFirst() where !name.isEmpty {
      let found = whole.patterns(matching: String(name))
      try expect(found == thrown.patterns(matching: String(name)), "the cache changes an answer")
    }
  }

  private func choose(_ bytes: [UInt8]) {
    let path = String(decoding: bytes, as: UTF8.self).replacing("'", with: "''")
    _ = outcome(
      Array(
        """
        model: {children: {a: {repeat: 12, module: 'Linear(2, 2)'}, b: {repeat: 3, module: {repeat: 2, module: ReLU()}}}}
        rules:
          - freeze: {module: '\(path)'}
          - freeze: {module: ['\(path)', a], except: {module: '\(path)'}, optional: true}
        eval: [{module: '\(path)'}]

        """.utf8))
  }

  private func evaluate(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self).replacing("'", with: "''")
    _ = outcome(
      Array(
        """
        let: {n: 7, x: 2.5, word: "'abc'", items: [3, 1, 2], on: true, nil: None}
        classes: {Probe: {args: [value], repr: "{value!r}"}}
        model: {class: Probe, args: ['\(text)']}

        """.utf8))
  }

  // MARK: Plans

  private func outcome(_ bytes: [UInt8]) -> PlanOutcome {
    let main = ConfigFile(path: "config.yaml", bytes: bytes)
    let reader = ReferenceReader { _, _ in .success(ConfigFile(path: "other.yaml", bytes: bytes)) }
    return FreezePlan.make(from: main, reader: reader)
  }

  private func apply(_ bytes: [UInt8]) throws {
    let outcome = outcome(bytes)
    for format in DiagnosticFormat.allCases { _ = [outcome].rendered(as: format) }
    guard let plan = outcome.plan, plan.model.parameters.count < 2_000 else { return }
    for format in PlanFormat.allCases { _ = plan.rendered(as: format) }
    _ = plan.rendered(as: .table, folds: true)
    _ = try? outcome.renderedModel()
    let saved = plan.rendered(as: .json)
    guard let read = try? PlanSnapshot(saved: saved) else {
      throw Finding(message: "a plan that was saved is not read")
    }
    let diff = PlanDiff(from: PlanSnapshot(plan), to: read)
    try expect(diff.sections.isEmpty, "a plan differs from itself, saved")
  }

  private func fixer(_ bytes: [UInt8]) -> ConfigFixer {
    let target = ConfigFixer.Target(ConfigFile(path: "config.yaml", bytes: bytes)) {
      ReferenceReader { _, _ in .failure(ConfigFileError("no other file is read")) }
    }
    return ConfigFixer([target], isStrict: false) { _ in nil }
  }

  private func fix(_ bytes: [UInt8]) throws {
    let first = fixer(bytes)
    guard let fixed = first.fixedFiles.first else { return }
    let errors = first.outcomes.flatMap(\.diagnostics).count { $0.severity == .error }
    let second = fixer(fixed.bytes)
    try expect(second.fixedFiles.isEmpty, "what is fixed can be fixed further")
    let left = second.outcomes.flatMap(\.diagnostics).count { $0.severity == .error }
    try expect(left == errors, "what is fixed has other errors than was said")
  }

  private func compare(_ bytes: [UInt8]) throws {
    let sides = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
    guard sides.count == 2 else { return }
    let plans = sides.compactMap { outcome(Array($0)).plan.map { PlanSnapshot($0) } }
    guard plans.count == 2, plans.allSatisfy({ $0.parameters.count < 2_000 }) else { return }
    let (there, back) = (
      PlanDiff(from: plans[0], to: plans[1]), PlanDiff(from: plans[1], to: plans[0])
    )
    try expect(
      there.count(.newlyTrainable) == back.count(.newlyFrozen)
        && there.count(.newlyFrozen) == back.count(.newlyTrainable), "a diff is not its mirror")
    for format in DiffFormat.allCases { _ = there.rendered(as: format) }
  }

  // MARK: Imports

  private func importModel(_ bytes: [UInt8]) {
    _ = try? ModelImport.architecture(describedBy: bytes, source: "x")
  }

  private static let llama = """
    classes:
      Attention: {children: {q_proj: "Linear(4, 4, bias=False)", v_proj: "Linear(4, 4)"}}
      Layer: {children: {self_attn: Attention(), norm: LayerNorm(4)}}
    model:
      children:
        model: {children: {embed_tokens: "Embedding(5, 4)", layers: {repeat: 2, module: Layer()}, norm: LayerNorm(4)}}
        lm_head: "Linear(4, 5, bias=False)"

    """

  private func importSettings(_ bytes: [UInt8]) {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 1)
    guard lines.count == 2,
      let tool = RulesTool(rawValue: String(decoding: lines[0], as: UTF8.self))
    else { return }
    let model = ConfigFile(path: "model.yaml", bytes: Array(Self.llama.utf8))
    let reader = ReferenceReader { _, _ in .success(model) }
    let imported = RulesImport(
      RulesImport.Request(
        tool: tool, file: ConfigFile(path: "tool.yaml", bytes: Array(lines[1])), model: model,
        modelReader: reader, origin: .file("model.yaml"),
        target: ConfigFile(path: "plan.yaml", bytes: []), targetReader: reader))
    _ = [imported.settings, imported.plan].compactMap(\.self).rendered(as: .text)
  }
}
