/// The header of a safetensors file: eight bytes that say how long it is, and JSON.
///
/// The rules are those of the `safetensors` library, version 0.8. Two things that it lets pass are
/// refused, as readers differ in what they make of them: a tensor that stands twice with one range, and
/// a key that stands twice in `__metadata__`.
struct SafetensorsHeader {
  /// The bytes before the JSON.
  static let lengthBytes = 8

  private let source: ByteSource
  /// Where the data starts.
  private let dataStart: Int
  private var checkpoint = Checkpoint()
  private var ranges: [(start: Int, end: Int, tensor: Int)] = []
  private var notes: [Checkpoint.Tie] = []

  /// Whether a file can be one, by its first bytes.
  static func isOne(_ start: [UInt8]) -> Bool {
    guard start.count > lengthBytes, start[4..<lengthBytes].allSatisfy({ $0 == 0 }) else {
      return false
    }
    // White space before the brace is let pass.
    return start[lengthBytes...].first { !$0.isASCIISpace } == UInt8(ascii: "{")
  }

  /// Reads the header of a file.
  static func read(_ source: ByteSource) throws(CheckpointError) -> Checkpoint {
    let length = Int(clamping: littleEndian(try source.bytes(in: 0..<lengthBytes)))
    guard length <= Limits.checkpointHeaderBytes else {
      throw CheckpointError(
        "its header has more than \(grouped(Limits.checkpointHeaderBytes)) bytes")
    }
    guard length <= source.count - lengthBytes else { throw .cutOff }
    var header = SafetensorsHeader(source, dataStart: lengthBytes + length)
    let bytes = try source.bytes(in: lengthBytes..<lengthBytes + length)
    do throws(JSONError) {
      try header.readTensors(bytes)
    } catch {
      throw CheckpointError(
        broken: "its header cannot be read at byte \(grouped(lengthBytes + error.offset)): "
          + error.message)
    }
    try header.checkRanges()
    return header.finished
  }

  private init(_ source: ByteSource, dataStart: Int) {
    self.source = source
    self.dataStart = dataStart
  }

  // MARK: Tensors

  private mutating func readTensors(_ bytes: [UInt8]) throws(JSONError) {
    var reader = JSONReader(bytes, nesting: Limits.nesting)
    var tensors: [Checkpoint.Tensor] = []
    var ranges: [(start: Int, end: Int, tensor: Int)] = []
    var notes: [Checkpoint.Tie] = []
    try reader.object { (name, reader) throws(JSONError) in
      if name == "__metadata__" {
        notes = try Self.metadata(&reader)
        return
      }
      let start = reader.offset
      let (tensor, range) = try Self.tensor(name, &reader)
      guard tensors.count < Limits.parameters else {
        throw JSONError("it has more than \(grouped(Limits.parameters)) tensors", at: start)
      }
      ranges.append((range.lowerBound, range.upperBound, tensors.count))
      tensors.append(tensor)
    }
    try reader.end()
    checkpoint.tensors = tensors
    self.ranges = ranges
    self.notes = notes
  }

  /// The texts of `__metadata__`, among which `save_model` notes the names that it leaves out.
  private static func metadata(_ reader: inout JSONReader) throws(JSONError) -> [Checkpoint.Tie] {
    if try reader.kind() == .null {
      try reader.skip()
      return []
    }
    var notes: [Checkpoint.Tie] = []
    try reader.object { (key, reader) throws(JSONError) in
      notes.append(Checkpoint.Tie(dropped: key, kept: try reader.string()))
    }
    return notes
  }

