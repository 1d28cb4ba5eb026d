import FreezeSpec
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
    let folders = [common.appending("objects"), common.appending("refs")]
    let objects = links(in: folders[0], depth: 1)
    let names = [common, own].flatMap { folder in
      // A hook may well be a link; what names commits, and the list of files, are files.
      links(in: folder).filter { Files.kind(of: $0) != .folder }
        + ["refs", "logs", "reftable"].flatMap { links(in: folder.appending($0), depth: .max) }
    }
    for path in folders + objects + names {
      guard let real = Files.realPath(path), !real.starts(with: common) else { continue }
      throw elsewhere("keeps its commits in \(real.shown)")
    }
  }

  /// Where git-lfs keeps a file of which git has a pointer, be it there or not.
  func storedPath(of pointer: LFSPointer) throws -> FilePath {
    let hash = pointer.object
    var path = try folder("--git-common-dir")
    for name in [
      "lfs", "objects", String(hash.prefix(2)), String(hash.dropFirst(2).prefix(2)), hash,
    ] {
      path.append(name)
    }
    return path
  }

  /// The links in a folder, and in the folders that lie so many levels within it.
  private func links(in folder: FilePath, depth: Int = 0) -> [FilePath] {
    var links: [FilePath] = []
    var open = [(folder: folder, depth: depth)]
    while let (folder, depth) = open.popLast() {
      // Nobody opens a longer path by its name.
      guard folder.length < 4096,
        let entries = try? Files.entries(of: Place(folder).open(waits: false))
      else { continue }
      for entry in entries {
        switch entry.kind {
        case .link: links.append(folder.appending(entry.name))
        case .folder where depth > 0: open.append((folder.appending(entry.name), depth - 1))
        default: break
        }
      }
    }
    return links
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
