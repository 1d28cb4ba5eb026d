import Foundation

/// A page of the documentation: its headings and fenced blocks.
struct MarkdownPage {
  /// A fenced block.
  struct Block {
    /// The word after the opening fence.
    var language: String
    /// What stands between the fences.
    var text: String
    /// The line of the opening fence, from 1.
    var line: Int
    /// The headings above it, outermost first.
    var headings: [String]
    /// What an HTML comment on the line before says of it: `<!-- file: arch.yaml -->`.
    var remarks: [String: String]
  }

  /// The page's path, from the repository's root.
  let path: String
  /// All lines.
  let lines: [String]
  /// The blocks, in order.
  let blocks: [Block]
  /// The headings by their level, in order.
  let headings: [(level: Int, text: String)]

  /// Reads a page.
  init(_ path: String) throws {
    self.path = path
    let url = Repository.root.appending(path: path)
    lines = try String(contentsOf: url, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(String.init)
    var blocks: [Block] = []
    var headings: [(level: Int, text: String)] = []
    var trail: [String] = []
    var open: Block?
    // A block in a list is indented.
    var indent = 0
    for (index, line) in lines.enumerated() {
      if var block = open {
        let inner = line.dropFirst(indent)
        if inner == "```" {
          blocks.append(block)
          open = nil
        } else {
          block.text += inner + "\n"
          open = block
        }
      } else if line.drop(while: { $0 == " " }).hasPrefix("```") {
        indent = line.prefix { $0 == " " }.count
        open = Block(
          language: String(line.dropFirst(indent + 3)), text: "", line: index + 1, headings: trail,
          remarks: index > 0 ? Self.remarks(lines[index - 1]) : [:])
      } else if line.hasPrefix("#") {
        let level = line.prefix { $0 == "#" }.count
        let text = String(line.drop { $0 == "#" || $0 == " " }).replacing("`", with: "")
        headings.append((level, text))
        trail = trail.prefix(level - 1) + [text]
      }
    }
    self.blocks = blocks
    self.headings = headings
  }

  /// Reads `<!-- fragment, file: a.yaml -->`; a remark without a value has the empty one.
  private static func remarks(_ line: String) -> [String: String] {
    guard line.hasPrefix("<!-- "), line.hasSuffix(" -->") else { return [:] }
    var remarks: [String: String] = [:]
    for remark in line.dropFirst(5).dropLast(4).split(separator: ",") {
      let parts = remark.split(separator: ":", maxSplits: 1).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      remarks[parts[0]] = parts.count > 1 ? parts[1] : ""
    }
    return remarks
  }

  /// The tables of the section under a heading, each row split into its cells.
  func rows(under heading: String) -> [[String]] {
    var isInside = false
    var level = 0
    var rows: [[String]] = []
    for line in lines {
      if line.hasPrefix("#") {
        let here = line.prefix { $0 == "#" }.count
        if isInside, here <= level { break }
        if line.drop(while: { $0 == "#" || $0 == " " }) == heading {
          isInside = true
          level = here
        }
      } else if isInside, line.hasPrefix("|"), !line.hasPrefix("|-") {
        rows.append(
          line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) })
      }
    }
    return rows
  }

  /// The first `code` of each row's first cell, without the head row.
  func firstCodes(under heading: String) -> [String] {
    rows(under: heading).compactMap { row in
      row.first?.split(separator: "`", omittingEmptySubsequences: false).dropFirst().first
        .map(String.init)
    }
  }

  /// The targets of its links, those in blocks left out.
  var links: [String] {
    prose.flatMap { line in
      line.matches(of: /\]\(([^)\s]+)\)/).map { String($0.1) }
    }
  }

  /// The fragments under which a browser finds its headings.
  var anchors: Set<String> {
    Set(
      headings.map { heading in
        heading.text.lowercased().replacing(" ", with: "-")
          .filter { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
      })
  }

  /// The lines outside blocks.
  private var prose: [String] {
    var isInBlock = false
    return lines.filter { line in
      if line.drop(while: { $0 == " " }).hasPrefix("```") { isInBlock.toggle() }
      return !isInBlock
    }
  }
}
