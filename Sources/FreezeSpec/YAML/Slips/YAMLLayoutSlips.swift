// Slips of layout that make libyaml stumble at another place than the one to mend.

extension YAMLErrorTranslator {
  /// What is wrong with the layout where libyaml finds something that cannot stand there, if it is
  /// one of the common slips.
  func layoutSlip(at place: Int) -> Diagnostic? {
    printedLine(at: place) ?? keyOutsideItem(at: place) ?? itemInOtherColumn(at: place)
      ?? keyWithoutColon(above: place) ?? bracketWithoutColon(before: place)
      ?? dashWithoutSpace(at: place)
  }

  /// `(0): Linear(…)`, as `print(model)` shows a child.
  private func printedLine(at place: Int) -> Diagnostic? {
    let start = textStart(of: place)
    guard at(start) == UInt8(ascii: "("),
      let colon = bytes[start..<lineEnd(place)].firstIndex(of: UInt8(ascii: ":")),
      colon > start + 1, bytes[colon - 1] == UInt8(ascii: ")")
    else { return nil }
    let name = String(decoding: bytes[(start + 1)..<(colon - 1)], as: UTF8.self)
    let shown = Quoted.excerpt(name)
    let isIndex = name.utf8.allSatisfy(\.isASCIIDigit)
    return syntax(
      "`(\(shown)): …` is how print(model) shows a child, and no YAML here", at: start,
      length: colon + 1 - start,
      help: [
        isIndex
          ? "write each module as an item without its number: `- Linear(10, 20)`"
          : "write the module's children under `children:`, each as `\(shown): …`"
      ])
  }

  /// A key that stands left of the first key of the list item it belongs to.
  private func keyOutsideItem(at place: Int) -> Diagnostic? {
    let start = textStart(of: place)
    guard start == place, let key = key(at: start), let item = lineAbove(start) else { return nil }
    var first = item
    while isItem(at: first) {
      first = textStart(after: first + 1)
    }
    guard first > item, let firstKey = self.key(at: first),
      column(of: first) > column(of: start)
    else { return nil }
    return syntax(
      "`\(key)` stands left of the item that it belongs to", at: start, length: key.utf8.count,
      related: [("the item's first key stands here", first)],
      help: ["indent `\(key)` to the column of `\(firstKey)`"])
  }

  /// An item that starts in another column than the one above.
  private func itemInOtherColumn(at place: Int) -> Diagnostic? {
    guard isItem(at: place), isFirstOnLine(place) else { return nil }
    var line = lineStart(place)
    while line > 0 {
      line = lineStart(line - 1)
      let start = textStart(of: line)
      guard isItem(at: start) else { continue }
      if column(of: start) == column(of: place) { return nil }
      return syntax(
        "this item starts in another column than the one above", at: place, length: 1,
        related: [("the item above starts here", start)],
        help: ["start the items of one list in one column"])
    }
    return nil
  }

  /// A key without its `:`, which makes what is below it a text of several lines.
  private func keyWithoutColon(above place: Int) -> Diagnostic? {
    guard at(place) == UInt8(ascii: ":"), let above = lineAbove(textStart(of: place)),
      let word = word(at: above),
      textStart(after: above + word.utf8.count) >= lineEnd(above)
    else { return nil }
    return syntax(
      "a `:` is missing after `\(word)`", at: above, length: word.utf8.count,
      cures: [.writing("\(word):") { "write `\($0)`" }])
  }

  /// `freeze {module: "8"}`, in which the bracket belongs to the text before it.
  private func bracketWithoutColon(before place: Int) -> Diagnostic? {
    var start = textStart(of: place)
    while isItem(at: start) {
      start = textStart(after: start + 1)
    }
    guard let word = word(at: start) else { return nil }
    let bracket = textStart(after: start + word.utf8.count)
    guard bracket > start + word.utf8.count, bracket < place,
      at(bracket) == UInt8(ascii: "{") || at(bracket) == UInt8(ascii: "[")
    else { return nil }
    return syntax(
      "a `:` is missing after `\(word)`", at: start, length: word.utf8.count,
      cures: [
        .writing("\(word):") { "write `\($0) \(character(at: bracket))…`" }
      ])
  }

  /// `-ReLU()` among the items of a list.
  private func dashWithoutSpace(at place: Int) -> Diagnostic? {
    let start = textStart(of: place)
    guard at(start) == UInt8(ascii: "-"), word(at: start + 1) != nil else { return nil }
    return syntax(
      "an item of a list needs a space after its `-`", at: start, length: 1,
      cures: [.writing("- ") { "write `\($0)` instead of `-`" }])
  }

  // MARK: - Lines

  /// Where the text of an offset's line starts.
  private func textStart(of place: Int) -> Int { textStart(after: lineStart(place)) }

  /// The first offset from one on that holds no blank, or where its line ends.
  func textStart(after place: Int) -> Int {
    var index = place
    while at(index) == 0x20 { index += 1 }
    return index
  }

  /// The bytes before an offset on its line.
  func column(of place: Int) -> Int { place - lineStart(place) }

  /// Where the text of the nearest line above starts that is indented no deeper.
  private func lineAbove(_ start: Int) -> Int? {
    var line = lineStart(start)
    while line > 0 {
      line = lineStart(line - 1)
      let text = textStart(after: line)
      let isBlank = text >= lineEnd(line) || at(text) == UInt8(ascii: "#")
      if !isBlank, column(of: text) <= column(of: start) { return text }
    }
    return nil
  }

  /// Whether an item of a list starts at an offset.
  private func isItem(at place: Int) -> Bool {
    at(place) == UInt8(ascii: "-") && at(place + 1) == 0x20
  }

  /// The word of letters and `_` at an offset.
  private func word(at start: Int) -> String? {
    let letters = bytes[min(start, bytes.count)...].prefix {
      $0.isASCIILetter || $0 == UInt8(ascii: "_")
    }
    return letters.isEmpty ? nil : String(decoding: letters, as: UTF8.self)
  }

  /// The word at an offset, if a `:` follows it.
  private func key(at start: Int) -> String? {
    word(at: start).flatMap { at(start + $0.utf8.count) == UInt8(ascii: ":") ? $0 : nil }
  }
}
