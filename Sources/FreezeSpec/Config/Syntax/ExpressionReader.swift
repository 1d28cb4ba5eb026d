/// Reads the expressions of a file.
///
/// A long text is read once for all its places: through aliases it may stand at many. What all calls
/// have in common is kept once too.
struct ExpressionReader {
  private var parser: ExpressionParser
  /// What came of the long texts, by their place in the source.
  private var known: [SourceSpan: Result<Expression, Diagnostic>] = [:]
  /// Shorter texts are read about as fast as they are found again.
  private static let shortest = 256

  /// - Parameter file: The file's text.
  init(of file: [UInt8]) { parser = ExpressionParser(in: file) }

  /// Reads the whole of a YAML scalar as one expression.
  mutating func parse(_ scalar: YAMLScalar, at span: SourceSpan) throws(Diagnostic) -> Expression {
    if scalar.count < Self.shortest { return try parser.parse(scalar, at: span) }
    if let result = known[span] { return try result.get() }
    do throws(Diagnostic) {
      let expression = try parser.parse(scalar, at: span)
      known[span] = .success(expression)
      return expression
    } catch {
      known[span] = .failure(error)
      throw error
    }
  }
}
