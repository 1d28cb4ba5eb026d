import FreezeSpec
import SystemPackage

/// The configs of a revision and of the work tree that may differ, by their paths from the root.
struct BaseCandidates {
  /// The configs of the revision.
  private(set) var old: [FilePath: ConfigFile] = [:]
  /// The configs of the work tree.
  private(set) var new: [FilePath: ConfigFile] = [:]
  /// The configs of the revision that nothing was asked of and that are gone: what is asked about may
  /// have come from there.
  private(set) var elsewhere: [FilePath: ConfigFile] = [:]
  /// What is said of files of the work tree that cannot be read.
  private(set) var unreadable: [PlanOutcome] = []
  /// Which objects of the revision are configs, where that was asked: many paths may lead to one.
  private var judged: [String: Bool] = [:]
  /// What is said of links to folders that are not followed.
  private(set) var unfollowed: [PlanOutcome] = []

  /// Finds them.
  ///
  /// - Parameters:
  ///   - arguments: Configs and folders; none for the whole repository.
  ///   - base: The revision.
  ///   - options: How configs are read.
  ///   - mostConfigs: How many may differ.
  ///   - mostBytes: How many bytes they may have.
  init(
    _ arguments: [String], base: GitConfigs, options: ConfigOptions,
    mostConfigs: Int = Limits.comparedConfigs, mostBytes: Int = Limits.comparedConfigBytes
  ) throws {
    let tree = base.tree
    let workTree = try GitWorkTree(of: tree.git)
    let enclosure = Enclosure(workTree.root, allowsOutside: options.allowOutside)
    let scope = try BaseScope(arguments, tree, workTree, inside: enclosure)
    for path in scope.named where tree.entries[path] == nil {
      if try tree.resolve(path) != nil { continue }
      if Files.kind(of: workTree.root.pushing(path)) != nil { continue }
      throw Failure("there is no \(path.shown), neither here nor at \(base.revision)")
    }
    // What a sparse checkout leaves out was not removed.
    let tracked = tree.entries.filter { workTree.absent[$0.key] == nil && $0.value.isBlob }
    // A file that is named counts, be it ignored by git.
    var paths = scope.named.union(scope.found)
    if scope.isEverything {
      paths.formUnion(workTree.files.filter(\.isYAML))
      paths.formUnion(tracked.keys.filter(\.isYAML))
      paths.formUnion(workTree.absent.keys.filter(\.isYAML))
    }
    unfollowed = scope.links.compactMap { Self.refusal(of: $0, in: workTree, enclosure) }
    var origins: Set<FilePath> = []
    var (files, bytes) = (0, 0)
    let leftOut = workTree.absent.filter { $1 != tree.entries[$0]?.object }
    for batch in try tree.batches(paths.sorted(by: FilePath.precedes)) {
      try tree.fetch(batch, and: batch.compactMap { leftOut[$0] })
      for path in batch {
        if workTree.absent[path] != nil {
          if let object = leftOut[path] {
            // What cannot be read may be a config.
            let file = (try? tree.blob(object)).map { ConfigFile(path: path.shown, bytes: $0) }
            if file == nil || isConfig(file, object) {
              unreadable.append(Self.leftOut(path, base.revision))
            }
          }
          continue
        }
        var old: ConfigFile?
        var oldObject: String?
        if let origin = scope.followsLinks(to: path) ? try tree.resolve(path) : path,
          let entry = tree.entry(at: origin), entry.isBlob, workTree.absent[origin] == nil
        {
          // Links that say the same lead from two folders to two files.
          oldObject = entry.isLink ? nil : entry.object
          old = try base.open(path)
          origins.insert(origin)
        }
        var new: ConfigFile?
        if scope.named.contains(path) || workTree.files.contains(path)
          || scope.followsLinks(to: path) && workTree.holds(path, inside: enclosure)
        {
          switch read(path, tracked[path], base, options.configs) {
          case .file(let file): new = file
          case .nothing: break
          case .unknown: continue
          case .unreadable(let error):
            unreadable.append(.unreadable(path.shown, error.message))
            continue
          }
        }
        if old == nil, new != nil, tracked[path] != nil,
          let submodule = try tree.missingSubmodule(around: path)
        {
          unreadable.append(
            .unreadable(
              "\(base.revision):\(path.shown)",
              "the submodule \(submodule.path.shown) is not here as \(base.revision) has it"))
          continue
        }
        // A file that is a config on neither side is none of ours, a template say.
        guard scope.named.contains(path) || isConfig(old, oldObject) || new?.isConfig == true,
          mayDiffer(old, new)
        else { continue }
        self.old[path] = old
        self.new[path] = new
        files += 1
        bytes += (old?.bytes.count ?? 0) + (new?.bytes.count ?? 0)
        if files > mostConfigs || bytes > mostBytes {
          throw Self.tooMany(base.revision)
        }
      }
    }
    if scope.isEverything || new.keys.allSatisfy({ old[$0] != nil }) { return }
    let others = tracked.filter { path, entry in
      !entry.isLink && path.isYAML && !paths.contains(path) && !origins.contains(path)
        && !(workTree.files.contains(path) && workTree.holds(path))
    }
    let few = try tree.few(
      of: others.keys.sorted(by: FilePath.precedes), files: Limits.renameFiles,
      bytes: Limits.renameBytes)
    for batch in try tree.batches(few) {
      try tree.fetch(batch)
      for path in batch {
        let file = try base.open(path)
        if isConfig(file, tree.entry(at: path)?.object) { elsewhere[path] = file }
      }
    }
  }

