extension DiffWording {
  /// What changes beside parameters and rules, for a headline: a softmax or an expectation alone is a
  /// change too.
  static func quietChanges(_ diff: PlanDiff) -> [String] {
    var parts: [String] = []
    let (added, removed) = (diff.addedExpectations.count, diff.removedExpectations.count)
    if removed > 0 { parts.append("\(counted(removed, "expectation")) removed") }
    if added > 0 { parts.append("\(counted(added, "expectation")) added") }
    if !diff.evalChange.isEmpty { parts.append("eval mode changes") }
    if diff.softmaxChanges { parts.append("the softmax changes") }
    return parts
  }
}
