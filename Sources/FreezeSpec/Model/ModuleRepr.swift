extension ModuleType {
  /// Whether Python's `len` of the class's modules counts their items.
  var isContainer: Bool {
    let containers = ["Sequential", "ModuleList", "ModuleDict", "ParameterList", "ParameterDict"]
    return containers.contains(name) || ancestors.contains(where: containers.contains)
  }
}

extension Module {
  /// What PyTorch's `print(model)` prints, without a final line break.
  public var repr: String { reprLines().joined(separator: "\n") }

  private func reprLines() -> [String] {
    type.reprStyle == .moduleList ? moduleListLines() : moduleLines()
  }

  private func moduleLines() -> [String] {
    let extra = (type.reprStyle == .parameterList ? parameterListRepr : extraRepr?()) ?? ""
    let extraLines =
      extra.isEmpty
      ? [] : extra.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if children.isEmpty, absentChildren.isEmpty, extraLines.count <= 1 {
      return ["\(type.name)(\(extraLines.first ?? ""))"]
    }
    var lines = ["\(type.name)("]
    for line in extraLines { lines.append("  " + line) }
    var absent = absentChildren[...]
    for (position, child) in children.enumerated() {
      while let next = absent.first, next.position <= position {
        lines.append("  (\(next.name)): None")
        absent = absent.dropFirst()
      }
      for (index, line) in child.module.reprLines().enumerated() {
        // PyTorch leaves blank lines empty when it indents a child.
        let isBlank = line.utf8.allSatisfy { $0 == UInt8(ascii: " ") }
        lines.append(index == 0 ? "  (\(child.name)): \(line)" : isBlank ? "  " : "  " + line)
      }
    }
    for child in absent { lines.append("  (\(child.name)): None") }
    lines.append(")")
    return lines
  }

  private func moduleListLines() -> [String] {
    if children.isEmpty { return ["\(type.name)()"] }
    var lines = ["\(type.name)("]
    var start = 0
    var block = children[0].module.reprLines()
    for index in 1...children.count {
      var next: [String] = []
      if index < children.count {
        // One object at two neighbouring places needs no second comparison.
        if children[index].module === children[start].module { continue }
        next = children[index].module.reprLines()
        if next == block { continue }
      }
      let count = index - start
      let name = count > 1 ? "\(start)-\(index - 1)" : String(start)
      let times = count > 1 ? "\(count) x " : ""
      lines.append("  (\(name)): \(times)\(block[0])")
      for line in block.dropFirst() { lines.append("  " + line) }
      start = index
      block = next
    }
    lines.append(")")
    return lines
  }

  private var parameterListRepr: String {
    parameters.map { parameter in
      let size = parameter.shape.map(String.init).joined(separator: "x")
      return "  (\(parameter.name)): Parameter containing: "
        + "[torch.\(parameter.dtype.rawValue) of size \(size)]"
    }.joined(separator: "\n")
  }
}
