/// The parameters that change, by kind, and why each does.
struct DiffParameterList {
  let parts: DiffParts
  let layout: TextLayout

  /// Writes the list.
  func write(to out: inout OutputBuffer) {
    for section in parts.sections {
      out.append("\n")
      let table = DiffRows(section, layout)
      table.appendHeader(to: &out)
      for block in DiffBlock.blocks(of: section, old: parts.old, new: parts.new) {
        for group in block.groups { table.append(group, to: &out) }
        let isBoth = block.before != nil && block.after != nil
        if let cause = block.before { append(cause, "was ", to: &out) }
        if let cause = block.after { append(cause, isBoth ? "now " : "", to: &out) }
      }
    }
  }

  /// Writes why parameters are in a state, such as `was frozen by rule 2 (mlp.yaml:18) freeze 2.*`.
  private func append(_ cause: DiffCause, _ prefix: String, to out: inout OutputBuffer) {
    let indent = 6
    var line = prefix + cause.state
    guard let rule = cause.rule else {
      line += ": " + cause.withoutRule
      out.append(blanks: indent)
      layout.style.write(.quiet, line, to: &out)
      out.append("\n")
      return
    }
    line += " by rule \(rule.index) (\(TerminalText.escaped(cause.path)):\(rule.line))"
    let written = "\(rule.action.rawValue) \(rule.selector)"
    let width = TerminalText.width(of: line)
    out.append(blanks: indent)
    let room = layout.columns - indent - width - 2
    if TerminalText.escapedWidth(of: written) <= room {
      layout.style.write(.quiet, line + "  " + TerminalText.escaped(written), to: &out)
      out.append("\n")
      return
    }
    layout.style.write(.quiet, line, to: &out)
    out.append("\n")
    for text in layout.wrapped(written, to: max(16, layout.columns - indent - 4), lines: 3) {
      out.append(blanks: indent + 4)
      layout.style.write(.quiet, text, to: &out)
      out.endLine()
    }
  }
}
