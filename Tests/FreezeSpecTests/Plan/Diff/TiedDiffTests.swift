import Testing

@testable import FreezeSpec

/// Tensors that become one, and one that becomes several.
@Suite struct TiedDiffTests {
  private let model =
    "model: {children: {embed: 'Embedding(5, 4)', head: 'Linear(4, 5, bias=False)'}}\n"
  private let tie = "tie: [[embed.weight, head.weight]]\n"

  /// What is told of a tensor.
  private struct Told: Hashable {
    let kind: PlanDiff.Kind
    let name: String
    let states: [Bool?]
    let rules: [Int?]
    let shapes: [Shape?]
    let gained: [String]
    let lost: [String]
  }

  private func told(_ diff: PlanDiff, mirrored: Bool = false) -> Set<Told> {
    var all: Set<Told> = []
    for section in diff.sections {
      for group in section.groups {
        for name in group.names {
          let sides =
            [
              [group.oldState, group.newState], [group.oldRule, group.newRule],
              [group.oldShape, group.newShape], [group.gainedNames, group.lostNames],
            ].map { mirrored ? $0.reversed() : $0 } as [[Any?]]
          let isNew = inserted(
            Told(
              kind: mirrored ? mirror(section.kind) : section.kind, name: name,
              states: sides[0] as? [Bool?] ?? [], rules: sides[1] as? [Int?] ?? [],
              shapes: section.kind == .reshaped ? sides[2] as? [Shape?] ?? [] : [],
              gained: sides[3][0] as? [String] ?? [], lost: sides[3][1] as? [String] ?? []),
            into: &all)
          #expect(isNew, "told twice")
        }
      }
    }
    return all
  }

  private func inserted(_ told: Told, into all: inout Set<Told>) -> Bool {
    all.insert(told).inserted
  }

  private func mirror(_ kind: PlanDiff.Kind) -> PlanDiff.Kind {
    switch kind {
    case .newlyTrainable: .newlyFrozen
    case .newlyFrozen: .newlyTrainable
    case .added: .removed
    case .removed: .added
    default: kind
    }
  }

  /// Random tensors, some of them with several names, and the same after some were brought together and
  /// some taken apart.
  private func snapshots(_ random: inout SplitMix) throws -> [PlanSnapshot] {
    var sets = (0..<8).map { ["m\($0).w"] }
    for _ in 0..<4 { merge(&sets, &random) }
    let before = sets
    for _ in 0..<3 {
      if random.below(2) == 0 {
        merge(&sets, &random)
      } else if let index = sets.indices.filter({ sets[$0].count > 1 }).randomElement(
        using: &random)
      {
        let names = sets[index].shuffled(using: &random)
        let half = 1 + random.below(names.count - 1)
        sets[index] = names.prefix(half).sorted()
        sets.append(names.dropFirst(half).sorted())
      }
    }
    return try [before, sets].map { sets in
      try .made(
        sets.sorted { $0[0] < $1[0] }.map { names in
          .made(
            names[0], [2 + random.below(2)], frozen: random.below(2) == 0,
            rule: 1 + random.below(2), tied: Array(names.dropFirst()))
        })
    }
  }

  private func merge(_ sets: inout [[String]], _ random: inout SplitMix) {
    guard sets.count > 1 else { return }
    let first = sets.remove(at: random.below(sets.count))
    let second = sets.remove(at: random.below(sets.count))
    sets.append((first + second).sorted())
  }

  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func aDiffIsTheOtherWaysMirror(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let sides = try snapshots(&random)
    let there = PlanDiff(from: sides[0], to: sides[1])
    let back = PlanDiff(from: sides[1], to: sides[0])
    #expect(told(there) == told(back, mirrored: true))
    #expect(there.sections.map(\.count).reduce(0, +) == told(there).count)
    #expect(told(PlanDiff(from: sides[0], to: sides[0])).isEmpty)
  }

  @Test func theTensorThatChangesItsStateIsNamed() throws {
    for (first, second) in [("embed.weight", "head.weight"), ("head.weight", "embed.weight")] {
      let rule = "rules: [{freeze: \(first)}]\n"
      let diff = try difference(model + rule, model + rule + tie)
      #expect(diff.sections.map(\.kind) == [.newlyFrozen, .retied])
      #expect(diff.sections[0].groups.map(\.names) == [[second]])
      #expect(diff.sections[0].groups[0].oldRule == nil)
      #expect(diff.sections[0].groups[0].newRule == 1)
      #expect(
        diff.dangers.map { DiffDangerWording($0).text }
          == ["newly frozen through a tie: embed.weight and head.weight"])
    }
  }

  @Test func aNameThatComesToATensorIsToldUnderOneThatItHad() throws {
    let untied = "model: {children: {tail: {children: {head: 'Linear(4, 5, bias=False)'}}}}\n"
    let tied =
      "model: {children: {embed: 'Embedding(5, 4)', tail: {children: {head: 'Linear(4, 5, bias=False)'}}}}\n"
      + "tie: [[embed.weight, tail.head.weight]]\n"
    let diff = try difference(untied, tied)
    #expect(diff.sections.map(\.kind) == [.retied])
    #expect(diff.sections[0].groups.map(\.names) == [["tail.head.weight"]])
    #expect(diff.sections[0].groups[0].gainedNames == ["embed.weight"])
    let back = try difference(tied, untied)
    #expect(back.sections[0].groups.map(\.names) == [["tail.head.weight"]])
    #expect(back.sections[0].groups[0].lostNames == ["embed.weight"])
  }
}
