/// A model as `print(model)` prints it.
public enum ModelReport {
  /// The report in UTF-8.
  ///
  /// The line breaks are PyTorch's own; what in a name does not print is escaped.
  public static func render(_ model: Module) -> [UInt8] {
    var out = OutputBuffer()
    out.append(model.repr)
    out.append("\n")
    return out.logText
  }
}
