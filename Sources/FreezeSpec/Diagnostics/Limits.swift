/// The bounds that keep a hostile file from taking the machine's time or memory.
package enum Limits {
  /// Bytes of YAML in one file.
  package static let documentBytes = 64 << 20
  /// Bytes of one saved plan.
  package static let savedPlanBytes = 512 << 20
  /// Bytes that are read of a file of weights: the header of safetensors, an index, a table of contents,
  /// or the pickles of `torch.save`.
  package static let checkpointHeaderBytes = 100_000_000
  /// Bytes that are read so of all checkpoints together that one config or command names, those of a
  /// file that is named again among them.
  package static let checkpointBytes = 400_000_000
  /// Files in which one checkpoint may lie.
  static let checkpointFiles = 10_000
  /// Values that a pickle may push onto its stack, or keep under a number.
  static let pickleValues = 10_000_000
  /// Values on the stack of a pickle at once.
  static let pickleStack = 2_000_000
  /// Bytes that what a pickle makes may take for each of its own: a tensor takes some ten.
  static let pickleMemoryFactor = 16
  /// Bytes that what any pickle makes may take, however short it is.
  static let pickleMemoryFloor = 64 << 20
  /// Bytes of one scalar.
  static let scalarBytes = 1 << 20
  /// Levels of nesting: of YAML collections, of parentheses in an expression, of modules.
  static let nesting = 128
  /// Nodes, and bytes of text, that aliases may expand to, as a multiple of the document's own.
  static let aliasFactor = 10
  /// Nodes that aliases may expand to in any document, however small.
  static let aliasFloor = 10_000
  /// Bytes of text that aliases may expand to in any document.
  static let aliasBytesFloor = 1 << 20
  /// Entries that the merge keys of one document may add.
  static let mergedEntries = 1_000_000
  /// Blanks and line breaks in a row with text after them: libyaml clears as much memory again after
  /// each word of the scalar in which they stand.
  static let whitespaceRun = 4_096
  /// Nodes between brackets, each counted once for every bracket around it: libyaml looks at all
  /// open brackets for each word between them.
  static let bracketWork = 200_000_000
  /// Parameters of one model.
  static let parameters = 10_500_000
  /// Tensors that a repeat or a layer makes for one module itself.
  static let ownTensors = 2_000_000
  /// Further names that shared modules give a model's parameters.
  static let sharedNames = 1_000_000
  /// Parameters of a plan that is compared with another.
  static let comparedParameters = 1_000_000
  /// Bytes of the first names of its parameters together.
  static let comparedNameBytes = 1 << 26
  /// Components of all names of such a plan together.
  static let comparedComponents = 10_000_000
  /// Parameters of a plan that is shown as a page: a browser opens no larger one.
  static let pageParameters = 2_000_000
  /// Parameters of a plan that is exported: each is looked at once for every level of its name.
  static let exportedParameters = 200_000
  /// Bytes of the first names of its parameters together.
  static let exportedNameBytes = 1 << 25
  /// Modules of one model.
  static let modules = 8_000_000
  /// Bytes of one name: of a module, a parameter or a buffer within its parent, of a class, or of a value
  /// in expressions; and of what a class prints between its parentheses.
  static let nameBytes = 4_096
  /// Bytes of all full names of a model's modules, parameters and buffers together, with the class of
  /// each parameter and what each module prints: reports hold as much, and more.
  static let modelTextBytes = 1 << 28
  /// Such bytes for each parameter of a module without ties, where those are more.
  static let modelTextBytesPerParameter = 96
  /// How often a byte counts there that is no printable ASCII: the character is looked up before it is printed.
  static let unusualByteFactor = 16
  /// Bytes that `print(model)` may take.
  static let printedBytes = 1 << 28
  /// Findings of a config that are kept and printed.
  static let diagnostics = 1_000
  /// States of the automaton that one pattern may need before determinisation.
  static let patternStates = 20_000
  /// States of the automaton that all patterns together may need.
  static let automatonStates = 4_000_000
  /// Numbers of four bytes in the tables of states that matching makes of an automaton, before they
  /// are thrown away and begun anew.
  static let automatonTable = 1 << 24
  /// Steps in which such states are made, over all names and patterns of a run, and in which what
  /// matches the names of tied tensors is put together.
  static let matchingSteps = 100_000_000
  /// Rules in all the different sets of rules that match some parameter, counted once a set.
  static let overlappingRules = 2_000_000
  /// How often rules may match, all parameters together: a plan lists every rule that matches one.
  static let ruleMatches = 20_000_000
  /// Files that one config may reach through `from`.
  static let files = 256
  /// Bytes of the files to which `from` leads, each counted for every way in which it is named.
  static let referencedBytes = 256 << 20
  /// Files in a row, each of which names the next in its `from`.
  static let fileNesting = 32
  /// Characters of a string, and items of a list, that an expression may build.
  static let expressionItems = 1_000_000
  /// Steps of evaluation: an operator, a name, an item of a list.
  static let evaluationSteps = 20_000_000
  /// Further steps for every byte of YAML: what is written out can be made.
  static let evaluationStepsPerByte = 16
  /// Steps that a module counts for when it is made; what stands in several places is made once.
  static let stepsPerModule = 50
  /// Steps that a parameter or a buffer counts for when its module is made.
  static let stepsPerTensor = 10
  /// Steps that a file counts for when it is built by a `from`.
  static let stepsPerFile = 1_000
  /// Temperatures of a softmax: each has as many probabilities as there are logits.
  static let temperatures = 32
  /// Probabilities of a softmax at all its temperatures together.
  static let probabilities = 10_000_000
  /// Steps in which symbolic links are followed on the disk, in all of a run: a component of what a link
  /// says, and a folder that is opened behind it.
  package static let linkSteps = 2_000_000
  /// Bytes of what the symbolic links of a git revision say.
  package static let revisionLinkBytes = 64 << 20
  /// Steps in which these are followed: a component of a path that is looked up, and one more for each
  /// 64 bytes before it.
  package static let revisionLinkSteps = 10_000_000
  /// Configs that may differ from a git revision.
  package static let comparedConfigs = 10_000
  /// Bytes of these, on both sides together.
  package static let comparedConfigBytes = 1 << 27
  /// Arguments of a declared class, and keywords of a call.
  static let arguments = 1_000
  /// Steps in which an import finds what modules of a class have in common, and which values follow
  /// from which: a value of a module that is looked at.
  static let importSteps = 20_000_000

  // Past these a message only says less, or a comment is none: nobody meets them as an error.

  /// Columns of a line of a config that are shown under a finding in a file or a pipe: more than a name
  /// has.
  package static let excerptColumns = 5_000
  /// Bytes of a report behind which such lines have ``narrowColumns`` at most.
  static let wideExcerptBytes = 1_000_000
  /// Columns of a line that is shown in a report of many long ones.
  static let narrowColumns = 200
  /// Settings of another tool that an imported config lists in each of its comments.
  static let listedSettings = 20
  /// Names among which the one nearest to a mistyped word is searched.
  static let suggestionCandidates = 10_000
  /// Bytes of a mistyped word that are held against them.
  static let suggestionBytes = 256
  /// Comparisons of letters in one such search; with long names fewer candidates are looked at.
  static let suggestionWork = 4_000_000
  /// The same in all searches for what selectors of a kind may have meant.
  static let selectorSuggestionWork = 100_000_000
  /// Findings of a run after which none is given a nearest name any more.
  static let suggestions = 50
  /// Bytes of the patterns that the items of choices make, each with the rest of its value.
  static let patternPartBytes = 4_000_000
  /// Modules that are looked at to tell where a path leads.
  static let pathVisits = 20_000
  /// Bytes of all names that one cure looks at, to tell what they have in common.
  static let sampledNameBytes = 16_384
  /// Bytes of all names that selectors which match nothing are held against.
  static let surveyedNameBytes = 1 << 26
  /// Names of parameters among which one that is asked for, and not there, is searched.
  static let searchedNames = 200_000
  /// Bytes of a line in which a text is searched that YAML misreads for want of quotes.
  static let misreadLineBytes = 10_000
  /// Bytes of the codes in one comment that silences warnings.
  static let ignoreCommentBytes = 1_000
  /// Cures of one config that are tried on its text, each of which takes a run of its own.
  static let triedCures = 4
  /// Bytes of a config of which cures are tried so.
  static let triedBytes = 1 << 16
  /// Rounds in which the fixes of a config are carried out: each may bring further errors to light.
  static let fixRounds = 100
  /// Fixes that one round tries.
  static let fixes = 1_000
  /// Numbers about which the model is asked to cure classes of characters that were meant as numbers.
  static let askedNumbers = 5_000
  /// For how many classes of digits that match nothing a missing prefix is looked for.
  static let prefixedClasses = 50
  /// Names of a tensor that a diff tells to have come, or gone.
  static let toldNames = 100
  /// Names that are folded for one message.
  static let foldedNames = 10_000
  /// Parameters that are folded for one expectation that fails, and for all of them.
  static let foldedOffenders = 20_000
  static let allFoldedOffenders = 200_000
  /// Files of a git revision that went, and from which one that came may be renamed.
  package static let renameFiles = 10_000
  /// Bytes of these, and of those that came.
  package static let renameBytes = 1 << 25
  /// Files that went with which one that came is compared for the lines that they share, and as many
  /// for their name.
  package static let renameCandidates = 32
  /// Lines that are compared so in all; beyond them, only equal files are paired.
  package static let renameLines = 1 << 26
  /// Modules, tensors and places of children that an import may make to find out which calls make the
  /// modules of a model, and so many more for each module and tensor that it has.
  static let triedWork = 1_000_000
  static let triedWorkFactor = 32
  /// Runs that judge the fixes of all configs of a run, as a multiple of the number of configs.
  static let fixRuns = 100
}
