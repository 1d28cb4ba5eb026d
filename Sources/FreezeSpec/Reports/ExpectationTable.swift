/// The expectations of a plan for a terminal: whether each holds, and what was measured.
struct ExpectationTable {
  let outcomes: [ExpectationOutcome]
  let layout: TextLayout

  /// Writes the expectations, and below one that fails the parameters that break it.
  func write(to out: inout OutputBuffer) {
    if outcomes.isEmpty { return }
    layout.appendTitle("expectations", to: &out)
    let most = layout.columns / 2
    let width = outcomes.map { TerminalText.escapedWidth(of: $0.text) }.filter { $0 <= most }.max()
    for outcome in outcomes {
      let (look, sign): (TextStyle.Look, String) =
        outcome.holds ? (.quiet, "✓") : (.removed, "✗")
      let used = TerminalText.escapedWidth(of: outcome.text)
      let result = outcome.resultText ?? ""
      let gap = max(0, (width ?? 0) - used) + 2
      if 4 + used + gap + TerminalText.width(of: result) <= layout.columns {
        out.append(blanks: 2)
        layout.style.write(look, sign, to: &out)
        out.append(" " + TerminalText.escaped(outcome.text))
        out.append(blanks: gap)
        out.append(result)
        out.endLine()
      } else {
        layout.appendMarked(look, sign, outcome.text, to: &out)
        layout.appendMarked(look, " ", result, indent: 4, isProse: true, to: &out)
      }
      for note in outcome.notes {
        layout.appendMarked(look, "-", note, indent: 6, isProse: true, to: &out)
      }
    }
  }
}

extension [ExpectationOutcome] {
  /// How many of them fail, such as `1 of 3 expectations fails`; `nil` where all hold.
  var failureText: String? {
    let failing = count { !$0.holds }
    if failing == 0 { return nil }
    return "\(grouped(failing)) of \(counted(count, "expectation")) "
      + (failing == 1 ? "fails" : "fail")
  }
}
