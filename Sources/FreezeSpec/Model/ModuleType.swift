/// The class of a module, for type rules and `print`.
final class ModuleType: Sendable {
  /// How `repr` prints the modules of a class.
  enum ReprStyle: Sendable {
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
  let name: String
  /// The names of the classes it inherits from, nearest first, without `Module`.
  let ancestors: [String]
  /// How its modules print.
  let reprStyle: ReprStyle

  /// Makes a class.
  init(name: String, ancestors: [String] = [], reprStyle: ReprStyle = .module) {
    self.name = name
    self.ancestors = ancestors
    self.reprStyle = reprStyle
  }

  /// What `print` shows: Python's `__name__`, which is without the module that the class is in.
  var printedName: String {
    guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return name }
    return String(name[name.utf8.index(after: dot)...])
  }

  /// The names under which a type selector finds the class: its own, its ancestors', `Module`.
  var allNames: [String] { [name] + ancestors + ["Module"] }
}

/// A class's name without `torch.nn.` and `nn.`.
func plainClassName(_ name: String) -> String {
  for prefix in ["torch.nn.modules.", "torch.nn.", "nn."] where name.hasPrefix(prefix) {
    return String(name.dropFirst(prefix.count))
  }
  return name
}
