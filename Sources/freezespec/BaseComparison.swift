import FreezeSpec

/// Compares the work tree's configs with those of a git revision.
struct BaseComparison {
  let base: String
  let options: ConfigOptions

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

  /// What became of the configs.
  ///
  /// - Parameter arguments: Configs and folders; without any, the whole repository.
  func changes(of arguments: [String]) throws -> [ConfigChange] {
    let git = try Git(around: ".")
    let tree = try git.tree(of: git.commit(base))
    let scope = try Scope(arguments, git)

    var new: [String: Side] = [:]
    var found: [String: [UInt8]] = [:]
    for path in try git.workTreeFiles() where scope.contains(path) {
      guard let bytes = try? Files.read(git.root + "/" + path) else { continue }
      if scope.names(path) || FreezePlan.looksLikeConfig(bytes) { found[path] = bytes }
    }
    for path in scope.named where found[path] == nil && tree.entries[path] == nil {
      throw Failure("there is no \(path), neither here nor at \(base)")
    }
    for (path, bytes) in found {
      let file = ConfigFile(
        path: path, identity: Files.realPath(git.root + "/" + path) ?? path, bytes: bytes)
      let configs = DiskConfigs(allowsOutside: options.allowOutside)
      new[path] = side(file, path: path, configs.reader(for: file))
    }

    var old: [String: Side] = [:]
    try tree.fetch(tree.entries.keys.filter(scope.contains))
    for path in tree.entries.keys where scope.contains(path) && tree.entries[path]?.isBlob == true {
      guard let file = try tree.config(path, revision: base) else { continue }
      if scope.names(path) || found[path] != nil || FreezePlan.looksLikeConfig(file.bytes) {
        old[path] = side(file, path: path, tree.reader(revision: base))
      }
    }
    return try compare(old, new)
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

  private func compare(_ old: [String: Side], _ new: [String: Side]) throws -> [ConfigChange] {
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
    let reported =
      pairs.compactMap { $0.old?.outcome }.filter(\.hasErrors) + pairs.compactMap { $0.new?.outcome }
    options.report(reported)
    if reported.contains(where: \.hasErrors) { throw Failure.reported(.hasErrors) }
    return pairs.compactMap { pair in
      switch (pair.old?.snapshot, pair.new?.snapshot) {
      case (let before?, let after?): .changed(PlanDiff(from: before, to: after))
      case (nil, let after?): .added(after)
      case (let before?, nil): .removed(before)
      case (nil, nil): nil
      }
    }
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
