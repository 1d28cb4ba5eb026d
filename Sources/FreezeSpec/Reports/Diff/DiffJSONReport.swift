/// A diff for other programs, as `docs/diff.schema.json` describes it.
struct DiffJSONReport: Sendable {
  /// The version of the format; its first number changes where a key changes its meaning.
  static let formatVersion = "1.0"

  /// Whether configs in which nothing changes are left out.
  var omitsUnchanged: Bool

  /// Makes the report.
  init(omitsUnchanged: Bool = false) { self.omitsUnchanged = omitsUnchanged }

  /// Writes the report, in UTF-8: one JSON object and a line break.
  ///
  /// - Parameters:
  ///   - changes: What became of the configs.
  ///   - uncompared: The configs that could not be compared.
  ///   - out: What the report is appended to, and handed on by piece by piece.
  func write(
    _ changes: [ConfigChange], uncompared: [UncomparedConfig] = [], to out: inout OutputBuffer
  ) {
    out.appendJSON(escapesMarkup: false) { write(changes, uncompared, to: &$0) }
    out.append(byte: 0x0A)
  }

  private func write(
    _ changes: [ConfigChange], _ uncompared: [UncomparedConfig], to json: inout JSONWriter
  ) {
    json.object { json in
      json.field("format_version", DiffJSONReport.formatVersion)
      json.field("changed", !uncompared.isEmpty || changes.contains { !$0.isEmpty })
      json.key("not_compared")
      json.array { json in
        for config in uncompared {
          json.object(inline: true) { json in
            json.field("config", config.path)
            json.field("old_has_errors", config.oldHasErrors)
            json.field("new_has_errors", config.newHasErrors)
            json.key("old_errors")
            json.array { json in
              for error in config.oldErrors { json.value(error, config.oldSources) }
            }
          }
        }
      }
      json.key("configs")
      json.array { json in
        let shown = changes.filter { !(omitsUnchanged && $0.isEmpty) }
        for change in DiffOverview(shown, []).changes {
          json.object { write(change, to: &$0) }
        }
      }
    }
  }

  private func write(_ change: ConfigChange, to json: inout JSONWriter) {
    let parts = DiffParts(change)
    let kind =
      switch change {
      case .added: "added"
      case .removed: "removed"
      case .changed where parts.renamedFrom != nil: "renamed"
      case .changed: change.isEmpty ? "unchanged" : "changed"
      }
    json.field("change", kind)
    json.field("config", parts.path)
    json.field("renamed_from", parts.renamedFrom)
    json.field("headline", parts.headline)
    for (key, plan) in [("old" as StaticString, parts.old), ("new", parts.new)] {
      json.key(key)
      guard let plan else {
        json.null()
        continue
      }
      json.object { json in
        json.field("config", plan.path)
        json.field("name", plan.name)
        json.key("summary")
        json.value(plan.summary)
      }
    }
    json.key("dangers")
    json.array { json in
      for danger in parts.dangers { json.object(inline: true) { write(danger, to: &$0) } }
    }
    json.key("parameters")
    json.array { json in
      for section in parts.sections where !section.kind.isOfBuffers {
        json.object { write(section, to: &$0) }
      }
    }
    json.key("buffers")
    json.array { json in
      for section in parts.sections where section.kind.isOfBuffers {
        json.object { write(section, to: &$0) }
      }
    }
    json.key("rules")
    json.array { json in
      for change in parts.ruleChanges { json.object { write(change, to: &$0) } }
    }
    json.key("unmatched")
    if parts.unmatchedLines.isEmpty {
      json.null()
    } else {
      json.object(inline: true) { json in
        json.field("old", parts.old?.unmatched?.rawValue)
        json.field("new", parts.new?.unmatched?.rawValue)
      }
    }
    json.key("softmax")
    if parts.softmaxChanges {
      json.object { json in
        json.key("old")
        json.value(parts.old?.softmax)
        json.key("new")
        json.value(parts.new?.softmax)
      }
    } else {
      json.null()
    }
    json.key("expectations")
    json.object { json in
      json.field("added", parts.addedExpectations)
      json.field("removed", parts.removedExpectations)
    }
    json.key("eval")
    json.object { json in
      json.field("added_selectors", parts.evalChange.addedSelectors)
      json.field("removed_selectors", parts.evalChange.removedSelectors)
      json.field("added_modules", parts.evalChange.addedModules)
      json.field("removed_modules", parts.evalChange.removedModules)
    }
    if !parts.wrapLines.isEmpty {
      json.key("wrap")
      json.object { json in
        json.field("added", parts.wrapLines.filter { $0.sign == "+" }.map(\.text))
        json.field("removed", parts.wrapLines.filter { $0.sign == "-" }.map(\.text))
      }
    }
  }

