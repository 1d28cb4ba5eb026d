/// The configs that a command's arguments stand for: files as they are, folders searched.
struct ConfigSearch {
  /// A file to check.
  struct Entry: Sendable {
    var path: String
    /// Whether it was found in a folder, and so may be no config at all.
    var isFound: Bool
    /// Whether its name can be written as text, and so opened by it.
    var isUTF8 = true
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
    for entry in Files.entries(of: folder) where !entry.name.hasPrefix(".") {
      let name = entry.name
      let path = folder == "." ? name : folder == "/" ? "/" + name : folder + "/" + name
      if Files.isDirectory(path) {
        search(path)
      } else if name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
        // A pipe or a device holds no config, and reading it might never end.
        if Files.isSpecial(path) { continue }
        add(path, isFound: true)
        if !entry.isUTF8 { entries[entries.count - 1].isUTF8 = false }
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
