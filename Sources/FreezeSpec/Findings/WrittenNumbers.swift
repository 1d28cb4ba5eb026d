extension Pattern {
  /// The same where no number that it writes is part of a longer one: of `*1.*`, what it matches with a
  /// `1` that no digit stands beside.
  ///
  /// - Parameter isExpression: Whether it is a regular expression, in which a lone `.` beside a number was
  ///   meant as a dot; a glob's `?` is one more digit there.
  /// - Returns: `nil` where nothing but what is written can stand beside its numbers.
  func withWholeNumbers(isExpression: Bool) -> Pattern? {
    if !mayAdjoinNumbers || !holdsDigits { return nil }
    var reading = NumberReading(isExpression: isExpression)
    let result = reading.bounded(self, isOpen: (before: false, after: false))
    return reading.isRisky ? result : nil
  }

  /// Whether digits may stand beside anything but single characters, as in few patterns they do.
  private var mayAdjoinNumbers: Bool {
    guard case .sequence(let items) = self else { return true }
    for (index, item) in items.enumerated() {
      switch item {
      case .character(let set):
        if set.single != nil { continue }
      case .repeated(.character, _, _): break
      default: return true
      }
      if index > 0, items[index - 1].isOfDigits { return true }
      if index + 1 < items.count, items[index + 1].isOfDigits { return true }
    }
    return false
  }

  /// Whether a part of it matches digits alone.
  private var holdsDigits: Bool {
    switch self {
    case .character: isOfDigits
    case .sequence(let items), .choice(let items):
      items.isEmpty || items.contains(where: \.holdsDigits)
    case .repeated(let item, _, _): item.holdsDigits
    case .never, .assertion: false
    }
  }

  /// Whether all it matches are digits.
  var isOfDigits: Bool {
    switch self {
    case .character(let set):
      // Most are single characters.
      if let single = set.single {
        (0x30...0x39).contains(single)
      } else {
        isAnyDigit
          || set.kinds.isEmpty && !set.isNegated
            && set.ranges.allSatisfy { $0.lowerBound >= 0x30 && $0.upperBound <= 0x39 }
      }
    case .sequence(let items), .choice(let items): items.allSatisfy(\.isOfDigits)
    case .repeated(let item, _, _): item.isOfDigits
    case .never, .assertion: false
    }
  }

  /// Whether it is `\d` or `[0-9]`, once or repeatedly.
  var isAnyDigit: Bool {
    switch self {
    case .character(let set):
      !set.isNegated
        && (set.kinds == .digit && set.ranges.isEmpty
          || set.kinds.isEmpty && set.ranges == [0x30...0x39])
    case .repeated(let item, _, _): item.isAnyDigit
    default: false
    }
  }

  /// Whether it is a class of any character, but perhaps a line feed.
  var isAnyCharacter: Bool { self == .character(.any) || self == .character(.anyButNewline) }
}

/// Puts the bounds of numbers into a pattern.
private struct NumberReading {
  let isExpression: Bool
  /// Whether there are any.
  var isRisky = false

  /// A pattern with bounds.
  ///
  /// - Parameter isOpen: Whether digits that it does not write may stand right before and behind it.
  mutating func bounded(_ pattern: Pattern, isOpen: (before: Bool, after: Bool)) -> Pattern {
    switch pattern {
    case .never, .character, .assertion: return pattern
    case .choice(let items):
      return .choice(items.map { bounded(Self.asSequence($0), isOpen: isOpen) })
    case .repeated(let item, let atLeast, let atMost):
      let inner = bounded(Self.asSequence(item), isOpen: (false, false))
      return .repeated(inner, atLeast: atLeast, atMost: atMost)
    case .sequence(let items):
      var result: [Pattern] = []
      var index = 0
      while index < items.count {
        var end = index
        while end < items.count, isDigit(end, of: items) { end += 1 }
        let isRun = end > index
        if !isRun {
          end += 1
          if case .character = items[index] {
            result.append(items[index])
            index = end
            continue
          }
        }
        let open = (
          before: index > 0 ? Self.isOpen(items[index - 1], atEnd: true) : isOpen.before,
          after: end < items.count ? Self.isOpen(items[end], atEnd: false) : isOpen.after
        )
        if isRun {
          let next = end < items.count ? items[end] : nil
          result += bounded(run: items[index..<end], open, next: next)
        } else {
          result.append(bounded(items[index], isOpen: open))
        }
        index = end
      }
      return .sequence(result)
    }
  }

