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
  var repr: String { reprLines().joined(separator: "\n") }

  private func reprLines() -> [String] {
    type.reprStyle == .moduleList ? moduleListLines() : moduleLines()
  }

  private func moduleLines() -> [String] {
    let extra = extraRepr?.text ?? parameterListRepr
    let extraLines =
      extra.isEmpty
      ? []
      : extra.split(separator: "\n", omittingEmptySubsequences: false).map {
        TerminalText.escaped(String($0))
      }
    let className = TerminalText.escaped(type.name)
    if children.isEmpty, absentChildren.isEmpty, extraLines.count <= 1 {
      return ["\(className)(\(extraLines.first ?? ""))"]
    }
    var lines = ["\(className)("]
    for line in extraLines { lines.append("  " + line) }
    var absent = absentChildren[...]
    for (position, child) in children.enumerated() {
      let name = TerminalText.escaped(child.name)
      while let next = absent.first, next.position <= position {
        lines.append("  (\(TerminalText.escaped(next.name))): None")
        absent = absent.dropFirst()
      }
      for (index, line) in child.module.reprLines().enumerated() {
        // PyTorch leaves blank lines empty when it indents a child.
        let isBlank = line.utf8.allSatisfy { $0 == UInt8(ascii: " ") }
        lines.append(index == 0 ? "  (\(name)): \(line)" : isBlank ? "" : "  " + line)
      }
    }
    for child in absent { lines.append("  (\(TerminalText.escaped(child.name))): None") }
    lines.append(")")
    return lines
  }

  private func moduleListLines() -> [String] {
    if children.isEmpty, absentChildren.isEmpty { return ["\(TerminalText.escaped(type.name))()"] }
    var lines = ["\(TerminalText.escaped(type.name))("]
    var count = 0
    var start = 0
    var block: [String] = []
    func endBlock() {
      if start == count { return }
      let name = count - start > 1 ? "\(start)-\(count - 1)" : String(start)
      let times = count - start > 1 ? "\(count - start) x " : ""
      lines.append("  (\(name)): \(times)\(block[0])")
      for line in block.dropFirst() { lines.append("  " + line) }
      start = count
    }
    func append(_ item: [String]) {
      if item != block {
        endBlock()
        block = item
      }
      count += 1
    }

    var absent = absentChildren[...]
    var last: Module?
    for (position, child) in children.enumerated() {
      while let next = absent.first, next.position <= position {
        append(["None"])
        absent = absent.dropFirst()
        last = nil
      }
      // One object at two neighbouring places needs no second comparison.
      append(child.module === last ? block : child.module.reprLines())
      last = child.module
    }
    for _ in absent { append(["None"]) }
    endBlock()
    lines.append(")")
    return lines
  }

  private var parameterListRepr: String {
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
      case .float8E4M3FN, .float8E4M3FNUZ, .float8E5M2, .float8E5M2FNUZ, .float8E8M0FNU:
        "F" + rawValue.dropFirst()
      }
    return name + "Tensor"
  }
}
