/// What the page shows of one config of a diff.
struct HTMLDiffPayload {
  /// The most groups of parameters that the page lists.
  static let mostGroups = 500

  let old: PlanSnapshot?
  let new: PlanSnapshot?
  let tree: HTMLDiffTree
  /// For each name of ``tree``, the kinds of its changes, one bit each.
  private(set) var marks: [Int]

  /// Brings two plans together; either may be missing.
  init(_ old: PlanSnapshot?, _ new: PlanSnapshot?, _ sections: [PlanDiff.Section]) {
    self.old = old
    self.new = new
    tree = HTMLDiffTree(old, new)
    marks = Array(repeating: 0, count: tree.slots.count)
    // Buffers are not among the slots.
    for section in sections where !section.kind.isOfBuffers {
      for name in section.groups.lazy.flatMap(\.names) {
        if let slot = tree.slotOfName[name] { marks[slot] |= 1 << section.kind.rawValue }
      }
    }
  }

  /// The names that are further ones of a tensor, each with its tensor, as
  /// ``JSONWriter/appendModel(_:)`` writes them.
  ///
  /// A name that only the old plan has belongs to the tensor that it was one with, where that lives
  /// on under another name.
  var aliases: [Int] {
    var survivor: [Int: Int] = [:]
    for slot in tree.slots {
      if let before = slot.old, let after = slot.new, survivor[before] == nil {
        survivor[before] = after
      }
    }
    var numbers: [Side: Int] = [:]
    var result: [Int] = []
    for (place, slot) in tree.slots.enumerated() {
      let after = slot.new ?? slot.old.flatMap { survivor[$0] }
      let side = after.map(Side.new) ?? .old(slot.old ?? -1)
      if let number = numbers[side] {
        result += [place, number]
      } else {
        numbers[side] = numbers.count
      }
    }
    return result
  }

  /// A tensor of one of the plans.
  private enum Side: Hashable {
    case old(Int)
    case new(Int)
  }

  /// The names whose tensor was counted before, under another name of the old plan.
  var repeatedBefore: [Int] {
    var seen: Set<Int> = []
    return tree.slots.indices.filter { place in
      guard let old = tree.slots[place].old else { return false }
      return !seen.insert(old).inserted
    }
  }
}

extension JSONWriter {
  /// Writes what one side of a diff says of each name; nothing where the side has no such plan.
  mutating func append(
    _ plan: PlanSnapshot?, of payload: HTMLDiffPayload,
    _ side: KeyPath<HTMLDiffTree.Slot, Int?>
  ) {
    guard let plan else { return null() }
    var decisions = InternedValues<SnapshotDecision>()
    let numbers = payload.tree.slots.map { slot -> Int in
      guard let index = slot[keyPath: side] else { return -1 }
      let parameter = plan.parameters[index]
      return decisions.index(
        of: SnapshotDecision(
          decidedBy: parameter.decidedBy, requiresGrad: parameter.requiresGrad))
    }
    object { json in
      json.field("config", TerminalText.escaped(plan.path))
      json.key("decisions")
      json.array { json in
        for decision in decisions.values {
          json.array(inline: true) { json in
            json.value(decision.decidedBy ?? 0)
            json.numbers(decision.decidedBy.map { [$0] } ?? [])
            json.value(decision.requiresGrad ? 1 : 0)
            // What a module itself declares is known where no rule speaks over it.
            json.value(decision.requiresGrad || decision.decidedBy != nil ? 1 : 0)
          }
        }
      }
      json.key("runs")
      json.runs(numbers)
      json.appendRules(plan)
      json.appendSummary(plan.summary)
      json.appendSoftmax(plan.softmax)
    }
  }

  private mutating func appendRules(_ plan: PlanSnapshot) {
    key("rules")
    array { json in
      for rule in plan.rules {
        json.object(inline: true) { json in
          json.field("index", rule.index)
          json.field("action", rule.action.rawValue)
          json.field("selector", HTMLPage.clippedProse(rule.selector))
          json.field("because", rule.because.map(HTMLPage.prose))
          json.field("optional", rule.isOptional)
          json.field("place", TerminalText.escaped(plan.path) + ":\(rule.line)")
        }
      }
    }
  }

  /// Writes the changes of parameters, folded.
  mutating func append(_ sections: [PlanDiff.Section], _ tree: HTMLDiffTree) {
    key("sections")
    var room = HTMLDiffPayload.mostGroups
    array { json in
      for section in sections {
        let groups = section.groups.prefix(max(20, room))
        room -= groups.count
        json.object { json in
          json.field("sign", DiffWording.sign(of: section.kind))
          json.field("title", DiffWording.title(of: section.kind, section.count))
          json.field("elements", section.elements)
          json.field("left_out", section.groups.count - groups.count)
          json.key("groups")
          json.array { json in
            for group in groups { json.append(group, section.kind, tree) }
          }
        }
      }
    }
  }

  private mutating func append(
    _ group: PlanDiff.Group, _ kind: PlanDiff.Kind, _ tree: HTMLDiffTree
  ) {
    object(inline: true) { json in
      json.field("glob", HTMLPage.clippedProse(group.glob))
      json.field("look", TerminalText.escaped(DiffWording.look(of: group, kind)))
      json.field("elements", group.elements)
      for (name, state, rule) in [
        ("before", group.oldState, group.oldRule), ("after", group.newState, group.newRule),
      ] as [(StaticString, Bool?, Int?)] {
        json.key(name)
        guard let state else {
          json.null()
          continue
        }
        json.numbers([state ? 1 : 0, rule ?? 0])
      }
      json.field("gained", group.gainedNames.prefix(20).map(TerminalText.escaped))
      json.field("lost", group.lostNames.prefix(20).map(TerminalText.escaped))
      json.key("slots")
      json.ranges(kind.isOfBuffers ? [] : group.names.compactMap { tree.slotOfName[$0] })
    }
  }

  /// Writes numbers as the first of each run and its length.
  private mutating func ranges(_ numbers: [Int]) {
    array(inline: true) { json in
      var start = 0
      while start < numbers.count {
        var end = start + 1
        while end < numbers.count, numbers[end] == numbers[end - 1] + 1 { end += 1 }
        json.value(numbers[start])
        json.value(end - start)
        start = end
      }
    }
  }

  /// Writes the changes of rules: what became of which, by the indices before and after.
  mutating func append(_ changes: [PlanDiff.RuleChange]) {
    key("rule_changes")
    array { json in
      for change in changes {
        let (what, old, new): (String, Int, Int) =
          switch change {
          case .added(let rule): ("added", 0, rule.index)
          case .removed(let rule): ("removed", rule.index, 0)
          case .moved(let old, let new): ("moved", old.index, new.index)
          case .reversed(let old, let new): ("reversed", old.index, new.index)
          case .reworded(let old, let new): ("reworded", old.index, new.index)
          }
        json.array(inline: true) { json in
          json.value(what)
          json.value(old)
          json.value(new)
        }
      }
    }
  }
}

/// What a snapshot knows of a decision.
private struct SnapshotDecision: Hashable {
  var decidedBy: Int?
  var requiresGrad: Bool
}
