/// The sizes of a tensor, as `torch.Size` is: an empty one is a scalar's.
///
/// Up to four sizes below 2^32, as nearly all tensors have, take no memory of their own.
public struct Shape: RandomAccessCollection, Hashable, Sendable {
  private var first: UInt32 = 0
  private var second: UInt32 = 0
  private var third: UInt32 = 0
  private var fourth: UInt32 = 0
  private var rank: UInt8 = 0
  /// All sizes, where they do not fit above.
  private var sizes: [Int]?

  /// Makes a shape.
  ///
  /// - Parameter sizes: The sizes, none negative.
  public init(_ sizes: some RandomAccessCollection<Int>) {
    self.init(rank: sizes.count) { sizes[sizes.index(sizes.startIndex, offsetBy: $0)] }
  }

  /// Makes a shape, given how many sizes there are and what each is.
  init(rank: Int, size: (Int) -> Int) {
    guard rank <= 4, (0..<rank).allSatisfy({ UInt32(exactly: size($0)) != nil }) else {
      sizes = (0..<rank).map(size)
      return
    }
    func short(_ index: Int) -> UInt32 {
      index < rank ? UInt32(truncatingIfNeeded: size(index)) : 0
    }
    first = short(0)
    second = short(1)
    third = short(2)
    fourth = short(3)
    self.rank = UInt8(truncatingIfNeeded: rank)
  }

  /// The first dimension.
  public var startIndex: Int { 0 }

  /// The number of dimensions.
  public var endIndex: Int { sizes?.count ?? Int(rank) }

  /// The size of a dimension.
  public subscript(position: Int) -> Int {
    if let sizes { return sizes[position] }
    precondition(position >= 0 && position < rank, "a shape has no size \(position)")
    switch position {
    case 0: return Int(first)
    case 1: return Int(second)
    case 2: return Int(third)
    default: return Int(fourth)
    }
  }
}

extension Shape: ExpressibleByArrayLiteral {
  /// Makes a shape of the sizes that are written.
  public init(arrayLiteral sizes: Int...) { self.init(sizes) }
}

extension Shape: CustomStringConvertible {
  /// The sizes as Python lists them: `[20, 10]`.
  public var description: String {
    var text = "["
    for (dimension, size) in enumerated() {
      if dimension > 0 { text += ", " }
      text += String(size)
    }
    return text + "]"
  }
}
