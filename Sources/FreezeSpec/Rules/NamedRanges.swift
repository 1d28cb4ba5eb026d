/// Which names and module paths of selectors hold for which parameters: they are looked up in the
/// tree instead of being matched, and cover runs of parameters.
struct NamedRanges {
  /// Where the atoms that hold change: the number of a parameter and the atoms from there on.
  ///
  /// The last change is at a number that no parameter reaches.
  private(set) var changes: [(parameter: Int, atoms: [Int32])] = []
  /// An atom with which there come to be more ranges, or more sets of atoms, than can be kept.
  private(set) var oversized: Int32?

  /// How many ranges, and how many atoms in all sets together, are kept.
  private let limit: Int

  /// Looks the names and paths of a program up.
  init(_ program: SelectorProgram, in tree: inout ModuleTree, limit: Int) {
    self.limit = limit
    var starts: [(parameter: Int, atom: Int32)] = []
    var ends: [(parameter: Int, atom: Int32)] = []
    for (index, atom) in program.atoms.enumerated() {
      let ranges: [Range<Int>]
      switch atom.question {
      case .name(let name):
        ranges = tree.parameter(named: name.text).map { [$0..<$0 + 1] } ?? []
      case .module(let path):
        ranges = path.resolve(in: &tree, limit: limit - starts.count).ranges(in: &tree)
      case .pattern, .type: continue
      }
      for range in ranges where !range.isEmpty {
        starts.append((range.lowerBound, Int32(index)))
        ends.append((range.upperBound, Int32(index)))
      }
      if starts.count >= limit {
        oversized = Int32(index)
        break
      }
    }
    sweep(starts.sorted { $0 < $1 }, ends.sorted { $0 < $1 })
  }

  /// Goes through the bounds of all ranges in order; those of one atom never overlap.
  private mutating func sweep(
    _ starts: [(parameter: Int, atom: Int32)], _ ends: [(parameter: Int, atom: Int32)]
  ) {
    var active: [Int32] = []
    var (start, end, size) = (0, 0, 0)
    while end < ends.count {
      var parameter = ends[end].parameter
      if start < starts.count { parameter = min(parameter, starts[start].parameter) }
      while end < ends.count, ends[end].parameter == parameter {
        active.remove(at: Self.position(of: ends[end].atom, in: active))
        end += 1
      }
      while start < starts.count, starts[start].parameter == parameter {
        active.insert(starts[start].atom, at: Self.position(of: starts[start].atom, in: active))
        start += 1
      }
      size += active.count
      if size > limit {
        oversized = active.last
        break
      }
      changes.append((parameter, active))
    }
    changes.append((.max, []))
  }

  /// Where an atom stands in a list in order, or would stand.
  private static func position(of atom: Int32, in atoms: [Int32]) -> Int {
    var low = 0
    var high = atoms.count
    while low < high {
      let middle = (low + high) / 2
      if atoms[middle] < atom { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
