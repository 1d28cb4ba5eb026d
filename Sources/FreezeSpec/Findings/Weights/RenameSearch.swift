/// Finds changes of the starts of names by which names that a model misses are those that a checkpoint
/// has too many.
struct RenameSearch {
  /// A name in its components, with the sizes of its tensor.
  struct Name {
    let parts: [String]
    let shape: [Int]?
  }

  /// A change, with the names that it brings together.
  struct Found {
    let rename: WeightRename
    /// Indices of names that the model misses, and for each that of the checkpoint's.
    let pairs: [(missing: Int, unexpected: Int)]
    /// Changes that bring other names of the checkpoint to as many of the model's: `query.` for `q_proj.`,
    /// beside `key.`.
    var others: [WeightRename] = []
  }

  /// Whether what a change brings together can hardly be so by chance: any two layers have a weight
  /// and a bias of some shape.
  private func isSure(_ found: Found) -> Bool {
    if found.rename.isOfEnd { return !found.pairs.isEmpty }
    let keepsModules = found.pairs.contains {
      missing[$0.missing].parts.count > found.rename.new.count + 1
    }
    return found.pairs.count >= (keepsModules ? 2 : 4)
      && (keepsModules || found.rename.new.contains("*"))
  }

  private let missing: [Name]
  private let unexpected: [Name]
  private var indices: [ExactString: Int] = [:]
  /// For each component at the end of a name, further ones before it: the names that end so.
  private var byEnd: [End: [Int]] = [:]

  private struct End: Hashable {
    let length: Int
    let text: ExactString
  }

  /// Names from which changes are read off, and names that each of them is held against.
  private static let samples = 200
  static let candidatesPerName = 4
  /// Changes that are found at most.
  private static let most = 8
  /// How often the best of those that are left is looked for.
  private static let mostRounds = 16
  /// Components at the end of a name that are looked up.
  private static let mostParts = 16

  /// How older versions of transformers call the two parameters of a norm.
  private static let knownEnds = [
    WeightRename(old: ["gamma"], new: ["weight"], isOfEnd: true),
    WeightRename(old: ["beta"], new: ["bias"], isOfEnd: true),
  ]

  /// Names on either side above which no change is searched.
  private static let mostNames = Limits.searchedNames

  /// Searches.
  static func find(_ missing: [Name], _ unexpected: [Name]) -> [Found] {
    guard !missing.isEmpty, !unexpected.isEmpty, missing.count <= mostNames,
      unexpected.count <= mostNames
    else { return [] }
    return RenameSearch(missing, unexpected).found()
  }

  private init(_ missing: [Name], _ unexpected: [Name]) {
    self.missing = missing
    self.unexpected = unexpected
    for (index, name) in unexpected.enumerated() {
      indices[ExactString(name.parts.joined(separator: "."))] = index
      var end = ""
      for (length, part) in name.parts.reversed().prefix(Self.mostParts).enumerated() {
        end = part + "." + end
        let key = End(length: length + 1, text: ExactString(end))
        if byEnd[key, default: []].count < Self.candidatesPerName {
          byEnd[key, default: []].append(index)
        }
      }
    }
  }

  private func found() -> [Found] {
    var left = Array(missing.indices)
    var free = Array(repeating: true, count: unexpected.count)
    var result: [Found] = []
    // The starts that fit several of the model's.
    var open: [[String]] = []
    for _ in 0..<Self.mostRounds where !left.isEmpty && result.count < Self.most {
      var best: Found?
      var rivals: [WeightRename] = []
      for rename in candidates(left) where !open.contains(rename.old) {
        let found = Found(rename: rename, pairs: pairs(rename, left, free))
        guard found.pairs.count >= best?.pairs.count ?? 1, isSure(found) else { continue }
        if found.pairs.count > best?.pairs.count ?? 0 {
          (best, rivals) = (found, [])
        } else {
          rivals.append(rename)
        }
      }
      guard var best else { break }
      best.others = rivals.filter { $0.new == best.rename.new && $0.old != best.rename.old }
      // What fits several names of the model as well may be any of them.
      if best.others.isEmpty, rivals.contains(where: { $0.old == best.rename.old }) {
        open.append(best.rename.old)
        continue
      }
      let taken = Set(best.pairs.map(\.missing))
      left.removeAll(where: taken.contains)
      result.append(best)
      if best.others.isEmpty { take(best, from: &free) }
    }
    return result.map { rulingOut($0, &free) }
  }

  private func take(_ found: Found, from free: inout [Bool]) {
    for pair in found.pairs { free[pair.unexpected] = false }
  }

  /// What is left of a change and the others that fit as well, now that some names are another's.
  private func rulingOut(_ found: Found, _ free: inout [Bool]) -> Found {
    if found.others.isEmpty { return found }
    let left = found.pairs.map(\.missing)
    var fitting = ([found.rename] + found.others)
      .map { Found(rename: $0, pairs: pairs($0, left, free)) }
      .filter { $0.pairs.count == left.count }
    if fitting.isEmpty { return found }
    var first = fitting.removeFirst()
    first.others = fitting.map(\.rename)
    if first.others.isEmpty { take(first, from: &free) }
    return first
  }

  /// What some names of those that are left may have been renamed by.
  private func candidates(_ left: [Int]) -> [WeightRename] {
    var result = Self.knownEnds
    var known: Set<WeightRename> = []
    let step = max(1, left.count / Self.samples)
    for place in stride(from: 0, to: left.count, by: step) where result.count < 2 * Self.most {
      let name = missing[left[place]]
      for index in nearest(name) {
        if let rename = Self.rename(from: unexpected[index].parts, to: name.parts),
          known.insert(rename).inserted
        {
          result.append(rename)
        }
      }
    }
    return result
  }

  /// The names of the checkpoint that share the longest end with a name.
  private func nearest(_ name: Name) -> [Int] {
    var end = ""
    var result: [Int] = []
    for (length, part) in name.parts.reversed().prefix(Self.mostParts).enumerated() {
      end = part + "." + end
      guard let found = byEnd[End(length: length + 1, text: ExactString(end))] else { break }
      result = found
    }
    return result
  }

  /// The change that makes one name of another, without the end that they share, and with the numbers
  /// left open that they have in common.
  private static func rename(from old: [String], to new: [String]) -> WeightRename? {
    var shared = 0
    while shared < min(old.count, new.count),
      old[old.count - 1 - shared].isExactly(new[new.count - 1 - shared])
    { shared += 1 }
    guard shared > 0 else { return nil }
    let (old, new) = (Array(old.dropLast(shared)), Array(new.dropLast(shared)))
    let numbers = old.filter(WeightRename.isNumber)
    guard !numbers.isEmpty, numbers == new.filter(WeightRename.isNumber) else {
      return WeightRename(old: old, new: new)
    }
    func open(_ parts: [String]) -> [String] {
      parts.map { WeightRename.isNumber($0) ? "*" : $0 }
    }
    return WeightRename(old: open(old), new: open(new))
  }

  private func pairs(_ rename: WeightRename, _ left: [Int], _ free: [Bool])
    -> [(missing: Int, unexpected: Int)]
  {
    left.compactMap { index in
      guard let original = rename.original(missing[index].parts),
        let other = indices[ExactString(original.joined(separator: "."))], free[other]
      else { return nil }
      let (shape, otherShape) = (missing[index].shape, unexpected[other].shape)
      guard shape == nil || otherShape == nil || shape == otherShape else { return nil }
      return (index, other)
    }
  }
}
