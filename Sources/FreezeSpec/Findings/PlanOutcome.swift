/// What came of a config: its plan, and what was found about it.
public struct PlanOutcome: Sendable {
  /// The plan; `nil` where errors keep it from being made.
  ///
  /// Its expectations may fail, which is an error too: see ``hasErrors``.
  public let plan: FreezePlan?
  /// The model, even where errors of the rules keep the plan from being made.
  let model: Module?
  /// Whether the config could be read as YAML.
  let isRead: Bool
  /// The findings, by file and place.
  public let diagnostics: [Diagnostic]
  /// How many findings were left out for their number.
  public let droppedDiagnostics: Int
  /// The texts that the findings point into: the config, and all that it names.
  public let sources: SourceMap
  /// What the weights are that the plan was held against, where it was.
  package let weights: WeightsOutcome?

  /// Describes what came of a config.
  init(
    plan: FreezePlan? = nil, model: Module? = nil, isRead: Bool = false,
    diagnostics: [Diagnostic], droppedDiagnostics: Int = 0, sources: SourceMap = SourceMap(),
    weights: WeightsOutcome? = nil
  ) {
    self.plan = plan
    self.isRead = isRead
    self.model = model
    self.diagnostics = diagnostics
    self.droppedDiagnostics = droppedDiagnostics
    self.sources = sources
    self.weights = weights
  }

  /// Whether any finding is an error.
  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

extension PlanOutcome {
  /// What comes of a file that cannot be read.
  package static func unreadable(_ path: String, _ message: String) -> PlanOutcome {
    let file = path == "-" ? "standard input" : path
    return PlanOutcome(diagnostics: [
      Diagnostic(.unreadable, "cannot read \(file): \(message)", at: nil)
    ])
  }

  /// What comes of a link that a search does not follow.
  package static func unfollowed(_ path: String, _ reason: String) -> PlanOutcome {
    PlanOutcome(diagnostics: [
      Diagnostic(.unfollowedLink, "\(path) is not searched: \(reason)", at: nil)
    ])
  }

  /// What comes of a search that finds nothing: a folder that was moved must not pass for one without
  /// mistakes.
  package static func noConfig(in folders: [String]) -> PlanOutcome {
    PlanOutcome(diagnostics: [
      Diagnostic(
        .noConfig, "there is no config in \(folders.joined(separator: ", "))", at: nil)
    ])
  }

  /// What comes of a command that cannot do what was asked.
  package static func failed(_ message: String, help: [String]) -> PlanOutcome {
    PlanOutcome(diagnostics: [Diagnostic(.cannotRun, message, at: nil, help: help)])
  }

  /// The same with the finding that its plan differs from one that was saved.
  package func differing(from saved: String) -> PlanOutcome {
    // It is the plan's as a whole, and so stands where the config starts.
    let start = sources.files.isEmpty ? nil : SourceSpan(file: 0, start: 0, end: 0)
    let path = plan?.path ?? ""
    return with(
      diagnostics + [
        Diagnostic(
          .planDiffers, "the plan differs from the one saved in \(saved)", at: start,
          help: [
            "where it is meant to, save it again: freezespec apply \(path) --save \(saved)"
          ])
      ])
  }

  /// Whether it is no config's, but tells of a link that a search does not follow.
  package var isOfLink: Bool { diagnostics.contains { $0.code == .unfollowedLink } }

  /// Whether the config could not be read at all.
  package var isUnreadable: Bool { diagnostics.contains { $0.code == .unreadable } }

  /// The same as one side of a diff, which a plan of very many parameters cannot be.
  package var comparable: PlanOutcome { comparable(atMost: Limits.comparedParameters) }

  /// The same, given how many parameters a side has at most.
  func comparable(atMost most: Int) -> PlanOutcome {
    guard let plan, let refusal = plan.model.comparisonRefusal(atMost: most) else {
      return self
    }
    let error = Diagnostic(.limit, "\(plan.path) \(refusal)", at: nil)
    return PlanOutcome(
      model: model, diagnostics: diagnostics + [error], droppedDiagnostics: droppedDiagnostics,
      sources: sources)
  }

  /// The findings alone: many models need not be held at once.
  package var withoutModel: PlanOutcome {
    PlanOutcome(
      diagnostics: diagnostics, droppedDiagnostics: droppedDiagnostics, sources: sources,
      weights: weights)
  }

  /// The same with warnings turned into errors, where that was asked for.
  package func treating(warningsAsErrors: Bool) -> PlanOutcome {
    guard warningsAsErrors else { return self }
    return with(diagnostics.map(\.asError))
  }

  /// The same with other findings.
  func with(_ diagnostics: [Diagnostic]) -> PlanOutcome {
    PlanOutcome(
      plan: plan, model: model, isRead: isRead, diagnostics: diagnostics,
      droppedDiagnostics: droppedDiagnostics, sources: sources, weights: weights)
  }
}

extension [PlanOutcome] {
  /// The same outcomes with each finding once, at its first place: a mistake in a file that many
  /// configs take by `from` is one mistake.
  var withoutRepeats: [PlanOutcome] {
    var seen: Set<SharedFinding> = []
    return map { outcome in
      outcome.with(
        outcome.diagnostics.filter { finding in
          guard let span = finding.span else { return true }
          let file = outcome.sources.file(of: span)
          return seen.insert(
            SharedFinding(
              file: file.identity, start: span.start, end: span.end, code: finding.code,
              message: ExactString(finding.message))
          ).inserted
        })
    }
  }
}

/// What tells a finding from others, whichever config it was met in.
private struct SharedFinding: Hashable {
  var file: [UInt8]
  var start: UInt32
  var end: UInt32
  var code: DiagnosticCode
  var message: ExactString
}
