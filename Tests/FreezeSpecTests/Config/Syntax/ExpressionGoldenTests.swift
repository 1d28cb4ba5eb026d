import Foundation
import Testing

@testable import FreezeSpec

/// Expressions against what Python makes of them, as `expressions.jsonl` holds it, which
/// `Tests/Oracle/expressions.py` writes.
@Suite struct ExpressionGoldenTests {
  static let expressions = (try? goldenExpressions()) ?? []
  static let chunkSize = 500

  @Test func theGoldenExpressionsAreThere() {
    #expect(Self.expressions.count > 3_000)
  }

  @Test(arguments: Array(stride(from: 0, to: expressions.count, by: chunkSize)))
  func expressionsMeanWhatTheyMeanInPython(start: Int) {
    for golden in Self.expressions[start...].prefix(Self.chunkSize) {
      let answer = EvaluatedExpression(golden.expression)
      if let repr = golden.repr {
        #expect(answer.repr == repr, "\(golden.expression) \(answer.findings)")
        continue
      }
      #expect(answer.repr == nil, "\(golden.expression) is refused by Python: \(golden)")
      let expected: [DiagnosticCode] =
        switch golden.error {
        // A word that Python keeps for itself is a name like any other here.
        case "SyntaxError": [.expressionSyntax, .evaluation, .unknownName, .unknownClass]
        case "NameError": [.unknownName]
        default: [.evaluation]
        }
      // Python stops at the first error; here those of all items of a list are found.
      #expect(!Set(expected).isDisjoint(with: answer.codes), "\(golden) \(answer.findings)")
    }
  }

  private static func goldenExpressions() throws -> [GoldenExpression] {
    let data = try Data(contentsOf: Repository.golden.appending(path: "expressions.jsonl"))
    return try data.split(separator: UInt8(ascii: "\n")).map {
      try JSONDecoder().decode(GoldenExpression.self, from: Data($0))
    }
  }
}

/// One line of the golden file.
struct GoldenExpression: Decodable, Sendable {
  let expression: String
  let repr: String?
  let error: String?
}

/// What an expression comes to, with the names that `Tests/Oracle/expressions.py` defines.
struct EvaluatedExpression {
  /// Python's `repr` of the value; `nil` where the expression is refused.
  let repr: String?
  let codes: [DiagnosticCode]
  let findings: [String]

  init(_ expression: String) {
    let quoted = "'" + expression.replacing("'", with: "''") + "'"
    let built = BuiltConfig(
      """
      let:
        n: 7
        zero: 0
        neg: -3
        big: 2**62
        x: 2.5
        tiny: 1e-07
        inf: 1e999
        word: "'abc'"
        empty: "''"
        pair: (1, 2.5)
        items: [3, 1, 2]
        deep: '[(1, "a"), [2, None], ()]'
        on: true
        off: false
        nil: None
      classes:
        Probe: {args: [value], repr: "{value!r}"}
      model: {class: Probe, args: [\(quoted)]}
      """)
    repr = built.repr.map { String($0.dropFirst("Probe(".count).dropLast()) }
    codes = built.diagnostics.map(\.code)
    findings = built.findings
  }
}
