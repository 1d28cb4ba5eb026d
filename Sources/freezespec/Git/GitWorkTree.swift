import SystemPackage

/// The files of a work tree.
struct GitWorkTree {
  /// The root, without links.
  let root: FilePath
  /// Tracked files and new ones that are not ignored, by their paths from the root.
  private(set) var files: Set<FilePath> = []
  /// Tracked files that a sparse checkout leaves out.
  private(set) var absent: Set<FilePath> = []

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
      if record.first == UInt8(ascii: "S") {
        absent.insert(path)
      } else {
        files.insert(path)
      }
    }
  }
}
