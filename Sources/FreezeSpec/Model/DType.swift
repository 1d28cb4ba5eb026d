/// The type of a tensor's elements, by PyTorch's name without `torch.`.
public enum DType: String, CaseIterable, Sendable {
  case float32, float64, float16, bfloat16
  case float8E4M3FN = "float8_e4m3fn"
  case float8E4M3FNUZ = "float8_e4m3fnuz"
  case float8E5M2 = "float8_e5m2"
  case float8E5M2FNUZ = "float8_e5m2fnuz"
  case float8E8M0FNU = "float8_e8m0fnu"
  case complex32, complex64, complex128
  case uint8, uint16, uint32, uint64, int8, int16, int32, int64, bool
  /// The types of quantised elements.
  case qint8, quint8, qint32

  /// The type that PyTorch gives a name, its second names (`half`, `long`, …) included.
  init?(name: String) {
    // No name is longer, and a long text of marks is slow to compare.
    if name.utf8.count > 16 { return nil }
    if let type = DType(rawValue: name) {
      self = type
      return
    }
    switch name {
    case "float": self = .float32
    case "double": self = .float64
    case "half": self = .float16
    case "cfloat": self = .complex64
    case "cdouble": self = .complex128
    case "chalf": self = .complex32
    case "short": self = .int16
    case "int": self = .int32
    case "long": self = .int64
    default: return nil
    }
  }

  /// The size of one element, in bytes.
  public var bytes: Int {
    switch self {
    case .float8E4M3FN, .float8E4M3FNUZ, .float8E5M2, .float8E5M2FNUZ, .float8E8M0FNU: 1
    case .uint8, .int8, .bool, .qint8, .quint8: 1
    case .float16, .bfloat16, .uint16, .int16: 2
    case .float32, .complex32, .uint32, .int32, .qint32: 4
    case .float64, .complex64, .uint64, .int64: 8
    case .complex128: 16
    }
  }

  /// Whether PyTorch lets a tensor of this type require gradients.
  var canRequireGrad: Bool {
    switch self {
    case .uint8, .uint16, .uint32, .uint64, .int8, .int16, .int32, .int64, .bool, .qint8, .quint8,
      .qint32:
      false
    default: true
    }
  }
}
