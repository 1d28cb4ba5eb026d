import FreezeSpec
import SystemPackage

/// The files of a commit.
struct GitTree {
  /// A file.
  struct Entry {
    /// The object's name.
    let object: String
    /// Whether it is a symbolic link, which is a blob too.
    let isLink: Bool
    let isBlob: Bool
  }

  let git: Git
  private let submodules = Submodules()
  /// The repository's root, without links: an absolute link may lead into it.
  private let root: FilePath
  /// The files by their paths from the repository's root.
  let entries: [FilePath: Entry]
  private let cache = Cache()

  private final class Cache {
    var sizes: [String: Int] = [:]
    var blobs: [String: [UInt8]] = [:]
    /// What links say, of the commit's own once one is met.
    var links: [String: [UInt8]] = [:]
    var hasLinks = false
    var linkBytesLeft = 0
    var linkStepsLeft = 0
    /// What is in each folder, once that is asked for.
    var contents = FolderNames()
    /// The folders of git's own, by the roots of their repositories.
    var commonFolders: [FilePath: FilePath] = [:]
    /// The bytes that are still read of weights.
    var weightsLeft = GitTree.weightBytes
  }

  /// Lists the files of the commit that a revision names.
  ///
  /// - Parameters:
  ///   - linkBytes: How many bytes of links are read.
  ///   - linkSteps: In how many steps these are followed.
  init(
    of revision: String, in git: Git, linkBytes: Int = Limits.revisionLinkBytes,
    linkSteps: Int = Limits.revisionLinkSteps
  ) throws {
    (cache.linkBytesLeft, cache.linkStepsLeft) = (linkBytes, linkSteps)
    self.git = git
    root = Files.realPath(git.root) ?? git.root
    entries = try GitTree.files(of: git.commit(revision), in: git)
  }

  /// The files of a commit, submodules as what they are.
  private static func files(of commit: String, in git: Git) throws -> [FilePath: Entry] {
    let list = try git.list(["ls-tree", "-r", "-z", "--full-tree", commit])
    var entries: [FilePath: Entry] = [:]
    for record in list.split(separator: 0) {
      // mode SP type SP object TAB path
      guard let tab = record.firstIndex(of: UInt8(ascii: "\t")) else { continue }
      let fields = record[..<tab].split(separator: UInt8(ascii: " "))
      guard fields.count == 3, let path = FilePath(bytes: record[(tab + 1)...]) else { continue }
      entries[path] = Entry(
        object: String(decoding: fields[2], as: UTF8.self),
        isLink: fields[0].elementsEqual("120000".utf8),
        isBlob: fields[1].elementsEqual("blob".utf8))
    }
    return entries
  }

  /// The most bytes of files that are read ahead at once.
  private static let batchBytes = 64 << 20
  /// The most bytes of weights that are read: git makes them anew for each look into one.
  private static let weightBytes = 4 << 30
  /// What a look counts at least, for the process that it takes.
  private static let lookBytes = 1 << 20
  /// The most bytes of a link's target that are read: no system has a longer path.
  private static let pathBytes = 4096

  /// Files in groups that are small enough to be read at once.
  func batches(_ paths: [FilePath]) throws -> [[FilePath]] {
    try learnSizes(of: paths)
    var batches: [[FilePath]] = [[]]
    var bytes = 0
    var objects: Set<String> = []
    for path in paths {
      if let object = try found(path)?.object, objects.insert(object).inserted {
        let size = min(cache.sizes[object] ?? 0, Limits.documentBytes)
        bytes += size
        if bytes > GitTree.batchBytes, batches.last?.isEmpty == false {
          batches.append([])
          bytes = size
          objects = [object]
        }
      }
      batches[batches.count - 1].append(path)
    }
    return batches
  }

  /// The files among the first ones of a list whose bytes together are no more than a number, larger
  /// ones left out.
  func few(of paths: [FilePath], files: Int, bytes: Int) throws -> [FilePath] {
    let first = Array(paths.prefix(files))
    try learnSizes(of: first)
    return try first.few(bytes: bytes) { path in
      try found(path).flatMap { cache.sizes[$0.object] } ?? 0
    }
  }

  private func learnSizes(of paths: [FilePath]) throws {
    let objects = Set(try paths.compactMap(found).filter(\.isBlob).map(\.object))
    if objects.isEmpty { return }
    cache.sizes.merge(try git.sizes(of: Array(objects))) { _, new in new }
  }

