/// A config that changes between two revisions, but cannot be compared, as it has errors.
package struct UncomparedConfig: Sendable {
  /// The path; the old one where it is gone.
  let path: String
  /// The path of the old side, where it is another.
  let oldPath: String?
  /// What keeps the old side from having a plan; empty where that has one, or there is no such side.
  let oldErrors: [Diagnostic]
  /// The texts that these point into.
  let oldSources: SourceMap
  /// Whether these are no errors of its own: files are missing that this clone does not have.
  let oldIsPartial: Bool
  /// Whether the new side has errors.
  let newHasErrors: Bool
  /// What the new side is; `nil` where that has errors, or the config is gone.
  let new: PlanSummary?

  /// Takes what is known of both sides.
  ///
  /// - Parameters:
  ///   - path: The path; the old one where the config is gone.
  ///   - oldPath: The path of the old side.
  ///   - oldDiagnostics: What was found in an old side that has no plan.
  ///   - oldSources: The texts that these point into.
  ///   - oldIsPartial: Whether they come of files that this clone does not have.
  ///   - new: The plan of the new side.
  ///   - newHasErrors: Whether errors keep that from being made.
  package init(
    path: String, oldPath: String? = nil, oldDiagnostics: [Diagnostic] = [],
    oldSources: SourceMap = SourceMap(), oldIsPartial: Bool = false, new: PlanSnapshot? = nil,
    newHasErrors: Bool
  ) {
    self.path = path
    self.oldPath = oldPath == path ? nil : oldPath
    oldErrors = oldDiagnostics.filter { $0.severity == .error }
    self.oldSources = oldSources
    self.oldIsPartial = oldIsPartial
    self.newHasErrors = newHasErrors
    self.new = new?.summary
  }

  /// Whether the old side has errors.
  var oldHasErrors: Bool { !oldErrors.isEmpty }
}