  /// Digits with the bounds of the number that they write.
  private mutating func bounded(
    run: ArraySlice<Pattern>, _ isOpen: (before: Bool, after: Bool), next: Pattern?
  ) -> [Pattern] {
    let boundary = Pattern.assertion(.numberBoundary)
    let isWritten = run.contains { $0.isOfDigits && !$0.isAnyDigit }
    // Digits of any kind go on in `.*`; a lone `.` was meant as a dot.
    let isDot = isExpression && next?.isAnyCharacter == true
    // All numbers that end in 0, 2, 4, 6 or 8 are the even ones.
    let isEvery = run.count == 1 && run[run.startIndex].isOfEverySecondOrFifth
    let hasStart = isWritten && isOpen.before && !isEvery
    let hasEnd = isWritten ? isOpen.after : isDot
    if hasStart || hasEnd { isRisky = true }
    return (hasStart ? [boundary] : []) + run + (hasEnd ? [boundary] : [])
  }

  /// Whether an element is digits: a `?` of a glob is, beside others.
  private func isDigit(_ index: Int, of items: [Pattern]) -> Bool {
    if items[index].isOfDigits { return true }
    guard !isExpression, items[index] == .character(.any) else { return false }
    return index > 0 && items[index - 1].isOfDigits
      || index + 1 < items.count && items[index + 1].isOfDigits
  }

  /// Whether an element may end, or start, in a digit without writing any.
  private static func isOpen(_ pattern: Pattern, atEnd: Bool) -> Bool {
    switch pattern {
    case .never, .assertion: return false
    case .character(let set):
      return !pattern.isOfDigits && (0x30...0x39).contains { set.contains($0) }
    case .sequence(let items):
      guard let edge = atEnd ? items.last : items.first else { return true }
      return isOpen(edge, atEnd: atEnd)
    case .choice(let items):
      return !items.contains { writesDigit($0, atEnd: atEnd) }
        && items.contains { isOpen($0, atEnd: atEnd) }
    case .repeated(let item, let atLeast, _):
      return !writesDigit(item, atEnd: atEnd) && (atLeast == 0 || isOpen(item, atEnd: atEnd))
    }
  }

  /// Whether an element may end, or start, in a digit that it writes.
  private static func writesDigit(_ pattern: Pattern, atEnd: Bool) -> Bool {
    switch pattern {
    case .never, .assertion: false
    case .character: pattern.isOfDigits
    case .sequence(let items):
      (atEnd ? items.last : items.first).map { writesDigit($0, atEnd: atEnd) } ?? false
    case .choice(let items): items.contains { writesDigit($0, atEnd: atEnd) }
    case .repeated(let item, _, _): writesDigit(item, atEnd: atEnd)
    }
  }

  private static func asSequence(_ pattern: Pattern) -> Pattern {
    if case .sequence = pattern { return pattern }
    return .sequence([pattern])
  }
}

extension Pattern {
  /// Whether it is one digit, and the numbers that end in such a one are every second or every fifth.
  fileprivate var isOfEverySecondOrFifth: Bool {
    guard let digits = lastDigits else { return false }
    return [0b01_0101_0101, 0b10_1010_1010, 0b00_0010_0001].contains(digits)
  }

  /// The digits that it may be, a bit for each, where it is a single one.
  private var lastDigits: Int? {
    switch self {
    case .character(let set):
      guard isOfDigits, set.kinds.isEmpty else { return nil }
      return set.ranges.joined().reduce(0) { $0 | 1 << ($1 - 0x30) }
    case .sequence(let items): return items.count == 1 ? items[0].lastDigits : nil
    case .choice(let items):
      var all = 0
      for item in items {
        guard let digits = item.lastDigits else { return nil }
        all |= digits
      }
      return all
    case .never, .assertion, .repeated: return nil
    }
  }
}
