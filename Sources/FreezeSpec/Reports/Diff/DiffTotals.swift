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
    rows = all.filter { !$0.change.isEmpty }
  }
}

/// The softmax of both sides of a diff, as rows of a table.
struct DiffSoftmax {
  /// One row.
  struct Row {
    var title: String
    var cells: [String]
  }

  private(set) var rows: [Row] = []

  /// Lays the arrays out, at most so many numbers in a row.
  init(_ old: SoftmaxPreview?, _ new: SoftmaxPreview?, most: Int) {
    if old?.logits == new?.logits {
      add("logits", new?.logits, most)
    } else {
      add("logits before", old?.logits, most)
    }
    add(old.map { "T = \(NumberText.plain($0.temperature))" }, old?.probabilities, most)
    if old?.logits != new?.logits { add(old == nil ? "logits" : "logits after", new?.logits, most) }
    add(new.map { "T = \(NumberText.plain($0.temperature))" }, new?.probabilities, most)
  }

  private mutating func add(_ title: String?, _ array: NumberArray?, _ most: Int) {
    guard let title, let array else { return }
    let excerpt = ArrayExcerpt(array.shape, rows: 8)
    let columns = excerpt.columns(atMost: most)
    let last = array.shape.last ?? 0
    for (number, row) in excerpt.rows.enumerated() {
      let label = excerpt.labels[number]
      rows.append(
        Row(
          title: label.isEmpty ? title : "\(title) \(label)",
          cells: columns.map { column in
            column.map { NumberText.fixed(array.elements[row * last + $0]) } ?? "…"
          }))
      if number + 1 == excerpt.rowsBeforeGap {
        rows.append(Row(title: "… \(grouped(excerpt.rowsLeftOut)) more", cells: []))
      }
    }
  }
}

extension DiffWording {
  /// What changes about the softmax, to follow the word.
  static func softmax(from old: SoftmaxPreview?, to new: SoftmaxPreview?) -> String {
    guard let new else { return " is gone" }
    let temperature = NumberText.plain(new.temperature)
    guard let old else { return " at temperature \(temperature) along dim \(new.dim)" }
    var parts: [String] = []
    if old.temperature != new.temperature {
      parts.append("temperature \(NumberText.plain(old.temperature)) → \(temperature)")
    }
    if old.dim != new.dim { parts.append("dim \(old.dim) → \(new.dim)") }
    if old.logits != new.logits {
      parts.append(
        old.logits == nil ? "logits added" : new.logits == nil ? "logits gone" : "other logits")
    }
    return ": " + parts.joined(separator: ", ")
  }
}
