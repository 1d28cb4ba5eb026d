/// What a plan can be exported to.
public enum ExportTarget: String, CaseIterable, Sendable {
  /// One Python file that needs PyTorch alone.
  case pytorch
}

extension FreezePlan {
  /// The plan as a file that applies it, in UTF-8.
  public func exported(to target: ExportTarget) -> [UInt8] {
    var out = OutputBuffer()
    write(to: target, &out)
    return out.finish()
  }

  /// Why the plan is not exported, for its size; `nil` where there is no reason.
  package var refusalOfExport: String? {
    guard model.parameters.count > Limits.exportedParameters else { return nil }
    let most = grouped(Limits.exportedParameters)
    return "an exported plan has at most \(most) parameters, and this one has "
      + grouped(model.parameters.count)
  }

  /// Writes the plan as a file that applies it, piece by piece.
  package func export(to target: ExportTarget, _ sink: @escaping (_ piece: [UInt8]) -> Void) {
    var out = OutputBuffer(to: sink)
    write(to: target, &out)
    _ = out.finish()
  }

  private func write(to target: ExportTarget, _ out: inout OutputBuffer) {
    switch target {
    case .pytorch: PyTorchExport(self).write(to: &out)
    }
  }
}
