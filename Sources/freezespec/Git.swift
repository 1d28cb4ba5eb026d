import FreezeSpec

/// A git repository, asked through the real git.
///
/// Only plumbing commands are used, with NUL-separated output: the user's configuration does not
/// change what they print.
struct Git {
  /// The folder of the work tree.
  let root: String

  /// The repository around a folder.
  init(around folder: String) throws {
    let result = try Git.run(["-C", folder, "rev-parse", "--show-toplevel"])
    guard result.status == 0 else {
      throw Failure(
        Git.message(result).contains("not a git repository")
          ? "\(folder == "." ? "this folder" : folder) is in no git repository"
          : "git: \(Git.message(result))")
    }
    var path = result.standardOutput
    if path.last == 0x0A { path.removeLast() }
    root = String(decoding: path, as: UTF8.self)
  }

  /// The commit that a revision names.
  func commit(_ revision: String) throws -> String {
    if revision.hasPrefix("-") || revision.isEmpty {
      throw Failure("`\(revision)` is no git revision")
    }
    let result = try run(["rev-parse", "--verify", "--quiet", "\(revision)^{commit}"])
    if result.status == 0 {
      return String(decoding: result.standardOutput.prefix { $0 != 0x0A }, as: UTF8.self)
    }
    if revision.contains("..") {
      throw Failure(
        "`\(revision)` is a range of revisions, not one; `git merge-base` tells where two parted")
    }
    let shallow = try run(["rev-parse", "--is-shallow-repository"])
    if shallow.standardOutput.starts(with: "true".utf8) {
      throw Failure(
        "the revision `\(revision)` is not in this shallow clone; fetch its history first: "
          + "`git fetch --unshallow`, or `fetch-depth: 0` in actions/checkout")
    }
    throw Failure("git knows no revision `\(revision)`; fetch it first, if another clone has it")
  }

  /// The files of a commit.
  func tree(of commit: String) throws -> GitTree {
    let result = try output(of: ["ls-tree", "-r", "-z", "--full-tree", commit])
    var entries: [String: GitTree.Entry] = [:]
    var unreadableNames = 0
    for record in result.split(separator: 0) {
      // mode SP type SP object TAB path
      guard let tab = record.firstIndex(of: 0x09) else { continue }
      let fields = record[..<tab].split(separator: 0x20)
      guard fields.count == 3 else { continue }
      guard let path = String(validating: record[(tab + 1)...], as: UTF8.self) else {
        if isYAML(record) { unreadableNames += 1 }
        continue
      }
      entries[path] = GitTree.Entry(
        object: String(decoding: fields[2], as: UTF8.self),
        isLink: fields[0].elementsEqual("120000".utf8), isBlob: fields[1].elementsEqual("blob".utf8)
      )
    }
    return GitTree(
      git: self, commit: commit, entries: entries, unreadableNames: unreadableNames)
  }

  /// The bytes of blobs, by their object names.
  func blobs(_ objects: [String]) throws -> [String: [UInt8]] {
    let input = Array(objects.map { $0 + "\n" }.joined().utf8)
    let result = try Git.run(["-C", root, "cat-file", "--batch"], input: input)
    guard result.status == 0 else { throw Failure("git: \(Git.message(result))") }
    var blobs: [String: [UInt8]] = [:]
    var rest = result.standardOutput[...]
    for object in objects {
      // object SP type SP size LF bytes LF
      guard let end = rest.firstIndex(of: 0x0A) else { break }
      let fields = String(decoding: rest[..<end], as: UTF8.self).split(separator: " ")
      rest = rest[(end + 1)...]
      guard fields.count == 3, let size = Int(fields[2]), size <= rest.count else { continue }
      blobs[object] = Array(rest.prefix(size))
      rest = rest.dropFirst(size + 1)
    }
    return blobs
  }

  /// The files of a work tree.
  struct WorkTree {
    /// Tracked files and new ones that are not ignored, by their paths from the root.
    var files: [String] = []
    /// Tracked files that a sparse checkout leaves out.
    var absent: Set<String> = []
    /// How many YAML files have names that are not UTF-8, and are left out.
    var unreadableNames = 0
  }

  /// The files of the work tree.
  func workTree() throws -> WorkTree {
    let result = try output(
      of: ["ls-files", "-z", "-t", "--cached", "--others", "--exclude-standard"])
    var workTree = WorkTree()
    var seen: Set<String> = []
    for record in result.split(separator: 0) {
      // tag SP path
      guard let path = String(validating: record.dropFirst(2), as: UTF8.self) else {
        if isYAML(record) { workTree.unreadableNames += 1 }
        continue
      }
      if record.first == UInt8(ascii: "S") {
        workTree.absent.insert(path)
      } else if seen.insert(path).inserted {
        workTree.files.append(path)
      }
    }
    return workTree
  }

  /// A path of the current folder as one from the repository's root; empty for the root itself, and
  /// `nil` for one outside.
  func pathFromRoot(_ path: String) -> String? {
    guard let here = Files.realPath("."), let root = Files.realPath(root) else { return nil }
    let absolute = normalized(path.hasPrefix("/") ? path : here + "/" + path)
    // A path of a work tree may run through a link to it.
    let real = Files.realPath(folder(of: absolute)).map {
      normalized($0 + "/" + fileName(absolute))
    }
    for candidate in [absolute, real].compactMap(\.self) {
      if candidate == root { return "" }
      if candidate.hasPrefix(root + "/") { return String(candidate.dropFirst(root.count + 1)) }
    }
    return nil
  }

  private func isYAML(_ path: ArraySlice<UInt8>) -> Bool {
    [".yaml", ".yml"].contains { path.suffix($0.utf8.count).elementsEqual($0.utf8) }
  }

  // MARK: Running git

