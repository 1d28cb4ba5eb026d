import SystemPackage

/// The files of a work tree.
struct GitWorkTree {
  /// The root, without links.
  let root: FilePath
  /// Tracked files and new ones that are not ignored, by their paths from the root.
  private(set) var files: Set<FilePath> = []
  /// Tracked files that a sparse checkout leaves out, with the objects that the index has of them.
  private(set) var absent: [FilePath: String] = [:]

  /// Whether the disk has something at a path.
  func holds(_ path: FilePath) -> Bool { Files.kind(of: root.pushing(path)) != nil }

  /// The commits that the index has of submodules, by their paths.
  static func submodules(of git: Git) throws -> [FilePath: String] {
    try objects(of: git) { mode, _ in mode.elementsEqual("160000".utf8) }
  }

  /// The objects that the index has, by their paths.
  private static func objects(
    of git: Git, where isWanted: (_ mode: ArraySlice<UInt8>, _ path: FilePath) -> Bool
  ) throws -> [FilePath: String] {
    var objects: [FilePath: String] = [:]
    for record in try git.list(["ls-files", "-z", "--stage"]).split(separator: 0) {
      // mode SP object SP stage TAB path
      guard let tab = record.firstIndex(of: UInt8(ascii: "\t")),
        let path = FilePath(bytes: record[(tab + 1)...])
      else { continue }
      let fields = record[..<tab].split(separator: UInt8(ascii: " "))
      guard fields.count == 3, isWanted(fields[0], path) else { continue }
      objects[path] = String(decoding: fields[1], as: UTF8.self)
    }
    return objects
  }

  /// The repository inside of this one, such as a submodule, in which a folder lies.
  func repository(around folder: FilePath) -> FilePath? {
    Files.repositoryRoot(around: folder)?.relative(to: root).flatMap { $0.isEmpty ? nil : $0 }
  }

  init(of git: Git) throws {
    root = Files.realPath(git.root) ?? git.root
    var missing: Set<FilePath> = []
    let list = try git.list(["ls-files", "-z", "-t", "--cached", "--others", "--exclude-standard"])
    for record in list.split(separator: 0) {
      // tag SP path
      guard let path = FilePath(bytes: record.dropFirst(2)) else { continue }
      // One that is there all the same is the user's: `--skip-worktree` leaves none out.
      if record.first == UInt8(ascii: "S"), !holds(path) {
        missing.insert(path)
      } else {
        files.insert(path)
      }
    }
    if !missing.isEmpty { absent = try Self.objects(of: git) { missing.contains($1) } }
  }
}
