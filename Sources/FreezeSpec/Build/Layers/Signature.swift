/// The parameters of a constructor, as Python binds arguments to them.
struct Signature: Sendable {
  /// One parameter of a constructor.
  struct Parameter: Sendable {
    /// Its name.
    let name: String
    /// Whether an argument must be given.
    let isRequired: Bool
    /// The bytes of the name: most names differ in length, which is quicker to compare.
    fileprivate let length: Int

    init(name: String, isRequired: Bool) {
      self.name = name
      self.isRequired = isRequired
      length = name.utf8.count
    }
  }

  /// The parameters, in order: first those that can be given by position.
  var parameters: [Parameter] = []
  /// How many of them can be given by position.
  var positionalCount = 0
  /// Whether `*args` takes all further positional arguments.
  var takesAnyPositional = false
  /// Whether `**kwargs` takes, and ignores, every further keyword.
  var takesAnyKeyword = false

  /// The index of the parameter of a name.
  func index(of name: String) -> Int? {
    let length = name.utf8.count
    return parameters.firstIndex { $0.length == length && $0.name == name }
  }

  /// What does not fit when arguments are bound.
  enum Problem {
    /// A parameter without default is given no argument.
    case missing([String])
    /// There are more positional arguments than parameters.
    case tooManyPositional(given: Int)
    /// The argument at an index is given by a name that no parameter has.
    case unknownKeyword(Int)
    /// The argument at an index is given by the name of a parameter that has its value already.
    case duplicate(Int)
  }

  /// Which argument each parameter gets.
  enum Source: Hashable {
    /// The argument at an index, positional ones counted first.
    case argument(Int)
    case defaultValue
  }

  /// Binds a call's arguments.
  ///
  /// - Returns: For each parameter where its value comes from, and everything that does not fit.
  func bind(positionalCount given: Int, keywords: [String]) -> ([Source], [Problem]) {
    var sources = [Source](repeating: .defaultValue, count: parameters.count)
    var problems: [Problem] = []
    for index in 0..<min(given, positionalCount) { sources[index] = .argument(index) }
    if given > positionalCount, !takesAnyPositional {
      problems.append(.tooManyPositional(given: given))
    }
    for (position, keyword) in keywords.enumerated() {
      guard let index = index(of: keyword) else {
        if takesAnyKeyword, !keywords[..<position].contains(keyword) { continue }
        problems.append(
          keywords[..<position].contains(keyword)
            ? .duplicate(given + position) : .unknownKeyword(given + position))
        continue
      }
      if case .defaultValue = sources[index] {
        sources[index] = .argument(given + position)
      } else {
        problems.append(.duplicate(given + position))
      }
    }
    var missing: [String] = []
    for (index, source) in sources.enumerated() {
      if case .defaultValue = source, parameters[index].isRequired {
        missing.append(parameters[index].name)
      }
    }
    if !missing.isEmpty { problems.append(.missing(missing)) }
    return (sources, problems)
  }
}
