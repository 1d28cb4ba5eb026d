import Testing

@testable import FreezeSpec

/// Several unquoted calls between brackets, whose pieces YAML takes for keys and items.
@Suite struct SplitCallsTests {
  private func finding(_ marker: String, _ call: String) -> String {
    "\(marker) needs-quotes: YAML splits \(call) at its commas"
      + " = quote it: \"\(call)\" = or use block style, one item a line"
  }

  @Test func callsWithTheSamePiecesAreEachShown() {
    expect(
      "model:\n  children: {q: 1️⃣Linear(4, 4), k: 2️⃣Linear(4, 4), v: 3️⃣Linear(4, 4)}\n",
      ["1️⃣", "2️⃣", "3️⃣"].map { finding($0, "Linear(4, 4)") })
  }

  @Test func keywordsThatRepeatAreNoKeys() {
    let call = "Linear(4, 8, bias=False)"
    expect(
      "model:\n  children: {q: 1️⃣\(call), k: 2️⃣\(call)}\n",
      [finding("1️⃣", call), finding("2️⃣", call)])
  }

  @Test func tuplesAsArgumentsAreEachShown() {
    expect(
      """
      model: {class: MaxPool2d, args: {kernel_size: 1️⃣(3, 3), stride: 2️⃣(3, 3)}}
      """,
      [finding("1️⃣", "(3, 3)"), finding("2️⃣", "(3, 3)")])
  }

  @Test func callsBesideAndInsideOneAnotherAreEachShown() {
    expect(
      """
      model:
        children: {a: {children: {x: 1️⃣Linear(4, 4), y: 2️⃣Linear(4, 4)}}, b: 3️⃣Linear(4, 4)}
      """,
      ["1️⃣", "2️⃣", "3️⃣"].map { finding($0, "Linear(4, 4)") })
    expect(
      "model: [1️⃣Linear(4, 4), [2️⃣Linear(4, 4), ReLU()], {children: {x: 3️⃣Linear(4, 4)}}]",
      ["1️⃣", "2️⃣", "3️⃣"].map { finding($0, "Linear(4, 4)") })
    expect(
      "model: {children: {a: 1️⃣Sequential(Linear(4, 4), Linear(4, 4)), b: ReLU()}}",
      [finding("1️⃣", "Sequential(Linear(4, 4), Linear(4, 4))")])
  }

  @Test func pairsInAListAreLookedInto() {
    expect(
      "model: [q: 1️⃣Linear(4, 4), k: 2️⃣Linear(4, 4)]",
      [finding("1️⃣", "Linear(4, 4)"), finding("2️⃣", "Linear(4, 4)")])
  }

  @Test func aKeyThatStandsTwiceIsStillAnError() {
    expect(
      "model: {children: {q: 1️⃣Linear(4, 4), 2️⃣q: 3️⃣Linear(4, 4)}}",
      [
        finding("1️⃣", "Linear(4, 4)"),
        "2️⃣ duplicate-key: the key `q` stands twice in this mapping"
          + " = remove or rename one of the two",
        finding("3️⃣", "Linear(4, 4)"),
      ])
    expect(
      "model: {children: {q: ReLU(), 1️⃣q: 2️⃣Linear(4, 4)}}",
      [
        "1️⃣ duplicate-key: the key `q` stands twice in this mapping"
          + " = remove or rename one of the two",
        finding("2️⃣", "Linear(4, 4)"),
      ])
    expect(
      "model: {children: {q: ReLU(), 1️⃣q: ReLU()}}",
      [
        "1️⃣ duplicate-key: the key `q` stands twice in this mapping"
          + " = remove or rename one of the two"
      ])
  }

  @Test func aPieceIsNoFirstOfAKey() {
    expect(
      "model: {children: {a: 1️⃣Linear(4, b, 4), b: ReLU()}}", [finding("1️⃣", "Linear(4, b, 4)")])
  }

  @Test func aRepeatedKeyBehindAnOpenParenthesisIsFound() {
    let read = ReadYAML("{a: f(1, b: 1, b: 2}")
    #expect(read.codes == [.duplicateKey])
    #expect(read.node?.keys == ["a", "b"])
  }
}
