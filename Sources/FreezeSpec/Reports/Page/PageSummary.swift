/// What the page shows of a plan's totals.
struct PageSummary {
  private let summary: PlanSummary

  init(_ summary: PlanSummary) { self.summary = summary }

  func write(to json: inout JSONWriter) {
    json.object(inline: true) { json in
      json.field("trainable", numbers(summary.trainable))
      json.field("frozen", numbers(summary.frozen))
      json.field("gradients", summary.gradientBytes)
      json.field("optimizer", summary.optimizerBytes)
    }
  }

  private func numbers(_ share: PlanSummary.Share) -> [Int] {
    [share.parameters, share.elements, share.bytes]
  }
}
