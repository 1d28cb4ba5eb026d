/// Counts the nodes that aliases stand for, so that a small file cannot grow without bound.
///
/// How many are allowed depends on the document's own nodes, and so is known only at its end. An
/// alias for which no text that follows could have nodes enough is refused at once.
struct AliasBudget {
  /// The nodes that the text itself holds, each alias being one.
  var ownNodes = 0
  private var expanded = 0
  /// The aliases at which the count was above what was allowed so far.
  private var suspects: [(span: SourceSpan, expanded: Int)] = []

  /// Counts an alias.
  ///
  /// - Parameters:
  ///   - size: The nodes that it stands for.
  ///   - span: Where it stands.
  ///   - bytesLeft: How much text follows it; a byte makes at most two nodes.
  /// - Throws: A ``DiagnosticCode/limit`` finding.
  mutating func spend(_ size: Int, at span: SourceSpan, bytesLeft: Int) throws(Diagnostic) {
    expanded = saturatingSum(expanded, size)
    if expanded > Self.allowed(ownNodes) {
      if expanded > Self.allowed(saturatingSum(ownNodes, bytesLeft * 2)) {
        throw Self.exceeded(at: span)
      }
      suspects.append((span, expanded))
    }
  }

  /// Looks at the whole document's count.
  ///
  /// - Throws: A ``DiagnosticCode/limit`` finding at the first alias past the limit.
  func settle() throws(Diagnostic) {
    let allowed = Self.allowed(ownNodes)
    if expanded > allowed, let first = suspects.first(where: { $0.expanded > allowed }) {
      throw Self.exceeded(at: first.span)
    }
  }

  private static func allowed(_ ownNodes: Int) -> Int {
    let (product, overflow) = ownNodes.multipliedReportingOverflow(by: Limits.aliasFactor)
    return max(Limits.aliasFloor, overflow ? Int.max : product)
  }

  private static func exceeded(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .limit,
      "with this alias, the document's aliases stand for more nodes than are allowed", at: span,
      notes: [
        "aliases may expand to \(Limits.aliasFactor) times the document's own nodes, "
          + "and to \(Limits.aliasFloor) in any document"
      ])
  }
}
