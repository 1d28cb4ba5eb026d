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
    var counts = [
      (changed, "changed"), (renamed, "renamed"), (added, "added"), (removed, "removed"),
    ].filter { $0.0 > 0 }.map { "\(counted($0.0, "config")) \($0.1)" }
    if !uncompared.isEmpty {
      let isOne = uncompared.count == 1
      let words =
        uncompared.contains(where: \.newHasErrors)
        ? isOne ? "it has" : "they have" : isOne ? "it had" : "they had"
      let isPartial = uncompared.allSatisfy { $0.oldIsPartial && !$0.newHasErrors }
      let what = isPartial ? "files that are not here" : "errors"
      counts.insert(
        "\(counted(uncompared.count, "config")) not compared, as \(words) \(what)", at: 0)
    }
    return ([counts.joined(separator: ", ")] + totals).joined(separator: "; ")
  }

  /// The changes of all configs that both sides have; empty where fewer than two do.
  private var totals: [String] {
    var counts: [PlanDiff.Kind: Int] = [:]
    var dangers: [DiffDanger] = []
    var trained = 0
    var (before, after): ([PlanSummary], [PlanSummary]) = ([], [])
    for case .changed(let diff) in changes {
      for section in diff.sections { counts[section.kind, default: 0] += section.count }
      dangers += diff.dangers
      trained += DiffWording.trained(in: diff.sections)
      before.append(diff.old.summary)
      after.append(diff.new.summary)
    }
    guard after.count > 1, !counts.isEmpty || !dangers.isEmpty else { return [] }
    let words = DiffWording.changes(counts, trained: trained) + dangers.counts
    return [words.joined(separator: ", "), DiffWording.trainableShare(from: before, to: after)]
  }
}

/// How dangerous it is what changes in a config: by the worst kind, then by its elements.
private struct Danger: Comparable {
  private let rank: Int
  private let elements: Int

  init(_ change: ConfigChange) {
    let worst = change.worstSection
    switch worst.kind {
    case _ where change.breaksExpectations: rank = 0
    case .newlyTrainable?: rank = 1
    case _ where change.hasDangers: rank = 2
    case let kind?: rank = 2 + kind.rawValue
    case nil: rank = 3 + PlanDiff.Kind.allCases.count
    }
    elements = worst.elements
  }

  static func < (a: Danger, b: Danger) -> Bool {
    a.rank == b.rank ? a.elements > b.elements : a.rank < b.rank
  }
}

extension ConfigChange {
  /// Whether an expectation fails that did not before.
  fileprivate var breaksExpectations: Bool {
    switch self {
    case .added(let plan): plan.expectationOutcomes.contains { !$0.holds }
    case .removed: false
    case .changed(let diff):
      diff.dangers.contains {
        if case .expectationFails(_, heldBefore: true) = $0 { true } else { false }
      }
    }
  }

  /// Whether there is more to fear than its parameters tell.
  fileprivate var hasDangers: Bool {
    switch self {
    case .added: false
    case .removed(let plan): !plan.expectationOutcomes.isEmpty
    case .changed(let diff): !diff.dangers.isEmpty
    }
  }

  /// The most dangerous kind of change of parameters, and the elements that it concerns.
  fileprivate var worstSection: (kind: PlanDiff.Kind?, elements: Int) {
    switch self {
    case .added(let plan): (.added, plan.summary.trainable.elements)
    case .removed(let plan): (.removed, plan.summary.trainable.elements)
    case .changed(let diff): (diff.sections.first?.kind, diff.sections.first?.elements ?? 0)
    }
  }
}

extension UncomparedConfig {
  /// How many errors of the old side are told.
  private static let shown = 5

  /// What keeps it from being compared, to follow its path, given how a path is written.
  func reason(form: (String) -> String = { $0 }) -> String {
    let before = oldPath.map { " as \(form($0))" } ?? ""
    if newHasErrors {
      return oldHasErrors && !oldIsPartial
        ? "has errors, and had errors before\(before)" : "has errors: what changes cannot be told"
    }
    let had = oldIsPartial ? "had files that are not here" : "had errors"
    guard let new else { return "\(had), and is gone" }
    let now = oldIsPartial ? "" : ", and has none now"
    return "\(had)\(before)\(now): what changes cannot be told; it has "
      + "\(counted(new.parameters, "parameter")), and "
      + "\(NumberText.percent(new.trainable.elements, of: new.elements)) of its elements train"
  }

  /// The errors of the old side, the first few, each with its place, and with its cures where it is the clone
  /// that lacks something.
  var notes: [String] {
    var notes = oldErrors.prefix(Self.shown).map { error in
      let place = error.span.map { span in
        "\(oldSources.file(of: span).path):\(oldSources.location(of: span).line): "
      }
      let cures = oldIsPartial ? error.help.map { "; " + $0 }.joined() : ""
      return "\(place ?? "")\(error.message) [\(error.code.rawValue)]\(cures)"
    }
    if oldErrors.count > notes.count {
      notes.append("and \(grouped(oldErrors.count - notes.count)) more")
    }
    return notes
  }
}
