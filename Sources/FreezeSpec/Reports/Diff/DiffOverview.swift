/// What there is to say of many configs at once, the most dangerous first.
struct DiffOverview {
  /// The configs, by the danger of what changes in them.
  let changes: [ConfigChange]
  /// The configs that could not be compared.
  let uncompared: [UncomparedConfig]

  init(_ changes: [ConfigChange], _ uncompared: [UncomparedConfig]) {
    let ranked = changes.enumerated().map { place, change in
      (danger: Danger(change), place: place, change: change)
    }
    self.changes = ranked.sorted { a, b in
      a.danger == b.danger ? a.place < b.place : a.danger < b.danger
    }.map(\.change)
    self.uncompared = uncompared
  }

  /// Whether there is more to say than of one config.
  var isOfMany: Bool { changes.count + uncompared.count > 1 || !uncompared.isEmpty }

  /// How many configs change, and how, and what that amounts to.
  var headline: String {
    var changed = 0
    var renamed = 0
    var added = 0
    var removed = 0
    for change in changes {
      switch change {
      case .added: added += 1
      case .removed: removed += 1
      case .changed(let diff): if diff.renamedFrom == nil { changed += 1 } else { renamed += 1 }
      }
    }
    let counts = [
      (changed, "changed"), (renamed, "renamed"), (added, "added"), (removed, "removed"),
      (
        uncompared.count,
        "not compared, as \(uncompared.count == 1 ? "it has" : "they have") errors"
      ),
    ].filter { $0.0 > 0 }.map { "\(grouped($0.0)) \($0.1)" }
    let total = counted(changes.count + uncompared.count, "config")
    let text = "\(total): " + counts.joined(separator: ", ")
    return totals.map { text + "; " + $0 } ?? text
  }

  /// The changes of all configs that both sides have; `nil` where fewer than two do.
  private var totals: String? {
    var counts: [PlanDiff.Kind: Int] = [:]
    var (before, after, configs) = (0, 0, 0)
    for case .changed(let diff) in changes {
      configs += 1
      for section in diff.sections { counts[section.kind, default: 0] += section.count }
      before = saturatingSum(before, diff.old.summary.trainable.elements)
      after = saturatingSum(after, diff.new.summary.trainable.elements)
    }
    guard configs > 1, !counts.isEmpty || before != after else { return nil }
    func count(_ kind: PlanDiff.Kind) -> Int { counts[kind] ?? 0 }
    let parts = [
      "\(counted(count(.newlyFrozen), "parameter")) newly frozen",
      "\(grouped(count(.newlyTrainable))) newly trainable", "\(grouped(count(.added))) added",
      "\(grouped(count(.removed))) removed",
    ]
    let others = PlanDiff.Kind.allCases.filter { $0 > .removed && count($0) > 0 }
      .map { "\(grouped(count($0))) \(DiffWording.name(of: $0))" }
    return (parts + others).joined(separator: ", ") + "; "
      + DiffWording.trainableElements(from: before, to: after)
  }
}

/// How dangerous it is what changes in a config: by the worst kind, then by its elements.
private struct Danger: Comparable {
  private let rank: Int
  private let elements: Int

  init(_ change: ConfigChange) {
    switch change {
    case .added(let plan):
      rank = PlanDiff.Kind.added.rawValue
      elements = plan.summary.trainable.elements
    case .removed(let plan):
      rank = PlanDiff.Kind.removed.rawValue
      elements = plan.summary.trainable.elements
    case .changed(let diff):
      rank = diff.sections.first?.kind.rawValue ?? PlanDiff.Kind.allCases.count
      elements = diff.sections.first?.elements ?? 0
    }
  }

  static func < (a: Danger, b: Danger) -> Bool {
    a.rank == b.rank ? a.elements > b.elements : a.rank < b.rank
  }
}

extension UncomparedConfig {
  /// What keeps it from being compared, to follow its path.
  var reason: String {
    switch (oldHasErrors, newHasErrors) {
    case (true, false): "had errors, and has none now: what changes cannot be told"
    case (true, true): "has errors, and had errors before"
    default: "has errors: what changes cannot be told"
    }
  }
}
