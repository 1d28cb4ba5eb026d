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
  /// For each file the architectures that were built of it, by the type of tensors that it was built
  /// with; `nil` for one that has errors.
  private var builtFiles: [[(dtype: DType, root: Module?)]]

  /// The temperatures of the main file's softmax; empty where it has none, or one with errors.
  private var temperatures: [Double] = []

  /// Builds the model of a config.
  ///
  /// - Parameters:
  ///   - configs: The config, with the files that it names.
  ///   - diagnostics: Takes what is found.
  /// - Returns: The root, or `nil` where an error keeps it from being made; and the temperatures of the
  ///   config's softmax.
  static func build(_ configs: ConfigSet, _ diagnostics: inout DiagnosticCollector)
    -> (root: Module?, temperatures: [Double])
  {
    let builder = ModelBuilder(configs, diagnostics)
    let root = try? builder.buildFile(0, dtype: .float32)
    diagnostics = builder.reporter.diagnostics
    return (root, builder.temperatures)
  }

  private init(_ configs: ConfigSet, _ diagnostics: DiagnosticCollector) {
    self.configs = configs
    reporter = Reporter(diagnostics)
    budget = EvaluationBudget(bytes: configs.bytes, reporter)
    evaluator = Evaluator(factory.identities, budget, reporter)
    modules = ModuleBuilder(configs, evaluator, factory, budget, reporter)
    calls = CallBuilder(evaluator, factory, budget, reporter)
    builtFiles = Array(repeating: [], count: configs.entries.count)
  }

  /// Builds the architecture of a file, with its ties.
  func buildFile(_ entry: Int, dtype: DType) throws(Reported) -> Module {
    let config = configs.entries[entry].config
    let dtype = config.dtype ?? dtype
    if let built = builtFiles[entry].first(where: { $0.dtype == dtype }) {
      guard let root = built.root else { throw Reported() }
      return root
    }

    // Until it is there it has errors; what holds an object of its own has to be made anew each time.
    builtFiles[entry].append((dtype, nil))
    let lets = try? config.lets.get()
    let file = FileScope(
      entry: entry, dtype: dtype, builder: self, lets: lets,
      classes: ClassTable(config.classes, factory, budget, reporter))
    var failure = file.classes.failure
    for definition in lets ?? [] {
      do throws(Reported) {
        try evaluate(definition, in: file)
      } catch {
        failure = error
      }
    }
    if entry == 0, let softmax = config.softmax {
      let builder = TemperatureBuilder(reporter: reporter, evaluator: evaluator)
      do throws(Reported) {
        temperatures = try builder.temperatures(softmax.temperature, in: Scope(file: file))
      } catch {
        failure = error
      }
    }
    guard let spec = config.model else { throw Reported() }
    guard var root = try modules.module(spec, in: Scope(file: file)) else {
      throw reporter.report(.wrongType, "the model is None", at: spec.span)
    }
    if let failure { throw failure }
    if !config.ties.isEmpty { root = root.adding(ties: config.ties) }
    builtFiles[entry].removeAll { $0.dtype == dtype }
    if !root.holdsIdentity { builtFiles[entry].append((dtype, root)) }
    return root
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
