/// Tries cures on the text of a config, and puts those that hold in place of what was said before.
struct CureTrial {
  /// The config, as it was read.
  let file: ConfigFile
  let reader: ReferenceReader

  /// What came of the config, with the cures of its errors that hold.
  func curing(_ outcome: PlanOutcome) -> PlanOutcome {
    guard outcome.hasErrors, file.bytes.count <= Limits.triedBytes else { return outcome }
    let before = FixState(outcome)
    var trials = 0
    var diagnostics = outcome.diagnostics
    for index in diagnostics.indices {
      let diagnostic = diagnostics[index]
      // A path or a pattern is read before there is a model that could bear its cure out.
      if diagnostic.code == .pattern, diagnostic.span?.file == 0 {
        diagnostics[index].cures = diagnostic.cures.filter { cure in
          guard !cure.edits.isEmpty, trials < Limits.triedCures else { return true }
          trials += 1
          return cure.edits.allSatisfy { holds($0, for: diagnostic, of: outcome, before) }
        }
        if !diagnostics[index].cures.isEmpty { continue }
      }
      // What has a fix has the better cure: `hiden` for `hidden` is no string without its quotes. Only
      // quotes around a text leave open what it says.
      guard diagnostic.severity == .error, diagnostic.span?.file == 0,
        diagnostic.fixes.isEmpty || diagnostic.code == .unquoted,
        let cures = TextCures(diagnostic, in: outcome.sources)
      else { continue }
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

  private func holds(
    _ cure: Fix, for diagnostic: Diagnostic, of outcome: PlanOutcome, _ before: FixState
  ) -> Bool {
    let replacements = cure.replacements.map {
      FixState.Replacement(
        file: file.identity, range: Int($0.span.start)..<Int($0.span.end), text: $0.text)
    }
    guard let (bytes, ranges) = ConfigFixer.replaced(replacements, in: file.bytes) else {
      return false
    }
    let cured = ConfigFile(path: file.path, identity: file.identity, bytes: bytes)
    let after = FixState(FreezePlan.make(from: cured, reader: reader, triesCures: false))
    let finding = FixState.Finding(diagnostic, outcome.sources)
    return after.bearsOut([finding], before: before, edited: [file.identity: ranges])
  }
}
