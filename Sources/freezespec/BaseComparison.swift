import FreezeSpec

/// Compares the work tree's configs with those of a git revision.
struct BaseComparison {
  let base: String
  let options: ConfigOptions

  /// What came of a comparison.
  struct Result {
    /// What became of the configs, by their paths.
    var changes: [ConfigChange]
    /// What was found in the configs that changed.
    var outcomes: [PlanOutcome]
  }

  /// One side of a config: what it says, and the files that say it.
  private struct Side {
    var path: String
    var outcome: PlanOutcome
    /// The bytes of all files that were read for it, in order.
    var contents: [[UInt8]]

    var snapshot: PlanSnapshot? {
      outcome.hasErrors ? nil : outcome.plan.map { PlanSnapshot($0, sources: outcome.sources) }
    }
  }

  /// Compares the configs.
  ///
  /// - Parameter arguments: Configs and folders; without any, the whole repository.
  /// - Returns: The changes and findings.
  /// - Throws: ``Failure`` where git cannot answer, or an argument names nothing.
  func compare(_ arguments: [String]) throws -> Result {
    let git = try Git(around: ".")
    let tree = try git.tree(of: git.commit(base))
    let scope = try Scope(arguments, git)
    let workTree = try git.workTree()
    let skipped = workTree.unreadableNames + tree.unreadableNames
    if skipped > 0 {
      Output.standardError.say(["warning: left out files whose names are not UTF-8"])
    }

    var new: [String: ConfigFile] = [:]
    for path in workTree.files where scope.contains(path) {
      guard let bytes = try? Files.readRegular(git.root + "/" + path) else { continue }
      let identity = Files.realPath(git.root + "/" + path) ?? path
      new[path] = ConfigFile(path: path, identity: identity, bytes: bytes)
    }
    // What a sparse checkout leaves out was not removed.
    let paths = tree.entries.filter { path, entry in
      entry.isBlob && scope.contains(path) && !workTree.absent.contains(path)
    }.keys
    try tree.fetch(Array(paths))
    var old: [String: ConfigFile] = [:]
    for path in paths { old[path] = try tree.config(path, revision: base) }
    for path in scope.named where new[path] == nil && old[path] == nil {
      throw Failure("there is no \(path), neither here nor at \(base)")
    }

    for path in Set(old.keys).union(new.keys) {
      let sides = [old[path], new[path]].compactMap(\.self)
      // A file that is a config on neither side is none of ours, a template say; nor is one that
      // stays as it is and names no other that may change.
      let isConfig = scope.names(path) || sides.contains { FreezePlan.isConfig($0.bytes) }
      if !isConfig || (sides.count == 2 && staysAsItIs(sides[0], sides[1])) {
        old[path] = nil
        new[path] = nil
      }
    }
    let configs = DiskConfigs(allowsOutside: options.allowOutside)
    return compare(
      old.reduce(into: [:]) { sides, entry in
        sides[entry.key] = side(entry.value, path: entry.key, tree.reader(revision: base))
      },
      new.reduce(into: [:]) { sides, entry in
        sides[entry.key] = side(entry.value, path: entry.key, configs.reader(for: entry.value))
      })
  }

  /// Whether both sides are the same bytes, and these surely name no other file: neither in plain
  /// letters, nor by an escape, nor in UTF-16.
  private func staysAsItIs(_ old: ConfigFile, _ new: ConfigFile) -> Bool {
    guard old.bytes == new.bytes else { return false }
    let reference = Array("from".utf8)
    for (index, byte) in new.bytes.enumerated() {
      switch byte {
      case 0, UInt8(ascii: "\\"): return false
      case reference[0] where new.bytes[index...].starts(with: reference): return false
      default: continue
      }
    }
    return true
  }

  private func side(_ file: ConfigFile, path: String, _ reader: ReferenceReader) -> Side {
    final class Record { var contents: [[UInt8]] = [] }
    let record = Record()
    record.contents.append(file.bytes)
    let recording = ReferenceReader { path, referrer in
      let result = reader.read(path, referrer)
      if case .success(let file) = result { record.contents.append(file.bytes) }
      return result
    }
    let outcome = FreezePlan.make(from: file, reader: recording)
    return Side(path: path, outcome: outcome, contents: record.contents)
  }

  private func compare(_ old: [String: Side], _ new: [String: Side]) -> Result {
    var pairs: [(old: Side?, new: Side?)] = []
    var gone = old.filter { new[$0.key] == nil }
    for path in new.keys.sorted() {
      guard let after = new[path] else { continue }
      if let before = old[path] {
        if before.contents != after.contents { pairs.append((before, after)) }
      } else if let origin = origin(of: after, in: gone) {
        gone[origin.path] = nil
        pairs.append((origin, after))
      } else {
        pairs.append((nil, after))
      }
    }
    for path in gone.keys.sorted() { pairs.append((gone[path], nil)) }

    // Warnings of the old side are past mending.
    let outcomes =
      pairs.compactMap { $0.old?.outcome }.filter(\.hasErrors)
      + pairs.compactMap { $0.new?.outcome.treating(warningsAsErrors: options.strict) }
    let changes = pairs.compactMap { pair -> ConfigChange? in
      switch (pair.old, pair.new) {
      case (let before?, let after?):
        guard let old = before.snapshot, let new = after.snapshot else { return nil }
        let origin = before.path == after.path ? nil : before.path
        return .changed(PlanDiff(from: old, to: new, renamedFrom: origin))
      case (nil, let after?): return after.snapshot.map(ConfigChange.added)
      case (let before?, nil):
        guard var old = before.snapshot else { return nil }
        old.path = before.path
        return .removed(old)
      case (nil, nil): return nil
      }
    }
    return Result(changes: changes, outcomes: outcomes)
  }

  /// The removed config that an added one was before: at least half of its lines are the same.
  private func origin(of side: Side, in gone: [String: Side]) -> Side? {
    let lines = lineCounts(side)
    var best: (similarity: Double, side: Side)?
    for path in gone.keys.sorted() {
      guard let candidate = gone[path] else { continue }
      let other = lineCounts(candidate)
      let shared = lines.reduce(0) { $0 + min($1.value, other[$1.key] ?? 0) }
      let total = max(1, lines.values.reduce(0, +), other.values.reduce(0, +))
      let similarity = Double(shared) / Double(total)
      if similarity >= 0.5, similarity > best?.similarity ?? 0 { best = (similarity, candidate) }
    }
    return best?.side
  }

  private func lineCounts(_ side: Side) -> [ArraySlice<UInt8>: Int] {
    var counts: [ArraySlice<UInt8>: Int] = [:]
    for line in side.contents[0].split(separator: 0x0A) { counts[line, default: 0] += 1 }
    return counts
  }

  /// The paths that a comparison is about.
  private struct Scope {
    /// The files that were named, from the repository's root.
    private(set) var named: [String] = []
    private var folders: [String] = []
    private var isEverything: Bool

    init(_ arguments: [String], _ git: Git) throws {
      isEverything = arguments.isEmpty
      for argument in arguments {
        guard let path = git.pathFromRoot(argument) else {
          throw Failure("\(argument) lies outside the repository")
        }
        if Files.isDirectory(argument) {
          if path.isEmpty { isEverything = true } else { folders.append(path + "/") }
        } else {
          named.append(path)
        }
      }
    }

    func names(_ path: String) -> Bool { named.contains(path) }

    func contains(_ path: String) -> Bool {
      if names(path) { return true }
      guard path.hasSuffix(".yaml") || path.hasSuffix(".yml") else { return false }
      return isEverything || folders.contains { path.hasPrefix($0) }
    }
  }
}
