/// A tensor as `torch.save` writes it: a call of a function that would put it together.
struct TorchTensor {
  var shape: [Int]
  /// The type of its elements, by PyTorch's name without `torch.`.
  var dtype: String
  /// Whether it is a `Parameter`.
  var isParameter = false
  var requiresGrad = false
  /// Where its elements lie; `nil` where they lie in no storage of their own.
  var view: TorchView?
}

/// The part of a storage that a tensor shows.
///
/// Tensors that show the same are one.
struct TorchView: Hashable {
  let storage: ExactString
  var offset: Int
  let shape: [Int]
  let stride: [Int]
  let dtype: ExactString
}

/// A storage: a run of elements under a key.
struct TorchStorage {
  let key: String
  /// `nil` where the storage is of bytes, and the tensor has the type.
  let dtype: String?
  /// The number of elements.
  let count: Int
  /// Where it starts in another storage, in elements.
  let offset: Int
}

/// Reads tensors out of a pickle.
struct TorchTensorReader {
  let graph: PickleGraph

  /// Whether a value is a tensor, or is put together as tensors are.
  func isTensor(_ value: PickleValue) -> Bool {
    guard let instance = graph.instance(value), let name = graph.name(of: instance) else {
      return false
    }
    return name.startsExactly(with: "torch._utils._rebuild_")
      || name == "torch._tensor._rebuild_from_type_v2"
  }

  /// Reads a tensor.
  ///
  /// - Parameter name: Its name, for messages.
  func tensor(_ value: PickleValue, named name: String) throws(CheckpointError) -> TorchTensor {
    try OneTensor(graph: graph, name: name).tensor(value, level: 0)
  }

  /// The bytes that the key of a storage may have: torch writes numbers.
  private static let keyBytes = 256

  /// The storage that a persistent id stands for.
  func storage(_ value: PickleValue) -> TorchStorage? {
    guard case .persistent(let id)? = graph.object(value), let parts = graph.items(id),
      parts.count >= 5, graph.text(parts[0]) == "storage",
      let className = graph.globalName(parts[1]), let key = graph.text(parts[2]),
      key.utf8.count <= Self.keyBytes, case .integer(let count) = parts[4], count >= 0
    else { return nil }
    var offset = 0
    if parts.count > 5, let view = graph.items(parts[5]) {
      // The older form tells of a storage that is a part of another: its key, its start, its size.
      guard view.count == 3, case .integer(let start) = view[1], start >= 0 else { return nil }
      offset = start
    }
    if className.endsExactly(with: "UntypedStorage") {
      return TorchStorage(key: key, dtype: nil, count: count, offset: offset)
    }
    guard let dtype = Self.dtype(ofStorage: className) else { return nil }
    return TorchStorage(key: key, dtype: dtype, count: count, offset: offset)
  }

  /// The type of the elements of a class of storages: `float32` for `torch.FloatStorage`, or for
  /// `torch.cuda.FloatStorage`.
  private static func dtype(ofStorage name: String) -> String? {
    guard name.startsExactly(with: "torch."), let dot = name.utf8.lastIndex(of: UInt8(ascii: "."))
    else { return nil }
    return storages[String(name[name.index(after: dot)...])]
  }

  private static let storages = [
    "FloatStorage": "float32", "DoubleStorage": "float64", "HalfStorage": "float16",
    "BFloat16Storage": "bfloat16", "LongStorage": "int64", "IntStorage": "int32",
    "ShortStorage": "int16", "CharStorage": "int8", "ByteStorage": "uint8",
    "BoolStorage": "bool", "ComplexFloatStorage": "complex64",
    "ComplexDoubleStorage": "complex128", "QInt8Storage": "qint8", "QUInt8Storage": "quint8",
    "QInt32Storage": "qint32", "QUInt4x2Storage": "quint4x2", "QUInt2x4Storage": "quint2x4",
  ]

  /// The size of an element, in bytes; `nil` where it is not a whole number of them, or not known.
  static func bytes(of dtype: String) -> Int? {
    switch dtype {
    case "float64", "int64", "uint64", "complex64": 8
    case "float32", "int32", "uint32", "qint32", "complex32": 4
    case "float16", "bfloat16", "int16", "uint16": 2
    case "int8", "uint8", "bool", "qint8", "quint8": 1
    case "complex128": 16
    default: dtype.startsExactly(with: "float8_") ? 1 : nil
    }
  }
}

/// Reads one tensor, which may stand in calls around it.
private struct OneTensor {
  let graph: PickleGraph
  let name: String

  /// Calls around a tensor: a parameter of a subclass made from another device is four.
  private static let mostLevels = 8

  private func refused(_ value: PickleValue, help: [String] = []) -> CheckpointError {
    CheckpointError(
      "`\(clipped(name))` is no tensor that can be read: it is \(graph.description(value))",
      help: help)
  }

  func tensor(_ value: PickleValue, level: Int) throws(CheckpointError) -> TorchTensor {
    guard let instance = graph.instance(value) else {
      throw refused(
        value,
        help: ["save the tensors alone: {k: v for k, v in state.items() if torch.is_tensor(v)}"])
    }
    return try made(by: instance.function, of: instance.arguments, level, value)
  }