  /// What is said of a config that differs where a sparse checkout leaves it out.
  private static func leftOut(_ path: FilePath, _ revision: String) -> PlanOutcome {
    .unreadable(
      path.shown,
      "the sparse checkout leaves it out, and the index has another one than \(revision); "
        + "`git sparse-checkout add` brings its folder here")
  }

  private static func tooMany(_ revision: String) -> Failure {
    Failure(
      "more than \(grouped(Limits.comparedConfigs)) configs, or \(Limits.comparedConfigBytes >> 20) MiB of "
        + "them, may differ from \(revision)", help: ["name fewer of them, or a folder further in"])
  }

  /// Whether a file of the revision is a config, which is judged once for each object.
  private mutating func isConfig(_ file: ConfigFile?, _ object: String?) -> Bool {
    guard let file else { return false }
    guard let object else { return file.isConfig }
    if let known = judged[object] { return known }
    judged[object] = file.isConfig
    return judged[object] == true
  }

  /// What is said of a link that no search follows; `nil` where it leads to no folder.
  private static func refusal(
    of link: FilePath, in workTree: GitWorkTree, _ enclosure: Enclosure
  ) -> PlanOutcome? {
    let place = Place(workTree.root.pushing(link))
    guard (try? place.kind()) == .folder else { return nil }
    if let refusal = enclosure.refusal(of: place) {
      return .unfollowed(link.shown, refusal.ofLink(in: enclosure))
    }
    return workTree.repository(around: place.path).map {
      .unfollowed(link.shown, "it leads into \($0.shown), which is a repository of its own")
    }
  }

  /// What the work tree has of a path.
  private enum Reading {
    case file(ConfigFile)
    case nothing
    /// A link out of the repository: git does not know what it led to.
    case unknown
    case unreadable(FileError)
  }

  private func read(
    _ path: FilePath, _ entry: GitTree.Entry?, _ base: GitConfigs, _ configs: DiskConfigs
  ) -> Reading {
    let git = base.tree.git
    let whole = git.root.pushing(path)
    let root = Files.realPath(git.root) ?? git.root
    do throws(FileError) {
      let file = try configs.open(
        whole, as: path.shown, inside: Enclosure(root, allowsOutside: configs.allowsOutside))
      let isOutside = !file.location.starts(with: root)
      return isOutside && entry?.isLink == true ? .unknown : .file(file)
    } catch {
      if error.isAbsence || error.isOfFolder { return .nothing }
      if error.isRefusal, let entry, entry.isLink, let link = Files.linkTarget(of: whole),
        let old = try? base.tree.blob(entry.object), link == FilePath(bytes: old)
      {
        return .unknown
      }
      return .unreadable(error)
    }
  }

  /// Whether a config does not surely stay as it is.
  private func mayDiffer(_ old: ConfigFile?, _ new: ConfigFile?) -> Bool {
    guard let old, let new else { return true }
    return old.bytes != new.bytes || mayNameFiles(old.bytes)
  }

  /// Whether a file may name others, which may change while it stays as it is: in plain letters, by an
  /// escape, or in UTF-16.
  private func mayNameFiles(_ bytes: [UInt8]) -> Bool {
    let reference = Array("from".utf8)
    return bytes.indices.contains { index in
      switch bytes[index] {
      case 0, UInt8(ascii: "\\"): true
      case reference[0]: bytes[index...].starts(with: reference)
      default: false
      }
    }
  }
}
