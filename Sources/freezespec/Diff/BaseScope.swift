import SystemPackage

/// The paths, from the repository's root, that a comparison with a revision is about.
struct BaseScope {
  /// The files that were named.
  private(set) var named: Set<FilePath> = []
  private(set) var isEverything: Bool
  /// What may be configs in the folders that were named, on either side.
  private(set) var found: Set<FilePath> = []
  /// The links in these folders of the work tree that lead to none that can be compared.
  private(set) var links: [FilePath] = []

  /// Reads the arguments.
  ///
  /// - Parameters:
  ///   - arguments: Configs and folders, here or at the revision; none for the whole repository.
  ///   - tree: The revision.
  ///   - workTree: What there is here.
  ///   - enclosure: Where links may lead.
  init(
    _ arguments: [String], _ tree: GitTree, _ workTree: GitWorkTree, inside enclosure: Enclosure
  ) throws {
    isEverything = arguments.isEmpty
    if isEverything { return }
    let (old, new) = (tree.folders, workTree.folders(in: enclosure))
    var folders: [FilePath] = []
    for argument in arguments {
      guard var path = tree.git.pathFromRoot(FilePath(argument)) else {
        throw Failure("\(argument) lies outside the repository")
      }
      let kind = Files.kind(of: FilePath(argument))
      let folder = kind == .folder ? FilePath(argument) : FilePath(argument).folder
      let repository = Files.realPath(folder).flatMap(workTree.repository)
      if let inner = repository ?? (kind == nil ? tree.submodule(around: path) : nil) {
        throw Failure(
          "\(argument) lies in \(inner.shown), which is a repository of its own",
          help: ["compare it in its folder: cd \(inner.shown)"])
      }
      let (before, now) = (try old.folder(at: path), try new.folder(at: path))
      guard kind == .folder || kind == nil && (before ?? now) != nil else {
        named.insert(path)
        continue
      }
      if kind == .folder, let refusal = enclosure.refusal(of: Place(FilePath(argument))) {
        throw Failure("\(argument) is not searched: \(refusal.ofLink(in: enclosure))")
      }
      // A link that the revision does not have stands for what it leads to.
      if before == nil, let now { path = now }
      if (before ?? path).isEmpty, (now ?? path).isEmpty { isEverything = true }
      folders.append(path)
    }
    if isEverything { return }
    let search = try new.search(folders)
    found = search.files.union(try old.search(folders).files)
      .union(
        workTree.absent.keys.filter { path in
          path.isYAML && folders.contains { path.starts(with: $0) }
        })
    links = search.links
  }

  /// Whether what links to folders lead to is compared under a path: not where it has its own.
  func followsLinks(to path: FilePath) -> Bool { !isEverything || named.contains(path) }
}