  /// Reads files ahead, all at once, and forgets those that were read before.
  ///
  /// - Parameters:
  ///   - paths: Those of the commit.
  ///   - others: Objects that the commit need not have.
  func fetch(_ paths: [FilePath], and others: [String] = []) throws {
    if !others.isEmpty { cache.sizes.merge(try git.sizes(of: others)) { $1 } }
    let objects = Set(try paths.compactMap(found).filter(\.isBlob).map(\.object) + others)
      .filter { cache.sizes[$0].map { $0 <= Limits.documentBytes } == true }
    cache.blobs = objects.isEmpty ? [:] : try git.blobs(Array(objects))
  }

  /// What is at a path, be it behind a link to a folder.
  private func found(_ path: FilePath) throws -> Entry? {
    try entries[path] ?? resolve(path).flatMap { entries[$0] }
  }

  /// The bytes of a blob; of a large one, little more than a number of bytes, which are too many.
  ///
  /// Git packs a text of one letter into next to nothing, and so a small clone may hold blobs that no
  /// memory can.
  func blob(_ object: String, limit: Int = Limits.documentBytes) throws -> [UInt8] {
    if let bytes = cache.blobs[object] ?? cache.links[object] { return bytes }
    guard let size = try size(of: object) else {
      throw Failure(
        "git has no object \(object): the clone is not whole, and nothing is fetched",
        help: Failure.wholeClone)
    }
    if size > limit { return try owner(of: object).start(of: object, limit: limit + 1) }
    let bytes = try owner(of: object).blobs([object])[object] ?? []
    cache.blobs[object] = bytes
    return bytes
  }

  /// The number of bytes of a blob; `nil` where the clone does not hold it.
  func size(of object: String) throws -> Int? {
    if cache.sizes[object] == nil {
      cache.sizes.merge(try owner(of: object).sizes(of: [object])) { _, new in new }
    }
    return cache.sizes[object]
  }

  /// The first bytes of a blob of weights, fewer where there are no more.
  func start(of object: String, count: Int) throws -> [UInt8] {
    if let bytes = cache.blobs[object] { return Array(bytes.prefix(count)) }
    cache.weightsLeft -= max(count, GitTree.lookBytes)
    if cache.weightsLeft < 0 {
      throw Failure("more than \(GitTree.weightBytes >> 30) GiB of weights would be read of it")
    }
    return try owner(of: object).start(of: object, limit: count)
  }

  private func owner(of object: String) -> Git { submodules.owners[object] ?? git }

  /// The names of the files in a folder, by its path without links; `nil` where there is no such folder.
  func files(in folder: FilePath) throws -> [FilePath.Component]? {
    if let entry = entry(at: folder), !entry.isBlob { try enter(folder, entry) }
    if cache.contents.isEmpty {
      for path in entries.keys { cache.contents.add(path) }
      for path in submodules.entries.keys { cache.contents.add(path) }
    }
    return cache.contents[folder]?.filter { entry(at: folder.appending($0))?.isBlob == true }
      .sorted { $0.string.utf8.lexicographicallyPrecedes($1.string.utf8) }
  }

  /// Where git-lfs keeps the file at a path of which git has a pointer, be it there or not, with the repository.
  func stored(_ pointer: LFSPointer, at path: FilePath) throws -> (path: FilePath, git: Git) {
    let git = submodule(around: path).flatMap { submodules.repositories[$0] } ?? self.git
    let common = try cache.commonFolders[git.root] ?? git.commonFolder()
    cache.commonFolders[git.root] = common
    let hash = pointer.object
    var path = common
    for name in ["lfs", "objects", "\(hash.prefix(2))", "\(hash.dropFirst(2).prefix(2))", hash] {
      path.append(name)
    }
    return (path, git)
  }

  // MARK: Submodules

  /// What was found in submodules, each at the commit that this one names.
  private final class Submodules {
    var entered: Set<FilePath> = []
    var missing: Set<FilePath> = []
    var entries: [FilePath: Entry] = [:]
    /// The repositories that hold the objects.
    var owners: [String: Git] = [:]
    /// The repositories by their paths.
    var repositories: [FilePath: Git] = [:]
  }

  /// What is at a path without links, be it in a submodule that a way led into.
  func entry(at path: FilePath) -> Entry? { entries[path] ?? submodules.entries[path] }

