/// Cures for a list in one text, such as `Linear, Embedding`: each of its items must match, or what is
/// written in its place would select less.
struct ListCures {
  let word: MistypedWord

  /// Puts cures forward.
  ///
  /// - Returns: Whether the text is a list, and nothing else can be meant.
  func propose(to cures: inout Cures) -> Bool {
    if word.key == .regex || word.key == .parameter && word.text.utf8.contains(UInt8(ascii: ".")) {
      return false
    }
    if let items = expanded {
      propose(items, isFix: true, to: &cures)
      return true
    }
    guard let (items, isFix) = items else { return false }
    if word.key == .glob, items.allSatisfy({ $0.utf8.allSatisfy(\.isASCIIDigit) }) { return false }
    if word.key == .type {
      propose(items.map { components(plainClassName($0)).last ?? $0 }, isFix: isFix, to: &cures)
      return true
    }
    propose(items, isFix: isFix, to: &cures)
    if word.key == .glob {
      propose(items.map { $0 + ".*" }, isFix: isFix, to: &cures)
      propose(items.map { "*." + $0 + ".*" }, isFix: false, to: &cures)
    }
    return word.key != .glob
  }

  private func propose(_ items: [String], isFix: Bool, to cures: inout Cures) {
    let isAlone = word.place == .className
    cures.add(word.key, items[0], and: Array(items.dropFirst())) { _ in
      .writing(word.key, list: items, isFix: isFix && !isAlone) {
        "several values are a list: write \($0)"
      }
    }
  }

  // MARK: Reading

  /// The items of a text that is a list, and whether nothing else can be meant by it.
  private var items: (items: [String], isFix: Bool)? {
    var text = word.text
    let pairs: [(Character, Character)] = [("[", "]"), ("(", ")"), ("{", "}")]
    for (open, close) in pairs where text.first == open && text.last == close && text.count > 2 {
      let inner = String(text.dropFirst().dropLast())
      if !inner.contains(open), !inner.contains(close) {
        text = inner
        break
      }
    }
    // In a glob a bar has a cure of its own, and braces without it are a choice.
    let isGlob = word.key == .glob
    if isGlob, text != word.text, word.text.hasPrefix("{") { return nil }
    let separators: [(text: String, isFix: Bool)] =
      [(",", true), (";", true)] + (isGlob ? [] : [("|", true)])
      + [(" or ", true), (" and ", false), (" + ", false)]
      + (word.key == .type ? [("/", false)] : []) + [(" ", true)]
    for (separator, isFix) in separators {
      let items = Self.split(text, at: separator).map(withoutBlanksAndQuotes)
      if (2...50).contains(items.count), !items.contains("") { return (items, isFix) }
    }
    return nil
  }

  /// A module path with a choice in braces, or between bars in its last component, as its paths.
  private var expanded: [String]? {
    guard word.key == .module else { return nil }
    let text = word.text
    if let open = text.firstIndex(of: "{"), let close = text.firstIndex(of: "}"), open < close,
      text.lastIndex(of: "{") == open, text.lastIndex(of: "}") == close
    {
      let inner = String(text[text.index(after: open)..<close])
      let items = Self.split(inner, at: ",").map(withoutBlanksAndQuotes)
      guard (2...50).contains(items.count), !items.contains("") else { return nil }
      let (head, tail) = (text[..<open], text[text.index(after: close)...])
      if head.isEmpty, tail.isEmpty { return nil }
      return items.map { head + $0 + tail }
    }
    let parts = word.parts
    guard let last = parts.last, last.contains("|"), parts.count > 1,
      !parts.dropLast().contains(where: { $0.contains("|") })
    else { return nil }
    let items = Self.split(last, at: "|").map(withoutBlanksAndQuotes)
    guard (2...50).contains(items.count), !items.contains("") else { return nil }
    return items.map { (parts.dropLast() + [$0]).joined(separator: ".") }
  }

  /// A text at a separator outside of brackets and braces.
  private static func split(_ text: String, at separator: String) -> [String] {
    var items: [String] = []
    var item = ""
    var depth = 0
    var rest = text[...]
    while let character = rest.first {
      if depth == 0, rest.hasPrefix(separator) {
        items.append(item)
        item = ""
        rest = rest.dropFirst(separator.count)
        continue
      }
      if "[({".contains(character) { depth += 1 }
      if "])}".contains(character) { depth -= 1 }
      item.append(character)
      rest = rest.dropFirst()
    }
    return items + [item]
  }
}
