/// What came of a config at some moment of its being fixed.
struct FixState {
  /// How far the stages came.
  enum Stage: Comparable {
    case unread, read, built, planned
  }

  /// New text for a place of a file.
  struct Replacement: Hashable {
    /// What tells the file from all others.
    let file: [UInt8]
    let range: Range<Int>
    let text: String
  }

  /// What an error is known by while texts change around it.
  struct Finding: Hashable {
    let code: DiagnosticCode
    let file: [UInt8]
    /// The text that it points at.
    let text: ExactString
  }

  /// A fix that leaves no choice.
  struct Candidate: Hashable {
    let finding: Finding
    let replacements: [Replacement]
    /// How many errors have it: those of a text that stands in several places, say.
    var errors = 1
  }

  /// Whether fixes hold.
  enum Verdict {
    case holds, spoils
    /// They do where the errors that they brought to light on their lines have fixes.
    case dependsOnCures
  }

  /// What came of the config, without its model.
  let outcome: PlanOutcome
  private let stage: Stage
  private let errors: [Finding: Int]

  init(_ outcome: PlanOutcome) {
    stage =
      outcome.plan != nil
      ? .planned : outcome.model != nil ? .built : outcome.isRead ? .read : .unread
    self.outcome = outcome.withoutModel
    var errors: [Finding: Int] = [:]
    for diagnostic in outcome.diagnostics where diagnostic.severity == .error {
      errors[Finding(diagnostic, outcome.sources), default: 0] += 1
    }
    self.errors = errors
  }

  /// The fixes that leave no choice, each once, by place.
  var candidates: [Candidate] {
    var places: [[Replacement]: Int] = [:]
    var candidates: [Candidate] = []
    for diagnostic in outcome.diagnostics where diagnostic.severity == .error {
      guard let candidate = candidate(diagnostic) else { continue }
      if let place = places[candidate.replacements] {
        candidates[place].errors += 1
      } else {
        places[candidate.replacements] = candidates.count
        candidates.append(candidate)
      }
    }
    return candidates
  }

  /// What came of the config, with notes to errors whose fix is not carried out.
  ///
  /// - Parameter note: Says why a fix is not, where that is known.
  func outcome(noting note: (Candidate) -> String?) -> PlanOutcome {
    outcome.with(
      outcome.diagnostics.map { diagnostic in
        guard diagnostic.severity == .error,
          let note = candidate(diagnostic).flatMap(note)
        else { return diagnostic }
        var noted = diagnostic
        noted.notes.append(note)
        return noted
      })
  }

  private func candidate(_ diagnostic: Diagnostic) -> Candidate? {
    guard diagnostic.fixes.count == 1, let fix = diagnostic.fixes.first else { return nil }
    let replacements = fix.replacements.map { replacement in
      Replacement(
        file: outcome.sources.file(of: replacement.span).identity,
        range: Int(replacement.span.start)..<Int(replacement.span.end), text: replacement.text)
    }
    return Candidate(finding: Finding(diagnostic, outcome.sources), replacements: replacements)
  }

  /// Whether a fix is one of this config's as well.
  func has(_ candidate: Candidate) -> Bool { errors[candidate.finding] != nil }

  /// Whether the config is made of one of some files.
  func reads(_ files: some Collection<[UInt8]>) -> Bool {
    outcome.sources.files.contains { files.contains($0.identity) }
  }

  /// Whether this is the state before without some errors, and without a new one.
  ///
  /// - Parameters:
  ///   - fixed: The errors that are meant to go.
  ///   - before: The state before.
  ///   - edited: Where texts were put in.
  func bearsOut(
    _ fixed: [Finding], before: FixState, edited: [[UInt8]: [Range<Int>]]
  ) -> Bool {
    verdict(fixed, before: before, edited: edited) == .holds
  }

