/// The steps that are left to find what the modules of a class have in common, for all classes together.
///
/// Modules that differ in so much that there are too few are written out.
final class ImportSteps {
  private var left: Int

  /// Starts with all steps of an import.
  init(_ steps: Int = Limits.importSteps) { left = steps }

  /// Takes steps away, where there are so many.
  ///
  /// - Returns: Whether there were.
  func take(_ steps: Int) -> Bool {
    guard steps <= left else { return false }
    left -= steps
    return true
  }
}
