/// Finds what a mistyped word was probably meant to be.
enum Suggestion {
  /// What a word was meant to be, best first: a word for the same, or else the candidates that are
  /// nearest, none of them further than a third of the word's length, or else those that begin with
  /// it.
  static func nearest(to word: String, in candidates: some Sequence<String>, limit: Int = 3)
    -> [String]
  {
    var work = Limits.suggestionWork
    return nearest(to: word, in: candidates, limit: limit, work: &work)
  }

  /// The same for one of many searches.
  ///
  /// - Parameter work: How many comparisons of letters are left to all of them.
  static func nearest(
    to word: String, in candidates: some Sequence<String>, limit: Int = 3, work: inout Int
  ) -> [String] {
    let most = min(work, Limits.suggestionWork)
    var left = most
    defer { work -= most - left }
    return ranked(word, candidates, work: &left).prefix(limit).map(\.word)
  }

  /// What a word was meant to be, of which nothing says which: all of one rank, the best.
  static func equallyNear(
    to word: String, in candidates: some Sequence<String>, work: inout Int
  ) -> [String] {
    let most = min(work, Limits.suggestionWork)
    var left = most
    defer { work -= most - left }
    let ranked = ranked(word, candidates, work: &left)
    return ranked.prefix { $0.rank == ranked[0].rank }.map(\.word)
  }

  private static func ranked(
    _ word: String, _ candidates: some Sequence<String>, work: inout Int
  ) -> [(rank: Int, word: String)] {
    // A word of everyday speech is short.
    let synonyms = word.utf8.count > 64 ? [] : Synonyms.of(word, in: candidates)
    if !synonyms.isEmpty { return Array(synonyms.enumerated().map { ($0.offset, $0.element) }) }
    if Negation(word) != nil || word.utf8.allSatisfy(isOfNumber) { return [] }
    let target = Array(word.utf8.prefix(Limits.suggestionBytes))
    // Of a lone letter, any other is as far away as can be.
    let bound = target.count < 2 ? 0 : max(1, (target.count + 1) / 3)
    var near: [(rank: Int, word: String)] = []
    var longer: [(rank: Int, word: String)] = []
    for candidate in candidates where !candidate.isExactly(word) {
      let surplus = candidate.utf8.count - target.count
      if abs(surplus) <= bound {
        if work <= 0 { break }
        let distance = Self.distance(target, Array(candidate.utf8), atMost: bound, work: &work)
        if distance <= bound { near.append((distance, candidate)) }
      } else if near.isEmpty, surplus > 0, target.count > 2, candidate.utf8.starts(with: target) {
        longer.append((surplus, candidate))
      }
    }
    return (near.isEmpty ? longer : near).sorted { ($0.rank, $0.word) < ($1.rank, $1.word) }
  }

  /// No number is like another.
  private static func isOfNumber(_ byte: UInt8) -> Bool {
    byte.isASCIIDigit || ".:-".utf8.contains(byte)
  }

  /// The nearest candidate as a cure, "did you mean `x`?", or nothing; of several that are equally
  /// near, up to three.
  ///
  /// - Parameter areScalars: Whether the word is a YAML scalar of its own, and not a part of one.
  static func didYouMean(
    _ word: String, in candidates: some Sequence<String>, areScalars: Bool = false
  ) -> [Cure] {
    var work = Limits.suggestionWork
    let ranked = ranked(word, candidates, work: &work)
    guard let first = ranked.first else { return [] }
    let equals = ranked.prefix(3).prefix { $0.rank == first.rank }.map(\.word)
    // A word for the same is meant wherever nothing says the opposite of it.
    let areSynonyms =
      !Synonyms.of(word, in: [first.word]).isEmpty && Negation(word) == nil
      && !Synonyms.mayBeNames.contains(word)
    let isFix = areSynonyms || equals.allSatisfy { Misspelling.isSlip(word, of: $0) }
    return [
      .writing(oneOf: equals.map { areScalars ? flowScalar($0) : $0 }, isFix: isFix) { texts in
        "did you mean \(listed(texts.map { "`\($0)`" }, "or"))?"
      }
    ]
  }

  /// The same while there are few findings: in a file with hundreds of them each search would take
  /// its time.
  static func didYouMean(
    _ word: String, in candidates: @autoclosure () -> some Sequence<String>,
    unlessMany diagnostics: DiagnosticCollector, areScalars: Bool = false
  ) -> [Cure] {
    guard diagnostics.all.count < Limits.suggestions else { return [] }
    return didYouMean(
      word, in: candidates().lazy.prefix(Limits.suggestionCandidates), areScalars: areScalars)
  }

  /// The optimal string alignment distance: insertions, deletions, substitutions and swaps of
  /// neighbours, a change of case counting nothing; `bound + 1` where it is more.
  ///
  /// - Parameter work: Is less by the letters that were compared, and may fall below 0.
  static func distance(_ a: [UInt8], _ b: [UInt8], atMost bound: Int, work: inout Int) -> Int {
    var beforePrevious = [Int](repeating: 0, count: b.count + 1)
    var previous = Array(0...b.count)
    var current = beforePrevious
    for i in 0..<a.count {
      work -= b.count
      current[0] = i + 1
      var least = i + 1
      for j in 0..<b.count {
        let same = a[i].asciiLowercased == b[j].asciiLowercased
        var cost = min(previous[j + 1] + 1, current[j] + 1, previous[j] + (same ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          cost = min(cost, beforePrevious[j - 1] + 1)
        }
        current[j + 1] = cost
        least = min(least, cost)
      }
      if least > bound { return bound + 1 }
      (beforePrevious, previous, current) = (previous, current, beforePrevious)
    }
    return previous[b.count]
  }
}
