/// The configs that a command's arguments stand for: files as they are, folders searched.
struct ConfigSearch {
  /// The paths of the configs, in the order of the arguments, folders in the order of names.
  private(set) var paths: [String] = []
  /// The paths that were found in folders, which may be no configs at all.
  private(set) var found: Set<String> = []
  private var visited: Set<String> = []

  init(_ arguments: [String]) {
    for argument in arguments {
      if argument != "-", Files.isDirectory(argument) {
        let hasSlash = argument.count > 1 && argument.hasSuffix("/")
        search(hasSlash ? String(argument.dropLast()) : argument)
      } else {
        paths.append(argument)
      }
    }
  }

  private mutating func search(_ folder: String) {
    // A symbolic link may lead back into a folder around it.
    guard let real = Files.realPath(folder), visited.insert(real).inserted else { return }
    for name in Files.entries(of: folder) where !name.hasPrefix(".") {
      let path = folder == "." ? name : folder == "/" ? "/" + name : folder + "/" + name
      if Files.isDirectory(path) {
        search(path)
      } else if name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
        paths.append(path)
        found.insert(path)
      }
    }
  }
}