  /// What a function would make of a tuple of arguments.
  private func made(
    by function: PickleValue, of arguments: PickleValue, _ level: Int, _ value: PickleValue
  ) throws(CheckpointError) -> TorchTensor {
    guard level < Self.mostLevels, let arguments = graph.items(arguments),
      let function = graph.globalName(function)
    else { throw refused(value) }
    func argument(_ index: Int) -> PickleValue {
      index < arguments.count ? arguments[index] : .none
    }
    func flag(_ index: Int) -> Bool { argument(index) == .bool(true) }
    switch function {
    case "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2",
      "torch._utils._rebuild_qtensor":
      var tensor = try view(arguments, dtype: nil, of: value)
      let isQuantised = function.endsExactly(with: "_qtensor")
      tensor.requiresGrad = flag(isQuantised ? 5 : 4)
      return tensor
    case "torch._utils._rebuild_tensor_v3":
      var tensor = try view(arguments, dtype: try dtype(argument(6), of: value), of: value)
      tensor.requiresGrad = flag(4)
      return tensor
    case "torch._utils._rebuild_parameter", "torch._utils._rebuild_parameter_with_state":
      var tensor = try tensor(argument(0), level: level + 1)
      tensor.isParameter = true
      tensor.requiresGrad = flag(1)
      return tensor
    case "torch._tensor._rebuild_from_type_v2":
      // Its function, its class, the function's arguments and a state.
      return try made(by: argument(0), of: argument(2), level + 1, value)
    case "torch._utils._rebuild_device_tensor_from_cpu_tensor":
      var tensor = try tensor(argument(0), level: level + 1)
      tensor.dtype = try dtype(argument(1), of: value)
      tensor.requiresGrad = flag(3)
      return tensor
    case "torch._utils._rebuild_meta_tensor_no_storage":
      return TorchTensor(
        shape: try sizes(argument(1), of: value), dtype: try dtype(argument(0), of: value),
        requiresGrad: flag(3))
    case "torch._utils._rebuild_wrapper_subclass":
      return TorchTensor(
        shape: try sizes(argument(2), of: value), dtype: try dtype(argument(1), of: value),
        requiresGrad: flag(7))
    case "torch._utils._rebuild_sparse_tensor": return try sparse(arguments, level, of: value)
    default: throw refused(value)
    }
  }

  /// A sparse tensor, whose shape stands beside its indices and its values.
  private func sparse(
    _ arguments: PickleItems, _ level: Int, of value: PickleValue
  ) throws(CheckpointError) -> TorchTensor {
    guard arguments.count == 2, let data = graph.items(arguments[1]), (3...5).contains(data.count)
    else { throw refused(value) }
    // Compressed layouts have one more list of indices before the values.
    guard let sizes = data.dropFirst(2).lazy.compactMap({ try? self.sizes($0, of: value) }).first,
      let elements = data.prefix(3).last(where: { TorchTensorReader(graph: graph).isTensor($0) })
    else { throw refused(value) }
    let inner = try tensor(elements, level: level + 1)
    return TorchTensor(shape: sizes, dtype: inner.dtype)
  }

  /// A tensor that shows a part of a storage: the storage, an offset, sizes and strides.
  private func view(
    _ arguments: PickleItems, dtype: String?, of value: PickleValue
  ) throws(CheckpointError) -> TorchTensor {
    guard arguments.count >= 4,
      let storage = TorchTensorReader(graph: graph).storage(arguments[0]),
      case .integer(let offset) = arguments[1], offset >= 0,
      let dtype = dtype ?? storage.dtype
    else { throw refused(value) }
    let shape = try sizes(arguments[2], of: value)
    let stride = try sizes(arguments[3], of: value)
    guard shape.count == stride.count, shape.reduce(1, saturatingProduct) < .max else {
      throw refused(value)
    }
    var tensor = TorchTensor(shape: shape, dtype: dtype)
    if shape.contains(0) { return tensor }
    // A storage of bytes counts those.
    let count =
      storage.dtype == nil
      ? storage.count / (TorchTensorReader.bytes(of: dtype) ?? 1) : storage.count
    var last = offset
    for (size, step) in zip(shape, stride) {
      last = saturatingSum(last, saturatingProduct(size - 1, step))
    }
    guard last < count else {
      throw CheckpointError("`\(clipped(name))` reaches behind the end of its storage")
    }
    tensor.view = TorchView(
      storage: ExactString(storage.key), offset: saturatingSum(storage.offset, offset),
      shape: shape, stride: stride, dtype: ExactString(dtype))
    return tensor
  }

  private func sizes(_ value: PickleValue, of tensor: PickleValue) throws(CheckpointError) -> [Int]
  {
    guard let items = graph.items(value), items.count <= 64 else { throw refused(tensor) }
    var sizes: [Int] = []
    for item in items {
      guard case .integer(let size) = item, size >= 0 else { throw refused(tensor) }
      sizes.append(size)
    }
    return sizes
  }

  /// A type, which is written as the name that Python imports it by: `torch.float8_e4m3fn`.
  private func dtype(_ value: PickleValue, of tensor: PickleValue) throws(CheckpointError) -> String
  {
    guard let name = graph.globalName(value), name.startsExactly(with: "torch.") else {
      throw refused(tensor)
    }
    return String(name.dropFirst("torch.".count))
  }
}
