/// A glob such as `layer.1*`, which was meant for `layer.1` and also hits `layer.10` to `layer.19`.
struct GlobOvershoot: Sendable {
  /// The glob as it is written.
  let value: SelectorValue
  /// What it matches of names that have no further digit at the star.
  let intended: Selector
  /// The glob that is suggested in its place.
  let suggestion: Selector?
  /// The text of that.
  let suggestedText: String

  /// The globs of rules that have a star after a digit.
  static func find(in rules: [Rule]) -> [GlobOvershoot] {
    var result: [GlobOvershoot] = []
    var seen: Set<SourceSpan> = []
    for rule in rules {
      rule.selector.forEachLoneGlob { value in
        guard !seen.contains(value.span), let overshoot = GlobOvershoot(value) else { return }
        seen.insert(value.span)
        result.append(overshoot)
      }
    }
    return result
  }

  /// The part of a name that shows the further digit: what stands before the first star, and the
  /// digits there; `nil` where that star follows no digit.
  func hit(in name: String) -> String? {
    let glob = value.text.unicodeScalars
    let head = glob.prefix { !"*?[{".unicodeScalars.contains($0) }
    guard let last = head.last, last.isASCIIDigit,
      glob.dropFirst(head.count).first == "*", name.unicodeScalars.starts(with: head)
    else { return nil }
    let digits = name.unicodeScalars.dropFirst(head.count)
      .prefix(while: \.isASCIIDigit)
    return String(head) + String(digits)
  }

  private init?(_ value: SelectorValue) {
    guard case .pattern(.sequence(let items)) = value.question else { return nil }
    var intended: [Pattern] = []
    var isRisky = false
    for item in items {
      if item == .anyRun, let last = intended.last, last.endsInDigit(isNested: false) {
        let noDigit = CharacterClass([0x30...0x39], isNegated: true)
        let tail = Pattern.sequence([.character(noDigit), .anyRun])
        intended.append(.repeated(tail, atLeast: 0, atMost: 1))
        isRisky = true
      } else {
        intended.append(item)
      }
    }
    guard isRisky else { return nil }
    self.value = value
    self.intended = .glob(
      SelectorValue(text: value.text, asking: .pattern(.sequence(intended)), at: value.span))
    suggestedText = Self.withDots(value.text)
    suggestion = (try? SelectorValue(suggestedText, under: .glob, at: value.span))
      .map(Selector.glob)
  }

  /// The glob with a dot between each digit, or closing brace or bracket, and a star after it.
  private static func withDots(_ glob: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in glob.unicodeScalars {
      if scalar == "*", let last = result.last,
        last == "}" || last == "]" || last.isASCIIDigit
      {
        result.append(".")
      }
      result.append(scalar)
    }
    return String(result)
  }
}

extension Pattern {
  /// Whether all it matches ends in a digit that it chooses; `[0-9]` on its own is any number's.
  fileprivate func endsInDigit(isNested: Bool) -> Bool {
    switch self {
    case .character(let set):
      let isDigits =
        set.kinds.isEmpty && !set.isNegated && !set.ranges.isEmpty
        && set.ranges.allSatisfy { $0.lowerBound >= 0x30 && $0.upperBound <= 0x39 }
      return isDigits && (isNested || set.ranges != [0x30...0x39])
    case .sequence(let items): return items.last?.endsInDigit(isNested: true) ?? false
    case .choice(let items): return items.allSatisfy { $0.endsInDigit(isNested: true) }
    case .never, .assertion, .repeated: return false
    }
  }
}

extension Selector {
  /// Visits the globs in a selector, those of `except` included, that nothing else narrows down and
  /// whose further digits no other value of their list spells out.
  fileprivate func forEachLoneGlob(_ body: (SelectorValue) -> Void) {
    switch self {
    case .glob(let value): body(value)
    case .frozen: break
    case .anyOf(let items, _):
      var globs: [SelectorValue] = []
      for item in items {
        if case .glob(let value) = item { globs.append(value) } else { item.forEachLoneGlob(body) }
      }
      globs.forEachNotContinued(body)
    case .allOf(let mapping):
      if mapping.except == nil, mapping.terms.count == 1, mapping.terms[0].key == .glob {
        mapping.terms[0].values.forEachNotContinued(body)
      }
      mapping.except?.forEachLoneGlob(body)
    }
  }
}

extension [SelectorValue] {
  /// Visits the globs with a star unless another value goes on with a digit in its place.
  fileprivate func forEachNotContinued(_ body: (SelectorValue) -> Void) {
    let star = UInt8(ascii: "*")
    // A longer one would be no name.
    let longest = 128
    var heads: Set<ArraySlice<UInt8>> = []
    for value in self where value.text.utf8.contains(star) {
      heads.insert([UInt8](value.text.utf8).prefix { $0 != star })
    }
    if heads.isEmpty { return }
    let lengths = Set(heads.map(\.count))
    // One look at each value, however many there are.
    var continued: Set<ArraySlice<UInt8>> = []
    for value in self {
      let text = [UInt8](value.text.utf8)
      for index in text.indices.prefix(longest)
      where text[index].isASCIIDigit && lengths.contains(index) {
        if heads.contains(text[..<index]) { continued.insert(text[..<index]) }
      }
    }
    for value in self where value.text.utf8.contains(star) {
      if !continued.contains([UInt8](value.text.utf8).prefix { $0 != star }) { body(value) }
    }
  }
}
