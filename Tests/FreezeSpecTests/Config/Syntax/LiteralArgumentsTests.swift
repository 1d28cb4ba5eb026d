import Testing

@testable import FreezeSpec

/// Arguments that are literals alone are read in one go: as what they are when read by their tokens.
struct LiteralArgumentsTests {
  /// What is read of a call.
  private struct Reading: Equatable {
    var name: String?
    var positionalCount = 0
    var keywords: [String] = []
    var arguments: [String] = []
    var end: UInt32?
    var error: String?
    /// Whether the arguments were read in one go.
    var isInOneGo = false

    /// - Parameter isInFile: Whether the parser knows the file of the text; without, it reads by tokens.
    init(of arguments: String, isInFile: Bool) {
      let text = Array("C(\(arguments))".utf8)
      let scalar = YAMLScalar(source: text, range: 0..<text.count, isPlain: true)
      var parser = ExpressionParser(in: isInFile ? text : [])
      do throws(Diagnostic) {
        let expression = try parser.parse(
          scalar, at: SourceSpan(file: 0, start: 0, end: text.count))
        end = expression.span.end
        guard case .call(let call) = expression.kind else { return }
        name = call.className
        positionalCount = call.shape.positionalCount
        keywords = call.shape.keywords
        switch call.arguments {
        case .literals(let values):
          isInOneGo = isInFile
          self.arguments = values.map(\.repr)
        case .expressions(let arguments):
          self.arguments = arguments.map { argument in
            if case .literal(let value) = argument.value.kind { value.repr } else { "no literal" }
          }
        }
      } catch {
        self.error = "\(error.message) at \(String(describing: error.span)), \(error.cures)"
      }
    }
  }

  private func expectTheSame(_ arguments: String) {
    let byTokens = Reading(of: arguments, isInFile: false)
    var reading = Reading(of: arguments, isInFile: true)
    reading.isInOneGo = false
    #expect(reading == byTokens, "\(arguments)")
  }

  @Test(arguments: [
    "", "1", "1, 2", "1,", "a=1", " a = 1 , b=( 2 , ) ", "(1)", "(1,)", "()", "[]", "[1, 2,]",
    "'zeros'",
    "\"a\\n\"", "1e-05, .5, 0x1F, 1_000", "True, None, false", "a=True, b=(1, 'two', None)",
  ])
  func literalsAreReadInOneGo(arguments: String) {
    #expect(Reading(of: arguments, isInFile: true).isInOneGo)
    expectTheSame(arguments)
  }

  @Test(arguments: [
    "x", "x()", "D()", "1 + 2", "-1", "not 1", "x=y", "a=1, 2", "'a' 'b'", "(1, (2, 3))", "[[1]]",
    "1 if 2 else 3",
    "in=3", "True=1", "a==1", "a.b=1", "é=1", "–1", "1 2", "1,,2", ",", "(1", "[1)", "(,)", "'a",
    "01", "1__0", "0x",
    "9223372036854775808", "f'x'", "*a", "a=", "=1", "x[0]", "(1)(2)", "a=D(1), b=2", "1)(2",
  ])
  func theOthersAreReadByTheirTokens(arguments: String) {
    #expect(!Reading(of: arguments, isInFile: true).isInOneGo)
    expectTheSame(arguments)
  }

  @Test func whateverIsWrittenIsReadTheSame() {
    let pieces = [
      "1", "20", "a", "bias", "=", "=", ",", ",", "(", ")", "[", "]", "True", "in", "'s'", "\"",
      "1e-05", "0", " ", "-",
      "D()", "None", ".", "*", "é", "_", "\\", "==",
    ]
    var random = SplitMix(seed: 12)
    for _ in 0..<20_000 {
      expectTheSame((0...random.below(9)).map { _ in random.pick(pieces) }.joined())
    }
  }
}
