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
    let folds = FoldedName.fold(paths, keys: Array(repeating: 0, count: paths.count))
    var texts = folds.prefix(most).map { form($0.glob) }
    let rest = folds.dropFirst(most).reduce(0) { $0 + $1.members.count }
    if rest > 0 { texts.append("\(grouped(rest)) more") }
    guard let last = texts.last, texts.count > 1 else { return texts.first ?? "nothing" }
    return texts.dropLast().joined(separator: ", ") + " and " + last
  }
}
