import SystemPackage

/// The files of a work tree.
struct GitWorkTree {
  /// The root, without links.
  let root: FilePath
  /// Tracked files and new ones that are not ignored, by their paths from the root.
  private(set) var files: Set<FilePath> = []
  /// Tracked files that a sparse checkout leaves out.
  private(set) var absent: Set<FilePath> = []

  /// Whether the disk has something at a path.
  func holds(_ path: FilePath) -> Bool { Files.kind(of: root.pushing(path)) != nil }

  /// The commits that the index has of submodules, by their paths.
  static func submodules(of git: Git) throws -> [FilePath: String] {
    var commits: [FilePath: String] = [:]
    for record in try git.list(["ls-files", "-z", "--stage"]).split(separator: 0) {
      // mode SP object SP stage TAB path
      guard record.starts(with: "160000 ".utf8),
        let tab = record.firstIndex(of: UInt8(ascii: "\t")),
        let path = FilePath(bytes: record[(tab + 1)...])
      else { continue }
      let object = record[..<tab].split(separator: UInt8(ascii: " ")).dropFirst().first ?? []
      commits[path] = String(decoding: object, as: UTF8.self)
    }
    return commits
  }

  /// The repository inside of this one, such as a submodule, in which a folder lies.
  func repository(around folder: FilePath) -> FilePath? {
    Files.repositoryRoot(around: folder)?.relative(to: root).flatMap { $0.isEmpty ? nil : $0 }
  }

  init(of git: Git) throws {
    root = Files.realPath(git.root) ?? git.root
    let list = try git.list(["ls-files", "-z", "-t", "--cached", "--others", "--exclude-standard"])
    for record in list.split(separator: 0) {
      // tag SP path
      guard let path = FilePath(bytes: record.dropFirst(2)) else { continue }
      // One that is there all the same is the user's: `--skip-worktree` leaves none out.
      if record.first == UInt8(ascii: "S"), !holds(path) {
        absent.insert(path)
      } else {
        files.insert(path)
      }
    }
  }
}
