import ArgumentParser
import FreezeSpec
import SystemPackage

extension RulesTool: Choice {}

/// The options of `freezespec import --rules`.
struct ImportedRulesOptions: ParsableArguments {
  @Option(
    name: .customLong("rules"),
    help: ArgumentHelp("The other tool's file of settings.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var file: String?

  @Option(name: .customLong("for"), help: "The tool whose file that is.")
  var tool: RulesTool?

  @Option(
    help: ArgumentHelp(
      "What has the model: a config, or a SOURCE as without --rules.", valueName: "model"),
    completion: .config)
  var model: String?

  @Option(help: "Of a schedule, the phase that the config is to have.")
  var phase: Int?

  @Option(help: "How many layers the model has, where it does not tell by itself.")
  var layers: Int?

  /// Refuses options that do not go together.
  func check() throws {
    guard file != nil else {
      if tool != nil || model != nil || phase != nil || layers != nil {
        throw ValidationError("--for, --model, --phase and --layers go with --rules.")
      }
      return
    }
    guard let tool else {
      let names = RulesTool.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("--rules takes --for with the tool, which is one of \(names).")
    }
    guard let model else {
      throw ValidationError(
        "--rules takes --model with a config that has the model, or a SOURCE of one.")
    }
    if model == "-" {
      throw ValidationError("--model has to be a file: the new config refers to it.")
    }
    if phase != nil, tool != .finetuningScheduler {
      throw ValidationError("--phase goes with --for finetuning-scheduler.")
    }
    if layers != nil, tool != .llamaFactory {
      throw ValidationError("--layers goes with --for llama-factory.")
    }
    if let phase, phase < 0 { throw ValidationError("--phase counts from 0.") }
    if let layers, layers < 1 { throw ValidationError("--layers is 1 or more.") }
  }

  /// Writes the config, and tells what was found.
  ///
  /// - Parameter architecture: What was imported of the model, where that is no config.
  func run(_ options: ConfigOptions, _ result: ResultOutput, architecture: String?) throws {
    guard var file, let tool, let model else { return }
    if tool == .peft, Files.kind(of: FilePath(file)) == .folder {
      file = FilePath(file).appending("adapter_config.json").shown
    }
    let configs = options.configs
    let settingsFile: ConfigFile
    let modelFile: ConfigFile
    var read = file
    do throws(FileError) {
      settingsFile = try configs.open(file)
      read = model
      if let architecture {
        modelFile = ConfigFile(
          shown: model, location: Files.here.appending("-"), bytes: Array(architecture.utf8))
      } else {
        modelFile = try configs.open(model)
      }
    } catch {
      try options.report([.unreadable(read, error.message)]) {}
      throw Failure.reported(.cannotRun)
    }
    if architecture == nil, let output = result.output, output != "-",
      OutputFile(argument: output).isSame(as: OutputFile(argument: model))
    {
      throw Failure("cannot write \(output): it was read for this; write to another file")
    }
    let target = target(result.output)
    let imported = RulesImport(
      RulesImport.Request(
        tool: tool, file: settingsFile, model: modelFile,
        modelReader: configs.reader(for: modelFile),
        origin: architecture.map(ModelOrigin.text)
          ?? .file(path(to: modelFile.location, from: target.location.folder)), target: target,
        targetReader: configs.reader(for: target), phase: phase ?? 0, layers: layers))
    let outcomes = [imported.settings, imported.plan].compactMap(\.self).map {
      $0.treating(warningsAsErrors: options.strict)
    }
    try options.report(outcomes) {
      if let config = imported.config { try result.write(config) }
    }
    if imported.config == nil || outcomes.contains(where: \.hasErrors) {
      throw Failure.reported(.hasErrors)
    }
  }

  /// The file that the config is to be, from whose folder its paths count.
  private func target(_ output: String?) -> ConfigFile {
    guard let output, output != "-" else {
      return ConfigFile(shown: "<stdout>", location: Files.here.appending("-"), bytes: [])
    }
    let path = Files.here.pushing(FilePath(output))
    let folder = Files.realPath(path.folder) ?? path.folder.lexicallyNormalized()
    return ConfigFile(
      shown: output,
      location: folder.pushing(FilePath(root: nil, path.lastComponent.map { [$0] } ?? [])),
      bytes: [])
  }

  /// The way from a folder to a file, both without links.
  private func path(to file: FilePath, from folder: FilePath) -> String {
    var names = Array(file.components)
    var around = Array(folder.components)
    while let first = names.first, first == around.first, names.count > 1 {
      names.removeFirst()
      around.removeFirst()
    }
    return FilePath(root: nil, around.map { _ in ".." } + names).shown
  }
}
