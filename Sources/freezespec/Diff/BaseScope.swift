import SystemPackage

/// The paths, from the repository's root, that a comparison with a revision is about.
struct BaseScope {
  /// The files that were named.
  private(set) var named: Set<FilePath> = []
  private(set) var isEverything: Bool
  private var folders: [FilePath] = []

  /// Reads the arguments.
  ///
  /// - Parameters:
  ///   - arguments: Configs and folders, here or at the revision; none for the whole repository.
  ///   - git: The repository.
  ///   - tracked: The paths of the revision, and those that a sparse checkout leaves out.
  init(_ arguments: [String], _ git: Git, tracked: some Sequence<FilePath>) throws {
    isEverything = arguments.isEmpty
    for argument in arguments {
      guard let path = git.pathFromRoot(FilePath(argument)) else {
        throw Failure("\(argument) lies outside the repository")
      }
      let isFolder =
        switch Files.kind(of: FilePath(argument)) {
        case .folder: true
        case nil: tracked.contains { $0 != path && $0.starts(with: path) }
        default: false
        }
      if !isFolder {
        named.insert(path)
      } else if path.isEmpty {
        isEverything = true
      } else {
        folders.append(path)
      }
    }
  }

  /// Whether a file is compared.
  func contains(_ path: FilePath) -> Bool {
    if named.contains(path) { return true }
    return path.isYAML && (isEverything || folders.contains { path.starts(with: $0) })
  }
}
