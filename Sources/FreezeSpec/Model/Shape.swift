/// The sizes of a tensor, as `torch.Size` is: an empty one is a scalar's.
///
/// Up to four sizes below 2^32, as nearly all tensors have, take no memory of their own.
public struct Shape: RandomAccessCollection, Hashable, Sendable {
  private enum Storage: Hashable {
    case short(UInt32, UInt32, UInt32, UInt32, rank: UInt8)
    case long([Int])
  }

  private var storage: Storage

  /// Makes the shape of a scalar.
  init() { storage = .short(0, 0, 0, 0, rank: 0) }

  /// Makes a shape.
  ///
  /// - Parameter sizes: The sizes, none negative.
  init(_ sizes: some RandomAccessCollection<Int>) {
    guard sizes.count <= 4, sizes.allSatisfy({ UInt32(exactly: $0) != nil }) else {
      storage = .long(Array(sizes))
      return
    }
    func size(_ dimension: Int) -> UInt32 {
      guard dimension < sizes.count else { return 0 }
      return UInt32(
        truncatingIfNeeded: sizes[sizes.index(sizes.startIndex, offsetBy: dimension)])
    }
    storage = .short(
      size(0), size(1), size(2), size(3), rank: UInt8(truncatingIfNeeded: sizes.count))
  }

  /// Adds a size, which is not negative.
  mutating func append(_ size: Int) {
    guard case .short(let first, let second, let third, _, let rank) = storage, rank < 4,
      let short = UInt32(exactly: size)
    else {
      storage = .long(Array(self) + [size])
      return
    }
    storage =
      switch rank {
      case 0: .short(short, 0, 0, 0, rank: 1)
      case 1: .short(first, short, 0, 0, rank: 2)
      case 2: .short(first, second, short, 0, rank: 3)
      default: .short(first, second, third, short, rank: 4)
      }
  }

  /// The first dimension.
  public var startIndex: Int { 0 }

  /// The number of dimensions.
  public var endIndex: Int {
    switch storage {
    case .short(_, _, _, _, let rank): Int(rank)
    case .long(let sizes): sizes.count
    }
  }

  /// The product of the sizes, which is 1 for a scalar's; wraps where it passes 2^63 - 1.
  var product: Int {
    switch storage {
    case .long(let sizes): return sizes.reduce(1, &*)
    case .short(let first, let second, let third, let fourth, let rank):
      var product = rank > 0 ? Int(first) : 1
      if rank > 1 { product &*= Int(second) }
      if rank > 2 { product &*= Int(third) }
      if rank > 3 { product &*= Int(fourth) }
      return product
    }
  }

  /// The size of a dimension.
  public subscript(position: Int) -> Int {
    switch storage {
    case .long(let sizes): return sizes[position]
    case .short(let first, let second, let third, let fourth, let rank):
      precondition(position >= 0 && position < rank, "a shape has no size \(position)")
      switch position {
      case 0: return Int(first)
      case 1: return Int(second)
      case 2: return Int(third)
      default: return Int(fourth)
      }
    }
  }
}

extension Shape: ExpressibleByArrayLiteral {
  /// Makes a shape of the sizes that are written.
  public init(arrayLiteral sizes: Int...) { self.init(sizes) }
}

extension Shape {
  /// How many bytes it takes at most as Python lists it.
  var mostBytes: Int { 2 + 21 * count }
}

extension ByteWriter {
  /// Writes a shape as Python lists its sizes: `[20, 10]`.
  mutating func append(_ shape: Shape) {
    append(byte: UInt8(ascii: "["))
    for dimension in 0..<shape.count {
      if dimension > 0 { append(", " as StaticString) }
      append(shape[dimension])
    }
    append(byte: UInt8(ascii: "]"))
  }
}

extension Shape: CustomStringConvertible {
  /// The sizes as Python lists them: `[20, 10]`.
  public var description: String { pythonList(self) }
}

/// Sizes as Python lists them: `[20, 10]`.
func pythonList(_ sizes: some Sequence<Int>) -> String {
  var text = "["
  for size in sizes {
    if text.utf8.count > 1 { text += ", " }
    text += String(size)
  }
  return text + "]"
}
