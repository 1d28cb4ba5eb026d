/// What the names of a config's file are called in Python.
struct PythonNames {
  /// The classes that the file declares.
  let classes: Set<String>
  /// The names of its `let`.
  private(set) var lets: Set<String> = []
  /// The arguments and indices at a place, with their names in Python.
  private var places: [(name: String, own: String)] = []
  private let table = PythonNameTable()

  /// Takes the names of a file's classes, in their order, and of its `let`.
  init(classes: [String], lets: [String]) {
    self.classes = Set(classes)
    // They have the first choice.
    for name in classes { _ = table.name(of: .declared(name)) }
    for name in lets { _ = table.name(of: .given(name)) }
  }

  /// The arguments and indices at a place.
  var locals: [String] { places.map(\.name) }

  /// What a value is called in Python; `nil` where the name is none.
  func value(_ name: String) -> String? {
    // The last one wins: an index hides an argument of the same name.
    if let place = places.last(where: { $0.name == name }) { return place.own }
    return lets.contains(name) ? own(let: name) : nil
  }

  /// What a class of the file is called.
  func own(class name: String) -> String { table.name(of: .declared(name)) }

  /// What a name of `let` is called.
  func own(let name: String) -> String { table.name(of: .given(name)) }

  /// What an argument of a class is called.
  func own(argument name: String) -> String { table.name(of: .local(name, depth: 0)) }

  /// What a further class is called, which has no name of its own or shares it with others.
  func further(class name: String) -> String { table.further(class: name) }

  /// Adds a name of `let`, which those behind it see.
  mutating func add(let name: String) { lets.insert(name) }

  /// The same inside a class or a repeat, whose names hide others.
  ///
  /// - Parameter isStatement: Whether the names go on to mean what they mean, as an index does behind
  ///   the loop: it is given a name that nothing there has.
  func with(locals names: some Sequence<String>, isStatement: Bool = false) -> PythonNames {
    var result = self
    for name in names {
      var depth = 0
      var own = table.name(of: .local(name, depth: depth))
      while isStatement, result.places.contains(where: { $0.own == own }) {
        depth += 1
        own = table.name(of: .local(name, depth: depth))
      }
      result.places.removeAll { $0.name == name }
      result.places.append((name, own))
    }
    return result
  }
}

/// The names that a file's classes and values have in Python, no two of them the same.
///
/// A class may be called anything in a config, also what is no name in Python or would be more than a
/// name: what is written is made of letters, digits and low lines alone.
private final class PythonNameTable {
  /// What has a name.
  ///
  /// A class and a value of one name are two things, and so are a value and an argument that hides it:
  /// where the argument's default uses the value both are seen.
  enum Owner: Hashable {
    case declared(String)
    case given(String)
    /// An argument or an index; one inside another of the same name is deeper.
    case local(String, depth: Int)

    /// The name in the config.
    var name: String {
      switch self {
      case .declared(let name), .given(let name), .local(let name, _): name
      }
    }
  }

  private var names: [Owner: String] = [:]
  private var taken: Set<String> = []
  /// The last number behind each name.
  private var numbers: [String: Int] = [:]

  func name(of owner: Owner) -> String {
    if let known = names[owner] { return known }
    let base = Self.identifier(owner.name)
    let name = taken.contains(base) ? free(base + "_") : free(base)
    names[owner] = name
    return name
  }

  func further(class name: String) -> String { free(Self.identifier(name)) }

  /// The name itself, or with the next number that makes it another.
  private func free(_ base: String) -> String {
    var name = base
    while !taken.insert(name).inserted {
      let number = numbers[base, default: 1] + 1
      numbers[base] = number
      name = "\(base)_\(number)"
    }
    return name
  }

  /// The most characters of a name that a config chose as a text.
  private static let longest = 60

  /// What stands for a text where Python wants a name: the text itself, where it is one that the file
  /// does not have for itself.
  private static func identifier(_ text: String) -> String {
    var result = ""
    var isStray = false
    for scalar in PythonIdentifier.dottedName(text).unicodeScalars.prefix(longest) {
      if isPart(scalar) {
        if isStray, !result.isEmpty { result += "_" }
        result.unicodeScalars.append(scalar)
        isStray = false
      } else {
        isStray = true
      }
    }
    // Names that begin with `_` are the file's own; two of them would be changed inside a class.
    let start = result.prefix { $0 == "_" }.count
    result.removeFirst(start)
    if result.isEmpty { return "Unnamed" }
    if result.utf8.first?.isASCIIDigit == true { return "N" + result }
    return start > 0 || PythonWords.reserved.contains(result) ? result + "_" : result
  }

  /// Whether a character is part of names in every Python that may read the file.
  private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.isASCIILetter || scalar.isASCIIDigit || scalar == "_" }
    // Python 3.9 knows Unicode 13; what nobody sees tells no two names apart.
    guard !TerminalText.isBlank(scalar), let age = scalar.properties.age, age.major <= 13 else {
      return false
    }
    return PythonIdentifier.name("a" + String(scalar)) == "a" + String(scalar)
  }
}

/// Names that mean something in every exported file.
enum PythonWords {
  /// Python's keywords.
  static let keywords = Set(
    """
    False None True and as assert async await break class continue def del elif else except finally \
    for from global if import in is lambda nonlocal not or pass raise return try while with yield
    """.split(separator: " ").map(String.init))

  /// Python's functions and constants that are there without an import, errors left out.
  private static let builtins = Set(
    """
    Ellipsis NotImplemented abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable \
    chr classmethod compile complex copyright credits delattr dict dir divmod enumerate eval exec exit \
    filter float format frozenset getattr globals hasattr hash help hex id input int isinstance \
    issubclass iter len license list locals map max memoryview min next object oct open ord pow print \
    property quit range repr reversed round set setattr slice sorted staticmethod str sum super tuple \
    type vars zip
    """.split(separator: " ").map(String.init))

  /// What written functions and classes call their own.
  private static let locals: Set<String> = ["contextlib", "model", "number", "part", "self"]

  /// What a name of the config's cannot be called.
  static let reserved =
    keywords.union(builtins).union(locals).union(names(in: PythonRuntime.head.description))
    .union(names(in: PythonRuntime.tail.description)).union(tables)

  /// What the file says of the plan.
  private static let tables: Set<String> = [
    "FROZEN", "NAME", "PLAN_HASH", "SOFTMAX_DIM", "TEMPERATURES", "TIED_NAMES", "TRAINS", "build",
  ]

  /// What a source imports, defines and extends at its outermost level, and the errors in it.
  private static func names(in source: String) -> Set<String> {
    var result: Set<String> = []
    let ends = ["Error", "Exception", "Warning"]
    for line in source.split(separator: "\n") {
      let words = line.split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_")) }
      switch words.first {
      case "def" where line.first != " ": result.insert(String(words[1]))
      case "import" where line.first != " ", "from" where line.first != " ",
        "class" where line.first != " ":
        result.formUnion(words.map(String.init))
      default:
        for word in words where ends.contains(where: word.hasSuffix) { result.insert(String(word)) }
      }
    }
    return result
  }
}
