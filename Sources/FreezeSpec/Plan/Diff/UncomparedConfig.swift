/// A config that changes between two revisions, but cannot be compared, as it has errors.
package struct UncomparedConfig: Hashable, Sendable {
  /// The path; the old one where it is gone.
  let path: String
  /// Whether the side before has errors.
  let oldHasErrors: Bool
  /// Whether the side after has errors.
  let newHasErrors: Bool

  /// What the new side is; `nil` where that has errors.
  let new: PlanSummary?

  /// Makes one of its parts.
  package init(
    path: String, oldHasErrors: Bool, newHasErrors: Bool, new: PlanSnapshot? = nil
  ) {
    self.new = new?.summary
    self.path = path
    self.oldHasErrors = oldHasErrors
    self.newHasErrors = newHasErrors
  }
}
