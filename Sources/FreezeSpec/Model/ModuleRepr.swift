extension ModuleType {
  /// Whether Python's `len` of the class's modules counts their items.
  var isContainer: Bool {
    let containers = ["Sequential", "ModuleList", "ModuleDict", "ParameterList", "ParameterDict"]
    return containers.contains(name) || ancestors.contains(where: containers.contains)
  }
}

extension Module {
  /// What PyTorch's `print(model)` prints, without a final line break; names and texts of the config's
  /// are escaped, so that all line breaks are those of the form.
  var repr: String { ModulePrinter(self).text(cutAt: .max) }
}

extension Module {
  /// The lines of what a ParameterList or a ParameterDict holds; empty for any other module.
  var parameterListRepr: String {
    if type.reprStyle != .parameterList, type.reprStyle != .parameterDict { return "" }
    return parameters.map { parameter in
      let size = parameter.shape.map(String.init).joined(separator: "x")
      let type =
        type.reprStyle == .parameterDict ? parameter.dtype.tensorType : parameter.dtype.rawValue
      return "  (\(parameter.name)): Parameter containing: [torch.\(type) of size \(size)]"
    }.joined(separator: "\n")
  }
}

extension DType {
  /// The name that PyTorch's `tensor.type()` gives tensors of this type.
  fileprivate var tensorType: String {
    let name =
      switch self {
      case .float32: "Float"
      case .float64: "Double"
      case .float16: "Half"
      case .bfloat16: "BFloat16"
      case .complex32: "ComplexHalf"
      case .complex64: "ComplexFloat"
      case .complex128: "ComplexDouble"
      case .uint8: "Byte"
      case .uint16: "UInt16"
      case .uint32: "UInt32"
      case .uint64: "UInt64"
      case .int8: "Char"
      case .int16: "Short"
      case .int32: "Int"
      case .int64: "Long"
      case .bool: "Bool"
      case .qint8: "QInt8"
      case .quint8: "QUInt8"
      case .qint32: "QInt32"
      case .float8E4M3FN, .float8E4M3FNUZ, .float8E5M2, .float8E5M2FNUZ, .float8E8M0FNU:
        "F" + rawValue.dropFirst()
      }
    return name + "Tensor"
  }
}
