/// What the page shows of one config of a diff: both sides, brought together name by name.
struct PageDiff {
  /// How many names are shown of those that a tensor gains or loses.
  private static let toldNames = 20

  /// The most groups of parameters that the page lists.
  private static let mostGroups = 500

  private let parts: DiffParts
  private let tree: DiffTree
  /// For each name of the tree, the kinds of its changes, one bit each.
  let marks: [Int]

  init(_ parts: DiffParts) {
    self.parts = parts
    tree = DiffTree(parts.old, parts.new)
    var marks = Array(repeating: 0, count: tree.slots.count)
    // Buffers are not among the slots.
    for section in parts.sections where !section.kind.isOfBuffers {
      for name in section.groups.lazy.flatMap(\.names) {
        if let slot = tree.slotOfName[ExactString(name)] {
          marks[slot] |= 1 << section.kind.rawValue
        }
      }
    }
    self.marks = marks
  }

  func writeFields(to json: inout JSONWriter) {
    PageModel(tree).writeFields(to: &json)
    json.field("repeated_before", tree.repeatedBefore)
    json.key("marks")
    json.runs(marks)
    json.key("before")
    PageSide(parts.old, tree.slots.map(\.old)).write(to: &json)
    json.key("plan")
    PageSide(parts.new, tree.slots.map(\.new)).write(to: &json)
    json.key("sections")
    json.array { writeSections(to: &$0) }
    json.key("rule_changes")
    json.array { json in
      for change in parts.ruleChanges { json.array(inline: true) { write(change, to: &$0) } }
    }
    json.key("totals")
    json.array { json in
      for row in parts.totals { json.texts([row.title, row.before, row.after, row.change]) }
    }
    json.key("eval")
    PageEvalMode.change(parts.evalChange).write(to: &json)
    json.key("wrap")
    json.array { json in
      for (sign, name) in parts.wrapLines { json.texts([sign, HTMLPage.clippedProse(name)]) }
    }
    json.key("dangers")
    json.array { json in
      for danger in parts.dangers { json.object(inline: true) { write(danger, to: &$0) } }
    }
    json.key("other_expectations")
    json.array { json in
      for (old, new) in parts.otherExpectations {
        json.array(inline: true) { json in
          if let old { json.value(HTMLPage.clippedProse(old.text)) } else { json.null() }
          json.value(HTMLPage.clippedProse(new.text))
        }
      }
    }
  }

  /// Writes the changes of parameters, folded.
  private func writeSections(to json: inout JSONWriter) {
    var room = Self.mostGroups
    for section in parts.sections {
      let groups = section.groups.prefix(max(20, room))
      room -= groups.count
      json.object { json in
        json.field("sign", DiffWording.sign(of: section.kind))
        json.field("warns", section.kind == .newlyTrainable)
        json.field("title", DiffWording.title(of: section.kind, section.count))
        json.field("elements", section.elements)
        json.field("left_out", section.groups.count - groups.count)
        json.key("groups")
        json.array { json in
          for group in groups {
            json.object(inline: true) { write(group, section.kind, to: &$0) }
          }
        }
      }
    }
  }

  private func write(
    _ group: PlanDiff.Group, _ kind: PlanDiff.Kind, to json: inout JSONWriter
  ) {
    json.field("glob", HTMLPage.clippedProse(group.glob))
    json.field("look", TerminalText.escaped(DiffWording.look(of: group, kind)))
    json.field("elements", group.elements)
    for (name, state, rule, undecided) in [
      ("before", group.oldState, group.oldRule, group.oldUndecided),
      ("after", group.newState, group.newRule, group.newUndecided),
    ] as [(StaticString, Bool?, Int?, UndecidedReason?)] {
      json.key(name)
      guard let state else {
        json.null()
        continue
      }
      json.array(inline: true) { json in
        json.value(state ? 1 : 0)
        json.value(rule ?? 0)
        json.value(undecided?.clause(isOfOne: true) ?? "")
      }
    }
    json.field("gained", group.gainedNames.prefix(Self.toldNames).map(TerminalText.escaped))
    json.field("gainedMore", max(0, group.gainedCount - Self.toldNames))
    json.field("lost", group.lostNames.prefix(Self.toldNames).map(TerminalText.escaped))
    json.field("lostMore", max(0, group.lostCount - Self.toldNames))
    json.key("slots")
    json.ranges(kind.isOfBuffers ? [] : group.names.compactMap { tree.slotOfName[ExactString($0)] })
  }

  /// Writes what must not be missed.
  private func write(_ danger: DiffDanger, to json: inout JSONWriter) {
    let wording = DiffDangerWording(danger)
    json.field("fails", wording.isFailure)
    json.field("text", HTMLPage.clippedProse(wording.text))
    json.field("notes", wording.notes.map(HTMLPage.clippedProse))
  }

  /// Writes what became of a rule, by the indices before and after.
  private func write(_ change: PlanDiff.RuleChange, to json: inout JSONWriter) {
    let (what, old, new): (String, Int, Int) =
      switch change {
      case .added(let rule): ("added", 0, rule.index)
      case .removed(let rule): ("removed", rule.index, 0)
      case .moved(let old, let new): ("moved", old.index, new.index)
      case .reversed(let old, let new): ("reversed", old.index, new.index)
      case .reworded(let old, let new): ("reworded", old.index, new.index)
      }
    json.value(what)
    json.value(old)
    json.value(new)
  }
}
