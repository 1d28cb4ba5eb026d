extension PlanOutcome {
  /// The model as `print(model)` prints it, in UTF-8.
  ///
  /// There is one even where errors of the rules keep the plan from being made.
  ///
  /// - Returns: `nil` where errors keep the model from being built.
  /// - Throws: An error where it would take more than 256 MiB.
  public func renderedModel() throws(ModelReportError) -> [UInt8]? {
    guard let model else { return nil }
    var out = OutputBuffer()
    try ModelReport(model).write(to: &out)
    return out.finish()
  }

  /// Whether there is a model to print.
  package var hasModel: Bool { model != nil }

  /// Writes the model as `print(model)` prints it, piece by piece, where it could be built.
  ///
  /// - Parameter sink: Takes each piece.
  /// - Throws: An error where it would take more than 256 MiB, before anything is written.
  package func writeModel(to sink: @escaping (_ piece: [UInt8]) -> Void) throws(ModelReportError) {
    guard let model else { return }
    var out = OutputBuffer(to: sink)
    try ModelReport(model).write(to: &out)
    _ = out.finish()
  }
}

/// Why a model is not printed.
public struct ModelReportError: Error {
  /// One sentence.
  public let message: String
  /// Cures.
  public let help: [String]
}

/// A model as `print(model)` prints it.
struct ModelReport {
  private let printer: ModulePrinter

  /// Looks at a model.
  init(_ model: Module) { printer = ModulePrinter(model) }

  /// Writes the report, in UTF-8.
  ///
  /// The line breaks are PyTorch's own; what in a name does not print is escaped.
  func write(to out: inout OutputBuffer, atMost most: Int = Limits.printedBytes)
    throws(ModelReportError)
  {
    if printer.bytes > most {
      throw ModelReportError(
        message: "print(model) would take more than \(grouped(most)) bytes",
        help: ["`freezespec apply --fold` lists its parameters, those that are alike in one row"])
    }
    out.isLog = true
    printer.write(to: &out)
    out.append(byte: 0x0A)
  }
}
