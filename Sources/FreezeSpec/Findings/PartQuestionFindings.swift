extension FreezePlan {
  /// What is wrong with a path or a glob that an explanation is asked for, though it means something: in a
  /// rule each of these would be found, and who asks about a rule's pattern is to hear the same.
  ///
  /// - Parameter text: What is asked for.
  /// - Returns: Warnings without places, since the text stands in no file.
  package func findings(ofPart text: String) -> PlanOutcome {
    if hasParameter(named: text) { return PlanOutcome(diagnostics: []) }
    guard let selector = selector(ofPart: text) else { return PlanOutcome(diagnostics: []) }
    var budget = MatchingBudget()
    var tree = ModuleTree(model.root)
    let tensorOfName = model.tensorOfName
    let owned = [(owner: 0, selector: selector)]
    var found = SlicesPastEnd([selector], &tree).diagnostics
    let digits = DigitClassFindings(owned, &tree, tensorOfName, &budget).diagnostics.map(\.finding)
    found += digits
    if digits.isEmpty {
      let rule = Rule(
        index: 1, action: .freeze, selector: selector,
        span: SourceSpan(file: 0, start: 0, end: 0))
      let nested = NestedIndices([rule], &tree, &budget).diagnostics
      found += nested
      if nested.isEmpty {
        found += OvershootFindings([rule], &tree, tensorOfName, &budget).diagnostics
      }
      let parts = PartFaults(owned, &tree, tensorOfName: tensorOfName, budget: &budget)
      var faults = FaultFindings(parameters: tree, tensorOfName)
      found += faults.diagnostics(parts.faults, &budget)
    }
    return PlanOutcome(diagnostics: found.map { $0.asWarning(of: text, in: self) })
  }

  /// Whether a text means parameters.
  fileprivate func isMeaningful(_ text: String) -> Bool {
    hasParameter(named: text) || selector(ofPart: text) != nil
  }
}

extension Diagnostic {
  /// The same of a text that stands in no file, with those cures that can be asked for in its place.
  fileprivate func asWarning(of text: String, in plan: FreezePlan) -> Diagnostic {
    let cures = cures.compactMap { cure -> Cure? in
      guard let written = cure.edits.first?.replacements.last?.text else { return nil }
      let asked = Self.asked(written)
      guard plan.isMeaningful(asked), cure.sentence.contains(written) else { return nil }
      // A value that stands under its key is told with it.
      let mapping = "{module: \(written)}"
      let told = cure.sentence.contains(mapping) ? mapping : written
      return Cure(cure.sentence.replacing(told, with: "`\(asked)`"))
    }
    return Diagnostic(code, message, at: nil, notes: notes, cures: cures).asWarning
  }

  /// A selector of one value as it stands in a command: alone, and without quotes.
  private static func asked(_ selector: String) -> String {
    var text = Substring(selector)
    if text.hasPrefix("{module: "), text.hasSuffix("}") { text = text.dropFirst(9).dropLast() }
    if text.count > 1, let quote = text.first, quote == "\"" || quote == "'", text.last == quote {
      text = text.dropFirst().dropLast()
    }
    return String(text)
  }
}
