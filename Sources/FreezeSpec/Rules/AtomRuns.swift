/// Which names, module paths and states of selectors hold for which places: they are looked up in the
/// tree instead of being matched, and hold for runs of places.
struct AtomRuns {
  /// Where the atoms that hold change: the number of a place and the atoms from there on.
  ///
  /// The last change is at a number that no place reaches.
  private(set) var changes: [(place: Int, atoms: [Int32])] = []
  /// An atom with which there come to be more runs, or more sets of atoms, than can be kept.
  private(set) var oversized: Int32?

  /// An atom with which too many modules come to be looked at.
  private(set) var exhausted: Int32?
  /// What it took to follow the paths, in steps of matching.
  private(set) var steps = 0

  /// What a module that is looked at costs, in steps of matching.
  private static let stepsOfModule = 16

  /// How many runs, and how many atoms in all sets together, are kept.
  private let limit: Int

  /// One end of a run of places for which an atom holds.
  private struct End {
    let place: Int
    let atom: Int32

    static func isBefore(_ a: End, _ b: End) -> Bool {
      a.place == b.place ? a.atom < b.atom : a.place < b.place
    }
  }

  /// Looks the atoms of a program up.
  ///
  /// - Parameters:
  ///   - program: The selectors.
  ///   - tree: The model.
  ///   - places: What they select.
  ///   - limit: How many runs, and how many atoms in all sets together, are kept.
  ///   - stepLimit: How many steps of matching it may take.
  init(
    _ program: SelectorProgram, in tree: inout ModuleTree, _ places: SelectorWalk.Places,
    limit: Int, stepLimit: Int
  ) {
    self.limit = limit
    let most = stepLimit / Self.stepsOfModule
    var visits = most
    var starts: [End] = []
    var ends: [End] = []
    for (index, atom) in program.atoms.enumerated() {
      let runs: [Range<Int>]
      switch atom {
      case .name(let name):
        runs = tree.parameter(named: name.text).map { [$0..<$0 + 1] } ?? []
      case .module(let path):
        let resolution = path.resolve(in: &tree, limit: limit - starts.count, visits: &visits)
        runs =
          switch places {
          case .parameters: resolution.runs(in: &tree, visits: &visits, \.parameters)
          case .modules: resolution.runs(in: &tree, visits: &visits, \.modules)
          }
        steps = Self.stepsOfModule * (most - visits)
      case .frozen:
        runs =
          switch places {
          case .parameters: []
          case .modules(let frozen): frozen
          }
      case .pattern:
        guard case .parameters = places, let path = program.subtrees[index],
          let place = tree.module(at: path)
        else { continue }
        runs = [place.parameters]
      case .type: continue
      }
      for run in runs where !run.isEmpty {
        starts.append(End(place: run.lowerBound, atom: Int32(index)))
        ends.append(End(place: run.upperBound, atom: Int32(index)))
      }
      if starts.count >= limit { oversized = Int32(index) }
      if visits < 0 { exhausted = Int32(index) }
      if oversized != nil || exhausted != nil { break }
    }
    sweep(starts.sorted(by: End.isBefore), ends.sorted(by: End.isBefore))
  }

  /// Goes through the ends of all runs in order; those of one atom never overlap.
  private mutating func sweep(_ starts: [End], _ ends: [End]) {
    var active: [Int32] = []
    var (start, end, size) = (0, 0, 0)
    while end < ends.count {
      var place = ends[end].place
      if start < starts.count { place = min(place, starts[start].place) }
      while end < ends.count, ends[end].place == place {
        active.remove(at: Self.position(of: ends[end].atom, in: active))
        end += 1
      }
      while start < starts.count, starts[start].place == place {
        active.insert(starts[start].atom, at: Self.position(of: starts[start].atom, in: active))
        start += 1
      }
      size += active.count
      if size > limit {
        oversized = active.last
        break
      }
      changes.append((place, active))
    }
    changes.append((.max, []))
  }

  /// Where an atom stands in a list in order, or would stand.
  private static func position(of atom: Int32, in atoms: [Int32]) -> Int {
    atoms.partitioningIndex { $0 >= atom }
  }
}
