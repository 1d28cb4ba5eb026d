/// A config that changes between two revisions, but cannot be compared, as it has errors.
public struct UncomparedConfig: Hashable, Sendable {
  /// The path; the old one where it is gone.
  public let path: String
  /// Whether the side before has errors.
  public let oldHasErrors: Bool
  /// Whether the side after has errors.
  public let newHasErrors: Bool

  /// Makes one of its parts.
  public init(path: String, oldHasErrors: Bool, newHasErrors: Bool) {
    self.path = path
    self.oldHasErrors = oldHasErrors
    self.newHasErrors = newHasErrors
  }
}
