/// Makes the module tree of a config, and of the files that it names: evaluates their expressions,
/// carries out their calls.
///
/// Errors are gathered, not thrown: a module that cannot be made leaves its neighbours to be looked
/// at in the same run.
final class ModelBuilder {
  private let reporter: Reporter
  private let budget: EvaluationBudget
  private let factory = LayerFactory()
  private let configs: ConfigSet
  private let evaluator: Evaluator
  /// Makes modules of what the config says.
  let modules: ModuleBuilder
  /// Carries out calls.
  let calls: CallBuilder
  /// The architectures that were built of files; `nil` for one that has errors.
  private var builtFiles: [BuiltFile: Module?] = [:]
  /// The models that were built of checkpoints; `nil` for one that has errors.
  private var builtCheckpoints: [Int: Module?] = [:]
  /// Whether it only finds out which errors a file has by itself.
  private let isAlone: Bool
  /// How many files are built for that.
  private static let filesBuiltAlone = 2
  /// The places of the errors that files have with the values of their own.
  private var errorsOfFiles: [Int: Set<SourceSpan>] = [:]
  /// The classes of the files that were met.
  private var classTables: [Int: ClassTable] = [:]

  /// What the architecture of a file follows from.
  private struct BuiltFile: Hashable {
    let entry: Int
    /// The type of tensors that it is built with.
    let dtype: DType
    /// The values that it is given.
    let given: InstanceKey
  }

  /// The temperatures of the main file's softmax; empty where it has none.
  private var temperatures: Result<[Double], Reported> = .success([])

  /// Builds the model of a config.
  ///
  /// - Parameters:
  ///   - configs: The config, with the files that it names.
  ///   - diagnostics: Takes what is found.
  /// - Returns: The root, or `nil` where an error keeps it from being made; and the temperatures of the
  ///   config's softmax, whose errors leave the root as it is.
  static func build(_ configs: ConfigSet, _ diagnostics: inout DiagnosticCollector)
    -> (root: Module?, temperatures: Result<[Double], Reported>)
  {
    let builder = ModelBuilder(configs, diagnostics)
    let root = try? builder.buildFile(0, dtype: .float32)
    diagnostics = builder.reporter.diagnostics
    return (root, builder.temperatures)
  }

  private init(
    _ configs: ConfigSet, _ diagnostics: DiagnosticCollector, isAlone: Bool = false
  ) {
    self.configs = configs
    self.isAlone = isAlone
    reporter = Reporter(diagnostics)
    budget = EvaluationBudget(bytes: configs.bytes, reporter)
    evaluator = Evaluator(factory.identities, budget, reporter)
    modules = ModuleBuilder(configs, evaluator, factory, budget, reporter)
    calls = CallBuilder(evaluator, factory, budget, reporter)
  }

  /// Builds the architecture of a file, with its ties.
  ///
  /// - Parameters:
  ///   - entry: The file's index.
  ///   - dtype: The type of its tensors, where it states none.
  ///   - given: The values that stand in for those of its `let`.
  ///   - span: Where it is asked for; `nil` for the file that the run is about.
  func buildFile(
    _ entry: Int, dtype: DType, given: [GivenValue] = [], at span: SourceSpan? = nil
  ) throws(Reported) -> Module {
    let config = configs.entries[entry].config
    let dtype = config.dtype ?? dtype
    // One that is given a module is made anew each time: it holds an object of its own. No file names the
    // one that the run is about.
    let key =
      span == nil
      ? nil : InstanceKey(given).map { BuiltFile(entry: entry, dtype: dtype, given: $0) }
    if let key, let built = builtFiles[key] {
      guard let root = built else { throw Reported() }
      return root
    }

    let lets = try? config.lets.get()
    if let span {
      let names = config.classes.count + (lets?.count ?? 0)
      try budget.charge(Limits.stepsPerFile + names, at: span)
    }
    // Until it is there it has errors; what holds an object of its own has to be made anew each time.
    if let key { builtFiles[key] = .some(nil) }
    let file = FileScope(
      entry: entry, dtype: dtype, builder: self, lets: lets,
      classes: classTable(of: entry, config), unknown: config.unknown)
    var failure = file.classes.failure
    let values = Dictionary(given.map { ($0.name, $0.value) }) { first, _ in first }
    for definition in lets ?? [] {
      do throws(Reported) {
        if let value = values[definition.name.text] {
          file.lets?[definition.name.text] = .value(
            try budget.identified(value, factory.identities, at: definition.name.span))
          continue
        }
        try evaluate(definition, in: file)
      } catch {
        failure = error
      }
    }
    if entry == 0, let softmax = config.softmax {
      let builder = TemperatureBuilder(reporter: reporter, evaluator: evaluator)
      temperatures = builder.temperatures(of: softmax, in: Scope(file: file))
    }
    guard let spec = config.model else { throw Reported() }
    guard var root = try modules.module(spec, in: Scope(file: file)) else {
      throw reporter.report(.wrongType, "the model is None", at: spec.span)
    }
    if let failure { throw failure }
    if !config.ties.isEmpty { root = root.adding(ties: config.ties) }
    if let key {
      builtFiles[key] = nil
      if !root.holdsIdentity, builtFiles.count < InstanceKey.limit { builtFiles[key] = root }
    }
    return root
  }

