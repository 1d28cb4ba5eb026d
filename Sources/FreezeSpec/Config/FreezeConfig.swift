/// A config, decoded: every value typed and placed, nothing evaluated yet.
struct FreezeConfig: Sendable {
  /// The plan's name; the file's stem where the config gives none.
  var name: String
  /// What the plan is for.
  var description: String?
  /// The type of tensors that are given no other.
  var dtype: DType?
  /// The named values, in order; a failure where `let` itself cannot be read, so that any name may
  /// be one of them.
  var lets: Result<[Definition<Expression>], Reported> = .success([])
  var classes: [Definition<ClassDefinition>] = []
  var model: ModuleSpec?
  var ties: [Tie] = []
  /// What the checkpoint that the architecture was imported from does not tell.
  var unknown: UnknownParts = []
  /// The files that its modules come from.
  var references: [FileReference] = []
  /// The rules, in order; one with an error has its place among them.
  var rules: [Result<Rule, Reported>] = []
  /// What becomes of the parameters that no rule matches, where the config says so.
  var unmatched: UnmatchedParameters?
  /// The softmax, where the config has one: a failure where it has errors, which are reported.
  var softmax: Result<SoftmaxConfig, Reported>?
  /// The assertions that hold the plan in place.
  var expectations: [Expectation] = []
  /// The modules that training holds in eval mode.
  var evalSelectors: [Selector] = []
  /// The classes whose modules FSDP wraps.
  var wrappedClasses: [SelectorValue] = []
}

extension FreezeConfig {
  /// The rules that have no error, in order.
  var readableRules: [Rule] { rules.compactMap { try? $0.get() } }
}
