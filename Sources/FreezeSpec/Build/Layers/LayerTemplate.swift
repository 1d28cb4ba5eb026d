/// What the modules of calls have in common that differ in sizes of tensors alone.
///
/// It is read off two modules that the class's constructor made: a size that differs between them is
/// an argument's. See ``LayerClass/sizes``. A module made of it keeps its sizes and nothing else, see
/// ``ModuleTensors``.
final class LayerTemplate: Sendable {
  /// The sizes that calls differ in, each from 1 to 2^32 - 1; those that a template has not are 0.
  struct Sizes {
    /// How many there can be.
    static let most = 3

    private var first: UInt32 = 0
    private var second: UInt32 = 0
    private var third: UInt32 = 0

    subscript(index: Int) -> UInt32 {
      get { index == 0 ? first : index == 1 ? second : third }
      set {
        switch index {
        case 0: first = newValue
        case 1: second = newValue
        default: third = newValue
        }
      }
    }
  }

  /// A tensor whose sizes are to be filled in.
  private struct Tensor {
    let traits: Parameter.Traits
    let rank: Int
    /// The sizes: an argument's index, inverted, where it is negative.
    let sizes: SIMD4<Int>
  }

  let type: ModuleType
  /// What there is in each of its modules.
  let extent: ModuleExtent
  /// Whether its modules print something between their parentheses.
  let hasRepr: Bool
  private let parameters: [Tensor]
  private let buffers: [Tensor]
  private let layer: Layer
  private let values: [Value]
  private let sizes: [Int]
  private let defaultDType: DType

  /// Makes the template of a call, or `nil` where no simple rule leads from arguments to sizes.
  ///
  /// - Parameters:
  ///   - layer: The class.
  ///   - values: The arguments by the signature's order.
  ///   - sizes: The indices of those that are sizes alone; ``module(_:)`` takes them in this order.
  ///   - factory: Makes the modules to read it off.
  init?(_ layer: Layer, values: [Value], sizes: [Int], factory: LayerFactory) {
    guard !sizes.isEmpty, sizes.count <= Sizes.most else { return nil }
    func module(_ probe: [Int]) -> Module? {
      var values = values
      for (size, index) in zip(probe, sizes) { values[index] = .int(size) }
      return try? factory.construct(LayerCall(layer: layer, values: values))
    }
    guard let first = module(Self.probes[0]), let second = module(Self.probes[1]),
      first.children.isEmpty, first.absentChildren.isEmpty, first.dropout == 0,
      first.parameters.count == second.parameters.count,
      first.buffers.count == second.buffers.count
    else { return nil }

    var tensors: [Tensor] = []
    func add(_ name: String, _ a: Shape, _ b: Shape, _ dtype: DType, _ requiresGrad: Bool) -> Bool {
      guard let sizes = Self.difference(a, b) else { return false }
      tensors.append(
        Tensor(
          traits: Parameter.Traits(name: name, dtype: dtype, requiresGrad: requiresGrad),
          rank: a.count, sizes: sizes))
      return true
    }
    for index in 0..<first.parameters.count {
      let (a, b) = (first.parameters[index], second.parameters[index])
      guard add(a.name, a.shape, b.shape, a.dtype, a.requiresGrad) else { return nil }
    }
    for index in 0..<first.buffers.count {
      let (a, b) = (first.buffers[index], second.buffers[index])
      guard add(a.name, a.shape, b.shape, a.dtype, false) else { return nil }
    }
    parameters = Array(tensors[..<first.parameters.count])
    buffers = Array(tensors[first.parameters.count...])
    type = layer.type
    extent = first.extent
    hasRepr = first.extraRepr != nil
    self.layer = layer
    self.values = values
    self.sizes = sizes
    defaultDType = factory.defaultDType
  }

  /// Primes divide, and are divided by, nothing that an argument could be.
  private static let probes = [
    [1_000_003, 1_000_033, 1_000_037], [1_000_081, 1_000_099, 1_000_117],
  ]

  private static func difference(_ a: Shape, _ b: Shape) -> SIMD4<Int>? {
    guard a.count == b.count, a.count <= 4 else { return nil }
    var sizes = SIMD4<Int>()
    for place in 0..<a.count {
      let (x, y) = (a[place], b[place])
      if x == y {
        sizes[place] = x
      } else if let index = probes[0].firstIndex(of: x), probes[1][index] == y {
        sizes[place] = ~index
      } else {
        return nil
      }
    }
    return sizes
  }

  /// The module for some sizes.
  ///
  /// - Returns: `nil` where a tensor would be too large.
  func module(_ sizes: Sizes) -> Module? {
    func canBe(_ tensor: Tensor) -> Bool {
      guard let elements = elementCount(shape(of: tensor, sizes)) else { return false }
      return !elements.multipliedReportingOverflow(by: tensor.traits.dtype.bytes).overflow
    }
    guard parameters.allSatisfy(canBe), buffers.allSatisfy(canBe) else { return nil }
    return Module(self, sizes)
  }

  // MARK: Tensors

  var parameterCount: Int { parameters.count }
  var bufferCount: Int { buffers.count }

  func parameter(_ index: Int, _ sizes: Sizes) -> Parameter {
    let traits = parameters[index].traits
    let shape = shape(of: parameters[index], sizes)
    return Parameter(
      name: traits.name, shape: shape, dtype: traits.dtype, requiresGrad: traits.requiresGrad,
      elements: shape.reduce(1, &*))
  }

  func traits(ofParameter index: Int) -> Parameter.Traits { parameters[index].traits }

  func buffer(_ index: Int, _ sizes: Sizes) -> Buffer {
    let tensor = buffers[index]
    return Buffer(
      name: tensor.traits.name, shape: shape(of: tensor, sizes), dtype: tensor.traits.dtype)
  }

  private func shape(of tensor: Tensor, _ sizes: Sizes) -> Shape {
    Shape(rank: tensor.rank) { index in
      let size = tensor.sizes[index]
      return size < 0 ? Int(sizes[~size]) : size
    }
  }

  // MARK: Printing

  /// What `repr` prints between the parentheses of a module.
  func extraRepr(of sizes: Sizes) -> String {
    var values = values
    for (place, index) in self.sizes.enumerated() { values[index] = .int(Int(sizes[place])) }
    return LayerFactory(defaultDType: defaultDType).extraRepr(
      of: LayerCall(layer: layer, values: values))
  }
}