  /// Builds the architecture of a file that a `from` names.
  ///
  /// With errors that it has not by itself it is told which values it was given.
  func build(_ spec: FromSpec, _ entry: Int, dtype: DType, given: [GivenValue]) throws(Reported)
    -> Module
  {
    let before = reporter.diagnostics.all.count
    do throws(Reported) {
      return try buildFile(entry, dtype: dtype, given: given, at: spec.reference.span)
    } catch {
      if given.isEmpty || isAlone || reporter.diagnostics.all.count == before { throw error }
      let itsOwn = placesOfErrors(of: entry)
      let values = spec.lets.prefix(4).map { definition in
        Diagnostic.Related(
          span: definition.name.span, message: "`\(clipped(definition.name.text))` is given here")
      }
      reporter.relate(from: before) { finding in
        guard let span = finding.span, span.file != spec.reference.span.file,
          !itsOwn.contains(span)
        else { return [] }
        return Array(values)
      }
      throw error
    }
  }

  /// The places of the errors that a file has with the values of its own `let`; those of the first few
  /// files that are asked for.
  private func placesOfErrors(of entry: Int) -> Set<SourceSpan> {
    if let known = errorsOfFiles[entry] { return known }
    guard errorsOfFiles.count < Self.filesBuiltAlone else { return [] }
    let alone = ModelBuilder(configs, DiagnosticCollector(), isAlone: true)
    _ = try? alone.buildFile(entry, dtype: .float32)
    let places = Set(alone.reporter.diagnostics.all.compactMap(\.span))
    errorsOfFiles[entry] = places
    return places
  }

  /// Builds what a checkpoint tells of a model; used twice, it gives tensors of their own.
  func build(_ checkpoint: Checkpoint, _ entry: Int, of spec: FromSpec) throws(Reported) -> Module {
    if let definition = spec.lets.first {
      throw reporter.report(
        .conflictingKeys, "a checkpoint has no `let` whose values could be set",
        at: definition.name.span)
    }
    if let built = builtCheckpoints[entry] {
      guard let root = built else { throw Reported() }
      return root
    }
    builtCheckpoints[entry] = .some(nil)
    let root = try CheckpointModules.model(
      of: checkpoint, spec.reference, factory, budget, reporter)
    builtCheckpoints[entry] = root
    return root
  }

  /// The classes of a file, which do not depend on what it is given.
  private func classTable(of entry: Int, _ config: FreezeConfig) -> ClassTable {
    if let known = classTables[entry] { return known }
    let lets = Set(((try? config.lets.get()) ?? []).map(\.name.text))
    let table = ClassTable(config.classes, besides: lets, factory, budget, reporter)
    classTables[entry] = table
    return table
  }

  /// Finds out the value of a `let` name.
  private func evaluate(_ definition: Definition<Expression>, in file: FileScope) throws(Reported) {
    // What cannot be read was reported by the decoder, and keeps no model from being made.
    guard let expression = try? definition.value.get() else { return }
    let name = definition.name.text
    file.lets?[name] = .current
    do throws(Reported) {
      let value = try evaluator.evaluate(expression, in: Scope(file: file))
      file.lets?[name] = .value(
        try budget.identified(value, factory.identities, at: expression.span))
    } catch {
      file.lets?[name] = .failed
      throw error
    }
  }
}
