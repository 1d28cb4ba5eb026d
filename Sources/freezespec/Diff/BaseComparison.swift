import FreezeSpec
import SystemPackage

/// What became of a repository's configs since a git revision.
struct BaseComparison {
  /// What became of the configs, by their paths.
  private(set) var changes: [ConfigChange] = []
  /// The configs that changed and could not be compared.
  private(set) var uncompared: [UncomparedConfig] = []
  /// What was found in the configs that changed.
  let outcomes: [PlanOutcome]

  /// Compares the work tree's configs with those of a revision.
  ///
  /// - Parameters:
  ///   - arguments: Configs and folders; without any, the whole repository.
  ///   - base: The revision.
  ///   - options: How configs are read.
  /// - Throws: ``Failure`` where git cannot answer, or an argument names nothing.
  init(_ arguments: [String], base: String, options: ConfigOptions) throws {
    let revision = try GitConfigs(of: base, in: Git(allowsOutside: options.allowOutside))
    let candidates = try BaseCandidates(arguments, base: revision, options: options)
    let pairs = try Self.pairs(candidates, revision, options.configs)
    // What the old side has against it is past mending, and the comparison tells of its errors: who
    // mends a config must not be told that it fails.
    outcomes =
      candidates.unreadable
      + candidates.unfollowed.map { $0.treating(warningsAsErrors: options.strict) }
      + pairs.compactMap { $0.new?.outcome.treating(warningsAsErrors: options.strict) }
    for pair in pairs { add(pair.old, pair.new) }
  }

  /// The sides of the configs that differ, by their new paths, then of those that are gone.
  private static func pairs(
    _ candidates: BaseCandidates, _ base: GitConfigs, _ configs: DiskConfigs
  ) throws -> [(old: ComparedSide?, new: ComparedSide?)] {
    let (old, new) = (candidates.old, candidates.new)
    let come = RenamePairing.few(new.filter { old[$0.key] == nil })
    // Where nothing came, nothing was renamed.
    let gone =
      come.isEmpty
      ? [:]
      : RenamePairing.few(old.filter { new[$0.key] == nil }.merging(candidates.elsewhere) { $1 })
    let origins = RenamePairing(gone: gone.mapValues(\.text), come: come.mapValues(\.text))
      .origins
    lazy var movesSubmodules = Result { try Self.movesSubmodules(of: base) }
    var pairs: [(old: ComparedSide?, new: ComparedSide?)] = []
    for (path, file) in new.sorted(by: { FilePath.precedes($0.key, $1.key) }) {
      let origin = origins[path]
      let before = (origin.flatMap { gone[$0] } ?? old[path]).map {
        ComparedSide($0, path: origin ?? path, base.reader)
      }
      let after = ComparedSide(file, path: path, configs.reader(for: file))
      let readsWeights = after.readsWeights || before?.readsWeights == true
      let isUnknown = try before?.isPartial == true && movesSubmodules.get()
      if origin != nil || readsWeights || isUnknown || before?.contents != after.contents {
        pairs.append((before, after))
      }
    }
    let moved = Set(origins.values)
    for (path, file) in old.sorted(by: { FilePath.precedes($0.key, $1.key) })
    where new[path] == nil && !moved.contains(path) {
      pairs.append((ComparedSide(file, path: path, base.reader), nil))
    }
    return pairs
  }

  /// Whether the index has other commits of submodules than a revision, of which that one's are not here.
  private static func movesSubmodules(of base: GitConfigs) throws -> Bool {
    let now = try GitWorkTree.submodules(of: base.tree.git)
    return base.tree.missingSubmodules.contains { now[$0.key] != $0.value }
  }

  private mutating func add(_ old: ComparedSide?, _ new: ComparedSide?) {
    let (before, after) = (old?.snapshot, new?.snapshot)
    let oldHasErrors = old != nil && before == nil
    let newHasErrors = new != nil && after == nil
    if oldHasErrors || newHasErrors {
      uncompared.append(
        UncomparedConfig(
          path: (new ?? old)?.path.shown ?? "", oldPath: old?.path.shown,
          oldDiagnostics: oldHasErrors ? old?.outcome.diagnostics ?? [] : [],
          oldSources: old?.outcome.sources ?? SourceMap(), oldIsPartial: old?.isPartial ?? false,
          new: after, newHasErrors: newHasErrors))
      return
    }
    switch (before, after) {
    case (let before?, let after?):
      let origin = old?.path == new?.path ? nil : old?.path.shown
      changes.append(.changed(PlanDiff(from: before, to: after, renamedFrom: origin)))
    case (nil, let after?): changes.append(.added(after))
    case (let before?, nil): changes.append(.removed(before.named(old?.path.shown ?? before.path)))
    case (nil, nil): return
    }
  }
}
