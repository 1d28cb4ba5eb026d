/// The stable code of a kind of finding, as printed between brackets after its severity.
///
/// Each is explained in `docs/diagnostics.md` with an example of its cause and its cure.
public enum DiagnosticCode: String, CaseIterable, Sendable {
  // Reading.
  /// The file cannot be read.
  case unreadable = "unreadable-file"
  /// The bytes are not text in UTF-8 or UTF-16.
  case encoding = "invalid-encoding"
  /// The text is not YAML.
  case yamlSyntax = "yaml-syntax"
  /// The document is empty.
  case emptyDocument = "empty-document"
  /// The file holds a second document.
  case multipleDocuments = "multiple-documents"
  /// A bound of ``Limits`` is passed.
  case limit = "limit-exceeded"
  /// An alias names no anchor before it.
  case unknownAlias = "unknown-alias"
  /// An anchor's node holds its own alias.
  case recursiveAlias = "recursive-alias"
  /// A tag, which the language does not have.
  case tag = "tag-not-supported"
  /// A glob or a call that YAML reads as something else.
  case unquoted = "needs-quotes"
  /// `<<` merges something that is no mapping.
  case merge = "invalid-merge"
  /// A key that is a sequence or a mapping.
  case nonScalarKey = "non-scalar-key"
  /// A key stands twice in a mapping.
  case duplicateKey = "duplicate-key"

  // The config's structure.
  /// A key that the language does not have here.
  case unknownKey = "unknown-key"
  /// A key that must be there is not.
  case missingKey = "missing-key"
  /// Two keys that exclude each other.
  case conflictingKeys = "conflicting-keys"
  /// A value of the wrong kind.
  case wrongType = "wrong-type"
  /// A value of the right kind that is not allowed.
  case invalidValue = "invalid-value"
  /// A format version that this program does not know.
  case version = "unsupported-version"

  // Expressions and the model.
  /// An expression that cannot be parsed.
  case expressionSyntax = "expression-syntax"
  /// A name that is not defined.
  case unknownName = "unknown-name"
  /// An operation that Python refuses, such as a division by zero.
  case evaluation = "expression-error"
  /// A class that is neither torch.nn's nor declared.
  case unknownClass = "unknown-class"
  /// A Lazy class, whose shapes only a forward pass tells.
  case lazyClass = "lazy-class"
  /// A class that needs a tensor or a function.
  case unbuildableClass = "unbuildable-class"
  /// Arguments that do not fit the signature.
  case arguments = "wrong-arguments"
  /// An argument that the class refuses.
  case invalidArgument = "invalid-argument"
  /// A class that contains itself.
  case recursiveClass = "recursive-class"
  /// A name that a module, parameter or buffer cannot have.
  case invalidName = "invalid-name"
  /// A tie that names no parameter, or disagreeing ones.
  case tie = "invalid-tie"
  /// `from` cannot be followed.
  case from = "invalid-from"
  /// Files that include each other.
  case fromCycle = "from-cycle"

  // Rules.
  /// A pattern that cannot be parsed.
  case pattern = "invalid-pattern"
  /// A rule, or a value in it, that matches no parameter.
  case ruleMatchesNothing = "rule-matches-nothing"
  /// A rule that changes no parameter's final state.
  case ruleWithoutEffect = "rule-without-effect"
  /// A glob such as `layer.1*`, which also hits `layer.10`.
  case globOvershoot = "glob-hits-more-indices"
  /// Two names of one tensor drawn to different states.
  case tiedStates = "tied-states-differ"
  /// A tensor that a rule decides by one name, and whose other name its `except` takes away.
  case tiedException = "tied-name-excepted"
  /// An expectation that does not hold.
  case expectation = "expectation-failed"

  // Training.
  /// An entry of `eval` or `wrap` for which the model has no module.
  case noSuchModule = "no-such-module"
  /// Every parameter is frozen.
  case nothingTrains = "nothing-trains"
  /// Every parameter trains, although rules freeze.
  case everythingTrains = "everything-trains"
  /// A frozen norm layer that is not held in eval mode.
  case runningStatistics = "running-statistics-move"
  /// A dropout in a frozen stretch that is not held in eval mode.
  case frozenDropout = "dropout-in-frozen-part"
  /// A layer's weight and bias in different states, though no rule chose between kinds.
  case splitLayer = "weight-and-bias-differ"
  /// Parameters that train below a frozen stretch, though no rule names them.
  case backwardReach = "backward-through-frozen"
  /// A run of numbered modules in one state, from which one is left out.
  case runWithHole = "run-with-hole"
  /// A module wrapped by FSDP with both states in it.
  case mixedUnit = "mixed-fsdp-unit"
  /// A comment that silences no warning.
  case unusedIgnore = "unused-ignore"
}

extension DiagnosticCode {
  /// Whether its findings are warnings, which a comment can silence.
  var isWarning: Bool {
    switch self {
    case .ruleWithoutEffect, .globOvershoot, .tiedException, .nothingTrains, .everythingTrains,
      .runningStatistics, .frozenDropout, .splitLayer, .backwardReach, .runWithHole, .mixedUnit,
      .unusedIgnore:
      true
    default: false
    }
  }
}
