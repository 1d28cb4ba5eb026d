/// Module paths for a reader: folded by their indices, the first few of them.
enum ModulePathList {
  /// The paths as an enumeration.
  ///
  /// - Parameters:
  ///   - paths: Different paths; the model's own is empty.
  ///   - most: How many folds are shown.
  ///   - form: How a path is written.
  static func text(
    _ paths: [String], most: Int = 8, form: (String) -> String = { $0 }
  ) -> String {
    if paths.contains("") { return "the whole model" }
    return text(folds(paths), most: most, form: form)
  }

  /// The paths as an enumeration after other words, with as many folds as some lines hold.
  ///
  /// - Parameters:
  ///   - paths: Different paths; the model's own is empty.
  ///   - start: What stands before them.
  ///   - columns: The columns of a line.
  ///   - lines: The most lines.
  static func text(
    _ paths: [String], after start: String, _ columns: Int, lines: Int
  ) -> String {
    if paths.contains("") { return start + "the whole model" }
    let folds = folds(paths)
    func isFitting(_ most: Int) -> Bool {
      let text = start + text(folds, most: most)
      return TerminalText.wrapped(text, to: columns, lines: lines + 1, isProse: false).count
        <= lines
    }
    // A path takes three columns at least, with what parts it from the next.
    let most = min(folds.count, columns * lines / 3)
    if isFitting(most) { return start + text(folds, most: most) }
    let firstTooMany = (2..<max(2, most)).partitioningIndex { !isFitting($0) }
    return start + text(folds, most: firstTooMany - 1)
  }

  private static func folds(_ paths: [String]) -> [FoldedName] {
    FoldedName.fold(paths, keys: Array(repeating: 0, count: paths.count))
  }

  private static func text(
    _ folds: [FoldedName], most: Int, form: (String) -> String = { $0 }
  ) -> String {
    var texts = folds.prefix(most).map { form($0.glob) }
    let rest = folds.dropFirst(most).reduce(0) { $0 + $1.members.count }
    if rest > 0 { texts.append("\(grouped(rest)) more") }
    return texts.isEmpty ? "nothing" : listed(texts, most: .max)
  }
}
