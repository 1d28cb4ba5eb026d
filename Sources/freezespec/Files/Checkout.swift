import SystemPackage

/// Says where files lie in a checkout, as reviews name them: from its root, with slashes.
struct Checkout: Sendable {
  /// The folder that relative paths count from, absolute and without links.
  let folder: FilePath
  /// The checkout's root, absolute and without links.
  let root: FilePath

  /// The checkout that this process works in: the one that a GitHub workflow names, or the git
  /// repository around the current folder.
  init() {
    folder = Files.here
    if let workspace = pathVariable("GITHUB_WORKSPACE").flatMap(Files.realPath),
      folder.starts(with: workspace)
    {
      root = workspace
    } else {
      root = Files.repositoryRoot(around: folder) ?? folder
    }
  }

  /// A path from the root; an absolute path for a file outside the checkout, and `nil` for what is
  /// no file, such as standard input.
  func path(of file: String) -> String? {
    if file.isEmpty || file == "<stdin>" { return nil }
    let path = folder.pushing(FilePath(file)).lexicallyNormalized()
    let inside = path.relative(to: root).flatMap { $0.isEmpty ? nil : $0 }
    return (inside ?? path).shown
  }
}
