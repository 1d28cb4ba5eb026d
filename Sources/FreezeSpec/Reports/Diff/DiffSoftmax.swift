/// The softmax of both sides of a diff, as rows of tables.
enum DiffSoftmax {
  /// The tables: one where both sides have the same logits, otherwise one of each side.
  ///
  /// - Parameter most: The columns of a table at most.
  static func parts(_ old: SoftmaxPreview?, _ new: SoftmaxPreview?, most: Int) -> [SoftmaxRows] {
    let before = old.map { SoftmaxRows($0, most: most, comparesWith1: false) }
    let after = new.map { SoftmaxRows($0, most: most, comparesWith1: false) }
    guard let old, let new, let before, let after else {
      // The headline says which side it is.
      return [before, after].compactMap(\.self)
    }
    if old.logits == new.logits, old.dim == new.dim { return [before.merged(with: after)] }
    return [before.signed("- "), after.signed("+ ")]
  }
}

extension SoftmaxRows {
  /// All rows with a sign before them.
  fileprivate func signed(_ sign: String) -> SoftmaxRows {
    replacingRows { rows, _ in rows.map { $0.signed(sign) } }
  }

  /// The rows of both sides of a diff: what one of them has alone with its sign.
  fileprivate func merged(with new: SoftmaxRows) -> SoftmaxRows {
    var wide = self
    if new.figures.count > figures.count { wide = new }
    return wide.replacingRows { _, number in
      let (before, after) = (rows(ofSlice: number), new.rows(ofSlice: number))
      let kept = before.map { row in
        after.contains(row) ? row : row.signed("- ")
      }
      return kept + after.filter { !before.contains($0) }.map { $0.signed("+ ") }
    }
  }

  private func rows(ofSlice number: Int) -> [Row] {
    slices.indices.contains(number) ? slices[number].rows : []
  }
}

extension SoftmaxRows.Row {
  fileprivate func signed(_ sign: String) -> SoftmaxRows.Row {
    SoftmaxRows.Row(title: sign + title, cells: cells, figures: figures)
  }
}
