/// Tries cures on the text of a config, and puts those that hold in place of what was said before.
struct CureTrial {
  /// The config, as it was read.
  let file: ConfigFile
  let reader: ReferenceReader

  /// Around how many errors the text is looked at.
  private static let mostLooks = 50

  /// What came of the config, with the cures of its errors that hold.
  func curing(_ outcome: PlanOutcome) -> PlanOutcome {
    guard outcome.hasErrors, file.bytes.count <= Limits.triedBytes else { return outcome }
    let before = FixState(outcome)
    var trials = 0
    var looks = 0
    var diagnostics = outcome.diagnostics
    for index in diagnostics.indices {
      let diagnostic = diagnostics[index]
      if diagnostic.severity == .error, Self.trieds.contains(diagnostic.code),
        diagnostic.span?.file == 0
      {
        let held = held(of: diagnostic, in: outcome, before, &trials)
        diagnostics[index].cures = held
        if diagnostic.code == .pattern, !held.isEmpty { continue }
      }
      // What has a fix has the better cure: `hiden` for `hidden` is no string without its quotes. Only
      // quotes around a text leave open what it says.
      guard trials < Limits.triedCures, looks < Self.mostLooks, diagnostic.severity == .error,
        diagnostic.span?.file == 0,
        diagnostics[index].fixes.isEmpty || diagnostic.code == .unquoted,
        let cures = TextCures(diagnostic, in: outcome.sources)
      else { continue }
      looks += 1
      for cure in cures.candidates where trials < Limits.triedCures {
        if cure.edits.isEmpty {
          diagnostics[index].cures = [Cure(cure.sentence)]
          break
        }
        trials += 1
        if holds(cure.fix(file: 0), for: diagnostic, of: outcome, before) {
          diagnostics[index].cures = [
            Cure(cure.sentence, edit: cure.fix(file: 0), isFix: cure.isFix)
          ]
          break
        }
      }
    }
    return outcome.with(diagnostics)
  }

  /// Errors whose cures name a text that was not read as what it would be: a path or a pattern, say, is
  /// read before there is a model.
  private static let trieds: Set<DiagnosticCode> = [
    .pattern, .wrongType, .unquoted, .invalidValue, .expressionSyntax, .unknownName, .invalidName,
    .unknownClass,
  ]

  /// The cures of an error that hold; where none of those that name a text does, those beside them go
  /// with them.
  private func held(
    of diagnostic: Diagnostic, in outcome: PlanOutcome, _ before: FixState, _ trials: inout Int
  ) -> [Cure] {
    var held: [Cure] = []
    var (named, kept) = (0, 0)
    for cure in diagnostic.cures {
      // A slip of the pen needs no trial.
      if diagnostic.code == .unknownClass,
        cure.edits.count != 1
          || cure.edits[0].replacements.contains(where: {
            Misspelling.isSlip(outcome.sources.text(of: $0.span), of: $0.text)
          })
      {
        held.append(cure)
        continue
      }
      // A word that is right may let the plan fail for another reason: `unmatched: error` does.
      let isWord = cure.isFix && diagnostic.code == .invalidValue
      if cure.edits.isEmpty || isWord || trials >= Limits.triedCures {
        held.append(cure)
        continue
      }
      trials += 1
      named += 1
      let isStrict = diagnostic.code == .pattern || !cure.isFix
      let holds = cure.edits.allSatisfy { edit in
        let verdict = verdict(edit, for: diagnostic, of: outcome, before)
        return verdict == .holds || verdict == .dependsOnCures && !isStrict
      }
      if holds {
        kept += 1
        held.append(cure)
      }
    }
    if named > 0, kept == 0, let signature = Self.signature(of: diagnostic) { return [signature] }
    if named > 0, kept == 0 {
      let others = held.filter { !$0.edits.isEmpty }
      return diagnostic.code == .unquoted && others.isEmpty ? [Self.noQuotes] : others
    }
    // A rule that is a text has several, the better ones first.
    return diagnostic.code == .wrongType && diagnostic.fixes.isEmpty && kept > 1 ? [held[0]] : held
  }

  /// Where quotes do not help: two values stand side by side, say.
  private static let noQuotes: Cure =
    "quotes around it do not help: look for a comma, a bracket or a `:` that its line lacks"

  /// What the class takes that was proposed for one that is not there, where that does not take what the
  /// other was given.
  private static func signature(of diagnostic: Diagnostic) -> Cure? {
    guard diagnostic.code == .unknownClass,
      let name = diagnostic.cures.lazy.flatMap(\.edits).first?.replacements.first?.text,
      let arguments = Catalogue.arguments(of: name)
    else { return nil }
    let takes = arguments.prefix(4).joined(separator: ", ") + (arguments.count > 4 ? ", …" : "")
    return Cure("what comes nearest is \(name)(\(takes)), which takes other arguments")
  }

  private func holds(
    _ cure: Fix, for diagnostic: Diagnostic, of outcome: PlanOutcome, _ before: FixState
  ) -> Bool {
    verdict(cure, for: diagnostic, of: outcome, before) == .holds
  }

  private func verdict(
    _ cure: Fix, for diagnostic: Diagnostic, of outcome: PlanOutcome, _ before: FixState
  ) -> FixState.Verdict {
    let replacements = cure.replacements.map {
      FixState.Replacement(
        file: file.identity, range: Int($0.span.start)..<Int($0.span.end), text: $0.text)
    }
    guard let (bytes, ranges) = ConfigFixer.replaced(replacements, in: file.bytes) else {
      return .spoils
    }
    let cured = ConfigFile(path: file.path, identity: file.identity, bytes: bytes)
    let after = FixState(
      FreezePlan.make(from: cured, reader: reader, triesCures: false, makesNotes: false))
    let finding = FixState.Finding(diagnostic, outcome.sources)
    if diagnostic.code == .unquoted, quotesFail(ranges, in: after.outcome) { return .spoils }
    return after.verdict([finding], before: before, edited: [file.identity: ranges])
  }

  /// Whether quotes around some texts fail: what they hold says what it said, and is of no kind that can stand
  /// there; or it is no text at all, and the rest of its line makes no sense behind it.
  private func quotesFail(_ ranges: [Range<Int>], in outcome: PlanOutcome) -> Bool {
    outcome.diagnostics.contains { error in
      guard let span = error.span else { return false }
      let source = outcome.sources.file(of: span)
      guard source.identity == file.identity else { return false }
      let (start, end) = (Int(span.start), Int(span.end))
      return ranges.contains { range in
        switch error.code {
        case .wrongType: range.lowerBound <= start && end <= range.upperBound
        case .yamlSyntax:
          range.lowerBound <= start
            && source.lineIndex(of: start) == source.lineIndex(of: range.upperBound)
        default: false
        }
      }
    }
  }
}
