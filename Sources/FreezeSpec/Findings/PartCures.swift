/// Cures for an item of a choice in a pattern that matches nothing.
struct PartCures {
  let part: PatternPart
  let survey: ModelSurvey

  private var key: SelectorKey { part.term.key }

  /// Puts forward what it may have been meant to be.
  func propose(to cures: inout Cures) {
    // What is longer names nothing by mistake, and would cost time.
    guard part.alone(part.item).utf8.count <= 1_000 else { return }
    if part.numbers != nil {
      proposeNumbers(to: &cures)
    } else if !part.item.isEmpty {
      proposeWithoutBlanks(to: &cures)
      proposeWhole(to: &cures)
      proposeRange(to: &cures)
      proposePrefix(to: &cures)
      proposeSpelling(to: &cures)
    }
    let rest = part.takenOut
    if let value = try? SelectorValue(rest, under: key, at: part.value.span), value.text != "" {
      // Beside other keys, which may match none of the rest, it would have to be asked once more.
      let isAlone = key != .glob || part.term.keySpan == part.value.span
      cures.addFallback(
        isAlone
          ? .writing(key, rest, isFix: false) { "take it out\(copied($0))" } : "take it out")
    }
  }

  /// The choice without the blanks around its items: `{10, 11}`.
  private func proposeWithoutBlanks(to cures: inout Cures) {
    let item = withoutBlanks(part.item)
    guard part.isInBraces, !item.isExactly(part.item), !item.isEmpty else { return }
    cures.add(key, part.alone(item)) { _ in
      .writing(key, part.withoutBlanks) { "no name has a blank\(copied($0))" }
    }
  }

  /// An alternative of an expression that has to go on to the end of a name.
  private func proposeWhole(to cures: inout Cures) {
    guard key == .regex, part.tail.isEmpty || part.tail == ")" else { return }
    let item = part.item + "\\..*"
    cures.add(.regex, part.alone(item)) { _ in
      .writing(.regex, part.replaced(by: item)) {
        "an expression must match the whole name\(copied($0, or: item))"
      }
    }
  }

  /// The numbers of a range that are there.
  private func proposeNumbers(to cures: inout Cures) {
    if part.numbersThere.isEmpty || part.numbersThere.count > 20 { return }
    let numbers = part.numbersThere.inBraces
    cures.add(
      .writing(key, part.replaced(by: numbers)) {
        "write \(short($0, or: numbers)) for those that are there"
      })
  }

  /// A range that is written otherwise elsewhere: `5-7`.
  private func proposeRange(to cures: inout Cures) {
    guard part.isInBraces, let range = IndexNotation.glob("{\(part.item)}") else { return }
    let item = String(range.dropFirst().dropLast())
    cures.add(key, part.alone(range)) { _ in
      .writing(key, part.replaced(by: item)) {
        "a range is written with two dots: write \(short($0, or: item))"
      }
    }
  }

  /// What is missing before an item with which a name starts.
  private func proposePrefix(to cures: inout Cures) {
    guard key == .glob, part.head.isEmpty else { return }
    let alone = part.alone(part.item)
    guard let pattern = try? Glob.parse(alone) else { return }
    cures.add(.glob, "*." + alone) { names, budget in
      NameCures.commonPrefix(of: names, before: pattern, &budget).map { prefix in
        .writing(key, part.replaced(by: prefix + part.item)) {
          "the prefix \"\(prefix)\" is missing\(copied($0))"
        }
      }
    }
  }

  /// The item with words that the model has.
  private func proposeSpelling(to cures: inout Cures) {
    let (head, tail) = (part.head, part.tail)
    let words: [String]
    var isSure = true
    switch key {
    case .glob:
      let word = MistypedWord(head + part.item + tail, under: .glob, survey: survey)
      let corrected = NameCures(word: word).corrected(&cures)
      isSure = corrected?.isSure ?? false
      words = [corrected?.text].compactMap(\.self)
    case .type:
      words = cures.equallyNear(to: head + part.item + tail, in: survey.classWords)
    case .regex:
      let expression = ExpressionWords(head: head, text: part.item, tail: tail, survey: survey)
      let corrected = expression.corrected(&cures)
      isSure = corrected?.isSure ?? false
      words = [corrected.map { head + $0.text + tail }].compactMap(\.self)
    case .name, .module, .parameter: words = []
    }
    isSure = isSure && words.count == 1
    for word in words.prefix(2) {
      guard word.startsExactly(with: head), word.endsExactly(with: tail),
        word.utf8.count > head.utf8.count + tail.utf8.count
      else { continue }
      let bytes = Array(word.utf8).dropFirst(head.utf8.count).dropLast(tail.utf8.count)
      let item = String(decoding: bytes, as: UTF8.self)
      if part.isBeside(item) { continue }
      let isSure = isSure && Misspelling.isSlip(part.item, of: item)
      cures.add(key, part.alone(item), isGuess: true) { _ in
        .writing(key, part.replaced(by: item), isFix: isSure) {
          "did you mean \(short($0, or: item))?"
        }
      }
    }
  }

  /// What to write: all of it where that is short enough to be copied, else what goes in place of the
  /// item alone.
  private func short(_ written: String, or item: String) -> String {
    written.utf8.count > 200 ? item : written
  }

  /// What to write, where it can be copied.
  private func copied(_ written: String, or item: String = "") -> String {
    let text = short(written, or: item)
    return text.isEmpty ? "" : ": write \(text)"
  }
}
