import Foundation

@testable import FreezeSpec

/// What is fed with bytes until it breaks.
///
/// None of them may trap, hang, or take memory beyond what the input's length explains; what they
/// answer is held to a second reading where there is one.
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
  /// Two configs, a NUL between them.
  case diff
  /// A saved plan.
  case against

  /// The target that the environment names.
  static let chosen: FuzzTarget = {
    let name = ProcessInfo.processInfo.environment["FUZZ_TARGET"] ?? ""
    guard let target = FuzzTarget(rawValue: name) else {
      print("FUZZ_TARGET is one of", allCases.map(\.rawValue).joined(separator: ", "))
      exit(2)
    }
    return target
  }()

  /// Whether its inputs are configs, which a mutator that knows lines and words changes better.
  var takesConfigs: Bool {
    switch self {
    case .yaml, .config, .apply, .diff: true
    default: false
    }
  }

  func run(_ bytes: [UInt8]) {
    switch self {
    case .yaml: _ = read(bytes)
    case .config: _ = outcome(bytes).diagnostics.map { ($0.help, $0.fixes) }
    case .expression: evaluate(bytes)
    case .glob: match(bytes) { text throws(PatternError) in try Glob.parse(text) }
    case .regex: match(bytes) { text throws(PatternError) in try RegexParser.parse(text) }
    case .slice: choose(bytes)
    case .json: skip(bytes)
    case .safetensors, .zip, .pickle: readCheckpoint(bytes)
    case .apply: apply(bytes)
    case .diff: compare(bytes)
    case .against: readSavedPlan(bytes)
    }
  }

  // MARK: Readers

  private func read(_ bytes: [UInt8]) -> YAMLNode? {
    var sources = SourceMap()
    var collector = DiagnosticCollector()
    let (file, isText) = sources.add(path: "config.yaml", raw: bytes, into: &collector)
    guard isText else { return nil }
    return YAMLParser.parse(sources.files[Int(file)], file: file, into: &collector)
  }

  private func skip(_ bytes: [UInt8]) {
    var reader = JSONReader(bytes, nesting: Limits.nesting)
    guard (try? reader.skip()) != nil, (try? reader.end()) != nil else { return }
    // What is accepted here is JSON for Foundation too, which lets more pass.
    let isJSON =
      (try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)) != nil
    // Foundation refuses numbers that a double does not hold.
    let holdsExponents = bytes.contains(UInt8(ascii: "e")) || bytes.contains(UInt8(ascii: "E"))
    precondition(isJSON || holdsExponents, "JSON that Foundation does not read")
  }

  private func readCheckpoint(_ bytes: [UInt8]) {
    guard let content = try? CheckpointReader.read(ByteSource(bytes)) else { return }
    guard case .checkpoint(let checkpoint) = content else { return }
    _ = try? CheckpointImport(checkpoint, words: "x")
  }

  private func readSavedPlan(_ bytes: [UInt8]) {
    guard PlanSnapshot.isSavedPlan(bytes), let plan = try? PlanSnapshot(saved: bytes) else {
      return
    }
    let diff = PlanDiff(from: plan, to: plan)
    precondition(diff.sections.isEmpty, "a plan differs from itself")
    _ = diff.rendered(as: .json)
  }

  // MARK: Patterns

  private func match(
    _ bytes: [UInt8], _ parse: (String) throws(PatternError) -> Pattern
  ) {
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", maxSplits: 20)
    guard let first = lines.first, let pattern = try? parse(String(first)) else { return }
    var automaton = PatternAutomaton()
    automaton.add(pattern, as: 0)
    var whole = LazyDFA(automaton)
    var thrown = LazyDFA(automaton, sizeLimit: 0)
    for name in lines.dropFirst() where !name.isEmpty {
      let found = whole.patterns(matching: String(name))
      precondition(found == thrown.patterns(matching: String(name)), "the cache changes an answer")
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

  private func apply(_ bytes: [UInt8]) {
    let outcome = outcome(bytes)
    for format in DiagnosticFormat.allCases { _ = [outcome].rendered(as: format) }
    guard let plan = outcome.plan, plan.model.parameters.count < 2_000 else { return }
    for format in PlanFormat.allCases { _ = plan.rendered(as: format) }
    _ = plan.rendered(as: .table, folds: true)
    _ = try? outcome.renderedModel()
    let saved = plan.rendered(as: .json)
    guard let read = try? PlanSnapshot(saved: saved) else {
      preconditionFailure("a plan that was saved is not read")
    }
    let diff = PlanDiff(from: PlanSnapshot(plan), to: read)
    precondition(diff.sections.isEmpty, "a plan differs from itself, saved")
  }

  private func compare(_ bytes: [UInt8]) {
    let sides = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
    guard sides.count == 2 else { return }
    let plans = sides.compactMap { outcome(Array($0)).plan.map { PlanSnapshot($0) } }
    guard plans.count == 2, plans.allSatisfy({ $0.parameters.count < 2_000 }) else { return }
    let (there, back) = (
      PlanDiff(from: plans[0], to: plans[1]), PlanDiff(from: plans[1], to: plans[0])
    )
    precondition(
      there.count(.newlyTrainable) == back.count(.newlyFrozen)
        && there.count(.newlyFrozen) == back.count(.newlyTrainable), "a diff is not its mirror")
    for format in DiffFormat.allCases { _ = there.rendered(as: format) }
  }
}
