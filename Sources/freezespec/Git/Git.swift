import SystemPackage

/// A git repository, asked through the real git.
///
/// Only plumbing commands are used, with NUL-separated output: the user's configuration does not
/// change what they print.
struct Git {
  /// The folder of the work tree.
  let root: FilePath

  /// The repository around the current folder.
  ///
  /// - Parameter allowsOutside: Whether its files may be elsewhere.
  init(allowsOutside: Bool) throws {
    let here = Files.here
    let nearest = Files.repositoryRoot(around: here)
    // Asked from its root, git takes no folder on the way there for a repository of its own.
    let folder = environment("GIT_DIR") == nil ? nearest ?? here : here
    let result = try Git.run(["rev-parse", "--show-toplevel"], in: folder)
    guard result.status == 0 else {
      if result.gitMessage.contains("cannot use bare repository") {
        throw Failure(
          "this folder is in a bare repository, which has no files of its own",
          help: ["compare in a clone of it"])
      }
      throw Failure(
        result.gitMessage.contains("not a git repository")
          ? "this folder is in no git repository" : "git: \(result.gitMessage)")
    }
    root = FilePath(line: result.standardOutput) ?? folder
    if !allowsOutside { try refuseElsewhere(nearest: nearest, here: here) }
  }

  /// The repository of a submodule, which lies at its path and nowhere else.
  ///
  /// - Parameter folder: The submodule's folder, by a path without links.
  init(submodule folder: FilePath) throws {
    let marker = Place(folder.appending(".git"))
    // Variables say where the repository around it is, which git would ask in its place.
    guard environment("GIT_DIR") == nil, environment("GIT_WORK_TREE") == nil,
      marker.path.folder == folder, (try? marker.kind()) != nil
    else { throw Failure("there is no submodule at \(folder.shown)") }
    root = folder
    try refuseElsewhere(nearest: folder, here: folder)
  }

  /// The commit that a revision names.
  func commit(_ revision: String) throws -> String {
    if revision.utf8.first == UInt8(ascii: "-") || revision.isEmpty {
      throw Failure("`\(revision)` is no git revision")
    }
    if let commit = try object(revision, as: "^{commit}") { return commit }
    // What is behind `:/` is a text to its end.
    if let named = try object(revision) {
      if let commit = try object(named, as: "^{commit}") { return commit }
      // An object's whole name is one, be that here or not.
      if try run(["cat-file", "-e", named]).status == 0 {
        throw Failure("`\(revision)` is no commit")
      }
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

  /// The object that a revision names; `nil` where it names none.
  ///
  /// - Parameter kind: The kind of object that is wanted of those that it stands for, as git writes it.
  private func object(_ revision: String, as kind: String = "") throws -> String? {
    let result = try run(["rev-parse", "--verify", revision + kind])
    // A tag goes before a branch of its name, of which git says no more than a warning.
    if result.status == 0, result.gitMessage.contains("is ambiguous") {
      throw Failure(
        "`\(revision)` is the name of more than one revision",
        help: ["write the one that is meant in full: refs/heads/…, refs/tags/… or refs/remotes/…"])
    }
    let line = result.standardOutput.prefix { $0 != UInt8(ascii: "\n") }
    return result.status == 0 ? String(decoding: line, as: UTF8.self) : nil
  }

  /// The numbers of bytes of blobs, by their object names; nothing of those that the clone does not
  /// hold.
  func sizes(of objects: [String]) throws -> [String: Int] {
    let list = try output(of: ["cat-file", "--batch-check"], input: Git.lines(objects))
    var sizes: [String: Int] = [:]
    for (object, line) in zip(objects, list.split(separator: UInt8(ascii: "\n"))) {
      // object SP type SP size, or: object SP "missing"
      let fields = String(decoding: line, as: UTF8.self).split(separator: " ")
      if fields.count == 3 { sizes[object] = Int(fields[2]) }
    }
    return sizes
  }

  /// The bytes of blobs, by their object names; nothing of those that the clone does not hold.
  func blobs(_ objects: [String]) throws -> [String: [UInt8]] {
    var rest = try output(of: ["cat-file", "--batch"], input: Git.lines(objects))[...]
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

  /// The first bytes of a blob.
  func start(of object: String, limit: Int) throws -> [UInt8] {
    try run(["cat-file", "blob", object], limit: limit).standardOutput
  }

  private static func lines(_ words: [String]) -> [UInt8] {
    Array(words.map { $0 + "\n" }.joined().utf8)
  }

  /// A path of the current folder as one from the repository's root; empty for the root itself, and
  /// `nil` for one outside.
  func pathFromRoot(_ path: FilePath) -> FilePath? {
    guard let root = Files.realPath(root) else { return nil }
    var absolute = Files.here.pushing(path)
    // Behind a link, `..` is the folder around what it leads to.
    if path.components.contains(where: { $0.kind == .parentDirectory }),
      let name = absolute.lastComponent, name.kind == .regular,
      let folder = Files.realPath(absolute.removingLastComponent())
    {
      absolute = folder.appending(name)
    }
    absolute = absolute.lexicallyNormalized()
    if let inside = absolute.relative(to: root) { return inside }
    // A path of a work tree may run through a link to it, or be one.
    var inFolder = Files.realPath(absolute.folder)
    if let name = absolute.lastComponent { inFolder?.append(name) }
    return inFolder?.relative(to: root) ?? Files.realPath(absolute)?.relative(to: root)
  }

  /// The most bytes of a list of files: a few objects can stand for any number of them.
  private static let listBytes = 1 << 27

  /// What a command prints that lists files.
  func list(_ arguments: [String]) throws -> [UInt8] {
    let result = try run(arguments, limit: Git.listBytes)
    if result.standardOutput.count == Git.listBytes {
      throw Failure("the repository has more files than the \(Git.listBytes >> 20) MiB of a list")
    }
    guard result.status == 0 else { throw result.gitFailure }
    return result.standardOutput
  }

  /// What a command prints that must not fail.
  func output(of arguments: [String], input: [UInt8] = []) throws -> [UInt8] {
    let result = try run(arguments, input: input)
    guard result.status == 0 else { throw result.gitFailure }
    return result.standardOutput
  }

  private func run(
    _ arguments: [String], input: [UInt8] = [], limit: Int = .max
  ) throws -> Subprocess {
    try Git.run(arguments, in: root, input: input, limit: limit)
  }

  static func run(
    _ arguments: [String], in folder: FilePath, input: [UInt8] = [], limit: Int = .max
  ) throws -> Subprocess {
    let options = GitPrecautions.options + ["-C"]
    do throws(FileError) {
      return try Subprocess.run(
        "git", options.map { Array($0.utf8) } + [folder.bytes] + arguments.map { Array($0.utf8) },
        environment: GitPrecautions.environment(from: Subprocess.ownEnvironment), input: input,
        limit: limit, silence: silence)
    } catch {
      throw Failure("\(error.message); the comparison with a revision needs git")
    }
  }

  /// For how many seconds git may say nothing.
  ///
  /// It waits for ever on a pipe in the place of one of its files, `.gitignore` for instance.
  private static var silence: Int {
    environment("FREEZESPEC_GIT_SECONDS").flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil } ?? 300
  }
}

extension Failure {
  /// What to do about objects that a clone does not hold.
  static let wholeClone = [
    "fetch what is missing, of a clone with a filter by `git fetch --refetch --no-filter`"
  ]
}

extension Subprocess {
  /// A failure of git's.
  fileprivate var gitFailure: Failure {
    let message = gitMessage
    return Failure(
      "git: \(message)", help: message.contains("promisor remote") ? Failure.wholeClone : [])
  }

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
