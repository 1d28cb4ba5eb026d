import FreezeSpec
import SystemPackage

/// Reads configs out of a commit, and the files that their `from` entries name, all of them out of
/// the same commit.
struct GitConfigs {
  /// The revision as the user names it, for messages.
  let revision: String
  let tree: GitTree

  init(of revision: String, in git: Git) throws {
    self.revision = revision
    tree = try GitTree(of: revision, in: git)
  }

  /// Reads a config.
  ///
  /// - Parameter path: From the repository's root.
  /// - Returns: `nil` where the commit has no such file.
  /// - Throws: ``Failure`` where the clone lacks the file's object.
  func open(_ path: FilePath, limit: Int = Limits.documentBytes) throws -> ConfigFile? {
    guard let target = try tree.resolve(path), let entry = tree.entry(at: target) else {
      return nil
    }
    return ConfigFile(
      shown: "\(revision):\(path.shown)", location: target,
      bytes: try tree.blob(entry.object, limit: limit))
  }

  /// The reader for the files that a config of this commit names.
  var reader: ReferenceReader { ReferenceReader.ofAny(read) }

  private func read(_ reference: String, from referrer: ConfigFile)
    -> Result<ReferencedFile, ConfigFileError>
  {
    let target: FilePath
    do throws(FileError) {
      let path = try referrer.target(of: reference)
      target = path.relative(to: tree.git.root) ?? path
    } catch {
      return .failure(ConfigFileError("cannot read \(reference) at \(revision): \(error.message)"))
    }
    do {
      if target.isRelative {
        if let weights = try GitCheckpoint(at: target, in: self) {
          return .success(.checkpoint(weights.file))
        }
        if let file = try open(target) { return .success(.config(file)) }
      }
      let normal = target.lexicallyNormalized()
      if normal.isAbsolute || normal.components.first?.kind == .parentDirectory {
        return .failure(
          ConfigFileError(
            "`from` leaves the repository, and git has no other files of \(revision)"))
      }
      if let submodule = try tree.missingSubmodule(around: target) {
        return .failure(
          ConfigFileError(
            lacking: "\(revision) has \(normal.shown) in the submodule \(submodule.path.shown), "
              + "which is not here as it was: commit \(submodule.commit)",
            help: [
              "fetch the commit there: git submodule update --init, then "
                + "git -C \(submodule.path.shown) fetch origin \(submodule.commit)"
            ]))
      }
      return .failure(ConfigFileError("\(revision) has no file \(normal.shown)"))
    } catch {
      let failure = error as? Failure
      return .failure(
        ConfigFileError(
          lacking:
            "cannot read \(target.shown) at \(revision): \(failure?.message ?? "git failed")",
          help: failure?.help ?? []))
    }
  }
}
