/// The class of a module, for type rules and `print`.
public final class ModuleType: Sendable {
  /// How `repr` prints the modules of a class.
  public enum ReprStyle: Sendable {
    /// As `nn.Module` does.
    case module
    /// As `nn.ModuleList` does: equal neighbours collapse to `(0-3): 4 x …`.
    case moduleList
    /// As `nn.ParameterList` does: a line a parameter.
    case parameterList
    /// As `nn.ParameterDict` does: likewise, the types by their old names.
    case parameterDict
  }

  /// The class's own name.
  public let name: String
  /// The names of the classes it inherits from, nearest first, without `Module`.
  public let ancestors: [String]
  /// How its modules print.
  public let reprStyle: ReprStyle

  /// Makes a class.
  public init(name: String, ancestors: [String] = [], reprStyle: ReprStyle = .module) {
    self.name = name
    self.ancestors = ancestors
    self.reprStyle = reprStyle
  }
}

/// A class's name without `torch.nn.` and `nn.`.
func plainClassName(_ name: String) -> String {
  for prefix in ["torch.nn.modules.", "torch.nn.", "nn."] where name.hasPrefix(prefix) {
    return String(name.dropFirst(prefix.count))
  }
  return name
}
