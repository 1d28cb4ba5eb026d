/// How much there is of a model.
struct ModuleTotals {
  var modules = 0
  var parameters = 0

  static func += (total: inout ModuleTotals, more: ModuleTotals) {
    total.modules = saturatingSum(total.modules, more.modules)
    total.parameters = saturatingSum(total.parameters, more.parameters)
  }

  static func * (totals: ModuleTotals, times: Int) -> ModuleTotals {
    ModuleTotals(
      modules: saturatingProduct(totals.modules, times),
      parameters: saturatingProduct(totals.parameters, times))
  }
}

/// Makes the module tree of a config: evaluates its expressions, carries out its calls.
///
/// Errors are gathered, not thrown: a module that cannot be made leaves its neighbours to be looked
/// at in the same run.
final class ModelBuilder {
  /// What was found.
  var diagnostics: DiagnosticCollector
  let configs: ConfigSet
  let factory = LayerFactory()
  /// Carries out the calls of the current file whose arguments are literals.
  var literalCalls: LiteralCallMaker?
  /// The work that is left for evaluating.
  var budget = EvaluationBudget()
  /// The classes that are being made, outermost first.
  var instantiating: [String] = []
  private var level = 0
  private var looseTypes: [ExactString: ModuleType] = [:]
  /// Reads the expressions that were left for the builder to read.
  var expressions = ExpressionCache()
  /// For each file the architectures that were built of it, by the type of tensors that it was built
  /// with; `nil` for one that has errors.
  private var builtFiles: [[(dtype: DType, root: Module?)]]
  private var modulesMade = 0

  /// Builds the model of a config.
  ///
  /// - Parameters:
  ///   - configs: The config, with the files that it names.
  ///   - diagnostics: Takes what is found.
  /// - Returns: The root, or `nil` where an error keeps it from being made.
  static func build(_ configs: ConfigSet, _ diagnostics: inout DiagnosticCollector) -> Module? {
    let builder = ModelBuilder(configs: configs, diagnostics: diagnostics)
    let root = try? builder.buildFile(0, dtype: .float32)
    diagnostics = builder.diagnostics
    return root
  }

  private init(configs: ConfigSet, diagnostics: DiagnosticCollector) {
    self.configs = configs
    self.diagnostics = diagnostics
    builtFiles = Array(repeating: [], count: configs.entries.count)
  }

  // MARK: Files

  /// Builds the architecture of a file, with its ties.
  func buildFile(_ entry: Int, dtype: DType) throws(Reported) -> Module {
    let config = configs.entries[entry].config
    let dtype = config.dtype ?? dtype
    if let built = builtFiles[entry].first(where: { $0.dtype == dtype }) {
      guard let root = built.root else { throw Reported() }
      return root
    }

    let errorsBefore = diagnostics.errorCount
    let file = FileScope(entry: entry, dtype: dtype, config)
    let outerDType = factory.defaultDType
    let outerClasses = instantiating
    let outerCalls = literalCalls
    factory.defaultDType = dtype
    instantiating = []
    defer {
      factory.defaultDType = outerDType
      instantiating = outerClasses
      literalCalls = outerCalls
    }
    // Until it is there it has errors; what holds an object of its own has to be made anew each time.
    builtFiles[entry].append((dtype, nil))
    declareClasses(config.classes.compactMap { try? $0.value.get() }, in: file)
    for definition in (try? config.lets.get()) ?? [] {
      file.pendingLet = definition.name.text
      do throws(Reported) {
        let value = try evaluate(try definition.value.get(), in: Scope(file: file))
        file.lets[definition.name.text] = withIdentity(value)
      } catch {
        file.failedLets.insert(definition.name.text)
      }
    }
    file.pendingLet = nil
    guard let spec = config.model else { throw Reported() }
    literalCalls = LiteralCallMaker(file, factory)
    guard var root = try module(spec, in: Scope(file: file)) else {
      throw report(.wrongType, "the model is None", at: spec.span)
    }
    if diagnostics.errorCount > errorsBefore { throw Reported() }
    if !config.ties.isEmpty { root = root.adding(ties: config.ties) }
    builtFiles[entry].removeAll { $0.dtype == dtype }
    if !root.holdsIdentity { builtFiles[entry].append((dtype, root)) }
    return root
  }

