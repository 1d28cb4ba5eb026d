/// The rows of one section, in columns.
struct DiffRows {
  private let section: PlanDiff.Section
  private let layout: TextLayout
  private let nameWidth: Int
  private let lookWidth: Int
  private let elementsWidth: Int
  private static let margin = 4
  private static let gap = 2

  init(_ section: PlanDiff.Section, _ layout: TextLayout) {
    self.section = section
    self.layout = layout
    var names = 0
    var looks = 0
    var elements = 8
    for group in section.groups {
      names = max(names, TerminalText.escapedWidth(of: group.glob))
      looks = max(looks, DiffWording.look(of: group, section.kind).unicodeScalars.count)
      elements = max(elements, grouped(group.elements).utf8.count)
    }
    let room = layout.columns - DiffRows.margin - elements - 2 * DiffRows.gap
    lookWidth = min(looks, room - 16)
    // The header is one of the rows that want room.
    let header = DiffRows.title(section).unicodeScalars.count - DiffRows.margin
    nameWidth = min(max(names, header - lookWidth), room - lookWidth)
    elementsWidth = elements
  }

  private static func title(_ section: PlanDiff.Section) -> String {
    "\(DiffWording.name(of: section.kind)): \(counted(section.count, DiffWording.noun(of: section.kind)))"
  }

  func appendHeader(to out: inout OutputBuffer) {
    let title = DiffRows.title(section)
    layout.style.write(DiffRows.look(of: section.kind), title, to: &out)
    let edge = DiffRows.margin + nameWidth + lookWidth + elementsWidth + 2 * DiffRows.gap
    layout.style.write(.quiet, to: &out) { out in
      out.appendRight("elements", edge - title.unicodeScalars.count)
    }
    out.append("\n")
  }

  func append(_ group: PlanDiff.Group, to out: inout OutputBuffer) {
    out.append("  ")
    layout.style.write(
      DiffRows.look(of: section.kind), DiffWording.sign(of: section.kind), to: &out)
    out.append(" ")
    let width = TerminalText.escapedWidth(of: group.glob)
    layout.appendName(group.glob, indent: DiffRows.margin, to: &out)
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
    for (text, names, count) in DiffWording.tiedNames(of: group) {
      for name in names.prefix(8) {
        out.append(blanks: DiffRows.margin + 2)
        out.append(text + " ")
        layout.appendName(name, indent: DiffRows.margin + 3 + text.utf8.count, to: &out)
        out.append("\n")
      }
      if count > 8 {
        out.append(blanks: DiffRows.margin + 2)
        out.append("\(text) \(grouped(count - 8)) more\n")
      }
    }
  }

  private static func look(of kind: PlanDiff.Kind) -> TextStyle.Look {
    switch kind {
    case .newlyTrainable: .alarm
    case .newlyFrozen: .frozen
    case .added, .bufferAdded: .added
    case .removed, .bufferRemoved: .removed
    default: .altered
    }
  }
}
