import SystemPackage

/// Finds which of the files that came are files that went, under another name.
///
/// Files of the same bytes are paired first, then those that are most alike; at least half of the
/// lines must be the same.
struct RenamePairing {
  /// The most pairs whose lines are compared; beyond them, only equal files are paired.
  ///
  /// As in git, what moves in such numbers seldom changes as well.
  static let mostPairs = 1 << 21

  /// For each path that came, the one that it had.
  private(set) var origins: [FilePath: FilePath] = [:]

  /// Pairs files by their bytes.
  init(gone: [FilePath: [UInt8]], come: [FilePath: [UInt8]]) {
    var old = gone
    var new = come
    pairEqual(&old, &new)
    pairAlike(old, new)
  }

  private mutating func pairEqual(
    _ old: inout [FilePath: [UInt8]], _ new: inout [FilePath: [UInt8]]
  ) {
    var pathsOfBytes: [[UInt8]: [FilePath]] = [:]
    for path in old.keys.sorted(by: { FilePath.precedes($1, $0) }) {
      if let bytes = old[path] { pathsOfBytes[bytes, default: []].append(path) }
    }
    // A file that keeps its own name goes before one that may be any of the copies.
    for keepsName in [true, false] {
      for path in new.keys.sorted(by: FilePath.precedes) {
        guard let bytes = new[path], var candidates = pathsOfBytes[bytes],
          let place = keepsName
            ? candidates.lastIndex(where: { $0.lastComponent == path.lastComponent })
            : candidates.indices.last
        else { continue }
        let origin = candidates.remove(at: place)
        pathsOfBytes[bytes] = candidates
        origins[path] = origin
        old[origin] = nil
        new[path] = nil
      }
    }
  }

  private struct Candidate {
    var similarity: Double
    var keepsName: Bool
    var new: Int
    var old: Int
  }

  private mutating func pairAlike(_ old: [FilePath: [UInt8]], _ new: [FilePath: [UInt8]]) {
    guard old.count * new.count <= RenamePairing.mostPairs else { return }
    var numbers = LineNumbers()
    let olds = numbers.files(old)
    let news = numbers.files(new)
    var candidates: [Candidate] = []
    for (newIndex, new) in news.enumerated() {
      for (oldIndex, old) in olds.enumerated() {
        let similarity = RenamePairing.similarity(old.lines, new.lines)
        if similarity < 0.5 { continue }
        candidates.append(
          Candidate(
            similarity: similarity, keepsName: old.path.lastComponent == new.path.lastComponent,
            new: newIndex, old: oldIndex))
      }
    }
    candidates.sort { a, b in
      if a.similarity != b.similarity { return a.similarity > b.similarity }
      if a.keepsName != b.keepsName { return a.keepsName }
      return (a.new, a.old) < (b.new, b.old)
    }
    var isTaken = [Bool](repeating: false, count: olds.count)
    for candidate in candidates where !isTaken[candidate.old] {
      let path = news[candidate.new].path
      if origins[path] != nil { continue }
      origins[path] = olds[candidate.old].path
      isTaken[candidate.old] = true
    }
  }

  /// The share of lines that two files have in common, each given as ascending numbers.
  private static func similarity(_ a: [Int], _ b: [Int]) -> Double {
    let total = max(1, a.count, b.count)
    if 2 * min(a.count, b.count) < total { return 0 }
    var shared = 0
    var (i, j) = (0, 0)
    while i < a.count, j < b.count {
      if a[i] == b[j] {
        shared += 1
        i += 1
        j += 1
      } else if a[i] < b[j] {
        i += 1
      } else {
        j += 1
      }
    }
    return Double(shared) / Double(total)
  }

  /// Numbers for lines, the same for the same.
  private struct LineNumbers {
    private var numberOfLine: [ArraySlice<UInt8>: Int] = [:]

    /// Files in the order of their paths.
    mutating func files(_ files: [FilePath: [UInt8]]) -> [(path: FilePath, lines: [Int])] {
      files.sorted { FilePath.precedes($0.key, $1.key) }.map { ($0.key, lines($0.value)) }
    }

    /// The lines of a file as ascending numbers.
    private mutating func lines(_ bytes: [UInt8]) -> [Int] {
      var lines: [Int] = []
      for line in bytes.split(separator: 0x0A) {
        let number = numberOfLine[line] ?? numberOfLine.count
        numberOfLine[line] = number
        lines.append(number)
      }
      return lines.sorted()
    }
  }
}
