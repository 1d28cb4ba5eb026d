/// The configs that a command's arguments stand for: files as they are, folders searched.
struct ConfigSearch {
  /// A file to check.
  struct Entry: Sendable {
    var path: String
    /// Whether it was found in a folder, and so may be no config at all.
    var isFound: Bool
  }

  /// The files, in the order of the arguments, folders in the order of names; each path once.
  private(set) var entries: [Entry] = []
  private var visited: Set<String> = []
  private var indices: [String: Int] = [:]

  init(_ arguments: [String]) {
    for argument in arguments {
      if argument != "-", Files.isDirectory(argument) {
        let hasSlash = argument.count > 1 && argument.hasSuffix("/")
        search(hasSlash ? String(argument.dropLast()) : argument)
      } else {
        add(argument, isFound: false)
      }
    }
  }

  private mutating func search(_ folder: String) {
    // A symbolic link may lead back into a folder around it.
    guard let real = Files.realPath(folder), visited.insert(real).inserted else { return }
    // Reading it fails, and says why.
    if !Files.isReadable(folder) { return add(folder, isFound: false) }
    for name in Files.entries(of: folder) where !name.hasPrefix(".") {
      let path = folder == "." ? name : folder == "/" ? "/" + name : folder + "/" + name
      if Files.isDirectory(path) {
        search(path)
      } else if name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
        add(path, isFound: true)
      }
    }
  }

  private mutating func add(_ path: String, isFound: Bool) {
    if let index = indices[path] {
      if !isFound { entries[index].isFound = false }
      return
    }
    indices[path] = entries.count
    entries.append(Entry(path: path, isFound: isFound))
  }
}
