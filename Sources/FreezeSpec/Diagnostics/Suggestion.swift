/// Finds what a mistyped word was probably meant to be.
enum Suggestion {
  /// Names among which the nearest one is searched.
  static let candidates = 10_000
  /// Findings after which no further ones are given a nearest name.
  private static let findings = 50

  /// Comparisons of letters in one search; with long names fewer candidates are looked at.
  private static let work = 4_000_000

  /// The candidates nearest to a word, best first, none of them further than a third of its length.
  static func nearest(to word: String, in candidates: some Sequence<String>, limit: Int = 3)
    -> [String]
  {
    let target = Array(word.utf8.prefix(256))
    let bound = max(1, (target.count + 1) / 3)
    var found: [(distance: Int, word: String)] = []
    var work = 0
    for candidate in candidates where candidate != word {
      if abs(candidate.utf8.count - target.count) > bound { continue }
      // A search among short names never comes to its end here.
      work += target.count * target.count
      if target.count > 64, work > Self.work { break }
      let distance = Self.distance(target, Array(candidate.utf8), atMost: bound)
      if distance <= bound { found.append((distance, candidate)) }
    }
    found.sort { ($0.distance, $0.word) < ($1.distance, $1.word) }
    return found.prefix(limit).map(\.word)
  }

  /// The nearest candidate as a cure, "did you mean `x`?", or nothing.
  static func didYouMean(_ word: String, in candidates: some Sequence<String>) -> [String] {
    nearest(to: word, in: candidates, limit: 1).map { "did you mean `\($0)`?" }
  }

  /// The same while there are few findings: in a file with hundreds of them each search would take
  /// its time.
  static func didYouMean(
    _ word: String, in candidates: some Sequence<String>,
    unlessMany diagnostics: DiagnosticCollector
  ) -> [String] {
    guard diagnostics.all.count < findings else { return [] }
    return didYouMean(word, in: candidates.lazy.prefix(Self.candidates))
  }

  /// The optimal string alignment distance: insertions, deletions, substitutions and swaps of
  /// neighbours, a change of case counting nothing; `bound + 1` where it is more.
  static func distance(_ a: [UInt8], _ b: [UInt8], atMost bound: Int) -> Int {
    var beforePrevious = [Int](repeating: 0, count: b.count + 1)
    var previous = Array(0...b.count)
    var current = beforePrevious
    for i in 0..<a.count {
      current[0] = i + 1
      var least = i + 1
      for j in 0..<b.count {
        let same = lowercased(a[i]) == lowercased(b[j])
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

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
  }
}
