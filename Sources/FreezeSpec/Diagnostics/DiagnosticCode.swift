/// The stable code of a kind of finding, as printed between brackets after its severity.
///
/// Each is explained in `docs/diagnostics.md` with an example of its cause and its cure.
public enum DiagnosticCode: String, CaseIterable, Sendable {
  // Reading.
  case unreadable = "unreadable-file"
  case unfollowedLink = "link-not-followed"
  case noConfig = "no-config"
  case cannotRun = "cannot-run"
  case encoding = "invalid-encoding"
  case yamlSyntax = "yaml-syntax"
  case emptyDocument = "empty-document"
  case multipleDocuments = "multiple-documents"
  case limit = "limit-exceeded"
  case unknownAlias = "unknown-alias"
  case recursiveAlias = "recursive-alias"
  case tag = "tag-not-supported"
  case unquoted = "needs-quotes"
  case merge = "invalid-merge"
  case nonScalarKey = "non-scalar-key"
  case duplicateKey = "duplicate-key"

  // The config's structure.
  case unknownKey = "unknown-key"
  case missingKey = "missing-key"
  case conflictingKeys = "conflicting-keys"
  case wrongType = "wrong-type"
  case invalidValue = "invalid-value"
  case version = "unsupported-version"

  // Expressions and the model.
  case expressionSyntax = "expression-syntax"
  case unknownName = "unknown-name"
  case evaluation = "expression-error"
  case unknownClass = "unknown-class"
  case lazyClass = "lazy-class"
  case unbuildableClass = "unbuildable-class"
  case arguments = "wrong-arguments"
  case invalidArgument = "invalid-argument"
  case recursiveClass = "recursive-class"
  case invalidName = "invalid-name"
  case tie = "invalid-tie"
  case from = "invalid-from"
  case fromCycle = "from-cycle"
  case unusedLet = "unused-let"
  case unusedClass = "unused-class"
  case unusedIndex = "unused-index"
  case keptLet = "let-not-given"
  case classNotTold = "class-not-told"
  case childrenNotTold = "children-not-told"
  case shapesNotTold = "shapes-not-told"

  // Rules.
  case pattern = "invalid-pattern"
  case repeatedValue = "repeated-value"
  case ruleMatchesNothing = "rule-matches-nothing"
  case ruleWithoutEffect = "rule-without-effect"
  case idleException = "except-without-effect"
  case unmatchedParameter = "unmatched-parameter"
  case digitClass = "digits-not-numbers"
  case oneDigit = "one-digit-only"
  case slicePastEnd = "slice-past-end"
  case globOvershoot = "glob-hits-more-indices"
  case nestedIndex = "index-hits-nested-lists"
  case tiedStates = "tied-states-differ"
  case tiedException = "tied-name-excepted"
  case tiedReach = "tied-name-follows"
  case untrainableType = "untrainable-type"
  case expectation = "expectation-failed"
  case vacuousExpectation = "expectation-always-holds"
  case planDiffers = "plan-differs"

  // Training.
  case noSuchModule = "no-such-module"
  case nothingTrains = "nothing-trains"
  case everythingTrains = "everything-trains"
  case unmatchedTrains = "unmatched-trains"
  case runningStatistics = "running-statistics-move"
  case frozenDropout = "dropout-in-frozen-part"
  case frozenMaxNorm = "max-norm-in-frozen-part"
  case splitLayer = "weight-and-bias-differ"
  case backwardReach = "backward-through-frozen"
  case runWithHole = "run-with-hole"
  case mixedUnit = "mixed-fsdp-unit"

  // The weights that training starts from.
  case frozenWithoutWeights = "frozen-without-weights"
  case weightsMissing = "weights-missing"
  case weightsReshaped = "weights-reshaped"
  case weightsUnexpected = "weights-unexpected"

  // Comments.
  case unusedIgnore = "unused-ignore"
  case malformedIgnore = "malformed-ignore"

  // The settings of other tools.
  case settingRefused = "setting-refused"
  case settingDoesNothing = "setting-does-nothing"
  case settingMisread = "setting-misread"
  case settingNotCarried = "setting-not-carried"
  case statesDiffer = "states-differ"

