import FreezeSpec

/// The paths that a comparison with a revision is about.
struct BaseScope {
  /// The files that were named, from the repository's root.
  private(set) var named: Set<String> = []
  private var folders: [String] = []
  private(set) var isEverything: Bool

  /// Reads the arguments.
  ///
  /// - Parameters:
  ///   - arguments: Configs and folders, here or at the revision; none for the whole repository.
  ///   - git: The repository.
  ///   - tracked: The paths of the revision, and those that a sparse checkout leaves out.
  init(_ arguments: [String], _ git: Git, tracked: some Sequence<String>) throws {
    isEverything = arguments.isEmpty
    if isEverything { return }
    for argument in arguments {
      guard let path = git.pathFromRoot(argument) else {
        throw Failure("\(argument) lies outside the repository")
      }
      let isFolder =
        Files.isDirectory(argument)
        || !Files.exists(argument) && tracked.contains { $0.hasPrefix(path + "/") }
      if !isFolder {
        named.insert(path)
      } else if path.isEmpty {
        isEverything = true
      } else {
        folders.append(path + "/")
      }
    }
  }

  /// Whether a file was named.
  func names(_ path: String) -> Bool { named.contains(path) }

  /// Whether a file is compared.
  func contains(_ path: String) -> Bool {
    if names(path) { return true }
    guard BaseScope.isYAML(path) else { return false }
    return isEverything || folders.contains { path.hasPrefix($0) }
  }

  /// Whether a file may hold a config, by its name.
  static func isYAML(_ path: String) -> Bool { path.hasSuffix(".yaml") || path.hasSuffix(".yml") }
}
