import Testing

@testable import FreezeSpec

/// A slice that goes past the end of a list is pointed out, though Python clips it.
@Suite struct SlicesPastEndTests {
  private func findings(_ selector: String, expecting: String = "") -> [String] {
    MadePlan(
      """
      classes:
        Stage:
          args: [depth]
          children: {blocks: {repeat: depth, module: "Linear(2, 2)"}}
      model:
        children:
          layers: {repeat: 12, module: "Linear(2, 2)"}
          stages: {children: {a: Stage(2), b: Stage(6)}}
      rules:
        - freeze: \(selector)
      expect: [{trainable_parameters: {min: 0}}\(expecting)]

      """
    ).outcome.diagnostics.filter { $0.code == .slicePastEnd }
      .map { ([$0.message] + $0.help).joined(separator: " = ") }
  }

  @Test(arguments: [
    ("layers[:20]", "[:20]", "layers[:]"), ("layers[8:20]", "[8:20]", "layers[8:]"),
    ("layers[-20:]", "[-20:]", "layers[:]"), ("layers[-20:4]", "[-20:4]", "layers[:4]"),
    ("layers[20::-1]", "[20::-1]", "layers[::-1]"), ("layers[:13:2]", "[:13:2]", "layers[::2]"),
    ("layers[:20][:30]", "[:20]", "layers[:][:]"),
  ])
  func theCureIsTheListThatIsThere(path: String, slice: String, cure: String) {
    #expect(
      findings("{module: \"\(path)\"}") == [
        "\(slice) goes past the end: \"layers\" has 12 children"
          + " = for those that are there write {module: \"\(cure)\"}"
      ])
    #expect(findings("{module: \"\(cure)\"}") == [])
  }

  @Test func aSliceOfASliceIsNamedAsItIsWritten() {
    #expect(
      findings("{module: \"layers[8:][:6]\"}") == [
        "[:6] goes past the end: \"layers[8:]\" has 4 children"
          + " = for those that are there write {module: \"layers[8:][:]\"}"
      ])
  }

  @Test func ofSeveralListsTheLongestCounts() {
    #expect(findings("{module: \"stages[:].blocks[:6]\"}") == [])
    #expect(findings("{module: \"stages[:].blocks[:7]\"}").count == 1)
  }

  @Test(arguments: [
    "{module: \"layers[:12]\"}", "{module: \"layers[-12:]\"}", "{module: \"layers[::40]\"}",
    "{module: \"layers[11::-1]\"}", "{module: \"layers[15:20]\"}", "{module: \"layers[3]\"}",
  ])
  func whatIsThereIsInOrder(selector: String) { #expect(findings(selector) == []) }

  @Test func exceptionsAndExpectationsAreLookedAtToo() {
    #expect(findings("{glob: \"*\", except: {module: \"layers[:20]\"}}").count == 1)
    #expect(
      findings("{module: layers}", expecting: ", {frozen: {module: \"layers[:20]\"}}").count == 1)
  }
}
