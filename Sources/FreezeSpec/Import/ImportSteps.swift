/// The steps that are left to find what the modules of a class have in common, for all classes together.
///
/// Modules that differ in so much that there are too few are written out.
final class ImportSteps {
  private var left: Int

  /// Starts with all steps of an import.
  init(_ steps: Int = Limits.importSteps) { left = steps }

  /// Whether there are any left.
  var areLeft: Bool { left > 0 }

  /// Takes steps away.
  ///
  /// - Returns: Whether there were enough.
  func take(_ steps: Int) -> Bool {
    left = max(0, left - steps)
    return areLeft
  }
}
