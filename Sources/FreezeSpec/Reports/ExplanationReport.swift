extension Explanation {
  /// The explanation as a text for a terminal, in UTF-8.
  ///
  /// - Parameters:
  ///   - columns: The columns that a line may take, or `nil` for as many as it needs.
  ///   - usesColour: Whether to mark states in a terminal's colours.
  public func rendered(columns: Int? = 80, usesColour: Bool = false) -> [UInt8] {
    rendered(columns: columns, isTerminal: false, usesColour: usesColour)
  }

  /// The explanation as a text for a terminal or a file, in UTF-8.
  package func rendered(columns: Int?, isTerminal: Bool, usesColour: Bool) -> [UInt8] {
    let layout = TextLayout(columns: columns, isTerminal: isTerminal, usesColour: usesColour)
    return ExplanationReport(layout).render(self)
  }
}

/// Why a parameter is frozen or trains, for a terminal.
struct ExplanationReport: Sendable {
  private let layout: TextLayout

  /// Makes the report.
  init(_ layout: TextLayout) { self.layout = layout.ofText }

  private var style: TextStyle { layout.style }

  /// The report in UTF-8.
  func render(_ explanation: Explanation) -> [UInt8] {
    var out = OutputBuffer()
    style.write(.heading, to: &out) { layout.appendName(explanation.name, indent: 0, to: &$0) }
    out.endLine()
    appendFacts(explanation, to: &out)
    if explanation.rules.isEmpty { out.append("\nno rules\n") }
    for entry in explanation.rules { append(entry, explanation, to: &out) }
    return out.logText
  }

  private func appendFacts(_ explanation: Explanation, to out: inout OutputBuffer) {
    let decision = explanation.decision
    out.append("  requires_grad  ")
    style.write(
      decision.requiresGrad ? .trainable : .frozen, decision.requiresGrad ? "True" : "False",
      to: &out)
    if let rule = decision.decidedBy {
      out.append(", decided by rule \(rule)\n")
    } else if let unmatched = explanation.unmatched, decision.ownRequiresGrad {
      out.append(", since no rule matches it: unmatched: \(unmatched.outcome.rawValue)")
      let file = explanation.sources.file(of: unmatched.span)
      let line = explanation.sources.location(of: unmatched.span).line
      style.write(.quiet, "  \(TerminalText.escaped(file.path)):\(line)", to: &out)
      out.endLine()
    } else if decision.ownRequiresGrad {
      out.append(", since no rule matches it\n")
    } else {
      out.append(", its own state, since no rule matches it\n")
    }
    let parameter = explanation.parameter.parameter
    let elements = "\(grouped(parameter.elements)) element\(parameter.elements == 1 ? "" : "s")"
    out.append("  shape          \(parameter.shape), \(elements), \(parameter.dtype.rawValue)\n")
    for (index, name) in explanation.otherNames.enumerated() {
      out.append(index == 0 ? "  also named     " : "                 ")
      layout.appendName(name, indent: 17, to: &out)
      out.endLine()
    }
    let paths = explanation.modules.map { $0.path.isEmpty ? "(root)" : $0.path }
    let pathWidths = paths.map(TerminalText.escapedWidth)
    let pathWidth = min(pathWidths.max() ?? 0, 60)
    let classWidths = explanation.modules.map { TerminalText.escapedWidth(of: $0.type) }
    // A terminal may be too narrow for both columns, and then for a path and a class on one line.
    let room = layout.isTerminal ? layout.columns - 17 - 2 : .max
    let isAligned = pathWidth + (classWidths.max() ?? 0) <= room
    for (index, module) in explanation.modules.enumerated() {
      out.append(index == 0 ? "  modules        " : "                 ")
      layout.appendName(paths[index], indent: 17, to: &out)
      if pathWidths[index] + classWidths[index] <= room {
        out.append(blanks: isAligned ? max(0, pathWidth - pathWidths[index]) + 2 : 2)
      } else {
        out.endLine()
        out.append(blanks: 19)
      }
      layout.appendName(module.type, indent: 19, to: &out)
      out.endLine()
    }
  }

