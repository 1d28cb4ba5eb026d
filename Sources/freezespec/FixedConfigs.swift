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
  /// What comes of the configs and of what else the search met, in its order.
  let outcomes: [PlanOutcome]
  /// The files that change.
  let files: [ConfigFixer.FixedFile]

  private enum Item: Sendable {
    /// A config, and the folder in which files may be changed for it; none for standard input, of
    /// which changes are only shown.
    case config(ConfigFile, root: FilePath?)
    case outcome(PlanOutcome)
  }

  init(_ search: ConfigSearch, _ options: ConfigOptions) {
    let items = search.entries.compactMap { Self.item($0, options) }
    var targets: [ConfigFixer.Target] = []
    var roots: Set<FilePath> = []
    var inputs: Set<[UInt8]> = []
    for case .config(let file, let root) in items {
      targets.append(
        ConfigFixer.Target(file) { [configs = options.configs] in configs.reader(for: file) })
      if let root { roots.insert(root) } else { inputs.insert(file.location.bytes) }
    }
    let enclosures = roots.map { Enclosure($0, allowsOutside: false) }
    let fixer = ConfigFixer(targets, isStrict: options.strict) { file in
      if inputs.contains(file.location.bytes) { return true }
      let place = Place(file.location)
      return place.failure == nil && place.path == file.location
        && (try? place.kind()) == .regular
        && enclosures.contains { $0.refusal(of: place) == nil }
    }
    files = fixer.fixedFiles
    var fixed = fixer.outcomes.makeIterator()
    outcomes = items.compactMap { item in
      switch item {
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
        guard ConfigFile.looksLikeConfig(file.bytes) else { return nil }
        return .config(file, root: enclosure.outermost)
      } catch {
        return .outcome(.unreadable(path.shown, error.message))
      }
    case .unreadable(let path, let error):
      return .outcome(.unreadable(path.shown, error.message))
    case .refused(let path, let reason): return .outcome(.unfollowed(path.shown, reason))
    }
  }

  /// Writes the files, each whole or not at all.
  ///
  /// - Parameter didWrite: Is told of each file that was written.
  /// - Throws: ``Failure`` at the first that cannot be written.
  func write(didWrite: (ConfigFixer.FixedFile) -> Void) throws {
    for file in files {
      do {
        let mode = try Self.mode(of: file.original)
        try NewFile(path: file.original.location, mode: mode).write { sink in sink(file.bytes) }
      } catch let error as FileError {
        throw Failure("cannot write \(file.original.path): \(error.message)")
      }
      didWrite(file)
    }
  }

  /// The permissions of a file that may be written, and still holds what was read.
  private static func mode(of original: ConfigFile) throws -> mode_t {
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
    return try Files.information(on: file).st_mode & 0o777
  }
}
