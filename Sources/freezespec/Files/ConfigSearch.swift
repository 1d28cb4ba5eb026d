import SystemPackage

/// The configs that a command's arguments stand for: files as they are, folders searched.
struct ConfigSearch {
  /// A file to check.
  enum Entry: Sendable {
    /// One that was named.
    case named(String)
    /// One that was found in a folder, and so may be no config at all.
    case found(FilePath)
  }

  /// The files, in the order of the arguments, folders in the order of names; each path once.
  private(set) var entries: [Entry] = []
  private var visited: Set<FilePath> = []
  private var indices: [FilePath: Int] = [:]

  init(_ arguments: [String]) {
    for argument in arguments {
      let path = FilePath(argument)
      if argument != "-", Files.kind(of: path) == .folder {
        search(path)
      } else if let index = indices[path] {
        entries[index] = .named(argument)
      } else {
        indices[path] = entries.count
        entries.append(.named(argument))
      }
    }
  }

  private mutating func search(_ folder: FilePath) {
    // A symbolic link may lead back into a folder around it.
    guard let real = Files.realPath(folder), visited.insert(real).inserted else { return }
    // Reading it fails, and says why.
    if !Files.isReadable(folder) { return find(folder) }
    for name in Files.names(in: folder) where name.bytes.first != UInt8(ascii: ".") {
      let path = folder == "." ? name : folder.pushing(name)
      switch Files.kind(of: path) {
      case .folder: search(path)
      // A pipe or a device holds no config, and reading it might never end.
      case .special: continue
      // Of a link that leads nowhere this is said when it is read.
      case .regular, nil: if name.isYAML { find(path) }
      }
    }
  }

  private mutating func find(_ path: FilePath) {
    guard indices[path] == nil else { return }
    indices[path] = entries.count
    entries.append(.found(path))
  }
}
