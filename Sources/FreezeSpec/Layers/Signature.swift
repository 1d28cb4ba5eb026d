/// The parameters of a constructor, written as Python writes them:
/// `in_features, out_features, bias=True, *, device=None`.
struct Signature: Sendable {
  /// One parameter of a constructor.
  struct Argument: Sendable {
    /// Its name.
    let name: String
    /// Its default, or `nil` where it must be given.
    let defaultValue: Value?
    /// Whether it can only be given by name.
    let isKeywordOnly: Bool
  }

  /// The parameters, in order.
  let arguments: [Argument]
  /// The name of a `*args` parameter, which takes all further positional arguments.
  let variadic: String?
  /// Whether a `**kwargs` parameter takes, and ignores, every further keyword.
  let takesAnyKeyword: Bool

  /// How many arguments can be given by position.
  var positionalCount: Int {
    arguments.firstIndex(where: \.isKeywordOnly) ?? arguments.count
  }

  /// The index of the parameter of a name.
  func index(of name: String) -> Int? {
    arguments.firstIndex { $0.name == name }
  }
}
