import SystemPackage

/// The folders of one side of a comparison, with the links that lead from one to another.
struct LinkedFolders {
  /// What a search of folders comes to.
  struct Found {
    /// The files that may be configs by their names, each by the way on which it was found first.
    var files: Set<FilePath> = []
    /// The links that lead to none of the side's folders.
    var links: [FilePath] = []
  }

  /// The names in each folder, by its path from the root.
  private var contents = FolderNames()
  private let isLink: (FilePath) -> Bool
  private let place: (FilePath) throws -> FilePath?

  /// Takes the files of a side.
  ///
  /// - Parameters:
  ///   - files: Their paths from the root, links among them.
  ///   - isLink: Whether one of them is a link.
  ///   - place: Where a path leads, links followed; `nil` where that is outside.
  init(
    _ files: some Sequence<FilePath>, isLink: @escaping (FilePath) -> Bool,
    place: @escaping (FilePath) throws -> FilePath?
  ) {
    self.isLink = isLink
    self.place = place
    for file in files { contents.add(file) }
  }

  /// The folder that a path leads to; `nil` where that is none of this side.
  func folder(at path: FilePath) throws -> FilePath? {
    try place(path).flatMap { contents[$0] == nil ? nil : $0 }
  }

  /// Searches folders and those in them, each once: on a way without links where there is one.
  func search(_ paths: [FilePath]) throws -> Found {
    typealias Folder = (path: FilePath, place: FilePath)
    var found = Found()
    var visited: Set<FilePath> = []
    let given: [Folder] = try paths.compactMap { path in try folder(at: path).map { (path, $0) } }
    var folders = given.filter { $0.path == $0.place }
    // Of two links to a folder the first one counts.
    var links = given.filter { $0.path != $0.place }
    var next = 0
    while !folders.isEmpty || next < links.count {
      if folders.isEmpty {
        folders.append(links[next])
        next += 1
      }
      let folder = folders.removeLast()
      guard visited.insert(folder.place).inserted else { continue }
      for name in (contents[folder.place] ?? []).sorted(by: LinkedFolders.precedes) {
        let inner = (path: folder.path.appending(name), place: folder.place.appending(name))
        if contents[inner.place] != nil {
          folders.append(inner)
        } else if isLink(inner.place), let target = try self.folder(at: inner.path) {
          links.append((inner.path, target))
        } else if inner.path.isYAML {
          found.files.insert(inner.path)
        } else if isLink(inner.place) {
          found.links.append(inner.path)
        }
      }
    }
    return found
  }

  private static func precedes(_ left: FilePath.Component, _ right: FilePath.Component) -> Bool {
    FilePath.precedes(FilePath(root: nil, [left]), FilePath(root: nil, [right]))
  }
}

extension GitTree {
  /// The folders of the commit.
  var folders: LinkedFolders {
    LinkedFolders(entries.keys, isLink: { entries[$0]?.isLink == true }, place: place)
  }
}

extension GitWorkTree {
  /// The folders of the work tree.
  func folders(in enclosure: Enclosure) -> LinkedFolders {
    LinkedFolders(
      files.union(absent.keys), isLink: { Files.linkTarget(of: root.pushing($0)) != nil },
      // That a link leads to a file the system knows at once.
      place: {
        Files.kind(of: root.pushing($0)) == .regular ? nil : place(of: $0, inside: enclosure)
      })
  }

  /// Whether a path leads to one of the files.
  func holds(_ path: FilePath, inside enclosure: Enclosure) -> Bool {
    place(of: path, inside: enclosure).map(files.contains) == true
  }

  /// Where a path leads, as a path from the root; `nil` where that is outside, or nothing.
  private func place(of path: FilePath, inside enclosure: Enclosure) -> FilePath? {
    let place = Place(root.pushing(path))
    // A folder that only a sparse checkout's list knows is on no disk.
    if place.failure?.isAbsence == true { return path }
    if place.failure != nil || enclosure.refusal(of: place) != nil { return nil }
    return place.path.relative(to: root)
  }
}