  /// The codes of what is found only where a plan is held against a checkpoint.
  static let ofWeights: [DiagnosticCode] = [
    .frozenWithoutWeights, .weightsMissing, .weightsReshaped, .weightsUnexpected,
  ]

  /// How much its findings weigh.
  public var severity: Diagnostic.Severity { entry.severity }

  /// What the kind of finding is, as one sentence, for readers who have no documentation at hand.
  public var summary: String { entry.summary }

  /// Whether it is found in a plan, for which all of the config has been read.
  var isOfPlan: Bool {
    switch self {
    case .unreadable, .unfollowedLink, .noConfig, .cannotRun, .encoding, .yamlSyntax,
      .emptyDocument, .multipleDocuments, .limit, .unknownAlias, .recursiveAlias, .tag, .unquoted,
      .merge, .nonScalarKey, .duplicateKey, .unknownKey, .missingKey, .conflictingKeys, .wrongType,
      .invalidValue, .version, .expressionSyntax, .unknownName, .evaluation, .unknownClass,
      .lazyClass, .unbuildableClass, .arguments, .invalidArgument, .recursiveClass, .invalidName,
      .tie, .from, .fromCycle, .unusedLet, .unusedClass,
      .unusedIndex, .keptLet, .pattern, .repeatedValue:
      false
    default: true
    }
  }

