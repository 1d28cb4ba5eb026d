import SystemPackage

/// A git repository, asked through the real git.
///
/// Only plumbing commands are used, with NUL-separated output: the user's configuration does not
/// change what they print.
struct Git {
  /// The folder of the work tree.
  let root: FilePath

  /// The repository around a folder.
  init(around folder: FilePath) throws {
    let result = try Git.run(["rev-parse", "--show-toplevel"], in: folder)
    guard result.status == 0 else {
      throw Failure(
        result.gitMessage.contains("not a git repository")
          ? "\(folder == "." ? "this folder" : folder.shown) is in no git repository"
          : "git: \(result.gitMessage)")
    }
    var path = result.standardOutput
    if path.last == UInt8(ascii: "\n") { path.removeLast() }
    root = FilePath(bytes: path) ?? folder
  }

  /// The commit that a revision names.
  func commit(_ revision: String) throws -> String {
    if revision.utf8.first == UInt8(ascii: "-") || revision.isEmpty {
      throw Failure("`\(revision)` is no git revision")
    }
    let result = try run(["rev-parse", "--verify", "--quiet", "\(revision)^{commit}"])
    if result.status == 0 {
      return String(
        decoding: result.standardOutput.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
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

  /// The bytes of blobs, by their object names.
  func blobs(_ objects: [String]) throws -> [String: [UInt8]] {
    let input = Array(objects.map { $0 + "\n" }.joined().utf8)
    var rest = try output(of: ["cat-file", "--batch"], input: input)[...]
    var blobs: [String: [UInt8]] = [:]
    for object in objects {
      // object SP type SP size LF bytes LF
      guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { break }
      let fields = String(decoding: rest[..<end], as: UTF8.self).split(separator: " ")
      rest = rest[(end + 1)...]
      guard fields.count == 3, let size = Int(fields[2]), size <= rest.count else { continue }
      blobs[object] = Array(rest.prefix(size))
      rest = rest.dropFirst(size + 1)
    }
    return blobs
  }

  /// A path of the current folder as one from the repository's root; empty for the root itself, and
  /// `nil` for one outside.
  func pathFromRoot(_ path: FilePath) -> FilePath? {
    guard let root = Files.realPath(root) else { return nil }
    let absolute = Files.here.pushing(path).lexicallyNormalized()
    if let inside = absolute.relative(to: root) { return inside }
    // A path of a work tree may run through a link to it.
    guard var real = Files.realPath(absolute.folder) else { return nil }
    if let name = absolute.lastComponent { real.append(name) }
    return real.relative(to: root)
  }

  /// What a command prints that must not fail.
  func output(of arguments: [String], input: [UInt8] = []) throws -> [UInt8] {
    let result = try run(arguments, input: input)
    guard result.status == 0 else { throw Failure("git: \(result.gitMessage)") }
    return result.standardOutput
  }

  private func run(_ arguments: [String], input: [UInt8] = []) throws -> Subprocess {
    try Git.run(arguments, in: root, input: input)
  }

  private static func run(
    _ arguments: [String], in folder: FilePath, input: [UInt8] = []
  ) throws -> Subprocess {
    // Messages in English, since one of them is looked for; no prompt, no lock that could disturb
    // another git, and only the objects that the repository holds.
    let environment = [
      "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0",
      "GIT_NO_REPLACE_OBJECTS": "1", "GIT_TRACE": "0",
    ]
    // The user's list of ignored files must not hide a config, and no program is to be started.
    let options = [
      "--no-pager", "-c", "core.excludesFile=/dev/null", "-c", "core.fsmonitor=false", "-C",
    ]
    do throws(FileError) {
      return try Subprocess.run(
        "git", options.map { Array($0.utf8) } + [folder.bytes] + arguments.map { Array($0.utf8) },
        environment: environment, input: input)
    } catch {
      throw Failure("\(error.message); the comparison with a revision needs git")
    }
  }
}

extension Subprocess {
  /// What git says is wrong.
  fileprivate var gitMessage: String {
    let lines = String(decoding: standardError, as: UTF8.self).split(separator: "\n")
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
