/// A mistyped value of a selector, and the model's words to hold it against.
struct MistypedWord {
  let text: String
  /// The key that it stands under.
  let key: SelectorKey
  let survey: ModelSurvey
  /// Where it stands.
  let place: Place
  /// The values beside it, of a list.
  let beside: [Beside]
  let hasWildcards: Bool
  /// The parts between dots.
  let parts: [String]

  /// Where a value may stand.
  enum Place {
    case selector, exception
    /// In a list of classes, where there are no keys.
    case className
  }

  /// A value beside another.
  struct Beside: Hashable {
    let key: SelectorKey
    let text: String
  }

  init(
    _ text: String, under key: SelectorKey, survey: ModelSurvey, at place: Place = .selector,
    beside: [Beside] = []
  ) {
    self.place = place
    self.beside = beside
    self.text = text
    self.key = key
    self.survey = survey
    hasWildcards = Glob.hasWildcards(text)
    parts = Self.parts(of: text)
  }

  /// The parts between dots outside braces: `{0..11}` is one.
  private static func parts(of text: String) -> [String] {
    guard text.utf8.contains(UInt8(ascii: "{")) else { return components(text) }
    var parts: [String] = []
    var depth = 0
    for part in components(text) {
      if depth > 0, let last = parts.popLast() {
        parts.append(last + "." + part)
      } else {
        parts.append(part)
      }
      for byte in part.utf8 {
        if byte == UInt8(ascii: "{") { depth += 1 }
        if byte == UInt8(ascii: "}") { depth -= 1 }
      }
    }
    return parts
  }

  /// Whether the text has what is part of a regular expression and not of a glob; no name starts
  /// with a dot.
  var looksLikeRegex: Bool {
    text.hasPrefix(".*") || text.unicodeScalars.contains { "\\(|+^$".unicodeScalars.contains($0) }
  }

  /// The value without the wildcards, dots and backslashes around its letters.
  var core: String {
    let isRim = { (scalar: Unicode.Scalar) in "*?.\\^$+".unicodeScalars.contains(scalar) }
    let head = text.unicodeScalars.drop(while: isRim)
    guard let last = head.lastIndex(where: { !isRim($0) }) else { return "" }
    return String(head[...last])
  }

  /// Puts forward the lines of a block text, each of which may have been meant as a value.
  private func proposeLines(to cures: inout Cures) -> Bool {
    guard text.utf8.contains(0x0A) else { return false }
    let lines = text.split(whereSeparator: \.isNewline).map { withoutBlanks(String($0)) }
      .filter { !$0.isEmpty }
    guard let first = lines.first, lines.count <= 20 else { return false }
    if lines.count == 1 {
      cures.add(key, first) { _ in
        // Where it ends is not kept, so that nothing can be put in its place.
        "a block of text ends in a line break: write \(flowScalar(first)) behind the key"
      }
    } else {
      cures.add(key, first, and: Array(lines.dropFirst())) { _ in
        "several values are a list: write [\(lines.map(flowScalar).joined(separator: ", "))]"
      }
    }
    return true
  }

  /// Puts forward what it may have been meant to be.
  func propose(_ tree: inout ModuleTree, to cures: inout Cures) {
    // What is longer names nothing by mistake, and would cost time.
    guard text.utf8.count <= 1_000 else { return }
    if let exception = ExceptionCures(self) {
      exception.propose(to: &cures)
      return
    }
    if proposeLines(to: &cures) { return }
    // PEFT's word.
    if lowercased(text) == "all-linear" {
      cures.add(.type, "Linear") { _ in
        .writing(.type, "Linear", isFix: false) { "every Linear is \($0)" }
      }
      return
    }
    if ListCures(word: self).propose(to: &cures) { return }
    IndexCures(word: self).propose(&tree, to: &cures)
    let keys = KeyCures(word: self)
    let names = NameCures(word: self)
    let paths = PathCures(word: self)
    if key == .type {
      keys.proposeForType(to: &cures)
      return
    }
    if HabitCures(word: self).propose(&tree, to: &cures) { return }
    if key != .glob, key != .regex, hasWildcards { keys.proposeGlob(to: &cures) }
    NotationCures(word: self).propose(to: &cures)
    keys.proposeType(to: &cures)
    keys.proposeModule(&tree, to: &cures)
    keys.proposeParameter(&tree, to: &cures)
    switch key {
    case .glob, .name: names.proposePrefixes(to: &cures)
    case .regex: names.proposeExpressions(to: &cures)
    case .module: names.proposeModulePrefixes(to: &cures)
    case .parameter, .type: break
    }
    if key == .module, !cures.areOfModules, paths.proposeSiblings(&tree, to: &cures) { return }
    paths.proposeMissing(&tree, to: &cures)
    if paths.proposeWhereItEnds(&tree, to: &cures) { return }
    names.proposeSpelling(to: &cures)
    names.proposeReading(to: &cures)
  }
}