  private var entry: (severity: Diagnostic.Severity, summary: String) {
    switch self {
    case .unreadable: (.error, "The file cannot be read.")
    case .unfollowedLink: (.warning, "A link of a searched folder leads out of the repository.")
    case .noConfig: (.warning, "The folders that were searched hold no config.")
    case .cannotRun: (.error, "The command could not do what was asked.")
    case .encoding: (.error, "The bytes are not text in UTF-8 or UTF-16.")
    case .yamlSyntax: (.error, "The text is not YAML.")
    case .emptyDocument: (.error, "The document is empty.")
    case .multipleDocuments: (.error, "The file holds a second document.")
    case .limit: (.error, "A bound of the limits is passed.")
    case .unknownAlias: (.error, "An alias names no anchor before it.")
    case .recursiveAlias: (.error, "An anchor's node holds its own alias.")
    case .tag: (.error, "A tag, which the language does not have.")
    case .unquoted: (.error, "A glob or a call that YAML reads as something else.")
    case .merge: (.error, "`<<` merges something that is no mapping.")
    case .nonScalarKey: (.error, "A key that is a sequence or a mapping.")
    case .duplicateKey: (.error, "A key stands twice in a mapping.")
    case .unknownKey: (.error, "A key that the language does not have here.")
    case .missingKey: (.error, "A key that must be there is not.")
    case .conflictingKeys: (.error, "Two keys that exclude each other.")
    case .wrongType: (.error, "A value of the wrong kind.")
    case .invalidValue: (.error, "A value of the right kind that is not allowed.")
    case .version: (.error, "A format version that this program does not know.")
    case .expressionSyntax: (.error, "An expression that cannot be parsed.")
    case .unknownName: (.error, "A name that is not defined.")
    case .evaluation: (.error, "An operation that Python refuses, such as a division by zero.")
    case .unknownClass: (.error, "A class that is neither torch.nn's nor declared.")
    case .lazyClass: (.error, "A Lazy class, whose shapes only a forward pass tells.")
    case .unbuildableClass: (.error, "A class that needs a tensor or a function.")
    case .arguments: (.error, "Arguments that do not fit the signature.")
    case .invalidArgument: (.error, "An argument that the class refuses.")
    case .recursiveClass: (.error, "A class that contains itself.")
    case .invalidName: (.error, "A name that a module, parameter or buffer cannot have.")
    case .tie: (.error, "A tie that names no parameter, or disagreeing ones.")
    case .from: (.error, "`from` cannot be followed.")
    case .fromCycle: (.error, "Files that include each other.")
    case .unusedLet: (.warning, "A value of `let` that is never used.")
    case .unusedClass: (.warning, "A class under `classes` that is never used.")
    case .unusedIndex: (.warning, "An index of a repeat that nothing in it uses.")
    case .keptLet: (.warning, "A value of `let` that a file of `from` has too, and is not given.")
    case .classNotTold:
      (.error, "A selector asks for a class, and those of some modules are not known.")
    case .childrenNotTold:
      (.error, "A path counts modules, and not all that there are, or not their order, are known.")
    case .shapesNotTold:
      (.error, "An expectation counts elements, and not all shapes are known.")
    case .pattern: (.error, "A pattern that cannot be parsed.")
    case .repeatedValue: (.warning, "A list or a choice in a pattern holds the same twice.")
    case .ruleMatchesNothing: (.error, "A rule, or a value in it, that matches no parameter.")
    case .ruleWithoutEffect: (.warning, "A rule that changes no parameter's final state.")
    case .idleException: (.warning, "An `except` that takes nothing away.")
    case .unmatchedParameter:
      (.error, "A parameter that no rule matches, where `unmatched: error` demands one.")
    case .digitClass: (.error, "A class of characters that was meant as numbers, as in `[8-11]`.")
    case .oneDigit: (.warning, "A pattern such as `layer.?`, which of twelve layers takes ten.")
    case .slicePastEnd: (.warning, "A slice such as `[:20]` of twelve modules.")
    case .globOvershoot: (.warning, "A glob such as `layer.1*`, which also hits `layer.10`.")
    case .nestedIndex: (.warning, "A pattern whose number hits a list and another list within it.")
    case .tiedStates: (.error, "Two names of one tensor drawn to different states.")
    case .tiedException:
      (.warning, "A rule decides a tensor by one name though `except` names another.")
    case .tiedReach:
      (.warning, "A rule changes the state of a name that it does not match, by way of a tie.")
    case .untrainableType: (.error, "A rule trains a type that PyTorch does not train.")
    case .expectation: (.error, "An expectation that does not hold.")
    case .vacuousExpectation: (.warning, "An expectation that no plan can break.")
    case .planDiffers: (.error, "The plan differs from the one that was saved.")
    case .noSuchModule: (.error, "An entry of `eval` or `wrap` for which the model has no module.")
    case .nothingTrains: (.warning, "Every parameter is frozen.")
    case .everythingTrains: (.warning, "Every parameter trains, although rules freeze.")
    case .unmatchedTrains:
      (.warning, "A rule says what trains, and parameters that no rule matches train too.")
    case .runningStatistics: (.warning, "A frozen norm layer whose running statistics still move.")
    case .frozenDropout: (.warning, "A dropout in a frozen part of the model that still fires.")
    case .frozenMaxNorm: (.warning, "A frozen embedding whose `max_norm` still scales its rows.")
    case .splitLayer:
      (.warning, "A layer's weight and bias are in different states, by an oversight it seems.")
    case .backwardReach:
      (.warning, "Something trains below a long frozen stretch, by an oversight it seems.")
    case .runWithHole:
      (.warning, "A run of numbered modules is in one state, but for one in the middle.")
    case .mixedUnit: (.warning, "A module that FSDP wraps holds frozen and trainable parameters.")
    case .frozenWithoutWeights:
      (.error, "A frozen parameter that the weights lack, and that stays at random values.")
    case .weightsMissing:
      (.warning, "Parameters that the weights lack, by an oversight it seems.")
    case .weightsReshaped: (.warning, "A parameter that has another shape in the weights.")
    case .weightsUnexpected:
      (.warning, "Weights that the model has no place for, by an oversight it seems.")
    case .unusedIgnore: (.warning, "A comment that silences no warning.")
    case .malformedIgnore:
      (.warning, "A comment that was meant to silence a warning, in another spelling.")
    case .settingRefused: (.error, "A setting of another tool that cannot become rules.")
    case .settingDoesNothing:
      (.warning, "A setting of another tool that does nothing there, in silence.")
    case .settingMisread: (.warning, "A setting that the other tool reads otherwise than it looks.")
    case .settingNotCarried: (.warning, "A setting of another tool that a config cannot say.")
    case .statesDiffer: (.error, "The imported rules are not what the other tool does.")
    }
  }
}
