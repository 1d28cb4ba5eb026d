import Testing

@testable import FreezeSpec

/// `let` beside `from`.
@Suite struct FromArgumentsTests {
  private let inner = """
    let: {dim: 8, layers: 2, hidden: 2 * dim}
    model: {repeat: layers, module: "Linear(dim, hidden, bias=False)"}

    """

  private func built(_ model: String, _ rest: String = "", inner: String? = nil) -> BuiltConfig {
    BuiltConfig("model:\n  \(model)\n\(rest)\n", files: ["inner.yaml": inner ?? self.inner])
  }

  private func shapes(_ built: BuiltConfig) -> [String] {
    (built.model?.parameters ?? ParameterList()).map { "\($0.name) \($0.parameter.shape)" }
  }

  @Test func aValueStandsInForTheFilesOwn() {
    let built = built("{from: inner.yaml, let: {layers: 3}}")
    #expect(built.findings == [])
    #expect(shapes(built) == ["0.weight [16, 8]", "1.weight [16, 8]", "2.weight [16, 8]"])
  }

  @Test func whatTheFileDerivesFromItFollows() {
    #expect(
      shapes(built("{from: inner.yaml, let: {dim: 4, layers: 1}}")) == ["0.weight [8, 4]"])
    #expect(
      shapes(built("{from: inner.yaml, let: {hidden: 5, layers: 1}}")) == ["0.weight [5, 8]"])
  }

  @Test func valuesAreSeenWhereTheFromStands() {
    let rest = "let: {dim: 3, wide: 2 * dim}"
    #expect(
      shapes(built("{from: inner.yaml, let: {dim: wide, layers: 1}}", rest))
        == ["0.weight [12, 6]"])
    let repeated = built(
      "{repeat: 2, as: i, module: {from: inner.yaml, let: {dim: i + 1, layers: 1}}}")
    #expect(shapes(repeated) == ["0.0.weight [2, 1]", "1.0.weight [4, 2]"])
  }

  @Test func theSameFileMayBeGivenOtherValues() {
    let built = built(
      "[{from: inner.yaml, let: {layers: 1}}, {from: inner.yaml}, {from: inner.yaml, let: {layers: 1}}]"
    )
    #expect(
      shapes(built) == [
        "0.0.weight [16, 8]", "1.0.weight [16, 8]", "1.1.weight [16, 8]", "2.0.weight [16, 8]",
      ])
    // Each has tensors of its own.
    #expect(built.model?.tiedNames.isEmpty == true)
  }

  @Test func aModuleThatIsGivenIsOneObject() {
    let built = built(
      "{from: inner.yaml, let: {layer: shared}}", "let: {shared: \"Linear(2, 2)\"}",
      inner: "let: {layer: ReLU()}\nmodel: [layer, layer]\n")
    #expect(shapes(built) == ["0.weight [2, 2]", "0.bias [2]"])
    #expect(built.model?.tiedNames.count == 2)
  }

  @Test func anUnknownNameIsAnErrorInTheFileThatGivesIt() {
    #expect(
      built("{from: inner.yaml, let: {1️⃣layerz: 3, 2️⃣depth: 4}}").findings == [
        "1️⃣ unknown-name: `layerz` is no name of the `let` of inner.yaml"
          + " = did you mean `layers`?",
        "2️⃣ unknown-name: `depth` is no name of the `let` of inner.yaml"
          + " = its `let` has: dim, layers and hidden",
      ])
    #expect(
      built("{from: inner.yaml, let: {1️⃣n: 3}}", inner: "model: ReLU()\n").findings == [
        "1️⃣ unknown-name: `n` is no name of the `let` of inner.yaml"
          + " = it has no `let`: give it one, with a value for where it stands alone"
      ])
  }

  @Test func errorsStandInTheFileThatMakesThem() {
    #expect(
      built("{from: inner.yaml, let: {dim: 1️⃣wid}}", "let: {wide: 3}").findings == [
        "1️⃣ unknown-name: `wid` is not defined = did you mean `wide`?"
      ])
    let wrong = built(
      "{from: inner.yaml, let: {dim: \"'a'\"}}",
      inner: "let: {dim: 8}\nmodel: \"Linear(1️⃣dim, 2)\"\n")
    #expect(wrong.findings.count == 1)
    #expect(wrong.findings.first?.hasPrefix("1️⃣ invalid-argument") == true, "\(wrong.findings)")
  }

  @Test func whatIsWrongForAGivenValueNamesItsPlace() {
    let inner = "let: {dim: 8}\nmodel: [\"Linear(dim, 2)\", \"Linear(-1, 2)\"]\n"
    let built = built("{from: inner.yaml, let: {dim: -3}}", inner: inner)
    // The second error is the file's own.
    #expect(built.diagnostics.map(\.code) == [.invalidArgument, .invalidArgument])
    #expect(built.diagnostics.map { $0.related.map(\.message) } == [["`dim` is given here"], []])
    #expect(built.diagnostics.first?.related.first?.span.file == 0)
  }

  @Test func valuesForNoFileAreRefused() {
    #expect(
      built("{1️⃣let: {layers: 3}}").findings == [
        "1️⃣ missing-key: `let` in a module needs the `from` of which it sets values"
          + " = values for this file stand under `let` at its root"
      ])
  }

  @Test func otherKeysAreToldTheirName() {
    #expect(
      built("{from: inner.yaml, 1️⃣args: {layers: 3}}").findings == [
        "1️⃣ unknown-key: a module with `from` has no key `args`"
          + " = what sets the file's `let` stands under `let`: let: {name: …}"
      ])
  }

  @Test func filesThatGiveEachOtherValuesDoNotBlowUp() {
    var files: [String: String] = [:]
    for level in 0..<30 {
      files["f\(level).yaml"] =
        "let: {n: 0}\nmodel: [{from: f\(level + 1).yaml, let: {n: 2 * n}}, "
        + "{from: f\(level + 1).yaml, let: {n: 2 * n + 1}}]\n"
    }
    files["f30.yaml"] = "let: {n: 0}\nmodel: Linear(n + 1, 2)\n"
    let built = BuiltConfig("model: {from: f0.yaml}\n", files: files)
    #expect(built.diagnostics.map(\.code) == [.limit])
  }

  @Test func aConfigThatIsRefusedForItsKeyIsReadForTheNextPlace() {
    let built = BuiltConfig(
      "model: [{from: inner.yaml, key: x}, {from: inner.yaml}]\n", files: ["inner.yaml": inner])
    #expect(built.diagnostics.map(\.code) == [.from], "\(built.findings)")
  }
}
