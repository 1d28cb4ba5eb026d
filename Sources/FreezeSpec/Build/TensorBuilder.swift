/// Makes the parameters and buffers that a module declares.
struct TensorBuilder {
  let reporter: Reporter
  let evaluator: Evaluator

  /// Goes through the tensors that specs stand for: each with its name, and with the scope that it is
  /// made in.
  ///
  /// All errors are gathered. In a sequence a tensor that is absent takes its number all the same.
  func forEach(
    _ specs: [TensorSpec], in scope: Scope, _ budget: EvaluationBudget,
    _ body: (TensorSpec, Scope) throws(Reported) -> Void
  ) throws(Reported) {
    var failure: Reported?
    var next = 0
    for spec in specs {
      do throws(Reported) {
        var named = spec
        guard let repeats = spec.repeats else {
          if spec.isInSequence { named.name.text = String(next) }
          next += 1
          try body(named, scope)
          continue
        }
        let count = try count(of: repeats, in: scope, budget)
        for turn in 0..<count {
          try budget.charge(scope.bindingSteps, at: spec.name.span)
          let inner = scope.binding(repeats.index, turn)
          named.name.text =
            try repeats.key.map { key throws(Reported) in
              try evaluator.fill(key, in: inner)
            } ?? String(next)
          next += 1
          try body(named, inner)
        }
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }

  private func count(of repeats: TensorRepeat, in scope: Scope, _ budget: EvaluationBudget)
    throws(Reported) -> Int
  {
    let value = try evaluator.evaluate(repeats.count, in: scope)
    guard case .int(let count) = value else {
      throw reporter.report(
        .wrongType, "a repeat count is an int, not \(withArticle(value.typeName))",
        at: repeats.count.span)
    }
    if count < 0 {
      throw reporter.report(
        .invalidValue, "a repeat count is 0 or more, not \(count)", at: repeats.count.span)
    }
    try budget.checkOwnTensors(count, at: repeats.count.span)
    return count
  }

  /// A parameter; `nil` where its shape is `None`.
  func parameter(_ spec: TensorSpec, in scope: Scope) throws(Reported) -> Parameter? {
    guard let shape = try shape(spec, in: scope) else { return nil }
    let dtype = try dtype(of: spec, in: scope)
    let requiresGrad = try truth(spec.requiresGrad, "requires_grad", in: scope)
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
      name: spec.name.text, shape: shape, dtype: try dtype(of: spec, in: scope),
      isPersistent: try truth(spec.persistent, "persistent", in: scope))
  }

  /// What a flag of a tensor says, which holds where it is not written.
  private func truth(_ expression: Expression?, _ name: String, in scope: Scope) throws(Reported)
    -> Bool
  {
    guard let expression else { return true }
    guard case .bool(let value) = try evaluator.evaluate(expression, in: scope) else {
      throw reporter.report(.wrongType, "\(name) is true or false", at: expression.span)
    }
    return value
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
        at: spec.shape.span, cures: shapeCures(value, spec.name.text))
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
        throw reporter.report(
          .invalidValue, "a size cannot be negative (\(size))", at: spec.shape.span)
      }
      sizes.append(size)
    }
    if elementCount(sizes) == nil {
      throw reporter.report(.limit, "a tensor has at most 2^63 - 1 elements", at: spec.shape.span)
    }
    return Shape(sizes)
  }

  /// The cures of a shape that is no list.
  private func shapeCures(_ value: Value, _ name: String) -> [Cure] {
    if case .int = value { return [.writing("[\(brief(value))]")] }
    return ["requires_grad", "dtype", "persistent"].contains(name)
      ? ["it belongs to one tensor: write it beside its `shape`, w: {shape: [3], \(name): …}"] : []
  }
}

/// A type's name with its article.
func withArticle(_ typeName: String) -> String {
  let isVowel = typeName.first.map("aeiouAEIOU".contains) ?? false
  return typeName == "NoneType" ? "None" : (isVowel ? "an " : "a ") + typeName
}