  private func append(
    _ entry: Explanation.RuleEntry, _ explanation: Explanation, to out: inout OutputBuffer
  ) {
    let rule = entry.rule
    let sources = explanation.sources
    let file = sources.file(of: rule.span)
    out.append("\n")
    style.write(.heading, "rule \(rule.index)", to: &out)
    if !entry.match.matches {
      out.append(" does not match")
    } else if explanation.decision.decidedBy == rule.index {
      out.append(" matches and decides")
    } else {
      out.append(" matches")
      if let other = explanation.decision.decidedBy { out.append(", overridden by rule \(other)") }
    }
    style.write(
      .quiet, "  \(TerminalText.escaped(file.path)):\(sources.location(of: rule.span).line)",
      to: &out)
    out.endLine()
    appendWrapped(
      "\(rule.action.rawValue) \(rule.selector)", indent: 2, lines: 8, isProse: false, to: &out)
    for text in [rule.because].compactMap(\.self) + entry.notes.map({ "note: " + $0 }) {
      let room = max(16, layout.columns - 2)
      for line in layout.wrapped(text, to: room, lines: 8, isProse: true) {
        out.append("  ")
        style.write(.quiet, line, to: &out)
        out.endLine()
      }
    }
    if !entry.name.isExactly(explanation.name) {
      appendWrapped("by its name \(entry.name)", indent: 2, lines: 2, isProse: false, to: &out)
    }
    for reason in entry.match.selector.reasons(for: entry.name, depth: 0) {
      out.append(blanks: 2 + reason.depth * 2)
      style.write(reason.holds ? .trainable : .quiet, reason.holds ? "✓ " : "✗ ", to: &out)
      appendWrapped(
        reason.text, indent: 4 + reason.depth * 2, lines: 4, isProse: false, isStarted: true,
        to: &out)
    }
  }

  private func appendWrapped(
    _ text: String, indent: Int, lines: Int, isProse: Bool, isStarted: Bool = false,
    to out: inout OutputBuffer
  ) {
    let wrapped = layout.wrapped(
      text, to: max(16, layout.columns - indent), lines: lines, isProse: isProse)
    for (index, line) in wrapped.enumerated() {
      if index > 0 || !isStarted { out.append(blanks: indent) }
      out.append(line)
      out.endLine()
    }
  }
}

/// One line of why a selector matches a name or not.
struct MatchReason {
  /// Whether it speaks for the match.
  var holds: Bool
  /// What it says.
  var text: String
  /// How deep it stands within others.
  var depth: Int
}

/// How many of many things of a kind are told.
private let mostShown = 8

extension SelectorExplanation {
  /// What makes the selector match a name, or keeps it from that.
  func reasons(for name: String, depth: Int) -> [MatchReason] {
    // Selectors nest as deep as YAML does; nobody reads on that far.
    if depth > mostShown { return [MatchReason(holds: matches, text: "…", depth: depth)] }
    switch parts {
    case .anyOf(let items):
      // What does not match tells nothing where something else does.
      let shown = matches ? items.filter(\.matches) : items
      var reasons = shown.prefix(mostShown).flatMap { $0.reasons(for: name, depth: depth) }
      if shown.count > mostShown {
        reasons.append(
          MatchReason(
            holds: matches, text: "and \(grouped(shown.count - mostShown)) more", depth: depth))
      }
      return reasons
    case .allOf(let terms, let except):
      var reasons = terms.map {
        MatchReason(holds: $0.matches, text: $0.text(for: name), depth: depth)
      }
      if terms.isEmpty {
        reasons.append(MatchReason(holds: true, text: "{} matches everything", depth: depth))
      }
      if let except {
        let text = except.matches ? "except takes it away" : "except does not take it away"
        reasons.append(MatchReason(holds: !except.matches, text: text, depth: depth))
        reasons += except.reasons(for: name, depth: depth + 1)
      }
      return reasons
    }
  }
}

extension TermExplanation {
  /// What the key says of a name.
  fileprivate func text(for name: String) -> String {
    if let value = values.first(where: \.matches) {
      return "\(key.rawValue) \(flowScalar(value.text)): \(reason(value))"
    }
    let texts = values.prefix(mostShown).map { flowScalar($0.text) }
    let list = texts.joined(separator: ", ") + (values.count > mostShown ? ", …" : "")
    return "\(key.rawValue) \(values.count == 1 ? list : "[\(list)]"): \(refusal(of: name))"
  }

  private func reason(_ value: ValueExplanation) -> String {
    let path = value.ancestor.map { $0.path.isEmpty ? "the root" : $0.path } ?? ""
    switch key {
    case .name: return "is its name"
    case .glob, .regex: return "matches its name"
    case .parameter: return "is the last component of its name"
    case .type:
      guard let ancestor = value.ancestor else { return "a module at or above it is one" }
      let own = "\(path) is a \(ancestor.type)"
      guard let matched = ancestor.matchedType, matched != ancestor.type else { return own }
      return "\(own), which is a \(matched)"
    case .module:
      guard let ancestor = value.ancestor else { return "it is at or below that module" }
      return "it is at or below \(path) (\(ancestor.type))"
    }
  }

  private func refusal(of name: String) -> String {
    let isOne = values.count == 1
    switch key {
    case .name: return isOne ? "is not its name" : "none is its name"
    case .glob, .regex: return isOne ? "does not match its name" : "none matches its name"
    case .parameter:
      let last = name.utf8.lastIndex(of: UInt8(ascii: ".")).map { name.utf8.index(after: $0) }
      return "the last component of its name is \(name[(last ?? name.startIndex)...])"
    case .type: return "no module at or above it is \(isOne ? "one" : "one of these")"
    case .module: return "it is not at or below \(isOne ? "that module" : "any of these")"
    }
  }
}
