extension DiffTextReport {
  /// Writes the parameters that change, by kind, and why each does.
  func appendParameters(
    _ sections: [PlanDiff.Section], old: PlanSnapshot?, new: PlanSnapshot?,
    to out: inout OutputBuffer
  ) {
    for section in sections {
      out.append("\n")
      let table = DiffRows(section, columns: columns)
      table.appendHeader(style, to: &out)
      for block in DiffBlock.blocks(of: section, old: old, new: new) {
        for group in block.groups { table.append(group, style, to: &out) }
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
      line += ": " + DiffCause.withoutRule(cause.requiresGrad)
      out.append(blanks: indent)
      style.write(.quiet, line, to: &out)
      out.append("\n")
      return
    }
    line += " by rule \(rule.index) (\(TerminalText.escaped(cause.path)):\(rule.line))"
    let written = "\(rule.action.rawValue) \(rule.selector)"
    let width = TerminalText.width(of: line)
    out.append(blanks: indent)
    let room = columns - indent - width - 2
    if TerminalText.escapedWidth(of: written) <= room {
      style.write(.quiet, line + "  " + TerminalText.escaped(written), to: &out)
      out.append("\n")
      return
    }
    style.write(.quiet, line, to: &out)
    out.append("\n")
    for text in TerminalText.wrapped(
      written, to: max(16, columns - indent - 4), lines: 3, isProse: false)
    {
      out.append(blanks: indent + 4)
      style.write(.quiet, text, to: &out)
      out.endLine()
    }
  }
}

/// Groups of parameters of one kind of change that have one cause.
struct DiffBlock {
  /// Why they were as they were.
  var before: DiffCause?
  /// Why they are as they are.
  var after: DiffCause?
  /// The groups.
  var groups: [PlanDiff.Group]

  /// The blocks of a section, in the order of their first parameters.
  static func blocks(
    of section: PlanDiff.Section, old: PlanSnapshot?, new: PlanSnapshot?
  ) -> [DiffBlock] {
    struct Key: Hashable {
      var states: [Bool?]
      var rules: [Int?]
    }
    var blocks: [DiffBlock] = []
    var placeOfKey: [Key: Int] = [:]
    for group in section.groups {
      let key = Key(
        states: [group.oldState, group.newState], rules: [group.oldRule, group.newRule])
      if let place = placeOfKey[key] {
        blocks[place].groups.append(group)
        continue
      }
      placeOfKey[key] = blocks.count
      blocks.append(
        DiffBlock(
          before: DiffCause(group.oldState, group.oldRule, in: old),
          after: DiffCause(group.newState, group.newRule, in: new), groups: [group]))
    }
    return blocks
  }
}

/// The rows of one section, in columns.
struct DiffRows {
  private let section: PlanDiff.Section
  private let columns: Int
  private let nameWidth: Int
  private let lookWidth: Int
  private let elementsWidth: Int
  private static let margin = 4
  private static let gap = 2

  init(_ section: PlanDiff.Section, columns: Int) {
    self.section = section
    self.columns = columns
    var names = 0
    var looks = 0
    var elements = 8
    for group in section.groups {
      names = max(names, TerminalText.escapedWidth(of: group.glob))
      looks = max(looks, DiffWording.look(of: group, section.kind).unicodeScalars.count)
      elements = max(elements, grouped(group.elements).utf8.count)
    }
    let room = columns - DiffRows.margin - elements - 2 * DiffRows.gap
    lookWidth = min(looks, room - 16)
    // The header is one of the rows that want room.
    let header = DiffRows.title(section).unicodeScalars.count - DiffRows.margin
    nameWidth = min(max(names, header - lookWidth), room - lookWidth)
    elementsWidth = elements
  }

  private static func title(_ section: PlanDiff.Section) -> String {
    "\(DiffWording.name(of: section.kind)): \(DiffWording.count(section.count, DiffWording.noun(of: section.kind)))"
  }

  func appendHeader(_ style: TextStyle, to out: inout OutputBuffer) {
    let title = DiffRows.title(section)
    style.write(DiffRows.look(of: section.kind), title, to: &out)
    let edge = DiffRows.margin + nameWidth + lookWidth + elementsWidth + 2 * DiffRows.gap
    style.write(.quiet, to: &out) { out in
      out.appendRight("elements", edge - title.unicodeScalars.count)
    }
    out.append("\n")
  }

  func append(_ group: PlanDiff.Group, _ style: TextStyle, to out: inout OutputBuffer) {
    out.append("  ")
    style.write(DiffRows.look(of: section.kind), DiffWording.sign(of: section.kind), to: &out)
    out.append(" ")
    let width = out.append(escaping: group.glob, cutTo: columns - DiffRows.margin)
    if width > nameWidth {
      out.endLine()
      out.append(blanks: DiffRows.margin + nameWidth)
    } else {
      out.append(blanks: nameWidth - width)
    }
    let look = DiffWording.look(of: group, section.kind)
    let lookWidth = look.unicodeScalars.count
    out.append(blanks: DiffRows.gap)
    out.append(look)
    let elements = grouped(group.elements)
    if lookWidth > self.lookWidth {
      out.endLine()
      out.append(blanks: DiffRows.margin + nameWidth + DiffRows.gap + self.lookWidth)
    } else {
      out.append(blanks: self.lookWidth - lookWidth)
    }
    out.append(blanks: DiffRows.gap)
    out.appendRight(elements, elementsWidth)
    out.append("\n")
    for (text, names) in [("now also", group.gainedNames), ("no longer", group.lostNames)] {
      for name in names.prefix(8) {
        out.append(blanks: DiffRows.margin + 2)
        out.append(text + " ")
        out.append(escaping: name, cutTo: columns - DiffRows.margin - 12)
        out.append("\n")
      }
      if names.count > 8 {
        out.append(blanks: DiffRows.margin + 2)
        out.append("\(text) \(grouped(names.count - 8)) more\n")
      }
    }
  }

  private static func look(of kind: PlanDiff.Kind) -> TextStyle.Look {
    switch kind {
    case .newlyTrainable: .trainable
    case .newlyFrozen: .frozen
    case .added, .bufferAdded: .added
    case .removed, .bufferRemoved: .removed
    default: .altered
    }
  }
}
