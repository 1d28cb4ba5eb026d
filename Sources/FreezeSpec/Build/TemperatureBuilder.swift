/// Works out the temperatures of a softmax.
struct TemperatureBuilder {
  let reporter: Reporter
  let evaluator: Evaluator

  /// The temperatures of a softmax, whose probabilities are no more than the limit.
  func temperatures(of softmax: Result<SoftmaxConfig, Reported>, in scope: Scope)
    -> Result<[Double], Reported>
  {
    do throws(Reported) {
      let softmax = try softmax.get()
      let values = try temperatures(softmax.temperature, in: scope)
      try check(values, logits: softmax.logits?.elements.count ?? 0, at: softmax.temperature.span)
      return .success(values)
    } catch {
      return .failure(error)
    }
  }

  /// The temperatures in their order: one, or those of a sweep.
  private func temperatures(_ expression: Expression, in scope: Scope) throws(Reported) -> [Double]
  {
    var temperatures: [Double] = []
    var failure: Reported?
    var items = [expression]
    if case .list(let written) = expression.kind { items = written }
    for item in items {
      do throws(Reported) {
        // A single expression may give a list as a whole.
        temperatures += try numbers(
          of: try evaluator.evaluate(item, in: scope), at: item.span, takesList: items.count == 1)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    if temperatures.isEmpty {
      throw reporter.report(
        .invalidValue, "a sweep has one temperature or more", at: expression.span)
    }
    if temperatures.count > Limits.temperatures {
      throw reporter.report(
        .limit,
        "a softmax has at most \(Limits.temperatures) temperatures, and this has more",
        at: expression.span)
    }
    return temperatures
  }

  /// Holds the probabilities of a softmax, as many at each temperature as there are logits, to the limit.
  func check(_ temperatures: [Double], logits: Int, at span: SourceSpan) throws(Reported) {
    if Set(temperatures).count * logits <= Limits.probabilities { return }
    throw reporter.report(
      .limit,
      "a softmax has at most \(grouped(Limits.probabilities)) probabilities at all its temperatures, "
        + "and this has more", at: span)
  }

  private func numbers(of value: Value, at span: SourceSpan, takesList: Bool)
    throws(Reported) -> [Double]
  {
    if takesList, let items = value.items {
      var temperatures: [Double] = []
      for item in items.prefix(Limits.temperatures + 1) {
        temperatures += try numbers(of: item, at: span, takesList: false)
      }
      return temperatures
    }
    // To Python a bool is a number, too.
    let number: Double? = if case .bool = value { nil } else { value.asDouble }
    if let temperature = number {
      if temperature > 0, temperature.isFinite { return [temperature] }
      throw reporter.report(
        .invalidValue, "a temperature is finite and above 0, not \(brief(value))", at: span)
    }
    throw reporter.report(
      .wrongType, "a temperature is a number, not \(withArticle(value.typeName))", at: span)
  }
}
