import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A place on the disk, found folder by folder, links followed by hand.
///
/// Whoever judges a path and then opens it can be deceived: a link on the way may be changed in
/// between. Here each folder is opened from the one around it, and none over a link. So the place is
/// where its path says, and what is opened there is what was judged.
struct Place: ~Copyable {
  /// The folder that is open, of the names without the last one where there is a last one.
  private var folder: Int32 = -1
  /// The names of the folders from the root.
  private var names: [FilePath.Component] = []
  /// The name in the folder, where the place is not the folder itself.
  private var last: FilePath.Component?
  /// The path from the root, without links and dots.
  private(set) var path: FilePath = "/"
  /// How many names lead to the first folder that is git's own; `nil` where none is.
  private var depthOfGit: Int?
  /// Why the way ended before its end; the path is then that of what could not be passed.
  private(set) var failure: FileError?

  /// As many links as Linux follows.
  private static let mostLinks = 40
  /// The most folders in which a place may lie.
  private static let mostFolders = 256
  /// Folders that are opened on the way to one place, some more than once.
  private static let mostSteps = 4 * mostFolders

  /// Goes to a place.
  ///
  /// - Parameter budget: The steps in which links may be followed.
  init(_ path: FilePath, budget: LinkBudget = .ofRun) {
    do throws(FileError) {
      folder = try Place.open(AT_FDCWD, "/", Place.folderOptions)
      try go(Files.here.pushing(path).components.reversed(), budget)
    } catch {
      failure = error
    }
    self.path = FilePath(root: "/", names + (last.map { [$0] } ?? []))
  }

  /// Goes to what has a name in a folder that was gone into; `nil` where that is a link, or cannot be
  /// gone to.
  init?(_ name: FilePath.Component, in other: borrowing Place) {
    guard other.failure == nil, other.last == nil, name.kind == .regular else { return nil }
    do throws(FileError) {
      if try other.target(of: name) != nil { return nil }
    } catch {
      return nil
    }
    folder = fcntl(other.folder, F_DUPFD_CLOEXEC, 0)
    if folder < 0 { return nil }
    names = other.names
    last = name
    depthOfGit = other.depthOfGit
    path = other.path.appending(name)
  }

  deinit { if folder >= 0 { close(folder) } }

  /// Goes into the folder that is there.
  mutating func enter() {
    guard failure == nil, let name = last else { return }
    var steps = 0
    do throws(FileError) {
      try enter(name, &steps)
      last = nil
    } catch {
      failure = error
    }
  }

  /// How many names lead to the first folder that is git's own, or to a file that tells where that is.
  var namesToGit: Int? {
    depthOfGit ?? last.flatMap { Place.isGitName($0) ? names.count + 1 : nil }
  }

  /// What is there.
  func kind() throws(FileError) -> Files.Kind {
    if let failure { throw failure }
    var info = stat()
    let result = withLast { fstatat(folder, $0, &info, AT_SYMLINK_NOFOLLOW) }
    guard result == 0 else { throw FileError(number: errno) }
    return Files.Kind(info)
  }

  /// Opens what is there for reading.
  ///
  /// - Parameter waits: Whether a pipe is waited for that nobody writes to yet.
  func open(waits: Bool) throws(FileError) -> FileDescriptor {
    if let failure { throw failure }
    let options = O_RDONLY | O_NOFOLLOW | O_NOCTTY | (waits ? 0 : O_NONBLOCK)
    return FileDescriptor(rawValue: try Place.open(folder, last, options))
  }

  // MARK: The way

