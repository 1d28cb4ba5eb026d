/// A config that changes between two revisions, but cannot be compared, as it has errors.
package struct UncomparedConfig: Hashable, Sendable {
  /// The path; the old one where it is gone.
  let path: String
  /// Whether the side before has errors.
  let oldHasErrors: Bool
  /// Whether the side after has errors.
  let newHasErrors: Bool

  /// Makes one of its parts.
  package init(path: String, oldHasErrors: Bool, newHasErrors: Bool) {
    self.path = path
    self.oldHasErrors = oldHasErrors
    self.newHasErrors = newHasErrors
  }
}