  private func output(of arguments: [String]) throws -> [UInt8] {
    let result = try run(arguments)
    guard result.status == 0 else { throw Failure("git: \(Git.message(result))") }
    return result.standardOutput
  }

  private func run(_ arguments: [String]) throws -> Subprocess {
    try Git.run(["-C", root] + arguments)
  }

  private static func run(_ arguments: [String], input: [UInt8] = []) throws -> Subprocess {
    // Messages in English, since one of them is looked for; no prompt, no lock that could disturb
    // another git, and only the objects that the repository holds.
    let environment = [
      "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0",
      "GIT_NO_REPLACE_OBJECTS": "1", "GIT_TRACE": "0",
    ]
    // The user's list of ignored files must not hide a config, and no program is to be started.
    let configuration = ["-c", "core.excludesFile=/dev/null", "-c", "core.fsmonitor=false"]
    do throws(FileError) {
      return try Subprocess.run(
        ["git", "--no-pager"] + configuration + arguments, environment: environment, input: input)
    } catch {
      throw Failure("\(error.message); the comparison with a revision needs git")
    }
  }

  private static func message(_ result: Subprocess) -> String {
    let text = String(decoding: result.standardError, as: UTF8.self)
    let lines = text.split(separator: "\n")
    guard let fatal = lines.first(where: { $0.hasPrefix("fatal: ") }) else {
      return lines.first.map(String.init) ?? "it failed"
    }
    let message = String(fatal.dropFirst(7))
    // What git says to do about a repository of somebody else's.
    let cure = lines.first { $0.contains("--add safe.directory") }.map {
      $0.drop { "\t ".contains($0) }
    }
    return cure.map { "\(message); if you trust it: \($0)" } ?? message
  }
}

/// The files of a commit.
struct GitTree {
  /// A file.
  struct Entry {
    var object: String
    var isLink: Bool
    var isBlob: Bool
  }

  let git: Git
  let commit: String
  /// The files by their paths from the repository's root.
  let entries: [String: Entry]
  /// How many YAML files have names that are not UTF-8, and are left out.
  let unreadableNames: Int
  private let cache = Cache()

  private final class Cache { var blobs: [String: [UInt8]] = [:] }

  init(git: Git, commit: String, entries: [String: Entry], unreadableNames: Int) {
    self.git = git
    self.commit = commit
    self.entries = entries
    self.unreadableNames = unreadableNames
  }

  /// Reads files ahead, all at once.
  func fetch(_ paths: [String]) throws {
    let objects = paths.compactMap { entries[$0] }.filter(\.isBlob).map(\.object)
    if !objects.isEmpty { cache.blobs.merge(try git.blobs(objects)) { _, new in new } }
  }

  private func blob(_ object: String) throws -> [UInt8] {
    if cache.blobs[object] == nil { cache.blobs.merge(try git.blobs([object])) { _, new in new } }
    guard let bytes = cache.blobs[object] else {
      throw Failure("git has no object \(object): the clone is not whole")
    }
    return bytes
  }

  /// Reads a config.
  ///
  /// - Parameters:
  ///   - path: From the repository's root.
  ///   - revision: The revision as the user names it, for messages.
  /// - Returns: `nil` where the commit has no such file.
  /// - Throws: ``Failure`` where the clone lacks the file's object.
  func config(_ path: String, revision: String) throws -> ConfigFile? {
    guard let target = resolve(path), let entry = entries[target] else { return nil }
    return ConfigFile(
      path: "\(revision):\(path)", identity: target, bytes: try blob(entry.object))
  }

  /// The reader for the files that a config of this commit names: all of them out of the commit.
  func reader(revision: String) -> ReferenceReader {
    ReferenceReader { path, referrer in
      var path = path
      if path.hasPrefix(git.root + "/") {
        let depth = referrer.identity.utf8.count { $0 == UInt8(ascii: "/") }
        path = String(repeating: "../", count: depth) + path.dropFirst(git.root.count + 1)
      }
      let joined = "/" + folder(of: referrer.identity) + "/" + path
      guard !path.hasPrefix("/"), !leavesRoot(folder(of: referrer.identity), path) else {
        return .failure(
          ConfigFileError("`from` leaves the repository, and git has no other files of \(revision)")
        )
      }
      let target = String(normalized(joined).dropFirst())
      do {
        if let file = try config(target, revision: revision) { return .success(file) }
        return .failure(ConfigFileError("\(revision) has no file \(target)"))
      } catch {
        return .failure(ConfigFileError("cannot read \(target) at \(revision)"))
      }
    }
  }

  private func leavesRoot(_ folder: String, _ path: String) -> Bool {
    var depth = folder == "." ? 0 : folder.split(separator: "/").count
    for part in path.split(separator: "/") where part != "." {
      depth += part == ".." ? -1 : 1
      if depth < 0 { return true }
    }
    return false
  }

  /// The path of the file that a path leads to, symbolic links of the commit followed.
  private func resolve(_ path: String) -> String? {
    var rest = path.split(separator: "/").map(String.init)[...]
    var done: [String] = []
    var followed = 0
    while let part = rest.popFirst() {
      if part == "." { continue }
      if part == ".." {
        guard done.popLast() != nil else { return nil }
        continue
      }
      done.append(part)
      guard let entry = entries[done.joined(separator: "/")], entry.isLink else { continue }
      followed += 1
      guard followed <= 40, let target = try? blob(entry.object) else { return nil }
      let text = String(decoding: target, as: UTF8.self)
      if text.hasPrefix("/") { return nil }
      done.removeLast()
      rest = text.split(separator: "/").map(String.init)[...] + rest
    }
    let final = done.joined(separator: "/")
    return entries[final]?.isBlob == true ? final : nil
  }
}
