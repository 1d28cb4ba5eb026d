/// Decodes a config, and the configs that its `from` entries name.
struct ConfigLoader {
  /// What was found.
  private(set) var diagnostics = DiagnosticCollector()
  /// The texts that were read.
  private(set) var sources = SourceMap()
  /// The comments in them that silence warnings.
  private(set) var ignores = IgnoreComments()
  private let reader: ReferenceReader
  /// The arguments of a class of torch.nn by its name, which messages about misplaced keys tell.
  private let argumentsOfClass: (String) -> [String]?
  private var entries: [ConfigSet.Entry?] = []
  /// What tells the file of each entry from all others, and where those are.
  private var identities: [[UInt8]] = []
  private var index = HashIndex()
  /// What paths lead to, without bytes: one file may be named in any number of ways.
  private var read: [Reference: Result<ReferencedFile, ConfigFileError>] = [:]
  private var path: [ConfigFile] = []
  private var totalBytes = 0
  /// The bytes of all that was read for a path, those of a file that was there already among them.
  private var bytesRead = 0
  /// Why no further file is read, where there was too much.
  private var refusal: String?
  private let mostBytes: Int
  private let mostBytesRead: Int
  /// How much checkpoints say.
  private var checkpointBytes = 0
  private var checkpointTensors = 0
  private let mostTensors: Int
  private let reading = CheckpointReading()

  /// A path as it stands in a file, which is read once.
  private struct Reference: Hashable {
    let referrer: [UInt8]
    let path: ExactString
  }

  init(
    reader: ReferenceReader, mostBytes: Int = Limits.documentBytes,
    mostBytesRead: Int = Limits.referencedBytes, mostTensors: Int = Limits.parameters,
    argumentsOfClass: @escaping (String) -> [String]?
  ) {
    self.mostTensors = mostTensors
    self.reader = reader
    self.mostBytes = mostBytes
    self.mostBytesRead = mostBytesRead
    self.argumentsOfClass = argumentsOfClass
  }

  /// Loads a config.
  ///
  /// - Returns: The config with all files it names, or `nil` where the file itself is not YAML.
  mutating func load(_ file: ConfigFile) -> ConfigSet? {
    guard decode(file) != nil else { return nil }
    // A file that another names and that is not YAML has no entry; an empty one takes its place.
    var whole: [ConfigSet.Entry] = []
    for entry in entries {
      whole.append(
        entry ?? ConfigSet.Entry(config: FreezeConfig(name: ""), references: [:]))
    }
    return ConfigSet(entries: whole, bytes: totalBytes + checkpointBytes)
  }

  private mutating func decode(_ file: ConfigFile) -> Int? {
    let index = entries.count
    entries.append(nil)
    identities.append(file.identity)
    self.index.insert(index, file.identity)
    totalBytes += file.bytes.count

    let id = UInt16(sources.files.count)
    let parsed = (id == 0 ? file.parsed : nil) ?? ParsedConfig(file, id: id)
    let source = parsed.source
    _ = sources.add(source)
    diagnostics.add(parsed.diagnostics)
    guard let root = parsed.root else { return nil }
    ignores.read(source, file: id, root)
    let config = ConfigDecoder.decode(
      root, source: source, &diagnostics, argumentsOfClass: argumentsOfClass)
    var entry = ConfigSet.Entry(config: config, references: [:])
    path.append(file)
    for reference in config.references {
      if let target = follow(reference, from: file) { entry.references[reference] = target }
    }
    path.removeLast()
    entries[index] = entry
    return index
  }

  private mutating func follow(_ reference: FileReference, from referrer: ConfigFile) -> Int? {
    let key = Reference(referrer: referrer.identity, path: ExactString(reference.path))
    if read[key] == nil, let refusal {
      diagnostics.add(Diagnostic(.limit, refusal, at: reference.span))
      return nil
    }
    let result = read[key] ?? reader.read(reference.path, referrer)
    // Nothing is made of a config that is asked for a part of a checkpoint: it is read again.
    if reference.key == nil || (try? result.get().isConfig) != true {
      read[key] = result.map(\.withoutBytes)
    }
    switch result {
    case .failure(let failure):
      diagnostics.add(
        Diagnostic(.from, failure.message, at: reference.span, help: failure.help))
      return nil
    case .success(.checkpoint(let file)): return follow(reference, to: file)
    case .success(.config(let file)):
      bytesRead += file.bytes.count
      if bytesRead > mostBytesRead {
        refusal =
          "`from` leads to more than \(mostBytesRead >> 20) MiB, files that are named in several ways "
          + "counted each time"
      }
      if let key = reference.key {
        diagnostics.add(
          Diagnostic(
            .from, "`key` chooses a part of a checkpoint, and \(clipped(file.path)) is none",
            at: key.span))
        return nil
      }
      if let start = path.firstIndex(where: { $0.identity == file.identity }) {
        let cycle = path[start...].map(\.path) + [file.path]
        diagnostics.add(
          Diagnostic(
            .fromCycle, "files cannot contain each other: \(cycle.joined(separator: " → "))",
            at: reference.span))
        return nil
      }
      if path.count > Limits.fileNesting {
        diagnostics.add(
          Diagnostic(
            .limit, "files name each other over more than \(Limits.fileNesting) levels",
            at: reference.span))
        return nil
      }
      if let known = index.number(of: file.identity, in: identities) {
        return entries[known] == nil ? nil : known
      }
      if entries.count >= Limits.files {
        diagnostics.add(
          Diagnostic(
            .limit, "a config can reach at most \(Limits.files) files", at: reference.span))
        return nil
      }
      if totalBytes + file.bytes.count > mostBytes {
        refusal = "a config and its files can have at most \(mostBytes >> 20) MiB"
      }
      if let refusal {
        diagnostics.add(Diagnostic(.limit, refusal, at: reference.span))
        return nil
      }
      return decode(file)
    }
  }

  /// Reads a checkpoint.
  private mutating func follow(_ reference: FileReference, to file: CheckpointFile) -> Int? {
    let identity = file.identity + [0] + (reference.key?.text.utf8 ?? "".utf8)
    if let known = index.number(of: identity, in: identities) {
      return entries[known] == nil ? nil : known
    }
    if entries.count >= Limits.files {
      diagnostics.add(
        Diagnostic(.limit, "a config can reach at most \(Limits.files) files", at: reference.span))
      return nil
    }
    if let refusal {
      diagnostics.add(Diagnostic(.limit, refusal, at: reference.span))
      return nil
    }
    let number = entries.count
    entries.append(nil)
    identities.append(identity)
    index.insert(number, identity)
    do throws(CheckpointError) {
      let checkpoint = try file.read(reference.key?.text, reading)
      // A checkpoint that is written out can be made however large, as a config can.
      checkpointTensors += checkpoint.tensors.count
      if checkpointTensors > mostTensors {
        let message =
          "the checkpoints of a config hold at most \(grouped(mostTensors)) tensors together"
        refusal = message
        diagnostics.add(Diagnostic(.limit, message, at: reference.span))
        return nil
      }
      for tensor in checkpoint.tensors { checkpointBytes += tensor.name.utf8.count + 64 }
      entries[number] = ConfigSet.Entry(
        config: FreezeConfig(name: ""), references: [:], checkpoint: checkpoint)
      return number
    } catch {
      diagnostics.add(
        Diagnostic(
          .from, "cannot read \(clipped(file.path)): \(error.message)", at: reference.span,
          help: error.helpInConfig))
      return nil
    }
  }
}
