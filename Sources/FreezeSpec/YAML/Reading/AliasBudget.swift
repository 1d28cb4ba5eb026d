/// What a node holds, aliases expanded.
struct YAMLSize {
  /// The nodes, itself included.
  private(set) var nodes = 1
  /// The bytes of its texts.
  private(set) var bytes = 0

  /// An empty collection.
  init() {}

  /// A scalar.
  init(of scalar: borrowing YAMLScalar) { bytes = scalar.count }

  /// Adds what another node holds.
  mutating func add(_ other: YAMLSize) {
    nodes = saturatingSum(nodes, other.nodes)
    bytes = saturatingSum(bytes, other.bytes)
  }
}

/// Counts the nodes and the bytes that aliases stand for, so that a small file cannot grow without
/// bound.
///
/// How many nodes are allowed depends on the document's own nodes, and so is known only at its end.
/// An alias for which no text that follows could have nodes enough is refused at once, and so is one
/// that passes the bytes.
struct AliasBudget {
  /// The nodes that the text itself holds, each alias being one.
  var ownNodes = 0
  private var expanded = 0
  private var expandedBytes = 0
  private let allowedBytes: Int
  /// The aliases at which the count was above what was allowed so far.
  private var suspects: [(span: SourceSpan, expanded: Int)] = []

  /// Starts to count.
  ///
  /// - Parameter ownBytes: How long the document is.
  init(ownBytes: Int) {
    allowedBytes = max(
      Limits.aliasBytesFloor, saturatingProduct(ownBytes, Limits.aliasFactor))
  }

  /// Counts an alias.
  ///
  /// - Parameters:
  ///   - size: What it stands for.
  ///   - span: Where it stands.
  ///   - bytesLeft: How much text follows it; a byte makes at most two nodes.
  /// - Throws: A ``DiagnosticCode/limit`` finding.
  mutating func spend(_ size: YAMLSize, at span: SourceSpan, bytesLeft: Int) throws(Diagnostic) {
    expandedBytes = saturatingSum(expandedBytes, size.bytes)
    if expandedBytes > allowedBytes {
      throw Diagnostic(
        .limit,
        "with this alias, the document's aliases stand for more text than is allowed", at: span,
        notes: [
          "aliases may expand to \(Limits.aliasFactor) times the document's own bytes, and to "
            + "\(grouped(Limits.aliasBytesFloor)) in any document"
        ])
    }
    expanded = saturatingSum(expanded, size.nodes)
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
