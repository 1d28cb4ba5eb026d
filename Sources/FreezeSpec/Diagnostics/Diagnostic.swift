/// One finding about a config: what is wrong, where, and how to cure it.
///
/// A diagnostic knows nothing of how it is printed; see ``DiagnosticFormat``.
public struct Diagnostic: Error, Hashable, Sendable {
  /// How much a finding weighs.
  public enum Severity: String, Sendable {
    /// The plan cannot be trusted.
    case error
    /// The plan stands, and probably does not do what was meant.
    case warning
  }

  /// A further place that belongs to a finding.
  public struct Related: Hashable, Sendable {
    /// The place.
    public let span: SourceSpan
    /// What is there, as one sentence without a full stop.
    public let message: String
  }

  /// The stable code.
  public let code: DiagnosticCode
  /// Error or warning, as its code has it; a strict run makes errors of warnings.
  public private(set) var severity: Severity
  /// What is wrong, as one sentence without a full stop, starting in lower case.
  public internal(set) var message: String
  /// The place, or `nil` where the finding belongs to no text (an unreadable file).
  public let span: SourceSpan?
  /// Further places.
  public internal(set) var related: [Related]
  /// Facts that explain the finding.
  public internal(set) var notes: [String]
  /// Cures, with the texts that they name.
  var cures: [Cure]
  /// Cures.
  public var help: [String] { cures.map(\.sentence) }
  /// Those cures that are replacements of text.
  public var fixes: [Fix] { cures.filter(\.isFix).flatMap(\.edits) }

  /// Makes a finding.
  init(
    _ code: DiagnosticCode, _ message: String, at span: SourceSpan?, related: [Related] = [],
    notes: [String] = [], help: [String] = []
  ) {
    self.init(
      code, message, at: span, related: related, notes: notes, cures: help.map { Cure($0) })
  }

  /// Makes a finding whose cures may be replacements of the text at its place.
  init(
    _ code: DiagnosticCode, _ message: String, at span: SourceSpan?, related: [Related] = [],
    notes: [String] = [], cures: [Cure]
  ) {
    self.code = code
    severity = code.severity
    self.message = message
    self.span = span
    self.related = related
    self.notes = notes
    self.cures = cures.map { $0.placed(at: span) }
  }
}

extension Diagnostic {
  /// The same as an error.
  var asError: Diagnostic {
    var error = self
    error.severity = .error
    return error
  }

  /// The same as a warning.
  var asWarning: Diagnostic {
    var warning = self
    warning.severity = .warning
    return warning
  }
}

/// The findings of one run, gathered while its stages go on.
struct DiagnosticCollector: Sendable {
  /// The findings, in the order in which they came.
  private(set) var all: [Diagnostic] = []

  /// Makes an empty collection.
  init() {}

  /// Adds a finding, unless the very same was made before (an alias is read once for each use).
  ///
  /// Past ``Limits/diagnostics`` further findings are counted and not kept.
  mutating func add(_ diagnostic: Diagnostic) {
    guard !isFull else {
      dropped += 1
      if diagnostic.severity == .error { errorCount += 1 }
      return
    }
    guard seen.insert(diagnostic).inserted else { return }
    if diagnostic.severity == .error { errorCount += 1 }
    all.append(diagnostic)
  }

  /// Adds further places to the findings from one on.
  ///
  /// - Parameters:
  ///   - first: The number of the first of them.
  ///   - related: The further places of a finding.
  mutating func relate(from first: Int, _ related: (Diagnostic) -> [Diagnostic.Related]) {
    for index in all.indices.dropFirst(first) { all[index].related += related(all[index]) }
  }

  /// Adds the findings of another collection.
  mutating func add(_ other: DiagnosticCollector) {
    for diagnostic in other.all { add(diagnostic) }
    dropped += other.dropped
    let keptErrors = other.all.count { $0.severity == .error }
    errorCount += other.errorCount - keptErrors
  }

  /// Takes out the warnings that something silences.
  mutating func removeWarnings(where isSilenced: (Diagnostic) -> Bool) {
    all.removeAll { $0.severity == .warning && isSilenced($0) }
  }

  /// Counts an error without making it, for use once ``isFull``.
  mutating func countDroppedError() {
    dropped += 1
    errorCount += 1
  }

  /// Whether further findings are only counted.
  var isFull: Bool { all.count >= Limits.diagnostics }

  private var seen: Set<Diagnostic> = []
  /// How many findings were made past the limit.
  private(set) var dropped = 0
  /// How many of the findings are errors.
  private(set) var errorCount = 0
  /// Whether any finding is an error.
  var hasErrors: Bool { errorCount > 0 }

  /// The findings by file and place; those without a place come first.
  var sorted: [Diagnostic] {
    all.enumerated().sorted { left, right in
      let a = left.element.span.map { (Int($0.file), Int($0.start)) } ?? (-1, 0)
      let b = right.element.span.map { (Int($0.file), Int($0.start)) } ?? (-1, 0)
      return a == b ? left.offset < right.offset : a < b
    }.map(\.element)
  }
}
