import FreezeSpec
import SystemPackage

/// Finds which of the files that came are files that went, under another name.
///
/// Files of the same text are paired first, then those that are most alike; at least half of the
/// lines must be the same. A file is compared with those of the same name and those that share its
/// rarest lines, and so with few, however many there are.
struct RenamePairing {
  /// For each path that came, the one that it had.
  private(set) var origins: [FilePath: FilePath] = [:]
  /// How many pairs of files were compared line by line.
  private(set) var comparisons = 0
  /// How many lines that took.
  private(set) var comparedLines = 0

  /// Pairs files by their texts.
  ///
  /// - Parameter mostLines: How many lines are compared before the search ends.
  init(
    gone: [FilePath: [UInt8]], come: [FilePath: [UInt8]], mostLines: Int = Limits.renameLines
  ) {
    var old = gone
    var new = come
    pairEqual(&old, &new)
    pairAlike(old, new, mostLines: mostLines)
  }

  /// The first files, larger ones left out, whose bytes together are few enough to be compared.
  static func few(_ files: [FilePath: ConfigFile], bytes: Int = Limits.renameBytes)
    -> [FilePath: ConfigFile]
  {
    let sorted = files.sorted { FilePath.precedes($0.key, $1.key) }
    let few = sorted.few(bytes: bytes) { $0.value.bytes.count }
    return Dictionary(uniqueKeysWithValues: few.map { ($0.key, $0.value) })
  }

  // MARK: Equal files

  /// Bytes, and a name where it matters.
  private struct Copy: Hashable {
    var bytes: Int
    var name: FilePath.Component?
  }

  private mutating func pairEqual(
    _ old: inout [FilePath: [UInt8]], _ new: inout [FilePath: [UInt8]]
  ) {
    var numbers: [[UInt8]: Int] = [:]
    // The first path is the last of each list.
    var paths: [Copy: [FilePath]] = [:]
    for (path, bytes) in old.sorted(by: { FilePath.precedes($1.key, $0.key) }) {
      let number = numbers[bytes] ?? numbers.count
      numbers[bytes] = number
      paths[Copy(bytes: number, name: path.lastComponent), default: []].append(path)
      paths[Copy(bytes: number), default: []].append(path)
    }
    // A file that keeps its own name goes before one that may be any of the copies.
    for keepsName in [true, false] {
      for path in new.keys.sorted(by: FilePath.precedes) {
        guard let number = new[path].flatMap({ numbers[$0] }) else { continue }
        let copy = Copy(bytes: number, name: keepsName ? path.lastComponent : nil)
        while let origin = paths[copy]?.popLast() {
          if old.removeValue(forKey: origin) == nil { continue }
          origins[path] = origin
          new[path] = nil
          break
        }
      }
    }
  }

  // MARK: Files that are alike

  private struct Candidate {
    var similarity: Double
    var keepsName: Bool
    var new: Int
    var old: Int
  }

  private mutating func pairAlike(
    _ old: [FilePath: [UInt8]], _ new: [FilePath: [UInt8]], mostLines: Int
  ) {
    if old.isEmpty || new.isEmpty { return }
    var numbers = LineNumbers()
    let olds = numbers.files(old)
    let news = numbers.files(new)
    let index = LineIndex(olds, lines: numbers.count)
    var candidates: [Candidate] = []
    search: for (newIndex, new) in news.enumerated() {
      for oldIndex in index.candidates(for: new) {
        let old = olds[oldIndex]
        let lines = old.lines.count + new.lines.count
        if comparedLines + lines > mostLines { break search }
        comparedLines += lines
        comparisons += 1
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
}

/// A file as the numbers of its lines, ascending.
private struct NumberedFile {
  var path: FilePath
  var lines: [Int]
}

/// Numbers for lines, the same for the same.
private struct LineNumbers {
  private var numberOfLine: [ArraySlice<UInt8>: Int] = [:]

  var count: Int { numberOfLine.count }

  /// Files in the order of their paths.
  mutating func files(_ files: [FilePath: [UInt8]]) -> [NumberedFile] {
    files.sorted { FilePath.precedes($0.key, $1.key) }
      .map { NumberedFile(path: $0.key, lines: lines($0.value)) }
  }

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

/// Which files hold a line, and which have a name.
private struct LineIndex {
  /// The first files that hold each line.
  private var holders: [[Int]]
  /// How many files hold each line.
  private var counts: [Int]
  private var named: [FilePath.Component: [Int]] = [:]

  init(_ files: [NumberedFile], lines: Int) {
    holders = Array(repeating: [], count: lines)
    counts = Array(repeating: 0, count: lines)
    for (number, file) in files.enumerated() {
      if let name = file.path.lastComponent,
        named[name, default: []].count < Limits.renameCandidates
      {
        named[name, default: []].append(number)
      }
      for (place, line) in file.lines.enumerated()
      where place == 0 || file.lines[place - 1] != line {
        counts[line] += 1
        if holders[line].count < Limits.renameCandidates { holders[line].append(number) }
      }
    }
  }

  /// The files that may be like another one, without repeats.
  func candidates(for file: NumberedFile) -> [Int] {
    var found = file.path.lastComponent.flatMap { named[$0] } ?? []
    var seen = Set(found)
    let most = found.count + Limits.renameCandidates
    for line in Set(file.lines).sorted(by: { (counts[$0], $0) < (counts[$1], $1) }) {
      for number in holders[line] where seen.insert(number).inserted {
        found.append(number)
        if found.count == most { return found }
      }
    }
    return found
  }
}
