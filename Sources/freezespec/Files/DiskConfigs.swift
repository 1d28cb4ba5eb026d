import FreezeSpec
import SystemPackage

/// Reads configs from the disk, and the files that their `from` entries name.
struct DiskConfigs {
  /// Whether `from` may leave the config's repository.
  let allowsOutside: Bool

  /// Reads a config that was named, or little more of it than a number of bytes.
  func open(_ argument: String, limit: Int = Limits.documentBytes) throws(FileError) -> ConfigFile {
    let bytes = try InputFile.read(argument: argument, limit: limit)
    if argument == "-" {
      return ConfigFile(shown: "<stdin>", location: Files.here.appending("-"), bytes: bytes)
    }
    let path = FilePath(argument)
    return ConfigFile(shown: argument, location: Files.absolutePath(path), bytes: bytes)
  }

  /// Reads a config that a search found.
  ///
  /// - Parameters:
  ///   - path: Where it is.
  ///   - shown: The path for messages, where they know it by another.
  func openFound(_ path: FilePath, as shown: String? = nil) throws(FileError) -> ConfigFile {
    let bytes = try InputFile.readRegular(path)
    return ConfigFile(
      shown: shown ?? path.shown, location: Files.absolutePath(path), bytes: bytes)
  }

  /// The reader for the files that a config names.
  func reader(for config: ConfigFile) -> ReferenceReader {
    ReferenceReader { reference, referrer in
      // The folder that `from` must not leave: the git repository's, or the config's own. Few configs
      // have a `from`.
      let own = config.location.folder
      let root = Files.repositoryRoot(around: own) ?? own
      return read(reference, from: referrer, within: root)
    }
  }

  private func read(_ reference: String, from referrer: ConfigFile, within root: FilePath)
    -> Result<ConfigFile, ConfigFileError>
  {
    var shown = reference
    do throws(FileError) {
      let target = try referrer.target(of: reference)
      let real = Files.realPath(target)
      guard allowsOutside || (real ?? target.lexicallyNormalized()).starts(with: root) else {
        return .failure(
          ConfigFileError(
            "`from` leaves \(root.shown)",
            help: ["allow it with --allow-outside, if you trust the file"]))
      }
      shown = path(of: reference, from: referrer)
      let bytes = try InputFile.readRegular(real ?? target)
      return .success(ConfigFile(shown: shown, location: real ?? target, bytes: bytes))
    } catch {
      return .failure(
        ConfigFileError(
          "cannot read \(shown): \(error.message)",
          help: ["the path is relative to the file in which it stands"]))
    }
  }

  /// The path of a file that another names, for messages: from where the other one's path counts.
  private func path(of reference: String, from referrer: ConfigFile) -> String {
    let path = FilePath(reference)
    if path.isAbsolute { return reference }
    let folder = referrer.path == "<stdin>" ? "." : FilePath(referrer.path).folder
    let normal = folder.pushing(path).lexicallyNormalized()
    return normal.isEmpty ? "." : normal.shown
  }
}
