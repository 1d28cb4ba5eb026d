import Testing

@testable import FreezeSpec

/// Texts whose like took a time that grew with the square of their length: minutes, where a debug build now
/// takes a second.
@Suite struct LongTextsTests {
  static let texts: [(what: String, text: String)] = [
    (
      "keys with question marks in many brackets",
      "a: " + String(repeating: "[", count: 30) + "{"
        + (0..<2_400).map { "?k\($0 % 100)" }.joined(separator: ",") + "}"
        + String(repeating: "]", count: 30) + "\n"
    ),
    (
      "brackets that nothing closes in a glob",
      "model: [ReLU()]\nrules:\n  - freeze: \"" + String(repeating: "[", count: 120_000) + "\"\n"
    ),
    (
      "brackets that one closes in a glob",
      "model: [ReLU()]\nrules:\n  - freeze: \"" + String(repeating: "[", count: 120_000) + "]\"\n"
    ),
    (
      "a long text in the braces of a glob",
      "model: [ReLU()]\nrules:\n  - freeze: \"a{" + String(repeating: "x", count: 120_000) + "}\"\n"
    ),
    (
      "comments behind the sign of a block of text",
      "model: [ReLU()]\nname: | " + String(repeating: "# freezespec: ignore[ ", count: 12_000)
        + "\n  abc\n"
    ),
    (
      "many mappings that are merged",
      "x: [" + (0..<15_000).map { "&a\($0) {k\($0): 1}" }.joined(separator: ", ") + "]\ny: {<<: ["
        + (0..<15_000).map { "*a\($0)" }.joined(separator: ", ") + "]}\n"
    ),
    (
      "names as Python fills them in on one line",
      "model: {children: {"
        + (0..<800).map { "\"a\($0)%d\": {repeat: 2, module: ReLU()}" }.joined(separator: ", ")
        + "}}\n"
    ),
    (
      "codes in comments that do not exist",
      "model: [ReLU()]\n"
        + String(repeating: "# freezespec: ignore[a,b,c,d,e,f]\n", count: 5_000)
    ),
    (
      "rules for all of a list beside some for most of it",
      """
      model:
        children:
          layers:
            repeat: 1000
            module: {children: {a: {parameters: {weight: [1]}}, b: {parameters: {weight: [1]}}}}
      rules:

      """ + String(repeating: "  - freeze: \"layers.*.a.weight\"\n", count: 9_000)
        + String(repeating: "  - train: \"layers.{0..501}.a.weight\"\n", count: 8)
        + "  - train: \"layers.*.b.weight\"\n"
    ),
  ]

  @Test(arguments: texts.map(\.what))
  func timeGrowsWithTheLength(_ what: String) throws {
    let text = try #require(Self.texts.first { $0.what == what }?.text)
    let clock = ContinuousClock()
    let time = clock.measure { _ = MadePlan(text).outcome.diagnostics.count }
    #expect(time < .seconds(20))
  }

  @Test(arguments: ["ConstantPad1d(a, i)", "AvgPool1d(a, i)", "Upsample(i, scale_factor=a)"])
  func theCharactersOfATextThatALayerLooksAtAreSteps(_ call: String) {
    let errors = MadePlan(
      "let: {a: \"'x' * 1000000\"}\nmodel: {repeat: 100, as: i, module: \"\(call)\"}\n"
    ).outcome.diagnostics.filter { $0.severity == .error }
    #expect(errors.map(\.code).contains(.limit) || errors.map(\.code) == [.invalidArgument])
  }
}
