/// What names mean in one file: its `let` values and its classes; and what is kept of its calls.
final class FileScope {
  /// A `let` name's value, as far as it is known.
  enum Let {
    /// It stands below the one that is being evaluated.
    case pending
    /// It is being evaluated.
    case current
    case value(Value)
    /// It has an error, which was reported.
    case failed
  }

  /// The file's index in its ``ConfigSet``.
  let entry: Int
  /// The type of the file's tensors that are given no other.
  let dtype: DType
  /// Builds the files that this one names, and the calls and modules inside expressions.
  let builder: ModelBuilder
  /// The `let` values by name; `nil` where `let` itself has an error, so that any name may be one.
  var lets: [String: Let]?
  let classes: ClassTable
  /// What is not known of the file's modules.
  let unknown: UnknownParts
  var leastModules: LeastModules
  /// The classes that are being made, outermost first.
  var instantiating: [String] = []
  /// How the calls of the shapes that were met are carried out.
  var bindings = CallBindings()
  /// The modules of declared classes by the calls that made them, `nil` for a call that failed:
  /// one object can stand for equal modules.
  private(set) var instances: [InstanceKey: Module?] = [:]

  init(
    entry: Int, dtype: DType, builder: ModelBuilder,
    lets: [Definition<Expression>]?,
    classes: ClassTable, unknown: UnknownParts
  ) {
    self.entry = entry
    self.dtype = dtype
    self.builder = builder
    self.classes = classes
    self.unknown = unknown
    leastModules = LeastModules(classes.declared.mapValues(\.definition))
    guard let lets else { return }
    self.lets = [:]
    for definition in lets { self.lets?[definition.name.text] = .pending }
    for name in lets.namesOfFailed() { self.lets?[name] = .failed }
  }

  /// Whether a name without a value has none for an error that was reported where it is defined.
  func hasFailed(_ name: String) -> Bool {
    guard let lets else { return true }
    if case .failed = lets[name] { return true }
    return false
  }

  /// The names of the `let` values that can be used.
  var valueNames: [String] {
    (lets ?? [:]).compactMap { name, state in
      if case .value = state { name } else { nil }
    }
  }

  /// Keeps what a call made, or that it failed.
  func keep(_ module: Module?, for key: InstanceKey) {
    if instances.count < InstanceKey.limit { instances[key] = .some(module) }
  }
}

/// A value that a `from` gives its file by a name of the file's own `let`.
struct GivenValue {
  let name: String
  let value: Value
}

/// A call of a declared class, for which no second one with the same values has to be carried out.
struct InstanceKey: Hashable {
  private let name: String
  /// The values one after the other, each behind what tells its type; of many the hash.
  private let values: [UInt8]

  /// The calls that are kept.
  static let limit = 4_096
  /// The most bytes of values that are kept as they are: a class may take a thousand.
  private static let mostBytes = 256

  /// The key of the values that a file is given, in any order; `nil` where one is or holds a module.
  init?(_ given: [GivenValue]) {
    let sorted = given.sorted { $0.name < $1.name }
    self.init(
      name: sorted.map(\.name).joined(separator: ","), sorted.map(\.value))
  }

  /// The key of a call; `nil` where an argument is or holds a module, or is too large.
  init?(name: String, _ values: [Value]) {
    var bytes: [UInt8] = []
    for value in values {
      guard value.write(to: &bytes) else { return nil }
    }
    self.name = name
    if bytes.count <= Self.mostBytes {
      self.values = bytes
    } else {
      var hash = SHA256()
      hash.update(bytes)
      self.values = hash.digest
    }
  }
}

extension Value {
  /// Writes what no other value writes.
  ///
  /// - Returns: Whether it is none that is or holds a module, or holds much.
  fileprivate func write(to key: inout [UInt8]) -> Bool {
    func write(_ tag: Unicode.Scalar, _ bits: UInt64) {
      key.append(UInt8(ascii: tag))
      withUnsafeBytes(of: bits) { key.append(contentsOf: $0) }
    }
    switch self {
    case .none: write("N", 0)
    case .bool(let value): write("b", value ? 1 : 0)
    case .int(let value): write("i", UInt64(bitPattern: Int64(value)))
    case .float(let value): write("f", value.bitPattern)
    case .string(let text):
      if text.utf8.count > 256 { return false }
      write("s", UInt64(text.utf8.count))
      key.append(contentsOf: text.utf8)
    case .dtype(let dtype):
      write("d", UInt64(dtype.rawValue.utf8.count))
      key.append(contentsOf: dtype.rawValue.utf8)
    case .tuple(let items), .list(let items):
      if items.count > 64 { return false }
      var isTuple = false
      if case .tuple = self { isTuple = true }
      write(isTuple ? "t" : "l", UInt64(items.count))
      return items.allSatisfy { $0.items == nil && $0.write(to: &key) }
    case .module: return false
    }
    return true
  }
}
