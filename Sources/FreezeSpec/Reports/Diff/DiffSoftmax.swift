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
