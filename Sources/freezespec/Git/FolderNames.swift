import SystemPackage

/// The names in each folder of a list of files.
struct FolderNames {
  private var names: [FilePath: [FilePath.Component]] = [:]

  /// Whether there are no files.
  var isEmpty: Bool { names.isEmpty }

  /// The names of files and folders in a folder, by its path from the root; `nil` for what is none.
  subscript(folder: FilePath) -> [FilePath.Component]? { names[folder] }

  /// Adds a file, and the folders around it.
  mutating func add(_ file: FilePath) {
    var path = file
    while let name = path.lastComponent {
      path.removeLastComponent()
      let isKnown = names[path] != nil
      names[path, default: []].append(name)
      if isKnown { break }
    }
  }
}
