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
  /// The files by their paths from the repository's root.
  let entries: [FilePath: Entry]
  private let cache = Cache()

  private final class Cache { var blobs: [String: [UInt8]] = [:] }

  /// Lists the files of the commit that a revision names.
  init(of revision: String, in git: Git) throws {
    self.git = git
    let list = try git.output(of: ["ls-tree", "-r", "-z", "--full-tree", git.commit(revision)])
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
    self.entries = entries
  }

  /// Reads files ahead, all at once.
  func fetch(_ paths: some Sequence<FilePath>) throws {
    let objects = paths.compactMap { entries[$0] }.filter(\.isBlob).map(\.object)
    if !objects.isEmpty { cache.blobs.merge(try git.blobs(objects)) { _, new in new } }
  }

  /// The bytes of a blob.
  func blob(_ object: String) throws -> [UInt8] {
    if cache.blobs[object] == nil { cache.blobs.merge(try git.blobs([object])) { _, new in new } }
    guard let bytes = cache.blobs[object] else {
      throw Failure("git has no object \(object): the clone is not whole")
    }
    return bytes
  }

  /// The path of the file that a path leads to, symbolic links of the commit followed.
  func resolve(_ path: FilePath) -> FilePath? {
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
      guard let entry = entries[done], entry.isLink else { continue }
      followed += 1
      guard followed <= 40, let bytes = try? blob(entry.object), let link = FilePath(bytes: bytes),
        link.isRelative
      else { return nil }
      done.removeLastComponent()
      rest = Array(link.components)[...] + rest
    }
    return entries[done]?.isBlob == true ? done : nil
  }
}