  private static func tensor(_ name: String, _ reader: inout JSONReader) throws(JSONError)
    -> (Checkpoint.Tensor, Range<Int>)
  {
    _ = try reader.kind()
    let start = reader.offset
    var dtype: SafetensorsType?
    var shape: [Int]?
    var offsets: [Int]?
    try reader.object { (key, reader) throws(JSONError) in
      switch key {
      case "dtype":
        _ = try reader.kind()
        let place = reader.offset
        let text = try reader.string()
        guard let type = SafetensorsType(text) else {
          throw JSONError("the unknown dtype `\(clipped(text))`", at: place)
        }
        dtype = type
      case "shape": shape = try sizes(&reader, atMost: 1_000)
      case "data_offsets": offsets = try sizes(&reader, atMost: 2)
      default: try reader.skip()
      }
    }
    guard let dtype, let shape, let offsets, offsets.count == 2 else {
      throw JSONError(
        "`\(clipped(name))` wants a dtype, a shape and two data_offsets", at: start)
    }
    guard offsets[0] <= offsets[1] else {
      throw JSONError("`\(clipped(name))` ends before it starts", at: start)
    }
    guard dtype.bytes(of: shape) == offsets[1] - offsets[0] else {
      throw JSONError("`\(clipped(name))` is not as long as its shape says", at: start)
    }
    return (
      Checkpoint.Tensor(name: name, shape: shape, dtype: dtype.name), offsets[0]..<offsets[1]
    )
  }

  private static func sizes(_ reader: inout JSONReader, atMost most: Int) throws(JSONError) -> [Int]
  {
    var sizes: [Int] = []
    try reader.array { (reader) throws(JSONError) in
      _ = try reader.kind()
      let start = reader.offset
      let hasMinus = reader.hasMinus()
      let size = try reader.integer()
      if hasMinus { throw JSONError("a number here cannot be negative", at: start) }
      if sizes.count == most { throw JSONError("there are too many numbers here", at: start) }
      sizes.append(size)
    }
    return sizes
  }

  // MARK: The data

  /// Holds the tensors to filling the data, without holes and without overlap.
  private mutating func checkRanges() throws(CheckpointError) {
    ranges.sort { ($0.start, $0.end) < ($1.start, $1.end) }
    var end = 0
    for range in ranges {
      guard range.start == end else {
        let name = clipped(checkpoint.tensors[range.tensor].name)
        throw CheckpointError(
          broken: range.start < end
            ? "`\(name)` overlaps another tensor" : "there is a hole in the data before `\(name)`")
      }
      end = range.end
    }
    let length = source.count - dataStart
    if end > length { throw .cutOff }
    if end < length {
      throw CheckpointError(broken: "\(grouped(length - end)) bytes stand behind its last tensor")
    }
  }

  private var finished: Checkpoint {
    var checkpoint = checkpoint
    var names: Set<ExactString> = []
    if notes.isEmpty { return checkpoint }
    for tensor in checkpoint.tensors { names.insert(ExactString(tensor.name)) }
    checkpoint.dropped = notes.filter {
      names.contains(ExactString($0.kept)) && !names.contains(ExactString($0.dropped))
    }
    return checkpoint
  }
}

/// The type of the elements of a tensor in a safetensors file.
struct SafetensorsType {
  /// PyTorch's name for it, without `torch.`.
  let name: String
  private let bits: Int

  /// The type that safetensors calls by a name.
  init?(_ name: String) {
    guard let type = Self.types[name] else { return nil }
    (self.name, bits) = type
  }

  /// How many bytes a tensor takes; `nil` where that is no whole number, or none of 64 bits.
  func bytes(of shape: [Int]) -> Int? {
    if shape.contains(0) { return 0 }
    var count = bits
    for size in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      if overflow { return nil }
      count = product
    }
    return count.isMultiple(of: 8) ? count / 8 : nil
  }

  private static let types: [String: (String, Int)] = [
    "BOOL": ("bool", 8), "U8": ("uint8", 8), "I8": ("int8", 8), "I16": ("int16", 16),
    "U16": ("uint16", 16), "I32": ("int32", 32), "U32": ("uint32", 32), "I64": ("int64", 64),
    "U64": ("uint64", 64), "F16": ("float16", 16), "BF16": ("bfloat16", 16),
    "F32": ("float32", 32), "F64": ("float64", 64), "C64": ("complex64", 64),
    "F8_E5M2": ("float8_e5m2", 8), "F8_E4M3": ("float8_e4m3fn", 8),
    "F8_E8M0": ("float8_e8m0fnu", 8), "F8_E4M3FNUZ": ("float8_e4m3fnuz", 8),
    "F8_E5M2FNUZ": ("float8_e5m2fnuz", 8),
    // PyTorch packs two of the first into an element, and has none of the others.
    "F4": ("float4_e2m1fn_x2", 4), "F6_E2M3": ("float6_e2m3", 6), "F6_E3M2": ("float6_e3m2", 6),
  ]
}
