/// The difference of two texts, as `diff -u` writes it.
struct UnifiedDiff {
  /// Lines around a change that are the same.
  private static let context = 3

  /// A run of lines, the old ones in place of which the new ones stand.
  private struct Change {
    var old: Range<Int>
    var new: Range<Int>
  }

  private let old: [ArraySlice<UInt8>]
  private let new: [ArraySlice<UInt8>]
  private var changes: [Change] = []

  /// How many lines are searched for those that are in both texts: the search takes as long as the square
  /// of what differs.
  private static let searchedLines = 4_000

  /// Compares two texts line by line.
  ///
  /// - Parameter isOfEdits: Whether lines were changed in their places, most of them kept.
  init(from old: [UInt8], to new: [UInt8], isOfEdits: Bool = true) {
    self.old = Self.lines(of: old)
    self.new = Self.lines(of: new)
    compare(isOfEdits)
  }

  /// The lines with their line breaks.
  private static func lines(of text: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    for index in text.indices where text[index] == 0x0A {
      lines.append(text[start...index])
      start = index + 1
    }
    if start < text.count { lines.append(text[start...]) }
    return lines
  }

  private mutating func compare(_ isOfEdits: Bool) {
    var start = 0
    while start < min(old.count, new.count), old[start] == new[start] { start += 1 }
    var (oldEnd, newEnd) = (old.count, new.count)
    while oldEnd > start, newEnd > start, old[oldEnd - 1] == new[newEnd - 1] {
      oldEnd -= 1
      newEnd -= 1
    }
    if !isOfEdits, oldEnd + newEnd - 2 * start <= Self.searchedLines {
      return search(start..<oldEnd, start..<newEnd)
    }
    if oldEnd - start == newEnd - start {
      // Replacements within lines keep their number: no search is needed.
      for index in start..<oldEnd where old[index] != new[index] { add(index, index) }
      return
    }
    if start < oldEnd || start < newEnd {
      changes.append(Change(old: start..<oldEnd, new: start..<newEnd))
    }
  }

  /// Finds the fewest lines to take away and to put in.
  private mutating func search(_ oldLines: Range<Int>, _ newLines: Range<Int>) {
    let difference = new[newLines].difference(from: old[oldLines])
    var removed = Set<Int>()
    var inserted = Set<Int>()
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(oldLines.lowerBound + offset)
      case .insert(let offset, _, _): inserted.insert(newLines.lowerBound + offset)
      }
    }
    var (oldLine, newLine) = (oldLines.lowerBound, newLines.lowerBound)
    while oldLine < oldLines.upperBound || newLine < newLines.upperBound {
      let starts = (oldLine, newLine)
      while removed.contains(oldLine) { oldLine += 1 }
      while inserted.contains(newLine) { newLine += 1 }
      if (oldLine, newLine) == starts {
        oldLine += 1
        newLine += 1
      } else {
        changes.append(Change(old: starts.0..<oldLine, new: starts.1..<newLine))
      }
    }
  }

  private mutating func add(_ oldLine: Int, _ newLine: Int) {
    if let last = changes.last, last.old.upperBound == oldLine, last.new.upperBound == newLine {
      changes[changes.count - 1] = Change(
        old: last.old.lowerBound..<oldLine + 1, new: last.new.lowerBound..<newLine + 1)
    } else {
      changes.append(Change(old: oldLine..<oldLine + 1, new: newLine..<newLine + 1))
    }
  }

  /// The lines of the difference without the LF at their ends, but with the CR before it; none where the texts are the same.
  ///
  /// - Parameter path: The file's path, for the first two lines, as ``DiffPath`` writes it.
  func lines(path: String) -> [String] { lines(from: path, to: path) }

  /// The lines of the difference, as ``lines(path:)`` has them.
  ///
  /// - Parameters:
  ///   - oldName: What the old text is called.
  ///   - newName: What the new text is called.
  func lines(from oldName: String, to newName: String) -> [String] {
    if changes.isEmpty { return [] }
    var result = ["--- \(oldName)", "+++ \(newName)"]
    var index = 0
    while index < changes.count {
      var end = index + 1
      while end < changes.count,
        changes[end].old.lowerBound - changes[end - 1].old.upperBound <= 2 * Self.context
      {
        end += 1
      }
      append(changes[index..<end], to: &result)
      index = end
    }
    return result
  }

  private func append(_ hunk: ArraySlice<Change>, to result: inout [String]) {
    guard let first = hunk.first, let last = hunk.last else { return }
    let before = min(Self.context, first.old.lowerBound)
    let after = min(Self.context, old.count - last.old.upperBound)
    let oldRange = first.old.lowerBound - before..<last.old.upperBound + after
    let newRange = first.new.lowerBound - before..<last.new.upperBound + after
    result.append("@@ -\(Self.shown(oldRange)) +\(Self.shown(newRange)) @@")
    var next = oldRange.lowerBound
    for change in hunk {
      for line in old[next..<change.old.lowerBound] { append(" ", line, to: &result) }
      for line in old[change.old] { append("-", line, to: &result) }
      for line in new[change.new] { append("+", line, to: &result) }
      next = change.old.upperBound
    }
    for line in old[next..<oldRange.upperBound] { append(" ", line, to: &result) }
  }

  private func append(_ sign: String, _ line: ArraySlice<UInt8>, to result: inout [String]) {
    var line = line
    let isWhole = line.last == 0x0A
    if isWhole { line.removeLast() }
    result.append(sign + String(decoding: line, as: UTF8.self))
    if !isWhole { result.append("\\ No newline at end of file") }
  }

  /// A run of lines as a hunk's head has it: the first, from 1, and their number.
  private static func shown(_ range: Range<Int>) -> String {
    let start = range.isEmpty ? range.lowerBound : range.lowerBound + 1
    return range.count == 1 ? "\(start)" : "\(start),\(range.count)"
  }
}
