import ArgumentParser
import FreezeSpec
import SystemPackage

/// `freezespec import`.
struct Import: ResultCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Write a model of PyTorch, or another tool's freeze settings, as a config.",
    discussion: """
      SOURCE is torch:package.module:callable or torch:path/file.py:callable, hf:NAME_OR_FOLDER, \
      torchvision:NAME or timm:NAME, and is built by your own Python, without its weights; or it is a \
      checkpoint, a file of safetensors or torch.save's or a folder of them, of which nothing is executed. \
      With --rules it is another tool's settings that become a config, with the same states.
      """)

  @Argument(
    help: ArgumentHelp(
      "What to import; with --check the config, and behind it what to hold it against."))
  var sources: [String] = []

  @Flag(help: "Compare a config with its source in place of writing one.")
  var check = false

  @Option(
    name: .customLong("arg"),
    help: ArgumentHelp(
      "What the callable is given: a Python literal, else text. Can be given again.",
      valueName: "name=value"))
  var arguments: [String] = []

  @Option(
    name: .customLong("class"),
    help: ArgumentHelp("The class of transformers, for hf:.", valueName: "class"))
  var className: String?

  @Option(help: ArgumentHelp("The Python that builds the model.", valueName: "path"))
  var python = "python3"

  @Option(
    help: ArgumentHelp(
      "Where in a file of torch.save's the weights are, such as state_dict.", valueName: "key"))
  var key: String?

  @OptionGroup var rules: ImportedRulesOptions
  @OptionGroup var options: ConfigOptions

  @Option(name: .output, help: .output, completion: .file())
  var output: String?

  func validate() throws {
    try rules.check()
    if rules.file == nil { return }
    if !sources.isEmpty || check {
      throw ValidationError("--rules takes its model from --model, and no SOURCE.")
    }
  }

  func run() throws {
    if rules.file != nil {
      return try rules.run(
        options, result, architecture: try rules.model.flatMap(architecture(ofModel:)))
    }
    if check { return try runCheck() }
    guard let source = sources.first, sources.count == 1 else {
      throw Failure(
        sources.isEmpty ? "no SOURCE is given" : "one SOURCE is imported at a time",
        help: [ImportSource.forms])
    }
    try result.write(Array(try text(of: source).utf8))
  }

  /// The architecture of a source.
  private func text(of source: String) throws -> String {
    guard ImportSource.isOfPython(source) else {
      let checkpoint = try ImportedCheckpoint(
        source, key: key, className: className, arguments: arguments)
      do {
        return try checkpoint.read(allowsOutside: options.allowOutside).architecture()
      } catch let error as ImportError {
        throw Failure("cannot import \(source): \(error.message)", help: error.help)
      }
    }
    let imported = try ImportSource(source, className: className, arguments: arguments)
    let json = try imported.description(python: python)
    do {
      return try ModelImport.architecture(describedBy: json, source: imported.words)
    } catch let error as ImportError {
      throw Failure(error.message, help: error.help)
    }
  }

  /// The architecture of a model that is given for rules; `nil` where it is a config.
  private func architecture(ofModel source: String) throws -> String? {
    if ImportSource.isOfPython(source) { return try text(of: source) }
    let place = Place(FilePath(source))
    if place.failure == nil, (try? CheckpointFiles.isCheckpoint(place)) == true {
      return try text(of: source)
    }
    if !arguments.isEmpty || className != nil || key != nil {
      throw Failure("--arg, --class and --key are for a SOURCE, and \(source) is a config")
    }
    return nil
  }

  /// Holds a config against a checkpoint.
  private func hold(_ file: ConfigFile, against source: ImportedCheckpoint) throws {
    let difference: ModelDifference?
    do {
      difference = try source.read(allowsOutside: options.allowOutside)
        .difference(of: file, reader: options.configs.reader(for: file))
    } catch let error as ImportError {
      throw Failure("cannot compare with \(source.words): \(error.message)", help: error.help)
    }
    guard let difference else {
      return try result.write(MessageText.render(["\(file.path) is \(source.words)"]))
    }
    try result.write(difference.diff(from: file.path, to: source.words))
    throw Failure.partly("\(file.path) is not \(source.words): \(difference.message)")
  }

  /// Holds a config against its source.
  private func runCheck() throws {
    guard let config = sources.first, sources.count <= 2 else {
      throw Failure(
        "--check takes a config, and behind it a SOURCE where its head names none",
        help: ["freezespec import --check arch/model.yaml"])
    }
    let file: ConfigFile
    do throws(FileError) {
      file = try options.configs.open(config)
    } catch {
      throw Failure("cannot read \(config): \(error.message)")
    }
    let words = ImportedSource(headOf: file.bytes)?.words
    // What a file names is inside of the folders that its `from` may not leave.
    let enclosure = options.configs.enclosure(ofReferencesIn: file)
    let checkpoint: ImportedCheckpoint?
    if sources.count == 2 {
      checkpoint =
        ImportSource.isOfPython(sources[1])
        ? nil
        : try ImportedCheckpoint(
          sources[1], key: key, className: className, arguments: arguments)
    } else {
      checkpoint = words.flatMap { ImportedCheckpoint(words: $0, enclosure: enclosure) }
    }
    if let checkpoint { return try hold(file, against: checkpoint) }
    let imported: ImportSource
    if sources.count == 2 {
      imported = try ImportSource(sources[1], className: className, arguments: arguments)
    } else if let words {
      imported = try ImportSource(words: words)
      try imported.refuseOutside(enclosure)
      if imported.choosesCode {
        throw Failure(
          "\(config) names code to run, which a config may not: `\(imported.words)`",
          help: [
            "where you trust it, give it yourself: freezespec import --check "
              + "\(ShellWords.quoted(config)) \(imported.words)"
          ])
      }
    } else {
      throw Failure(
        "\(config) does not say where it was imported from",
        help: ["give the source: freezespec import --check \(config) torchvision:NAME"])
    }
    let json = try imported.description(python: python)
    let difference: ModelDifference?
    do throws(ImportError) {
      difference = try ModelImport.difference(
        of: file, reader: options.configs.reader(for: file), fromModelDescribedBy: json)
    } catch {
      throw Failure(error.message, help: error.help)
    }
    guard let difference else {
      return try result.write(MessageText.render(["\(file.path) is \(imported.words)"]))
    }
    try result.write(difference.diff(from: file.path, to: imported.words))
    throw Failure.partly("\(file.path) is no longer \(imported.words): \(difference.message)")
  }
}
