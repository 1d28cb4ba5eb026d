/// Reads the expressions of a file.
///
/// A long text is read once for all its places: through aliases it may stand at many. What all calls
/// have in common is kept once too.
struct ExpressionReader {
  private var parser = ExpressionParser()
  /// What came of the long texts, by their place in the source.
  private var known: [SourceSpan: Result<Expression, Diagnostic>] = [:]
  /// Shorter texts are read about as fast as they are found again.
  private static let shortest = 256

  /// Reads the whole of a YAML scalar, which stands in a file of these bytes, as one expression.
  mutating func parse(_ scalar: YAMLScalar, at span: SourceSpan, in bytes: [UInt8])
    throws(Diagnostic) -> Expression
  {
    if scalar.count < Self.shortest {
      return try parser.parse(scalar, at: span, in: bytes)
    }
    if let result = known[span] { return try result.get() }
    do throws(Diagnostic) {
      let expression = try parser.parse(scalar, at: span, in: bytes)
      known[span] = .success(expression)
      return expression
    } catch {
      known[span] = .failure(error)
      throw error
    }
  }
}