  // MARK: Types

  /// The class that a composite module or a container has by its written name.
  func type(named name: PlacedName, in file: FileScope) -> ModuleType {
    if let declared = file.classes[name.text] { return declared.type }
    let plain = plainClassName(name.text)
    if let layer = factory.layer(named: plain) { return layer.type }
    if let type = looseTypes[ExactString(name.text)] { return type }
    let type = ModuleType(name: name.text)
    looseTypes[ExactString(name.text)] = type
    return type
  }

  /// The class of the catalogue that makes containers.
  func containerType(_ name: String) -> ModuleType {
    factory.layer(named: name)?.type ?? ModuleType(name: name)
  }

  /// The type of modules that have parameters or children and no class.
  static let moduleType = ModuleType(name: "Module")

  // MARK: Identity, depth and size

  /// A value that can come to stand in several places, as one bound to a name can or an item of a
  /// list that is repeated: Python sees one object in all of them, so a module gets an identity.
  ///
  /// What a container holds gets one too, since another container can be made of it.
  func withIdentity(_ value: Value) -> Value {
    switch value {
    case .module(let module) where module.identity == nil:
      .module(
        module.replacing(
          children: value.pythonIterated == nil ? nil : module.children.map(withIdentity),
          identity: factory.newIdentity()))
    case .tuple(let items) where items.contains(where: \.holdsModule):
      .tuple(items.map(withIdentity))
    case .list(let items) where items.contains(where: \.holdsModule):
      .list(items.map(withIdentity))
    default: value
    }
  }

  private func withIdentity(_ child: Module.Child) -> Module.Child {
    guard case .module(let module) = withIdentity(.module(child.module)) else { return child }
    return Module.Child(name: child.name, module: module)
  }

  /// Runs a step one level deeper, and refuses to go deeper than the stack allows.
  func nested<Result>(at span: SourceSpan, _ body: () throws(Reported) -> Result)
    throws(Reported) -> Result
  {
    level += 1
    defer { level -= 1 }
    // Expressions and modules nest inside each other; each alone is held to the limit.
    if level > 4 * Limits.nesting {
      throw report(
        .limit,
        "modules and expressions lie in each other over more than \(4 * Limits.nesting) levels",
        at: span)
    }
    return try body()
  }

  /// Holds a finished module to the limits.
  func checked(_ module: Module, at span: SourceSpan) throws(Reported) -> Module {
    modulesMade += 1
    budget.add(parts: 1 + module.tensors.parameterCount + module.tensors.bufferCount)
    if module.moduleCount > Limits.modules || modulesMade > Limits.modules + Limits.modules / 4 {
      throw report(.limit, "the model has more than \(grouped(Limits.modules)) modules", at: span)
    }
    if module.parameterCount > Limits.parameters {
      throw report(
        .limit, "the model has more than \(grouped(Limits.parameters)) parameters", at: span)
    }
    try checkTextBytes(module.textBytes, at: span)
    if module.depth > Limits.nesting {
      throw report(
        .limit, "modules are nested deeper than \(Limits.nesting) levels", at: span)
    }
    return module
  }

  // MARK: Errors

  /// Makes an error and returns what to throw.
  func report(
    _ code: DiagnosticCode, _ message: String, at span: SourceSpan,
    related: [Diagnostic.Related] = [], notes: [String] = [], help: [String] = []
  ) -> Reported {
    diagnostics.add(
      Diagnostic(code, message, at: span, related: related, notes: notes, help: help))
    return Reported()
  }
}

extension Value {
  /// Whether it is or holds a module.
  fileprivate var holdsModule: Bool {
    if case .module = self { return true }
    return items?.contains(where: \.holdsModule) ?? false
  }
}
