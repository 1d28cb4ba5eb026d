/// A parameter as a module declares it.
struct Parameter: Hashable, Sendable {
  /// Its name within its module, such as `weight`.
  let name: String
  /// Its sizes.
  let shape: Shape
  /// The type of its elements.
  let dtype: DType
  /// Whether it trains where no rule says otherwise.
  let requiresGrad: Bool

  /// The number of its elements, the product of its sizes: below 2^63, or the model builder refuses
  /// the tensor.
  var elements: Int { shape.product }
  /// The bytes of its elements; `Int.max` where they pass it.
  var bytes: Int { saturatingProduct(elements, dtype.bytes) }
}

/// A buffer as a module declares it: part of its state that no optimizer changes.
struct Buffer: Hashable, Sendable {
  /// Its name within its module, such as `running_mean`.
  let name: String
  /// Its sizes.
  let shape: Shape
  /// The type of its elements.
  let dtype: DType
  /// Whether the state dict holds it.
  var isPersistent = true
}

/// The number of elements of a tensor.
///
/// - Returns: The product of the sizes, or `nil` where it passes 2^63 - 1.
func elementCount(_ shape: some Collection<Int>) -> Int? {
  var count = 1
  var passes = false
  for size in shape {
    if size == 0 { return 0 }
    let (product, overflow) = count.multipliedReportingOverflow(by: size)
    count = product
    passes = passes || overflow
  }
  return passes ? nil : count
}

/// A number of parameters in words: `1 parameter`, `1,240 parameters`.
func counted(_ parameters: Int) -> String { counted(parameters, "parameter") }