  private func write(_ danger: DiffDanger, to json: inout JSONWriter) {
    switch danger {
    case .expectationFails(let outcome, let heldBefore):
      json.field("kind", "expectation_fails")
      json.field("held_before", heldBefore)
      json.key("outcome")
      json.value(outcome)
    case .expectationRemoved(let outcome):
      json.field("kind", "expectation_removed")
      json.field("old", outcome.text)
    case .expectationRelaxed(let old, let new):
      json.field("kind", "expectation_relaxed")
      json.field("old", old.text)
      json.field("new", new.text)
    case .expectationChanged(let old, let new):
      json.field("kind", "expectation_changed")
      json.field("old", old.text)
      json.field("new", new.text)
    case .unmatchedRelaxed(let old, let new):
      json.field("kind", "unmatched_relaxed")
      json.field("old", old.rawValue)
      if let new { json.field("new", new.rawValue) }
    case .ruleMadeOptional(let rule):
      json.field("kind", "rule_made_optional")
      json.field("rule", rule.index)
      json.field("action", rule.action.rawValue)
      json.field("selector", rule.selector)
    case .leavesEvalMode(let modules, let inPart):
      json.field("kind", "leaves_eval_mode")
      json.field("modules", modules)
      json.field("in_part", inPart)
    case .changesByTie(let names, let isTrainable):
      json.field("kind", "changes_by_tie")
      json.field("names", names)
      json.field("requires_grad", isTrainable)
    case .moreChangeByTie(let count):
      json.field("kind", "more_change_by_tie")
      json.field("count", count)
    case .reordered: json.field("kind", "reordered")
    case .ruleLosesEffect(let rule):
      json.field("kind", "rule_loses_effect")
      json.field("rule", rule.index)
      json.field("action", rule.action.rawValue)
      json.field("selector", rule.selector)
    case .ruleCoversPart(let rule, let note):
      json.field("kind", "rule_covers_part")
      json.field("rule", rule.index)
      json.field("action", rule.action.rawValue)
      json.field("selector", rule.selector)
      json.field("note", note)
    }
    json.field("text", DiffDangerWording(danger).text)
  }

  private func write(_ section: PlanDiff.Section, to json: inout JSONWriter) {
    json.field("kind", section.kind.key)
    json.field("count", section.count)
    json.field("elements", section.elements)
    json.key("groups")
    json.array { json in
      for group in section.groups { json.object(inline: true) { write(group, to: &$0) } }
    }
  }

  private func write(_ group: PlanDiff.Group, to json: inout JSONWriter) {
    json.field("glob", group.glob)
    json.field("copies", group.copies)
    json.field("parameters_each", group.parametersEach)
    json.field("exceptions", group.exceptions)
    json.field("elements", group.elements)
    json.field("old_shape", group.oldShape)
    json.field("new_shape", group.newShape)
    json.field("old_requires_grad", group.oldState)
    json.field("new_requires_grad", group.newState)
    json.field("old_decided_by", group.oldRule)
    json.field("new_decided_by", group.newRule)
    json.field("old_dtype", group.oldDType?.rawValue)
    json.field("new_dtype", group.newDType?.rawValue)
    json.field("old_class", group.oldClass)
    json.field("new_class", group.newClass)
    json.field("gained_names", group.gainedNames)
    let gainedMore = group.gainedCount - group.gainedNames.count
    if gainedMore > 0 { json.field("gained_names_more", gainedMore) }
    json.field("lost_names", group.lostNames)
    let lostMore = group.lostCount - group.lostNames.count
    if lostMore > 0 { json.field("lost_names_more", lostMore) }
    json.field("names", group.names)
  }

  private func write(_ change: PlanDiff.RuleChange, to json: inout JSONWriter) {
    switch change {
    case .added(let rule): write("added", nil, rule, to: &json)
    case .removed(let rule): write("removed", rule, nil, to: &json)
    case .moved(let old, let new): write("moved", old, new, to: &json)
    case .reversed(let old, let new): write("reversed", old, new, to: &json)
    case .reworded(let old, let new): write("reworded", old, new, to: &json)
    }
  }

  private func write(
    _ change: String, _ old: PlanSnapshot.Rule?, _ new: PlanSnapshot.Rule?,
    to json: inout JSONWriter
  ) {
    json.field("change", change)
    for (key, rule) in [("old" as StaticString, old), ("new", new)] {
      json.key(key)
      guard let rule else {
        json.null()
        continue
      }
      json.object(inline: true) { json in
        json.field("index", rule.index)
        json.field("action", rule.action.rawValue)
        json.field("selector", rule.selector)
        json.field("because", rule.because)
        json.field("optional", rule.isOptional)
        json.field("line", rule.line)
      }
    }
  }
}

extension PlanDiff.Kind {
  /// The kind's name in JSON.
  fileprivate var key: String {
    switch self {
    case .newlyTrainable: "newly_trainable"
    case .newlyFrozen: "newly_frozen"
    case .added, .bufferAdded: "added"
    case .removed, .bufferRemoved: "removed"
    case .reshaped, .bufferReshaped: "reshaped"
    case .retied: "retied"
    case .retyped, .bufferRetyped: "retyped"
    case .reclassed: "reclassed"
    }
  }
}

extension JSONWriter {
  fileprivate mutating func field(_ key: StaticString, _ numbers: Shape?) {
    self.key(key)
    guard let numbers else {
      null()
      return
    }
    array(inline: true) { for number in numbers { $0.value(number) } }
  }

  fileprivate mutating func field(_ key: StaticString, _ flag: Bool?) {
    self.key(key)
    if let flag { value(flag) } else { null() }
  }
}
