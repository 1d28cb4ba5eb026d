import FreezeSpec

/// Reads configs from the disk, and the files that their `from` entries name.
struct DiskConfigs {
  /// Whether `from` may leave the config's repository.
  var allowsOutside: Bool

  /// Reads a config, or little more of it than a number of bytes.
  func open(_ path: String, limit: Int = Limits.documentBytes) throws(FileError) -> ConfigFile {
    let bytes = try Files.read(path, limit: limit)
    if path == "-" {
      let identity = (Files.realPath(".") ?? ".") + "/-"
      return ConfigFile(path: "<stdin>", identity: identity, bytes: bytes)
    }
    return ConfigFile(path: path, identity: Files.realPath(path) ?? path, bytes: bytes)
  }

  /// Reads a config that a search found.
  func openFound(_ path: String) throws(FileError) -> ConfigFile {
    let bytes = try Files.readRegular(path)
    return ConfigFile(path: path, identity: Files.realPath(path) ?? path, bytes: bytes)
  }

  /// The reader for the files that a config names.
  func reader(for config: ConfigFile) -> ReferenceReader {
    let root = boundary(of: config)
    return ReferenceReader { path, referrer in read(path, from: referrer, within: root) }
  }

  private func read(_ path: String, from referrer: ConfigFile, within root: String)
    -> Result<ConfigFile, ConfigFileError>
  {
    let target = path.hasPrefix("/") ? path : folder(of: referrer.identity) + "/" + path
    let real = Files.realPath(target)
    let isInside = isWithin(real ?? normalized(target), root)
    guard allowsOutside || isInside else {
      return .failure(
        ConfigFileError(
          "`from` leaves \(root)", help: ["allow it with --allow-outside, if you trust the file"]))
    }
    let shownFolder = referrer.path == "<stdin>" ? "." : folder(of: referrer.path)
    let shown = path.hasPrefix("/") ? path : normalized(shownFolder + "/" + path)
    do throws(FileError) {
      let bytes = try Files.readRegular(real ?? target)
      return .success(ConfigFile(path: shown, identity: real ?? target, bytes: bytes))
    } catch {
      return .failure(
        ConfigFileError(
          "cannot read \(shown): \(error.message)",
          help: ["the path is relative to the file in which it stands"]))
    }
  }

  private func isWithin(_ path: String, _ root: String) -> Bool {
    root == "/" || path == root || path.hasPrefix(root + "/")
  }

  /// The folder that `from` must not leave: the git repository's, or the config's own.
  private func boundary(of config: ConfigFile) -> String {
    let own = folder(of: config.identity)
    var candidate = own
    while true {
      if Files.realPath(candidate + "/.git") != nil { return candidate }
      if candidate == "/" || candidate == "." { return own }
      candidate = folder(of: candidate)
    }
  }
}
