import FreezeSpec
import SystemPackage

/// Reads configs from the disk, and the files that their `from` entries name.
struct DiskConfigs: Sendable {
  /// Whether links and `from` may leave the repository.
  let allowsOutside: Bool

  /// Reads a config that was named, or little more of it than a number of bytes.
  ///
  /// - Parameter folders: The folder of the one before it, where several are read.
  func open(
    _ argument: String, limit: Int = Limits.documentBytes, among folders: LastFolder? = nil
  ) throws(FileError) -> ConfigFile {
    let file = try InputFile(argument: argument, limit: limit, among: folders)
    return ConfigFile(
      shown: argument == "-" ? "<stdin>" : argument, location: file.location, bytes: file.bytes)
  }

  /// Reads a config that nobody named, where it lies inside an enclosure.
  ///
  /// - Parameters:
  ///   - path: Where it is.
  ///   - shown: The path for messages.
  ///   - folders: The folder of the one before it, where a search found it.
  func open(
    _ path: FilePath, as shown: String, inside enclosure: Enclosure,
    among folders: LastFolder? = nil
  ) throws(FileError) -> ConfigFile {
    let place = folders?.place(of: path) ?? Place(path)
    if let refusal = enclosure.refusal(of: place) {
      throw FileError(refusal: refusal.ofLink(in: enclosure))
    }
    let file = try InputFile(at: place)
    return ConfigFile(shown: shown, location: file.location, bytes: file.bytes)
  }

  /// The folders in which a search of a folder may follow links, the folder given without any.
  func enclosure(ofSearch folder: FilePath) -> Enclosure {
    Enclosure(
      folder, repository: Files.repositoryRoot(around: folder), allowsOutside: allowsOutside)
  }

  /// The repository that a folder to search lies in by its name and not in truth, which a link in the
  /// repository may bring about; `nil` where there is none.
  func repository(leftBy path: FilePath, to folder: FilePath) -> Enclosure? {
    if allowsOutside { return nil }
    return Files.repositories(around: path).first { !folder.starts(with: $0) }
      .map { Enclosure($0, allowsOutside: false) }
  }

  /// The reader for the files that a config names.
  func reader(for config: ConfigFile) -> ReferenceReader {
    ReferenceReader.ofAny { reference, referrer in
      // Few configs have a `from`.
      read(reference, from: referrer, inside: enclosure(ofReferencesIn: config))
    }
  }

  /// The folder that what a config names must not leave: the git repository's, or the config's own.
  func enclosure(ofReferencesIn config: ConfigFile) -> Enclosure {
    let own = config.location.folder
    return Enclosure(
      Files.repositoryRoot(around: own) ?? own, allowsOutside: allowsOutside)
  }

  private func read(_ reference: String, from referrer: ConfigFile, inside enclosure: Enclosure)
    -> Result<ReferencedFile, ConfigFileError>
  {
    var shown = reference
    var target = FilePath()
    do throws(FileError) {
      target = try referrer.target(of: reference)
      let place = Place(target)
      switch enclosure.refusal(of: place) {
      case .isOutside:
        return .failure(
          ConfigFileError(
            "`from` leaves \(enclosure.outermost.shown)",
            help: [
              "keep both files in one folder or git repository, or allow it with --allow-outside, if you "
                + "trust the file"
            ]))
      case .isOfGit: return .failure(ConfigFileError("`from` names a file of git's own"))
      case nil: break
      }
      shown = path(of: reference, from: referrer)
      if try CheckpointFiles.isCheckpoint(place) {
        return .success(.checkpoint(checkpoint(at: target, place.path, shown, enclosure)))
      }
      let file = try InputFile(at: place)
      return .success(
        .config(ConfigFile(shown: shown, location: file.location, bytes: file.bytes)))
    } catch {
      return .failure(
        ConfigFileError(
          "cannot read \(shown): \(error.message)",
          help: (error.number == Errno.noSuchFileOrDirectory.rawValue
            ? gitCure(ofMissing: target) : nil).map { [$0] }
            ?? ["the path is relative to the file in which it stands"]))
    }
  }

  /// How git brings a file here that is not there, where it may be that it does.
  private func gitCure(ofMissing path: FilePath) -> String? {
    var folder = path.lexicallyNormalized().folder
    guard let root = Files.repositoryRoot(around: folder) else { return nil }
    while Files.kind(of: folder) == nil { guard folder.removeLastComponent() else { return nil } }
    if let submodule = folder.relative(to: root), !submodule.isEmpty,
      settings(of: root.appending(".gitmodules")).contains("path = \(submodule.string)"),
      let opened = try? FileDescriptor.open(folder, .readOnly, options: .directory),
      let entries = try? Files.entries(of: opened, showsHidden: true), entries.isEmpty
    {
      return "\(submodule.shown) is a submodule that was not fetched: git submodule update --init"
    }
    // `git sparse-checkout` writes it into one of them.
    let files = [".git/config.worktree", ".git/config"].map { root.pushing(FilePath($0)) }
    if files.contains(where: { settings(of: $0).contains("sparseCheckout = true") }) {
      return "the path is relative to the file in which it stands; if the sparse checkout leaves "
        + "this one out, `git sparse-checkout add` brings it here"
    }
    return nil
  }

  /// The settings in a file as git writes them, one a line; none of what is no file of the folder's own.
  private func settings(of path: FilePath) -> [Substring] {
    guard Files.linkTarget(of: path) == nil, Files.kind(of: path) == .regular,
      let file = try? InputFile(at: Place(path))
    else { return [] }
    return String(decoding: file.bytes, as: UTF8.self).split(separator: "\n")
      .map { $0.drop { $0 == "\t" } }
  }

  private func checkpoint(
    at path: FilePath, _ real: FilePath, _ shown: String, _ enclosure: Enclosure
  ) -> CheckpointFile {
    CheckpointFile(path: shown, identity: real.bytes) { (key, reading) throws(CheckpointError) in
      var path = path
      let files = CheckpointFiles(
        allowsOutside: allowsOutside, key: key, enclosure: enclosure, infersTies: true,
        reading: reading)
      return try files.read(&path)
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
