/// Makes the parameters and buffers that a module declares.
struct TensorBuilder {
  let reporter: Reporter
  let evaluator: Evaluator

  /// A parameter; `nil` where its shape is `None`.
  func parameter(_ spec: TensorSpec, in scope: Scope) throws(Reported) -> Parameter? {
    guard let shape = try shape(spec, in: scope) else { return nil }
    let dtype = try dtype(of: spec, in: scope)
    var requiresGrad = true
    if let expression = spec.requiresGrad {
      guard case .bool(let value) = try evaluator.evaluate(expression, in: scope) else {
        throw reporter.report(.wrongType, "requires_grad is true or false", at: expression.span)
      }
      requiresGrad = value
    }
    if requiresGrad, !dtype.canRequireGrad {
      throw reporter.report(
        .invalidValue,
        "a parameter of type torch.\(dtype.rawValue) cannot require gradients", at: spec.name.span,
        help: ["write requires_grad: false, or declare it under `buffers`"])
    }
    return Parameter(
      name: spec.name.text, shape: shape, dtype: dtype, requiresGrad: requiresGrad)
  }

  /// A buffer; `nil` where its shape is `None`.
  func buffer(_ spec: TensorSpec, in scope: Scope) throws(Reported) -> Buffer? {
    guard let shape = try shape(spec, in: scope) else { return nil }
    return Buffer(
      name: spec.name.text, shape: shape, dtype: try dtype(of: spec, in: scope))
  }

  private func dtype(of spec: TensorSpec, in scope: Scope) throws(Reported) -> DType {
    guard let expression = spec.dtype else { return scope.file.dtype }
    return try evaluator.dtype(expression, in: scope) ?? scope.file.dtype
  }

  private func shape(_ spec: TensorSpec, in scope: Scope) throws(Reported) -> Shape? {
    let value = try evaluator.evaluate(spec.shape, in: scope)
    if value.isNone { return nil }
    guard let items = value.items else {
      throw reporter.report(
        .wrongType, "a shape is a list of sizes, not \(withArticle(value.typeName))",
        at: spec.shape.span, help: ["write [\(brief(value))]"])
    }
    if items.count > 64 {
      throw reporter.report(.limit, "a tensor has at most 64 dimensions", at: spec.shape.span)
    }
    var sizes: [Int] = []
    for item in items {
      guard case .int(let size) = item else {
        throw reporter.report(
          .wrongType, "a size is an int, not \(withArticle(item.typeName)) (\(brief(item)))",
          at: spec.shape.span,
          help: item.asDouble == nil ? [] : ["// divides integers, / always gives a float"])
      }
      if size < 0 {
        throw reporter.report(.invalidValue, "a size cannot be negative (\(size))", at: spec.shape.span)
      }
      sizes.append(size)
    }
    if elementCount(sizes) == nil {
      throw reporter.report(.limit, "a tensor has at most 2^63 - 1 elements", at: spec.shape.span)
    }
    return Shape(sizes)
  }
}

/// A type's name with its article.
func withArticle(_ typeName: String) -> String {
  let isVowel = typeName.first.map("aeiouAEIOU".contains) ?? false
  return typeName == "NoneType" ? "None" : (isVowel ? "an " : "a ") + typeName
}
