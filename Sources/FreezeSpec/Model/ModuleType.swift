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
  /// What is not known of its modules.
  let unknown: UnknownParts

  /// Makes a class.
  init(
    name: String, ancestors: [String] = [], reprStyle: ReprStyle = .module,
    unknown: UnknownParts = []
  ) {
    self.name = name
    self.ancestors = ancestors
    self.reprStyle = reprStyle
    self.unknown = unknown
  }

  /// What `print` shows: Python's `__name__`, which is without the module that the class is in.
  var printedName: String {
    guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return name }
    return String(name[name.utf8.index(after: dot)...])
  }

  /// The names under which a type selector finds the class: its own, its ancestors', `Module`.
  var allNames: [String] {
    (unknown.contains(.classes) ? [] : [name]) + ancestors + ["Module"]
  }
}

/// What is not known of modules that come from a checkpoint.
struct UnknownParts: OptionSet, Hashable, Sendable {
  let rawValue: UInt8

  /// Their classes, but for those that are written.
  static let classes = UnknownParts(rawValue: 1)
  /// The order of their children, and whether there are others without parameters.
  static let children = UnknownParts(rawValue: 2)
  /// The shapes and types of those tensors that are written with the shape `[0]`.
  static let shapes = UnknownParts(rawValue: 4)

  /// What stands for the name of a class that is not known.
  static let className = "?"

  /// The parts by their names in a config.
  static let names: [(name: String, part: UnknownParts)] = [
    ("classes", .classes), ("children", .children), ("shapes", .shapes),
  ]
}

/// A class's name without `torch.nn.` and `nn.`.
func plainClassName(_ name: String) -> String {
  for prefix in ["torch.nn.modules.", "torch.nn.", "nn."] where name.hasPrefix(prefix) {
    return String(name.dropFirst(prefix.count))
  }
  return name
}

extension ModuleType {
  /// The class of modules of which more or less is not known.
  ///
  /// - Parameter base: What it extends, where that is known.
  static func unknown(
    _ parts: UnknownParts, base: String? = nil, reprStyle: ReprStyle = .module
  ) -> ModuleType {
    ModuleType(
      name: UnknownParts.className, ancestors: base.map { [$0] } ?? [], reprStyle: reprStyle,
      unknown: parts)
  }
}
