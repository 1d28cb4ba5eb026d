/// What a plan can be exported to.
public enum ExportTarget: String, CaseIterable, Sendable {
  /// One Python file that needs PyTorch alone.
  case pytorch
}

extension FreezePlan {
  /// The plan as a file that applies it, in UTF-8.
  ///
  /// - Parameter withModel: Whether the file makes the declared model as well.
  public func exported(to target: ExportTarget, withModel: Bool = false) -> [UInt8] {
    var out = OutputBuffer()
    write(to: target, withModel, &out)
    return out.finish()
  }

  /// Why the plan is not exported, for its size; `nil` where there is no reason.
  package func refusalOfExport(
    atMost most: Int = Limits.exportedParameters, bytes mostBytes: Int = Limits.exportedNameBytes
  ) -> String? {
    if model.parameters.count > most {
      return "an exported plan has at most \(grouped(most)) parameters, and this one has "
        + grouped(model.parameters.count)
    }
    let bytes = model.nameTotals.bytes
    if bytes <= mostBytes { return nil }
    return "the names of an exported plan have at most \(grouped(mostBytes)) bytes together, and "
      + "those of this one have \(grouped(bytes))"
  }

  /// Why no `build()` can make its model; `nil` where one can.
  package var refusalOfModelExport: (message: String, help: [String])? {
    let types = configs?.entries.compactMap(\.config.dtype) ?? []
    // The types that torch.set_default_dtype takes.
    let known: [DType] = [.float32, .float64, .float16, .bfloat16]
    guard let type = types.first(where: { !known.contains($0) }) else { return nil }
    return (
      "torch has no modules of \(type.rawValue) by default, which build() would have to make",
      [
        "leave out --with-model, or give `dtype: \(type.rawValue)` to the tensors that have it, in place of "
          + "the whole config"
      ]
    )
  }

  /// Writes the plan as a file that applies it, piece by piece.
  package func export(
    to target: ExportTarget, withModel: Bool, _ sink: @escaping (_ piece: [UInt8]) -> Void
  ) {
    var out = OutputBuffer(to: sink)
    write(to: target, withModel, &out)
    _ = out.finish()
  }

  private func write(
    to target: ExportTarget, _ withModel: Bool, _ out: inout OutputBuffer
  ) {
    switch target {
    case .pytorch: PyTorchExport(self, withModel: withModel).write(to: &out)
    }
  }
}