  /// The submodule of this commit that a path lies in, or is.
  func submodule(around path: FilePath) -> FilePath? {
    var folder = path
    while !folder.isEmpty {
      if let entry = entries[folder], !entry.isBlob { return folder }
      folder.removeLastComponent()
    }
    return nil
  }

  /// The submodules that a way led into and whose commits are not here, with these commits.
  var missingSubmodules: [FilePath: String] {
    var missing: [FilePath: String] = [:]
    for path in submodules.missing { missing[path] = entry(at: path)?.object }
    return missing
  }

  /// The submodule that a path leads into and whose commit is not here.
  func missingSubmodule(around path: FilePath) throws -> (path: FilePath, commit: String)? {
    guard let place = try place(of: path),
      let submodule = submodules.missing.first(where: { place.starts(with: $0) })
    else { return nil }
    return (submodule, entry(at: submodule)?.object ?? "")
  }

  private func enter(_ submodule: FilePath, _ entry: Entry) throws {
    guard submodules.entered.insert(submodule).inserted else { return }
    guard let git = try? Git(submodule: root.pushing(submodule)),
      let files = try? GitTree.files(of: entry.object, in: git)
    else {
      submodules.missing.insert(submodule)
      return
    }
    submodules.repositories[submodule] = git
    for (path, entry) in files {
      submodules.entries[submodule.pushing(path)] = entry
      if !cache.contents.isEmpty { cache.contents.add(submodule.pushing(path)) }
      submodules.owners[entry.object] = git
    }
    try fetchLinks(files.values, in: git)
  }

  // MARK: Links

  /// Reads where all links of a repository lead, at once.
  private func fetchLinks(_ entries: Dictionary<FilePath, Entry>.Values, in git: Git) throws {
    let objects = Set(entries.filter(\.isLink).map(\.object)).filter { cache.links[$0] == nil }
    if objects.isEmpty { return }
    let sizes = try git.sizes(of: Array(objects)).filter { $0.value <= GitTree.pathBytes }
    if sizes.isEmpty { return }
    cache.linkBytesLeft -= sizes.values.reduce(0, +)
    if cache.linkBytesLeft < 0 {
      throw Failure(
        "the links of the revision have more than \(Limits.revisionLinkBytes >> 20) MiB together",
        help: ["name configs that no link leads to"])
    }
    cache.links.merge(try git.blobs(Array(sizes.keys))) { old, _ in old }
  }

  /// What a link says; `nil` where the clone does not hold it, and where that is too long for a path.
  private func target(of link: Entry) throws -> FilePath? {
    if !cache.hasLinks { try fetchLinks(entries.values, in: git) }
    cache.hasLinks = true
    return cache.links[link.object].flatMap { FilePath(bytes: $0) }
  }

  /// The path of the file that a path leads to, symbolic links of the commit followed.
  func resolve(_ path: FilePath) throws -> FilePath? {
    try place(of: path).flatMap { entry(at: $0)?.isBlob == true ? $0 : nil }
  }

  /// Where a path leads, symbolic links of the commit followed; `nil` where that is outside.
  func place(of path: FilePath) throws -> FilePath? {
    if path.length > GitTree.pathBytes { return nil }
    // Most paths are those of files, with no link on their way.
    if let entry = entries[path], !entry.isLink { return path }
    var rest = Array(path.components)[...]
    var done = FilePath()
    var followed = 0
    while let part = rest.popFirst() {
      switch part.kind {
      case .currentDirectory: continue
      case .parentDirectory:
        guard done.removeLastComponent() else { return nil }
        continue
      case .regular: done.append(part)
      }
      // A long path takes longer to be looked up.
      if followed > 0 { cache.linkStepsLeft -= 1 + done.length / 64 }
      if cache.linkStepsLeft < 0 {
        throw Failure(
          "to follow the links of the revision takes more than "
            + "\(grouped(Limits.revisionLinkSteps)) steps",
          help: ["name some configs, or their folder"])
      }
      guard let entry = entry(at: done) else { continue }
      if !entry.isBlob, !rest.isEmpty { try enter(done, entry) }
      if !entry.isLink { continue }
      followed += 1
      guard followed <= 40, var link = try target(of: entry) else { return nil }
      if link.isAbsolute {
        guard link.removePrefix(root) else { return nil }
        done = FilePath()
      } else {
        done.removeLastComponent()
      }
      rest = Array(link.components)[...] + rest
      if rest.count > GitTree.pathBytes { return nil }
    }
    return done
  }
}
