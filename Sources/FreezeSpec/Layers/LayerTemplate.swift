/// What the modules of calls have in common that differ in sizes of tensors alone.
///
/// It is read off two modules that the class's constructor made: a size that differs between them is
/// an argument's. See ``LayerClass/sizes``.
final class LayerTemplate {
  /// A tensor whose sizes are to be filled in.
  private struct Tensor {
    let name: String
    let dtype: DType
    let requiresGrad: Bool
    /// The sizes: an argument's index, inverted, where it is negative.
    let shape: [Int]
    /// Whether the tensor before has the same shape, as those of norms do.
    let repeatsShape: Bool
  }

  private let parameters: [Tensor]
  private let buffers: [Tensor]
  private let type: ModuleType
  private let hasRepr: Bool

  /// Makes the template of a call, or `nil` where no simple rule leads from arguments to sizes.
  ///
  /// - Parameters:
  ///   - layer: The class.
  ///   - values: The arguments by the signature's order.
  ///   - sizes: The indices of those that are sizes alone; ``module(sizes:extraRepr:)`` takes them in
  ///     this order.
  ///   - factory: Makes the modules to read it off.
  init?(_ layer: Layer, values: [Value], sizes: [Int], factory: LayerFactory) {
    guard !sizes.isEmpty, sizes.count <= Self.probes[0].count else { return nil }
    func module(_ probe: [Int]) -> Module? {
      var values = values
      for (size, index) in zip(probe, sizes) { values[index] = .int(size) }
      return try? factory.construct(LayerCall(layer: layer, values: values))
    }
    guard let first = module(Self.probes[0]), let second = module(Self.probes[1]),
      first.children.isEmpty, first.absentChildren.isEmpty,
      first.parameters.count == second.parameters.count,
      first.buffers.count == second.buffers.count
    else { return nil }

    var tensors: [Tensor] = []
    func add(_ name: String, _ a: [Int], _ b: [Int], _ dtype: DType, _ requiresGrad: Bool) -> Bool {
      guard let shape = Self.difference(a, b) else { return false }
      tensors.append(
        Tensor(
          name: name, dtype: dtype, requiresGrad: requiresGrad, shape: shape,
          repeatsShape: shape == tensors.last?.shape))
      return true
    }
    for (a, b) in zip(first.parameters, second.parameters) {
      guard add(a.name, a.shape, b.shape, a.dtype, a.requiresGrad) else { return nil }
    }
    for (a, b) in zip(first.buffers, second.buffers) {
      guard add(a.name, a.shape, b.shape, a.dtype, false) else { return nil }
    }
    parameters = Array(tensors[..<first.parameters.count])
    buffers = Array(tensors[first.parameters.count...])
    type = layer.type
    hasRepr = first.extraRepr != nil
  }

  /// Primes divide, and are divided by, nothing that an argument could be.
  private static let probes = [
    [1_000_003, 1_000_033, 1_000_037], [1_000_081, 1_000_099, 1_000_117],
  ]

  private static func difference(_ a: [Int], _ b: [Int]) -> [Int]? {
    guard a.count == b.count else { return nil }
    var sizes: [Int] = []
    for (x, y) in zip(a, b) {
      if x == y {
        sizes.append(x)
      } else if let index = probes[0].firstIndex(of: x), probes[1][index] == y {
        sizes.append(~index)
      } else {
        return nil
      }
    }
    return sizes
  }

  /// The module for some sizes.
  ///
  /// - Parameters:
  ///   - sizes: The sizes, 1 or more each.
  ///   - extraRepr: What `repr` prints between the parentheses.
  /// - Returns: `nil` where a tensor would be too large.
  func module(sizes: [Int], extraRepr: @escaping @Sendable () -> String) -> Module? {
    var parameters: [Parameter] = []
    var buffers: [Buffer] = []
    parameters.reserveCapacity(self.parameters.count)
    buffers.reserveCapacity(self.buffers.count)
    var shape: [Int] = []
    for tensor in self.parameters {
      if !tensor.repeatsShape { shape = Self.shape(tensor.shape, sizes) }
      guard let elements = Self.elements(shape, tensor.dtype) else { return nil }
      parameters.append(
        Parameter(
          name: tensor.name, shape: shape, dtype: tensor.dtype, requiresGrad: tensor.requiresGrad,
          elements: elements))
    }
    for tensor in self.buffers {
      if !tensor.repeatsShape { shape = Self.shape(tensor.shape, sizes) }
      guard Self.elements(shape, tensor.dtype) != nil else { return nil }
      buffers.append(Buffer(name: tensor.name, shape: shape, dtype: tensor.dtype))
    }
    return Module(
      type: type, parameters: parameters, buffers: buffers, extraRepr: hasRepr ? extraRepr : nil)
  }

  private static func shape(_ shape: [Int], _ arguments: [Int]) -> [Int] {
    func size(_ index: Int) -> Int {
      let size = shape[index]
      return size < 0 ? arguments[~size] : size
    }
    // Literals need no growing.
    switch shape.count {
    case 0: return []
    case 1: return [size(0)]
    case 2: return [size(0), size(1)]
    case 4: return [size(0), size(1), size(2), size(3)]
    default: return shape.indices.map(size)
    }
  }

  private static func elements(_ shape: [Int], _ dtype: DType) -> Int? {
    guard let elements = elementCount(shape),
      !elements.multipliedReportingOverflow(by: dtype.bytes).overflow
    else { return nil }
    return elements
  }
}
