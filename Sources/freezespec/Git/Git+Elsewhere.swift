import SystemPackage

extension Git {
  /// Refuses a repository whose work tree, or whose own folder, is elsewhere by its own word alone: it
  /// could have any folder read, or the commits of any other repository.
  ///
  /// - Parameters:
  ///   - nearest: The nearest folder around the current one that holds a repository.
  ///   - here: The current folder.
  func refuseElsewhere(nearest: FilePath?, here: FilePath) throws {
    // What variables say comes from the user.
    if environment("GIT_WORK_TREE") == nil {
      let real = Files.realPath(root)
      if real != nearest, real != here {
        throw elsewhere("takes \(root.shown) for its work tree")
      }
    }
    if environment("GIT_DIR") != nil { return }
    let own = try folder("--absolute-git-dir")
    let common = try folder("--git-common-dir")
    let marker = root.appending(".git")
    let isWorktree = own != common && own.folder == common.appending("worktrees")
    guard own == common || isWorktree else {
      throw elsewhere("keeps its commits in \(common.shown)")
    }
    // A worktree and a submodule are known there too.
    guard own == marker || (isWorktree ? isKnown(to: own, marker) : isWorkTree(of: own)) else {
      throw elsewhere("is kept in \(own.shown)")
    }
    for file in [own.appending("HEAD"), common.appending("packed-refs")] {
      try refuse(file, outside: [common])
    }
    let objects = common.appending("objects")
    for folder in [objects, common.appending("refs")] {
      try refuse(folder, outside: [folder])
      for link in try links(in: folder) { try refuse(link, outside: [folder]) }
    }
    // There git reads the objects of other repositories, and any file of its own may name one of them.
    guard Files.kind(of: objects.appending("info").appending("alternates")) != nil else { return }
    let work = Files.realPath(root) ?? root
    for link in try links(in: common) + links(in: own) {
      // In a folder of the work tree there may be further links.
      let isFile = Files.kind(of: link) != .folder
      try refuse(link, outside: [common, own] + (isFile ? [work] : []))
    }
  }

  /// Refuses a file of git's own that is, or leads, outside of folders, which are paths without links.
  private func refuse(_ path: FilePath, outside folders: [FilePath]) throws {
    guard let real = Files.realPath(path), !folders.contains(where: real.starts) else { return }
    throw elsewhere("keeps its commits in \(real.shown)")
  }

  /// The links in a folder and in all folders within it.
  private func links(in folder: FilePath) throws -> [FilePath] {
    var links: [FilePath] = []
    var open = [folder]
    while let folder = open.popLast() {
      let entries: [(name: FilePath.Component, kind: Files.Kind)]
      do {
        let options: FileDescriptor.OpenOptions = [.directory, .noFollow, .closeOnExec]
        entries = try Files.entries(
          of: FileDescriptor.open(folder, .readOnly, options: options), showsHidden: true)
      } catch {
        let error = (error as? FileError) ?? FileError(error)
        if error.isAbsence { continue }
        // Git may open by its name what cannot be listed, or by a shorter path.
        throw Failure(
          "git's own folder \(folder.shown) cannot be looked through: \(error.message)",
          help: ["let it be listed, or allow what it may lead to with --allow-outside"])
      }
      for entry in entries {
        switch entry.kind {
        case .link: links.append(folder.appending(entry.name))
        case .folder: open.append(folder.appending(entry.name))
        default: break
        }
      }
    }
    return links
  }

  /// The folder of git's own that all worktrees share.
  func commonFolder() throws -> FilePath { try folder("--git-common-dir") }

  /// Whether git-lfs keeps files elsewhere than it does by itself.
  func keepsLongFilesElsewhere() throws -> Bool {
    try Git.run(["config", "--get", "lfs.storage"], in: root).status == 0
  }

  /// A folder that git tells of.
  private func folder(_ option: String) throws -> FilePath {
    let line = try output(of: ["rev-parse", option])
    guard let path = FilePath(line: line).flatMap({ Files.realPath(root.pushing($0)) }) else {
      throw Failure("git: the repository's own folder cannot be found")
    }
    return path
  }

  private func elsewhere(_ what: String) -> Failure {
    Failure(
      "the git repository of this folder \(what)",
      help: ["allow it with --allow-outside, if you trust the repository"])
  }

  /// Whether the folder of a worktree's repository names the worktree.
  private func isKnown(to own: FilePath, _ marker: FilePath) -> Bool {
    guard let file = try? InputFile(at: Place(own.appending("gitdir"))),
      let path = FilePath(line: file.bytes)
    else { return false }
    return Files.realPath(own.pushing(path)) == Files.realPath(marker)
  }

  /// Whether a submodule's repository names the submodule.
  private func isWorkTree(of own: FilePath) -> Bool {
    guard let result = try? Git.run(["--git-dir=.", "rev-parse", "--show-toplevel"], in: own),
      result.status == 0
    else { return false }
    let path = FilePath(line: result.standardOutput)
    return path.flatMap(Files.realPath) == Files.realPath(root)
  }
}
