import Testing

@testable import FreezeSpec

/// The modules that the names in a checkpoint tell of.
@Suite struct CheckpointTreeTests {
  private func tensor(
    _ name: String, _ shape: [Int] = [2], _ dtype: String = "float32", identity: Int? = nil
  ) -> Checkpoint.Tensor {
    Checkpoint.Tensor(name: name, shape: shape, dtype: dtype, identity: identity)
  }

  private func tree(_ tensors: [Checkpoint.Tensor], isOrdered: Bool = false) throws
    -> CheckpointTree
  {
    try CheckpointTree(Checkpoint(tensors: tensors, isOrdered: isOrdered))
  }

  /// The full names of parameters and buffers, in order.
  private func names(_ tree: CheckpointTree) -> [String] {
    var names: [String] = []
    func visit(_ number: Int, _ path: String) {
      let node = tree.nodes[number]
      names += node.parameters.map { path + tree.name(of: $0) }
      names += node.buffers.map { path + tree.name(of: $0) + " buffer" }
      for child in node.children { visit(child.node, path + child.name + ".") }
    }
    visit(0, "")
    return names
  }

  @Test func namesAreSortedByTheirNumbersWhereTheOrderIsLost() throws {
    let tree = try tree(
      ["layers.10.weight", "layers.2.bias", "layers.2.weight", "head.bias", "head.weight"].map {
        tensor($0)
      })
    #expect(
      names(tree) == [
        "head.weight", "head.bias", "layers.2.weight", "layers.2.bias", "layers.10.weight",
      ])
    #expect(tree.unknown == [.classes, .children])
  }

  @Test func anOrderThatIsToldIsKept() throws {
    let tree = try tree(["b.bias", "b.weight", "a.weight"].map { tensor($0) }, isOrdered: true)
    #expect(names(tree) == ["b.bias", "b.weight", "a.weight"])
  }

  @Test func whatCannotTrainIsABufferAndSoAreRunningStatistics() throws {
    let tree = try tree([
      tensor("bn.weight"), tensor("bn.running_var"), tensor("bn.running_mean"),
      tensor("bn.num_batches_tracked", [], "int64"), tensor("ids", [1, 8], "int64"),
      tensor("q.packed", [8], "uint8"), tensor("q.scale"), tensor("x.running_mean"),
    ])
    #expect(
      names(tree) == [
        "ids buffer", "bn.weight", "bn.running_mean buffer", "bn.running_var buffer",
        "bn.num_batches_tracked buffer", "q.scale", "q.packed buffer", "x.running_mean",
      ])
  }

  @Test(arguments: [
    (
      ["a", "a.b"], "`a` is the name of a tensor and the start of others, which no model can have"
    ),
    (["a.b", "a"], "`a` is the name of a tensor and the start of others, which no model can have"),
    (
      ["a.b.c", "a.b"],
      "`a.b` is the name of a tensor and the start of others, which no model can have"
    ),
    ([""], "`` is no name that a tensor of a model has: a part of it is empty"),
    (["a..b"], "`a..b` is no name that a tensor of a model has: a part of it is empty"),
    ([".weight"], "`.weight` is no name that a tensor of a model has: a part of it is empty"),
    (["a."], "`a.` is no name that a tensor of a model has: a part of it is empty"),
    (["a", "a"], "it has `a` twice"),
    (
      [String(repeating: "x", count: 4_097)],
      "`\(clipped(String(repeating: "x", count: 4_097)))` has a part of more than 4,096 bytes"
    ),
  ])
  func aNameThatNoModelHasIsRefused(names: [String], message: String) {
    #expect {
      try tree(names.map { tensor($0) })
    } throws: { error in
      (error as? CheckpointError)?.message == message
    }
  }

  @Test func modulesOverTooManyLevelsAreRefused() {
    let name = Array(repeating: "a", count: 200).joined(separator: ".")
    #expect(throws: CheckpointError.self) { try tree([tensor(name)]) }
  }

  @Test func twoFormsOfALetterAreTwoNames() throws {
    let tree = try tree([tensor("\u{E9}.w"), tensor("e\u{301}.w")])
    #expect(tree.moduleCount == 3)
  }

  @Test func modulesThatAreAlikeAreOneNode() throws {
    let tree = try tree(
      ["a.0.w", "a.0.b", "a.1.w", "a.1.b", "c.1.w", "c.1.b", "c.0.w", "d.0.b"].map { tensor($0) })
    // The model, the row of two, those of one, and two kinds of modules in them.
    #expect(tree.moduleCount == 9)
    #expect(tree.nodes.map(\.copies).sorted() == [1, 1, 1, 1, 1, 1, 3])
    #expect(
      names(tree) == ["a.0.b", "a.0.w", "a.1.b", "a.1.w", "c.0.w", "c.1.b", "c.1.w", "d.0.b"])
  }

  @Test func modulesWithTiedTensorsOrOtherTypesAreNotAlike() throws {
    let tree = try tree([
      tensor("a.w", identity: 1), tensor("b.w", identity: 1), tensor("c.w", identity: 2),
      tensor("d.w"), tensor("e.w", [2], "float16"), tensor("f.w", [3]), tensor("g.w", [3]),
    ])
    #expect(tree.nodes.map(\.copies) == [1, 1, 1, 2, 1, 2])
  }

  @Test func tensorsOfOneMemoryAreTied() throws {
    let tree = try tree([
      tensor("a", identity: 7), tensor("b", identity: 8), tensor("c", identity: 7),
    ])
    #expect(tree.ties == [[0, 2]])
  }

  @Test func aNameThatSavingLeftOutIsThereAgain() throws {
    var checkpoint = Checkpoint(tensors: [tensor("embed.weight", [7, 4])])
    checkpoint.dropped = [
      Checkpoint.Tie(dropped: "head.weight", kept: "embed.weight"),
      Checkpoint.Tie(dropped: "format", kept: "pt"),
    ]
    let tree = try CheckpointTree(checkpoint)
    #expect(names(tree) == ["embed.weight", "head.weight"])
    #expect(tree.ties == [[0, 1]])
    #expect(tree.tensors[1].shape == [7, 4])
  }
}
