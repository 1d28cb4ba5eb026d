/// What the page shows of one side of a diff: what that says of each name of both, its rules, totals and
/// softmax.
struct PageSide {
  private let plan: PlanSnapshot?
  /// For each name of the diff the plan's parameter.
  private let parameters: [Int?]

  /// Takes a plan, which may be missing, and for each name of the diff its parameter.
  init(_ plan: PlanSnapshot?, _ parameters: [Int?]) {
    self.plan = plan
    self.parameters = parameters
  }

  func write(to json: inout JSONWriter) {
    guard let plan else { return json.null() }
    json.object { json in
      json.field("config", TerminalText.escaped(plan.path))
      writeDecisions(of: plan, to: &json)
      json.key("rules")
      json.array { json in
        for rule in plan.rules { json.object(inline: true) { write(rule, of: plan, to: &$0) } }
      }
      json.field("unmatched", plan.unmatched?.rawValue)
      json.key("summary")
      PageSummary(plan.summary).write(to: &json)
      json.key("softmax")
      PageSoftmax(plan.softmax).write(to: &json)
    }
  }

  /// Writes the distinct decisions, and which of them holds for how many names in a row.
  private func writeDecisions(of plan: PlanSnapshot, to json: inout JSONWriter) {
    var decisions = InternedValues<ParameterChange.Verdict>()
    let numbers = parameters.map { index in
      index.map { decisions.index(of: plan.parameters.verdict($0)) } ?? -1
    }
    json.key("decisions")
    json.array { json in
      for decision in decisions.values {
        json.array(inline: true) { json in
          json.value(decision.decidedBy ?? 0)
          json.numbers(decision.decidedBy.map { [$0] } ?? [])
          json.value(decision.requiresGrad ? 1 : 0)
          // What a module itself declares is known where no rule speaks over it.
          json.value(decision.undecided == .declared ? 0 : 1)
        }
      }
    }
    json.key("runs")
    json.runs(numbers)
  }

  private func write(
    _ rule: PlanSnapshot.Rule, of plan: PlanSnapshot, to json: inout JSONWriter
  ) {
    json.field("index", rule.index)
    json.field("action", rule.action.rawValue)
    json.field("selector", HTMLPage.clippedProse(rule.selector))
    json.field("because", rule.because.map(HTMLPage.prose))
    json.field("optional", rule.isOptional)
    json.field("place", TerminalText.escaped(plan.path) + ":\(rule.line)")
  }
}
