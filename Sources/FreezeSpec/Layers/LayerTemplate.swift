/// What the modules of calls have in common that differ in sizes of tensors alone.
///
/// It is read off two modules that the class's constructor made: a size that differs between them is
/// an argument's. See ``LayerClass/sizes``.
final class LayerTemplate {
  /// Where a size of a tensor comes from.
  private enum Size: Equatable {
    case fixed(Int)
    case argument(Int)
  }

  private let parameters: [(like: Parameter, shape: [Size])]
  private let buffers: [(like: Buffer, shape: [Size])]
  private let type: ModuleType
  private let hasRepr: Bool

  /// Makes the template of a call.
  ///
  /// - Parameters:
  ///   - layer: The class.
  ///   - values: The arguments by the signature's order.
  ///   - sizes: The indices of those that are sizes alone; ``module(sizes:extraRepr:)`` takes them in
  ///     this order.
  ///   - factory: Makes the modules to read it off.
  /// - Returns: `nil` where no simple rule leads from arguments to sizes.
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

    var parameters: [(like: Parameter, shape: [Size])] = []
    for (a, b) in zip(first.parameters, second.parameters) {
      guard let shape = Self.difference(a.shape, b.shape) else { return nil }
      parameters.append((a, shape))
    }
    var buffers: [(like: Buffer, shape: [Size])] = []
    for (a, b) in zip(first.buffers, second.buffers) {
      guard let shape = Self.difference(a.shape, b.shape) else { return nil }
      buffers.append((a, shape))
    }
    self.parameters = parameters
    self.buffers = buffers
    type = layer.type
    hasRepr = first.extraRepr != nil
  }

  /// Primes divide, and are divided by, nothing that an argument could be.
  private static let probes = [
    [1_000_003, 1_000_033, 1_000_037], [1_000_081, 1_000_099, 1_000_117],
  ]

  private static func difference(_ a: [Int], _ b: [Int]) -> [Size]? {
    guard a.count == b.count else { return nil }
    var sizes: [Size] = []
    for (x, y) in zip(a, b) {
      if x == y {
        sizes.append(.fixed(x))
      } else if let index = probes[0].firstIndex(of: x), probes[1][index] == y {
        sizes.append(.argument(index))
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
    // The tensors of norms share one shape.
    var last: (shape: [Int], of: [Size]) = ([], of: [])
    for (like, shape) in self.parameters {
      if shape != last.of { last = (Self.shape(shape, sizes), of: shape) }
      guard let elements = Self.elements(last.shape, like.dtype) else { return nil }
      parameters.append(
        Parameter(
          name: like.name, shape: last.shape, dtype: like.dtype, requiresGrad: like.requiresGrad,
          elements: elements))
    }
    for (like, shape) in self.buffers {
      if shape != last.of { last = (Self.shape(shape, sizes), of: shape) }
      guard Self.elements(last.shape, like.dtype) != nil else { return nil }
      buffers.append(Buffer(name: like.name, shape: last.shape, dtype: like.dtype))
    }
    return Module(
      type: type, parameters: parameters, buffers: buffers, extraRepr: hasRepr ? extraRepr : nil)
  }

  private static func shape(_ shape: [Size], _ arguments: [Int]) -> [Int] {
    func size(_ index: Int) -> Int {
      switch shape[index] {
      case .fixed(let size): size
      case .argument(let index): arguments[index]
      }
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
