/// A cure of a selector's value: a sentence, and the selector to write where it proposes one.
struct SelectorCure: Hashable, ExpressibleByStringInterpolation {
  /// A selector of one value.
  struct Proposal: Hashable {
    let key: SelectorKey
    let text: String
    /// All its values, where it has several.
    var list: [String] = []
  }

  /// The cure as a sentence.
  let sentence: String
  /// What to write in place of the value; `nil` where the cure is only said.
  let proposal: Proposal?
  /// Whether it is the only one that may be meant, so that it is offered as a fix.
  let isFix: Bool

  /// A cure that a person carries out.
  init(stringLiteral sentence: String) {
    self.sentence = sentence
    proposal = nil
    isFix = false
  }

  private init(_ sentence: String, _ proposal: Proposal, isFix: Bool) {
    self.sentence = sentence
    self.isFix = isFix
    self.proposal = proposal
  }

  /// A cure that is a selector to write.
  ///
  /// - Parameters:
  ///   - key: Its key.
  ///   - text: Its value.
  ///   - isFix: Whether it is the only one that may be meant.
  ///   - sentence: Makes the sentence of the selector as it is written.
  static func writing(
    _ key: SelectorKey, _ text: String, isFix: Bool = true, _ sentence: (String) -> String
  ) -> SelectorCure {
    let proposal = Proposal(key: key, text: text)
    return SelectorCure(sentence(proposal.written), proposal, isFix: isFix)
  }

  /// A cure that is a selector of several values to write.
  static func writing(
    _ key: SelectorKey, list: [String], isFix: Bool, _ sentence: (String) -> String
  ) -> SelectorCure {
    let proposal = Proposal(key: key, text: list.first ?? "", list: list)
    return SelectorCure(sentence(proposal.written), proposal, isFix: isFix)
  }

  /// The replacement where the value stands in a selector.
  ///
  /// - Parameters:
  ///   - term: The key that it stands under, or seems to: a glob may stand alone.
  ///   - value: The value.
  func fix(in term: SelectorTerm, of value: SelectorValue) -> Fix? {
    guard let proposal else { return nil }
    if !proposal.list.isEmpty {
      if term.keySpan == value.span {
        return term.key == .glob ? .write(proposal.written, at: value.span) : nil
      }
      // In a list of values there stands no other.
      return term.isList || term.key != proposal.key
        ? nil : .write(proposal.writtenList, at: value.span)
    }
    // A selector of modules may have a class alone, which seems to stand under `type`.
    if term.keySpan == value.span {
      if term.key == proposal.key, term.key != .glob {
        return .write(flowScalar(proposal.text), at: value.span)
      }
      return .write(proposal.written, at: value.span)
    }
    if term.key == proposal.key {
      let text = term.key == .glob ? proposal.written : flowScalar(proposal.text)
      return .write(text, at: value.span)
    }
    // Another key: the values beside it would come under it as well.
    if term.values.count > 1 { return nil }
    let (key, text) = (proposal.key.rawValue, flowScalar(proposal.text))
    return Fix(
      "write `\(key): \(clipped(text))`",
      [
        Fix.Replacement(span: term.keySpan, text: key),
        Fix.Replacement(span: value.span, text: text),
      ])
  }
}

extension SelectorCure.Proposal {
  /// The selector as it is written: a glob in quotes, any other as a mapping.
  var written: String {
    if !list.isEmpty { return key == .glob ? writtenList : "{\(key.rawValue): \(writtenList)}" }
    if key != .glob { return "{\(key.rawValue): \(flowScalar(text))}" }
    let needsEscapes = text.unicodeScalars.contains { $0 == "\"" || $0 == "\\" || $0.value < 0x20 }
    return needsEscapes ? flowScalar(text) : quoted(text)
  }

  /// The values as a list of flow YAML.
  fileprivate var writtenList: String {
    "["
      + list.map {
        key == .glob ? SelectorCure.Proposal(key: key, text: $0).written : flowScalar($0)
      }.joined(separator: ", ") + "]"
  }
}