  private mutating func go(_ way: [FilePath.Component], _ budget: LinkBudget) throws(FileError) {
    // The next name is the last one.
    var way = way
    var links = 0
    var steps = 0
    // Those of the path itself are no matter of links.
    var ownSteps = 0
    defer { if links > 0 { budget.spend(steps - ownSteps) } }
    var isOpen = true
    while let part = way.popLast() {
      switch part.kind {
      case .currentDirectory: continue
      case .parentDirectory:
        // Not `..` of the folder: that may have been moved to elsewhere.
        _ = names.popLast()
        isOpen = false
        continue
      case .regular: break
      }
      if !isOpen { try reopen(&steps) }
      isOpen = true
      last = part
      if let link = try target(of: part) {
        last = nil
        if links == 0 { ownSteps = steps }
        links += 1
        if links > Place.mostLinks { throw FileError(number: ELOOP) }
        try budget.check()
        if link.isAbsolute {
          names = []
          isOpen = false
        }
        let parts = Array(link.components.reversed())
        budget.spend(parts.count)
        way += parts
      } else if !way.isEmpty {
        try enter(part, &steps)
        last = nil
      }
    }
    if !isOpen { try reopen(&steps) }
  }

  /// Where a link leads; `nil` where the name is that of something else.
  private func target(of name: FilePath.Component) throws(FileError) -> FilePath? {
    // Few names are links: most need no room.
    var byte = CChar(0)
    if name.withPlatformString({ readlinkat(folder, $0, &byte, 1) }) < 0 {
      if errno == EINVAL { return nil }
      throw FileError(number: errno)
    }
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let length = name.withPlatformString { readlinkat(folder, $0, &buffer, Int(PATH_MAX)) }
    if length < 0 { throw FileError(number: errno) }
    if length == Int(PATH_MAX) { throw FileError(number: ENAMETOOLONG) }
    return FilePath(platformString: buffer)
  }

  private mutating func enter(_ name: FilePath.Component, _ steps: inout Int) throws(FileError) {
    steps += 1
    if steps > Place.mostSteps || names.count == Place.mostFolders {
      throw FileError("it lies in more than \(Place.mostFolders) folders")
    }
    let inner = try Place.open(folder, name, Place.folderOptions)
    close(folder)
    folder = inner
    names.append(name)
    if depthOfGit == nil, Place.isGitName(name) || Place.isGit(folder) { depthOfGit = names.count }
  }

  /// Opens the folder that the names lead to, from the root.
  private mutating func reopen(_ steps: inout Int) throws(FileError) {
    let root = try Place.open(folder, "/", Place.folderOptions)
    close(folder)
    folder = root
    let way = names
    names = []
    depthOfGit = nil
    for name in way { try enter(name, &steps) }
  }

  // MARK: Folders

  private func withLast<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    last?.withPlatformString(body) ?? ".".withCString(body)
  }

  private static func open(
    _ folder: Int32, _ name: FilePath.Component?, _ options: Int32
  ) throws(FileError) -> Int32 {
    try open(folder, name.map { FilePath(root: nil, [$0]) } ?? ".", options)
  }

  private static func open(
    _ folder: Int32, _ path: FilePath, _ options: Int32
  ) throws(FileError) -> Int32 {
    while true {
      let descriptor = path.withPlatformString { openat(folder, $0, options | O_CLOEXEC) }
      if descriptor >= 0 { return descriptor }
      if errno != EINTR { throw FileError(number: errno) }
    }
  }

  /// How a folder on the way is opened: not to be read, which may be forbidden, where the system knows
  /// the difference.
  private static var folderOptions: Int32 {
    #if canImport(Glibc)
      __O_PATH | O_DIRECTORY | O_NOFOLLOW
    #elseif canImport(Musl)
      O_PATH | O_DIRECTORY | O_NOFOLLOW
    #else
      O_RDONLY | O_DIRECTORY | O_NOFOLLOW
    #endif
  }

  /// Whether a name is `.git`, as some file systems tell no letters apart.
  private static func isGitName(_ name: FilePath.Component) -> Bool {
    name.withPlatformString { strcasecmp($0, ".git") == 0 }
  }

  /// Whether a folder holds a repository's objects and settings: that of a worktree or a submodule may
  /// have any name.
  private static func isGit(_ folder: Int32) -> Bool {
    func holds(_ name: String) -> Bool { faccessat(folder, name, F_OK, 0) == 0 }
    return holds("HEAD") && (holds("commondir") || holds("objects") && holds("refs"))
  }
}
