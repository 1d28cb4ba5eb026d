/// The check for runs of numbered modules in one state, but for one in the middle.
struct RunsWithHoles {
  let survey: TrainingSurvey
  private var plan: FreezePlan { survey.plan }

  /// Finds numbered modules of which a run is in one state, but for one in the middle: layers 0 to 5
  /// and 7, without 6.
  ///
  /// Modules belong together where they are children of one module, of one class and size, and
  /// their names end in numbers. A hole is one module between at least three that are alike in all
  /// their states, if no later rule makes it so, no rule of the run excludes it by `except`, and no
  /// expectation speaks of it. One finding for each rule.
  var findings: [Diagnostic] {
    guard !plan.rules.isEmpty else { return [] }
    let excepts = plan.rules.map(\.selector.hasException)
    var listsOfModule: [ObjectIdentifier: [NumberedSiblings]] = [:]
    var found: [Int: (hole: Hole, count: Int)] = [:]
    for item in survey.mixedModules {
      let module = item.place.module
      if module.children.count < NumberedSiblings.least { continue }
      let lists =
        listsOfModule[ObjectIdentifier(module)]
        ?? NumberedSiblings.lists(
          of: ModuleTree.Place(module: module, number: 0, firstParameter: 0), sameSize: true)
      listsOfModule[ObjectIdentifier(module)] = lists
      for list in lists {
        for hole in holes(in: list.items, of: item.place) where !excepts[hole.rule - 1] {
          found[hole.rule, default: (hole, 0)].count += item.count
        }
      }
    }
    var tree = ModuleTree(plan.model.root)
    return found.sorted { $0.key < $1.key }.map {
      finding($0.value.hole, count: $0.value.count, in: &tree)
    }
  }

  /// A module left out of a run.
  private struct Hole {
    /// The module that the run is in.
    let parent: ModuleTree.Place
    /// The last components of the paths of the run and of the hole.
    let before: (first: String, last: String)
    let after: (first: String, last: String)
    let name: String
    /// A parameter of the hole that is in another state than its counterparts.
    let parameter: Int
    /// Whether all of the hole is in that state.
    let isWhole: Bool
    /// Whether all of the run is in the other one.
    let isOfWhole: Bool
    /// The rule that decides its counterpart, which does not match it.
    let rule: Int
  }

  /// The holes in a list.
  ///
  /// - Parameters:
  ///   - list: The siblings, their places counted from that of their parent on.
  ///   - place: The parent.
  private func holes(in list: [NumberedSiblings.Sibling], of place: ModuleTree.Place) -> [Hole] {
    /// The parameters of one of them.
    func parameters(_ index: Int) -> Range<Int> {
      let counted = list[index].parameters
      return counted.lowerBound + place.firstParameter..<counted.upperBound + place.firstParameter
    }
    // The distinct states that siblings are in, as hashes.
    var kinds: [UInt64] = []
    var indexOfKind = HashIndex()
    var runs: [(kind: Int, start: Int, count: Int)] = []
    runs.reserveCapacity(list.count)
    for index in list.indices {
      let states = hash(parameters(index))
      if let last = runs.indices.last, kinds[runs[last].kind] == states {
        runs[last].count += 1
        continue
      }
      let kind = indexOfKind.number(of: states, in: kinds) ?? kinds.count
      if kind == kinds.count {
        indexOfKind.insert(kind, states)
        kinds.append(states)
      }
      runs.append((kind, index, 1))
    }
    // How many of them are in each.
    var counts = [Int](repeating: 0, count: kinds.count)
    for run in runs { counts[run.kind] += run.count }
    // Both neighbours of a hole are of the run.
    let mayBeHoles = runs.indices.dropFirst().dropLast().filter { index in
      runs[index].count == 1 && runs[index - 1].kind == runs[index + 1].kind
        && runs[index - 1].count + runs[index + 1].count >= 3
    }
    return mayBeHoles.compactMap { index in
      let (before, hole, after) = (runs[index - 1], runs[index].start, runs[index + 1])
      // All that are in the states of the run are in it.
      guard counts[before.kind] == before.count + after.count,
        let (name, other) = zip(parameters(hole), parameters(before.start)).first(where: {
          survey.states.isFrozen($0) != survey.states.isFrozen($1)
        })
      else { return nil }
      let neighbour = parameters(hole - 1).lowerBound + other - parameters(before.start).lowerBound
      // A later rule singles the module out: that is no oversight.
      guard let rule = survey.decision(ofName: neighbour).decidedBy,
        survey.decision(ofName: name).decidedBy ?? 0 < rule,
        !survey.isExpected(survey.tensor(ofName: name))
      else { return nil }
      return Hole(
        parent: place, before: (list[before.start].name, list[hole - 1].name),
        after: (list[hole + 1].name, list[hole + after.count].name), name: list[hole].name,
        parameter: name,
        isWhole: !survey.states.areMixed(parameters(hole)),
        isOfWhole: !survey.states.areMixed(parameters(before.start)),
        rule: rule)
    }
  }

  /// A hash of the states of some names: equal for equal states of as many.
  private func hash(_ names: Range<Int>) -> UInt64 {
    let base: UInt64 = 0x9E37_79B9_7F4A_7C15
    if !survey.states.areMixed(names) { return survey.states.areFrozen(names) ? 1 : 0 }
    return names.reduce(2) { ($0 &* base) &+ (survey.states.isFrozen($1) ? 2 : 1) }
  }

  private func finding(_ hole: Hole, count: Int, in tree: inout ModuleTree) -> Diagnostic {
    func text(_ run: (first: String, last: String)) -> String {
      run.first == run.last ? "\(run.first)" : "\(run.first) to \(run.last)"
    }
    let parent = tree.path(of: hole.parent)
    let path = clipped(parent.isEmpty ? "\(hole.name)" : "\(parent).\(hole.name)", to: 120)
    let subject = hole.isWhole && hole.isOfWhole ? "\"\(path)\"" : "a part of \"\(path)\""
    let isFrozen = survey.states.isFrozen(hole.parameter)
    let state = isFrozen ? "is frozen" : "trains"
    let neighbours = clipped("\(text(hole.before)) and \(text(hole.after))", to: 80)
    let others =
      hole.isOfWhole
      ? "\(neighbours) beside it \(isFrozen ? "train" : "are frozen")"
      : "the same part of \(neighbours) \(isFrozen ? "trains" : "is frozen")"
    var message = "\(subject) \(state), while \(others)"
    if count > 1 { message += "; and so in \(grouped(count - 1)) more places" }
    let rule = survey.rule(hole.rule)
    let tensor = survey.tensor(ofName: hole.parameter)
    let expected = hole.isWhole ? "{module: \(flowScalar(path))}" : survey.quotedName(tensor)
    return Diagnostic(
      .runWithHole, message, at: rule?.selector.span ?? survey.modelSpan,
      notes: [
        "its first such parameter is \(survey.quotedName(tensor))"
      ],
      cures: [
        "let rule \(hole.rule) cover it too",
        count > 1
          ? "where it is meant: # freezespec: ignore[\(DiagnosticCode.runWithHole.rawValue)]"
          : survey.expecting("\(isFrozen ? "frozen" : "trainable"): \(expected)"),
      ])
  }
}
