import FreezeSpec

/// Compares the work tree's configs with those of a git revision.
struct BaseComparison {
  let base: String
  let options: ConfigOptions

  /// What came of a comparison.
  struct Result {
    /// What became of the configs, by their paths.
    var changes: [ConfigChange] = []
    /// The configs that changed and could not be compared.
    var uncompared: [UncomparedConfig] = []
    /// What was found in the configs that changed.
    var outcomes: [PlanOutcome] = []
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
    let workTree = try git.workTree()
    let scope = try BaseScope(
      arguments, git, tracked: Array(tree.entries.keys) + Array(workTree.absent))
    let skipped = workTree.unreadableNames + tree.unreadableNames
    if skipped > 0 {
      Output.standardError.say(["warning: left out files whose names are not UTF-8"])
    }

    var new: [String: ConfigFile] = [:]
    // A file that is named counts, be it ignored by git.
    let present = Set(workTree.files)
    for path in present.union(scope.named) where scope.contains(path) {
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
    for path in paths {
      old[path] = try tree.config(path, revision: base)
      // Git does not know what a link out of the repository led to.
      if old[path] == nil, tree.entries[path]?.isLink == true,
        let file = new[path], git.pathFromRoot(file.identity) == nil
      {
        new[path] = nil
      }
    }
    for path in scope.named where tree.entries[path] == nil && !Files.exists(git.root + "/" + path)
    {
      throw Failure("there is no \(path), neither here nor at \(base)")
    }

    for path in Set(old.keys).union(new.keys) {
      let sides = [old[path], new[path]].compactMap(\.self)
      // A file that is a config on neither side is none of ours, a template say; nor is one that
      // stays as it is and names no other that may change.
      let isConfig = scope.names(path) || sides.contains { ConfigFile.isConfig($0.bytes) }
      if !isConfig || (sides.count == 2 && staysAsItIs(sides[0], sides[1])) {
        old[path] = nil
        new[path] = nil
      }
    }

    var gone = old.filter { new[$0.key] == nil }
    let come = new.filter { old[$0.key] == nil }
    if !come.isEmpty, !scope.isEverything {
      // What is asked about may have come from elsewhere.
      let elsewhere = tree.entries.filter { path, entry in
        entry.isBlob && !entry.isLink && BaseScope.isYAML(path) && !scope.contains(path)
          && !present.contains(path) && !workTree.absent.contains(path)
      }.keys
      try tree.fetch(Array(elsewhere))
      for path in elsewhere {
        guard let file = try tree.config(path, revision: base), ConfigFile.isConfig(file.bytes)
        else { continue }
        gone[path] = file
      }
    }
    let origins = RenamePairing(gone: gone.mapValues(\.bytes), come: come.mapValues(\.bytes))
      .origins
    let configs = DiskConfigs(allowsOutside: options.allowOutside)
    var pairs: [(old: Side?, new: Side?)] = []
    for (path, file) in new.sorted(by: { $0.key < $1.key }) {
      let origin = origins[path]
      let before = (origin.flatMap { gone[$0] } ?? old[path]).map {
        side($0, path: origin ?? path, tree.reader(revision: base))
      }
      let after = side(file, path: path, configs.reader(for: file))
      if origin != nil || before?.contents != after.contents { pairs.append((before, after)) }
    }
    let moved = Set(origins.values)
    for (path, file) in old.sorted(by: { $0.key < $1.key }) where new[path] == nil {
      if moved.contains(path) { continue }
      pairs.append((side(file, path: path, tree.reader(revision: base)), nil))
    }
    return result(of: pairs)
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

  private func result(of pairs: [(old: Side?, new: Side?)]) -> Result {
    // Warnings of the old side are past mending.
    var result = Result(
      outcomes: pairs.compactMap { $0.old?.outcome }.filter(\.hasErrors)
        + pairs.compactMap { $0.new?.outcome.treating(warningsAsErrors: options.strict) })
    for pair in pairs {
      let before = pair.old?.snapshot
      let after = pair.new?.snapshot
      let oldHasErrors = pair.old != nil && before == nil
      let newHasErrors = pair.new != nil && after == nil
      if oldHasErrors || newHasErrors {
        result.uncompared.append(
          UncomparedConfig(
            path: pair.new?.path ?? pair.old?.path ?? "", oldHasErrors: oldHasErrors,
            newHasErrors: newHasErrors))
        continue
      }
      switch (before, after) {
      case (let before?, let after?):
        let origin = pair.old?.path == pair.new?.path ? nil : pair.old?.path
        result.changes.append(.changed(PlanDiff(from: before, to: after, renamedFrom: origin)))
      case (nil, let after?): result.changes.append(.added(after))
      case (let before?, nil):
        result.changes.append(.removed(before.named(pair.old?.path ?? before.path)))
      case (nil, nil): continue
      }
    }
    return result
  }
}
