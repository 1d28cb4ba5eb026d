import FreezeSpec
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The configs of a search with those fixes carried out that leave no choice, before anything is
/// written.
struct FixedConfigs {
  /// What comes of each entry of the search, in its order; nothing of a file that is no config.
  let outcomes: [PlanOutcome?]
  /// The files that change.
  let files: [ConfigFixer.FixedFile]
  /// Whether there may be further fixes, which another run finds.
  let hasMore: Bool

  private enum Item: Sendable {
    /// A config, and the folder in which files may be changed for it; none for standard input, of
    /// which changes are only shown.
    case config(ConfigFile, root: FilePath?)
    case outcome(PlanOutcome)
  }

  init(_ search: ConfigSearch, _ options: ConfigOptions) {
    let items = search.entries.map { Self.item($0, options) }
    var targets: [ConfigFixer.Target] = []
    var roots: Set<FilePath> = []
    var inputs: Set<[UInt8]> = []
    for case .config(let file, let root)? in items {
      targets.append(
        ConfigFixer.Target(file) { [configs = options.configs] in configs.reader(for: file) })
      if let root { roots.insert(root) } else { inputs.insert(file.location.bytes) }
    }
    let enclosures = roots.map { Enclosure($0, allowsOutside: false) }
    let fixer = ConfigFixer(targets, isStrict: options.strict) { file in
      if inputs.contains(file.location.bytes) { return nil }
      return Self.refusal(of: file, enclosures)
    }
    files = fixer.fixedFiles
    hasMore = fixer.hasMore
    var fixed = fixer.outcomes.makeIterator()
    outcomes = items.map { item in
      guard let item else { return nil }
      return switch item {
      case .config: fixed.next()
      case .outcome(let outcome): outcome.treating(warningsAsErrors: options.strict)
      }
    }
  }

  private static func item(_ entry: ConfigSearch.Entry, _ options: ConfigOptions) -> Item? {
    switch entry {
    case .named(let argument):
      do throws(FileError) {
        if argument == "-" { return .config(try options.configs.open(argument), root: nil) }
        // Of a link, the folder that holds it counts, and not the one that it leads to.
        let folder = Place(FilePath(argument).folder).path
        let root = Files.repositoryRoot(around: folder) ?? folder
        return .config(try options.configs.open(argument), root: root)
      } catch {
        return .outcome(.unreadable(argument, error.message))
      }
    case .found(let path, let enclosure):
      do throws(FileError) {
        let file = try options.configs.open(path, as: path.shown, inside: enclosure)
        guard file.ifLikelyConfig != nil else { return nil }
        return .config(file, root: enclosure.outermost)
      } catch {
        return .outcome(.unreadable(path.shown, error.message))
      }
    case .unreadable(let path, let error):
      return .outcome(.unreadable(path.shown, error.message))
    case .refused(let path, let reason): return .outcome(.unfollowed(path.shown, reason))
    }
  }

  /// What changes in a file, as a diff that can be carried out here.
  func diff(of file: ConfigFixer.FixedFile) -> [UInt8] {
    let location = file.original.location
    if file.original.path == "<stdin>" { return file.diff() }
    // Programs that carry a diff out follow no link in it, and git takes no path over `.`. The path for
    // messages has such, and shows bytes that are no UTF-8 in other letters.
    let path = location.relative(to: Files.here)
    if path == nil, String(validating: location) != nil { return file.diff() }
    return file.diff(path: (path ?? location).bytes)
  }

  /// Why a file is not changed; `nil` where it may be.
  private static func refusal(of file: ConfigFile, _ enclosures: [Enclosure]) -> String? {
    let place = Place(file.location)
    if let failure = place.failure { return failure.message }
    if place.path != file.location { return "it has become a link" }
    guard (try? place.kind()) == .regular else { return "it is no regular file" }
    let refusals = enclosures.map { $0.refusal(of: place) }
    if refusals.contains(where: { $0 == nil }) { return nil }
    if refusals.contains(where: { $0 == .isOfGit }) { return "it lies in a folder of git's own" }
    let only = enclosures.count == 1 ? enclosures.first?.outermost.shown : nil
    return "it lies outside \(only ?? "the repositories of the configs that were named")"
  }

  /// Writes the files and a result, all of them or none.
  ///
  /// - Parameters:
  ///   - output: Where the result goes, and what it is.
  /// - Returns: What was done, a line for each file.
  /// - Throws: ``Failure`` where any of them cannot be written.
  func write(with output: (file: OutputFile, bytes: [UInt8])?) throws -> [String] {
    let signals = HeldSignals()
    defer { signals.release() }
    var staged: [NewFile.Staged] = []
    var lines: [String] = []
    var failures: [String] = []
    func trying(_ path: String, _ step: () throws -> Void) {
      do {
        try step()
      } catch let error as FileError {
        failures.append("\(path): \(error.message)")
      } catch {
        let failure = error as? Failure
        failures.append(failure?.message ?? "\(path): \(error)")
      }
    }
    for file in files {
      trying(file.original.path) {
        let info = try Self.information(on: file.original)
        let new = NewFile(path: file.original.location, mode: info.st_mode & 0o777)
        staged.append(try new.staged({ sink in sink(file.bytes) }, signals))
        let line = "fixed \(file.countedErrors) in \(file.original.path)"
        lines.append(info.st_nlink > 1 ? line + "; its other hard links keep the old text" : line)
      }
    }
    var result: OutputFile.Prepared?
    if let output {
      trying(output.file.argument) { result = try output.file.prepared(output.bytes, signals) }
    }
    if failures.isEmpty {
      var done = 0
      for (file, new) in zip(files, staged) where failures.isEmpty {
        trying(file.original.path) {
          try new.commit()
          done += 1
        }
      }
      if failures.isEmpty, let output { trying(output.file.argument) { try result?.commit() } }
      if failures.isEmpty { return lines }
      for file in files.prefix(done) { Self.restore(file.original) }
      staged.removeFirst(min(staged.count, done + 1))
    }
    for new in staged { new.discard() }
    result?.discard()
    throw Failure("cannot write \(failures.joined(separator: "; "))", help: ["no file was changed"])
  }

  /// Puts a file back as it was.
  private static func restore(_ original: ConfigFile) {
    let mode = Files.information(on: original.location).map { $0.st_mode & 0o777 }
    let file = NewFile(path: original.location, mode: mode)
    try? file.write { sink in sink(original.bytes) }
  }

  /// What the system says of a file that may be written, and still holds what was read.
  private static func information(on original: ConfigFile) throws -> stat {
    let place = Place(original.location)
    guard place.path == original.location else { throw FileError("it has become a link") }
    if original.location.withPlatformString({ access($0, W_OK) }) != 0 {
      throw FileError(number: errno)
    }
    guard try InputFile(at: place).bytes == original.bytes else {
      throw FileError("it was changed meanwhile")
    }
    let file = try place.open(waits: false)
    defer { try? file.close() }
    return try Files.information(on: file)
  }
}
