/// Elements and memory of both sides of a diff.
struct DiffTotals {
  /// One of them.
  struct Row {
    var title: String
    var before: String
    var after: String
    /// How far it went; empty where it stayed.
    var change: String
  }

  /// The share that trains, and what else changes; empty where nothing does.
  let rows: [Row]

  init(_ diff: PlanDiff) {
    let (old, new) = (diff.old.summary, diff.new.summary)
    func row(_ title: String, _ write: (Int) -> String, _ before: Int, _ after: Int) -> Row {
      let change = before == after ? "" : DiffWording.percent(from: before, to: after) ?? "new"
      return Row(title: title, before: write(before), after: write(after), change: change)
    }
    let weights = (
      saturatingSum(old.trainable.bytes, old.frozen.bytes),
      saturatingSum(new.trainable.bytes, new.frozen.bytes)
    )
    let training = [old, new].map { saturatingSum($0.gradientBytes, $0.optimizerBytes) }
    let all = [
      row("trainable parameters", grouped, old.trainable.parameters, new.trainable.parameters),
      row("frozen parameters", grouped, old.frozen.parameters, new.frozen.parameters),
      row("trainable elements", grouped, old.trainable.elements, new.trainable.elements),
      row("frozen elements", grouped, old.frozen.elements, new.frozen.elements),
      row("weights", NumberText.bytes, weights.0, weights.1),
      row("gradients", NumberText.bytes, old.gradientBytes, new.gradientBytes),
      row("AdamW states", NumberText.bytes, old.optimizerBytes, new.optimizerBytes),
      row("gradients + AdamW", NumberText.bytes, training[0], training[1]),
    ]
    let changing = all.filter { !$0.change.isEmpty }
    rows = changing.isEmpty ? [] : [Self.share(old, new)] + changing
  }

  /// The part of the elements that trains.
  private static func share(_ old: PlanSummary, _ new: PlanSummary) -> Row {
    let points = (new.trainableFraction - old.trainableFraction) * 100
    let sign = points > 0 ? "+" : ""
    return Row(
      title: "trainable share",
      before: NumberText.percent(old.trainable.elements, of: old.elements),
      after: NumberText.percent(new.trainable.elements, of: new.elements),
      change: points == 0 ? "" : "\(sign)\(NumberText.significant(points, digits: 3)) points")
  }
}
