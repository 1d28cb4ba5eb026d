/// What became of a config between two revisions.
package enum ConfigChange: Sendable {
  /// A config that the old revision does not have.
  case added(PlanSnapshot)
  /// A config that the new revision does not have.
  case removed(PlanSnapshot)
  /// A config of both, under the same path or another.
  case changed(PlanDiff)

  /// Whether anything changes.
  package var isEmpty: Bool {
    if case .changed(let diff) = self { return diff.isEmpty && diff.renamedFrom == nil }
    return false
  }
}
