/// The forms of an explanation.
public enum ExplanationFormat: String, CaseIterable, Sendable {
  /// For people.
  case text
  /// For other programs: one object, with `kind` `parameter` or `part`.
  case json
}

extension Explanation {
  /// The explanation as one JSON object and a line break, in UTF-8.
  public var json: [UInt8] { ExplanationJSONReport().render(self) }
}

extension PartExplanation {
  /// The explanation as one JSON object and a line break, in UTF-8.
  public var json: [UInt8] { ExplanationJSONReport().render(self) }
}

/// Why parameters are frozen or train, for other programs.
struct ExplanationJSONReport {
  /// What every rule says of one parameter.
  func render(_ explanation: Explanation) -> [UInt8] {
    var json = JSONWriter(escapesMarkup: false)
    json.object { json in
      json.field("kind", "parameter")
      json.field("name", explanation.name)
      let parameter = explanation.parameter.parameter
      json.field("shape", parameter.shape)
      json.field("dtype", parameter.dtype.rawValue)
      json.field("elements", parameter.elements)
      json.field("requires_grad", explanation.decision.requiresGrad)
      json.field("decided_by", explanation.decision.decidedBy)
      json.field("matched_by", explanation.decision.matchedBy)
      json.field("unmatched", explanation.unmatched?.outcome.rawValue)
      json.field("tied_names", explanation.otherNames)
      json.key("modules")
      json.array { json in
        for module in explanation.modules {
          json.object(inline: true) { json in
            json.field("path", module.path)
            json.field("type", module.type)
          }
        }
      }
      json.key("rules")
      json.array { json in
        for entry in explanation.rules { write(entry, explanation, to: &json) }
      }
    }
    return json.bytes
  }

  private func write(
    _ entry: Explanation.RuleEntry, _ explanation: Explanation, to json: inout JSONWriter
  ) {
    json.object(inline: true) { json in
      json.fields(of: entry.rule, explanation.sources)
      json.field("matches", entry.match.matches)
      json.field("decides", explanation.decision.decidedBy == entry.rule.index)
      json.field("by_name", entry.name)
      json.key("reasons")
      json.array { json in
        for reason in entry.match.selector.reasons(for: entry.name, depth: 0) {
          json.object { json in
            json.field("holds", reason.holds)
            json.field("text", reason.text)
            json.field("depth", reason.depth)
          }
        }
      }
      json.field("notes", entry.notes)
    }
  }

  /// What the rules do to a part of the model.
  func render(_ explanation: PartExplanation) -> [UInt8] {
    let plan = explanation.plan
    var json = JSONWriter(escapesMarkup: false)
    json.object { json in
      json.field("kind", "part")
      json.field("name", explanation.name)
      json.field("type", explanation.type)
      json.key("summary")
      json.value(explanation.summary)
      json.key("parameters")
      json.array { json in
        for index in explanation.parameters {
          let decision = plan.evaluation[index]
          json.object(inline: true) { json in
            json.field("name", plan.model.parameters[index].name)
            json.field("requires_grad", decision.requiresGrad)
            json.field("decided_by", decision.decidedBy)
            json.field("matched_by", decision.matchedBy)
          }
        }
      }
      json.key("rules")
      json.array { json in
        for (rule, entry) in zip(plan.rules, explanation.ledger) {
          json.object(inline: true) { $0.fields(of: rule, entry, plan) }
        }
      }
    }
    return json.bytes
  }
}

extension JSONWriter {
  /// Writes what a rule says, and where.
  fileprivate mutating func fields(of rule: Rule, _ sources: SourceMap) {
    field("index", rule.index)
    field("action", rule.action.rawValue)
    field("selector", "\(rule.selector)")
    field("because", rule.because)
    field("line", sources.location(of: rule.span).line)
  }

  /// Writes a rule and what it did, as all reports of plans have it.
  mutating func fields(of rule: Rule, _ entry: RuleLedgerEntry, _ plan: FreezePlan) {
    fields(of: rule, plan.sources)
    field("matched", entry.matched)
    field("decided", entry.decided)
    field("changed", entry.changed)
    field("optional", rule.isOptional)
    if plan.unmatched != nil { field("beside_unmatched", entry.alreadySoByThemselves > 0) }
    key("overridden_by")
    array { json in
      for override in entry.overriddenBy {
        json.object { json in
          json.field("rule", override.rule)
          json.field("count", override.count)
        }
      }
    }
    field("notes", plan.notes(to: rule))
  }
}