  /// Whether this is so, or may be once cures are tried.
  func verdict(
    _ fixed: [Finding], before: FixState, edited: [[UInt8]: [Range<Int>]]
  ) -> Verdict {
    if stage < before.stage { return .spoils }
    // Of findings past the limit little is known, and what comes later is not looked for.
    if isFull, stage == before.stage, count > before.count { return .spoils }
    if !lacks(fixed, of: before) { return .spoils }
    if !newErrors(of: fixed, before: before, edited: edited).isEmpty { return .spoils }
    let holds = hiddenErrors(of: fixed, before: before).allSatisfy {
      $0.fixes.count == 1 || !touches($0, edited, wholeLines: true)
    }
    return holds ? .holds : .dependsOnCures
  }

  /// Whether some errors of a state before are gone.
  func lacks(_ fixed: [Finding], of before: FixState) -> Bool {
    let expected = before.without(fixed)
    let left = Set(fixed).reduce(0) { left, finding in
      left + max(0, errors[finding, default: 0] - max(0, expected[finding, default: 0]))
    }
    // Those past the limit move up: then what stands in place of an error is all that tells.
    return left == 0 || before.isFull
  }

  /// How many findings there are, those past the limit included.
  private var count: Int { outcome.diagnostics.count + outcome.droppedDiagnostics }

  /// Whether there may be further findings, which are not known.
  private var isFull: Bool { count >= Limits.diagnostics }

  /// The errors that fixes have made.
  ///
  /// What was hidden before is no new error: one of the rules before there was a model, say, or one
  /// inside of what could not be read. A rule that is carried out hides nothing: what fails behind it
  /// fails by it.
  func newErrors(
    of fixed: [Finding], before: FixState, edited: [[UInt8]: [Range<Int>]]
  ) -> [Diagnostic] {
    let areOfRules = fixed.contains { $0.code.isOfPlan }
    // A text that gets quotes says what it said: what fails then was hidden.
    if fixed.allSatisfy({ $0.code == .unquoted }) { return [] }
    return hiddenErrors(of: fixed, before: before).filter { error in
      // An expectation that could not be read is as likely to fail as any other.
      areOfRules && !before.isFull || error.code != .expectation && touches(error, edited)
    }
  }

  /// The errors that a state before did not have.
  private func hiddenErrors(of fixed: [Finding], before: FixState) -> [Diagnostic] {
    let expected = before.without(fixed)
    let (left, known) = (count(of: errors), count(of: expected))
    return outcome.diagnostics.filter { diagnostic in
      let finding = Finding(diagnostic, outcome.sources)
      // A warning about the very text that is replaced is the same about the new one.
      let isMoved =
        diagnostic.code.severity == .warning
        && left[diagnostic.code, default: 0] <= known[diagnostic.code, default: 0]
      return diagnostic.severity == .error && !isMoved
        && errors[finding, default: 0] > expected[finding, default: 0]
    }
  }

  /// How many errors there are of each code.
  private func count(of errors: [Finding: Int]) -> [DiagnosticCode: Int] {
    errors.reduce(into: [:]) { $0[$1.key.code, default: 0] += max(0, $1.value) }
  }

  private func without(_ fixed: [Finding]) -> [Finding: Int] {
    var errors = errors
    for finding in fixed { errors[finding, default: 0] -= 1 }
    return errors
  }

  /// Whether an error points at a text that was put in, or at a line of it.
  private func touches(
    _ diagnostic: Diagnostic, _ edited: [[UInt8]: [Range<Int>]], wholeLines: Bool = false
  ) -> Bool {
    ([diagnostic.span] + diagnostic.related.map(\.span)).contains { span in
      guard let span else { return false }
      let file = outcome.sources.file(of: span)
      let place = { (offset: Int) in wholeLines ? file.lineIndex(of: offset) : offset }
      let (first, last) = (place(Int(span.start)), place(Int(span.end)))
      return edited[file.identity, default: []].contains {
        place($0.lowerBound) <= last && first <= place($0.upperBound)
      }
    }
  }
}

extension FixState.Finding {
  init(_ diagnostic: Diagnostic, _ sources: SourceMap) {
    code = diagnostic.code
    file = diagnostic.span.map { sources.file(of: $0).identity } ?? []
    text = ExactString(diagnostic.span.map { sources.text(of: $0) } ?? diagnostic.message)
  }
}
