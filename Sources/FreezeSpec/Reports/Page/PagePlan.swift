/// What the page shows of a plan: the decisions, the rules and what each did, totals and softmax.
struct PagePlan {
  private let plan: FreezePlan

  init(_ plan: FreezePlan) {
    self.plan = plan
  }

  func write(to json: inout JSONWriter) {
    json.object { json in
      writeDecisions(to: &json)
      json.key("rules")
      json.array { json in
        for (rule, entry) in zip(plan.rules, plan.evaluation.ledger) {
          json.object(inline: true) { write(rule, entry, to: &$0) }
        }
      }
      json.field("unmatched", plan.unmatched?.outcome.rawValue)
      json.field(
        "unmatched_place",
        plan.unmatched.map { HTMLPage.place(of: $0.span, in: plan.sources) })
      json.key("summary")
      PageSummary(plan.summary).write(to: &json)
      json.key("softmax")
      PageSoftmax(plan.softmax).write(to: &json)
    }
  }

  /// Writes the distinct decisions, and which of them holds for how many tensors in a row.
  private func writeDecisions(to json: inout JSONWriter) {
    json.key("decisions")
    json.array { json in
      for decision in plan.evaluation.decisions {
        json.array(inline: true) { json in
          json.value(decision.decidedBy ?? 0)
          json.numbers(decision.matchedBy)
          json.value(decision.requiresGrad ? 1 : 0)
          json.value(decision.ownRequiresGrad ? 1 : 0)
        }
      }
    }
    json.key("runs")
    json.runs(plan.evaluation.decisionOfTensor.lazy.map(Int.init))
  }

  private func write(_ rule: Rule, _ entry: RuleLedgerEntry, to json: inout JSONWriter) {
    json.field("index", rule.index)
    json.field("action", rule.action.rawValue)
    json.field("selector", HTMLPage.clippedProse(rule.selector.description))
    json.field("because", rule.because.map(HTMLPage.prose))
    json.field("optional", rule.isOptional)
    json.field("place", HTMLPage.place(of: rule.span, in: plan.sources))
    json.field("matched", entry.matched)
    json.field("decided", entry.decided)
    json.field("changed", entry.changed)
    json.field("overridden", entry.overriddenBy.flatMap { [$0.rule, $0.count] })
    json.field("notes", plan.notes(to: rule).map(HTMLPage.prose))
  }
}
