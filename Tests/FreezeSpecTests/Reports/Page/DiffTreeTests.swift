import Testing

@testable import FreezeSpec

@Suite struct DiffTreeTests {
  @Test func removedNamesStandWhereTheyStood() throws {
    let tree = try tree(
      ["a.weight", "a.bias", "gone.weight", "b.weight", "last"].map { parameter($0) },
      ["a.weight", "b.weight", "new.weight"].map { parameter($0) })
    #expect(
      tree.names == ["last", "a.weight", "a.bias", "gone.weight", "b.weight", "new.weight"])
  }

  @Test func aNameKnowsItsParameterOnEachSide() throws {
    let tree = try tree(
      ["a.weight", "b.weight"].map { parameter($0) },
      ["b.weight", "c.weight"].map { parameter($0) })
    #expect(tree.slots.map(\.old) == [0, 1, nil])
    #expect(tree.slots.map(\.new) == [nil, 0, 1])
  }

  @Test func aReshapedTensorKeepsBothShapes() throws {
    let tree = try tree([parameter("a.weight", [2, 3])], [parameter("a.weight", [4, 3])])
    #expect(tree.table.tensors.values.map(\.shape) == [[4, 3]])
    #expect(tree.table.tensors.values.map(\.oldShape) == [[2, 3]])
  }

  @Test func aParameterAndAModuleMayShareAName() throws {
    let tree = try tree([parameter("head")], [parameter("head.weight")])
    #expect(tree.names == ["head", "head.weight"])
  }

  @Test func modulesHaveTheirClassesOfThePlanThatHasThem() throws {
    let old = "model: {class: Old, children: {a: ['Linear(1, 2)'], b: {children: {c: PReLU}}}}"
    let new = "model: {class: New, children: {b: PReLU}}"
    let tree = try DiffTree(snapshot(old), snapshot(new))
    #expect(tree.classNames == ["New", "Sequential", "Linear", "PReLU", "PReLU"])
  }

  @Test func ofASavedPlanTheClassesOfItsParametersAreKnown() throws {
    let plan = try snapshot("model: ['Linear(1, 2)']").withoutTree
    #expect(DiffTree(nil, plan).classNames == ["", "Linear"])
  }

  @Test func tiedNamesBelongToOneTensor() throws {
    let tied = parameter("a.weight", tied: ["b.weight"])
    let tree = try DiffTree(snapshot([tied]), snapshot([tied]))
    #expect(tree.aliases == [1, 0])
    #expect(tree.repeatedBefore == [1])
  }

  @Test func untiedNamesAreTwoTensorsNowThatWereCountedOnce() throws {
    let tree = try DiffTree(
      snapshot([parameter("a.weight", tied: ["b.weight"])]),
      snapshot([parameter("a.weight"), parameter("b.weight")]))
    #expect(tree.aliases.isEmpty)
    #expect(tree.repeatedBefore == [1])
  }

  @Test func aNameThatATensorLostIsNoRemovedTensor() throws {
    let tree = try DiffTree(
      snapshot([parameter("a.weight", tied: ["b.weight"])]), snapshot([parameter("a.weight")]))
    #expect(tree.aliases == [1, 0])
  }

  @Test func newlyTiedNamesWereTwoTensors() throws {
    let tree = try DiffTree(
      snapshot([parameter("a.weight"), parameter("b.weight")]),
      snapshot([parameter("a.weight", tied: ["b.weight"])]))
    #expect(tree.aliases == [1, 0])
    #expect(tree.repeatedBefore.isEmpty)
  }
}

@Suite struct PageDiffTests {
  @Test func everyChangedNameIsMarked() throws {
    let old = [parameter("a.weight"), parameter("a.bias"), parameter("b.weight")]
    let new = [.made("a.weight", frozen: true), old[1], parameter("b.weight", [7])]
    let diff = try PlanDiff(from: snapshot(old), to: snapshot(new))
    let page = PageDiff(DiffParts(diff))
    #expect(
      page.marks == [
        1 << PlanDiff.Kind.newlyFrozen.rawValue, 0, 1 << PlanDiff.Kind.reshaped.rawValue,
      ])
  }
}

private func parameter(
  _ name: String, _ shape: Shape = [2], tied: [String] = []
) -> PlanSnapshot.Parameter {
  .made(name, shape, tied: tied)
}

private func snapshot(_ parameters: [PlanSnapshot.Parameter]) throws -> PlanSnapshot {
  try .made(parameters)
}

/// The tree of plans that are known by their parameters alone.
private func tree(
  _ old: [PlanSnapshot.Parameter], _ new: [PlanSnapshot.Parameter]
) throws -> DiffTree {
  try DiffTree(snapshot(old), snapshot(new))
}

extension DiffTree {
  /// The class of each module, depth first; empty where it is not known.
  fileprivate var classNames: [String] {
    func names(_ index: Int) -> [String] {
      let node = table.nodes.values[index]
      let children = stride(from: 1, to: node.children.count, by: 2).map { node.children[$0] }
      return [table.classes.values[node.type].first?.text ?? ""] + children.flatMap(names)
    }
    return names(root)
  }

  /// The names in order.
  fileprivate var names: [String] {
    slotOfName.sorted { $0.value < $1.value }.map(\.key.text)
  }
}
