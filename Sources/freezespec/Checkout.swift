import FreezeSpec

extension CheckoutPaths {
  /// The paths of the checkout that this process works in: the one that a GitHub workflow names, or
  /// the git repository around the current folder.
  static var ofThisCheckout: CheckoutPaths {
    let here = Files.realPath(".") ?? "/"
    if let workspace = environment("GITHUB_WORKSPACE").flatMap(Files.realPath),
      here == workspace || here.hasPrefix(workspace + "/")
    {
      return CheckoutPaths(folder: here, root: workspace)
    }
    return CheckoutPaths(folder: here, root: repositoryRoot(around: here) ?? here)
  }
}

/// The nearest folder, at or above this one, that holds a git repository.
private func repositoryRoot(around here: String) -> String? {
  var candidate = here
  while !Files.exists(candidate + "/.git") {
    if candidate == "/" { return nil }
    candidate = folder(of: candidate)
  }
  return candidate
}
