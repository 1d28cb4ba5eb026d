/// A value of a pickle.
enum PickleValue: Hashable {
  case none
  case bool(Bool)
  case integer(Int)
  case float(Double)
  /// What is kept apart, by its number: others may refer to the same.
  case object(Int)
  /// A value that nobody asks for, such as bytes.
  case other
}

/// What a pickle makes: objects that refer to each other by number, in a circle as well.
///
/// Nothing is called. What a pickle would have had called is kept as the call that it is. An object takes
/// little more than the pickle has for it: a byte of that can make one.
struct PickleGraph {
  /// A key with its value.
  struct Pair {
    let key: PickleValue
    let value: PickleValue
  }

  /// An object.
  enum Object {
    case text(String)
    /// A text that is not UTF-8, by its place in the pickle.
    case brokenText(Int)
    /// An integer past 64 bits, as its bytes in two's complement, the least first.
    case long([UInt8])
    case tuple(PickleItems)
    /// A list, by its number in ``lists``: what grows is kept apart, to grow in place.
    case list(Int)
    /// A set, by its number in ``lists``.
    case set(Int)
    /// A dict, by its number in ``dictionaries``.
    case dictionary(Int)
    /// What Python would import: a class or a function.
    case global(Global)
    /// What the program that wrote the pickle keeps elsewhere.
    case persistent(PickleValue)
    /// What a call would make, by its number in ``instances``.
    case instance(Int)
  }

  /// What Python would import.
  struct Global {
    let module: String
    let name: String
    /// Both, with a dot between them.
    let path: String

    init(module: String, name: String) {
      self.module = module
      self.name = name
      path = "\(module).\(name)"
    }
  }

  /// What a call would make, with all that is done to it.
  struct Instance {
    let function: PickleValue
    /// A tuple, if the pickle is sane.
    let arguments: PickleValue
    /// What its `__setstate__`, or its `__dict__`, is given.
    var state = PickleValue.none
    /// The keys and values that it is given as a mapping.
    var pairs: [Pair] = []
    /// The items that it is given as a list or a set.
    var items: [PickleValue] = []
  }

  /// An object, by its number among those of its kind.
  private enum Entry {
    case text(UInt32)
    case brokenText(UInt32)
    case long(UInt32)
    case tuple(UInt32)
    case list(UInt32)
    case set(UInt32)
    case dictionary(UInt32)
    case global(UInt32)
    case persistent(UInt32)
    case instance(UInt32)
  }

  private var entries: [Entry] = []
  private var texts: [String] = []
  private var longs: [[UInt8]] = []
  /// Where the items of each tuple lie in ``tupleItems``.
  private var tuples: [Range<UInt32>] = []
  private var tupleItems: [PickleValue] = []
  private var globals: [Global] = []
  private var persistents: [PickleValue] = []
  var lists: [[PickleValue]] = []
  var dictionaries: [[Pair]] = []
  var instances: [Instance] = []
  /// The bytes of the pickle that were read, for what is put together of shared parts to be held to.
  var bytes = 0

  /// The bytes that an object takes beside its contents.
  static let objectBytes = 32

  /// The number of objects.
  var count: Int { entries.count }
}

// MARK: Making

extension PickleGraph {
  private mutating func add(_ entry: Entry) -> PickleValue {
    entries.append(entry)
    return .object(entries.count - 1)
  }

  mutating func add(text: String) -> PickleValue {
    texts.append(text)
    return add(.text(UInt32(texts.count - 1)))
  }

  mutating func addBrokenText(at place: Int) -> PickleValue {
    add(.brokenText(UInt32(clamping: place)))
  }

  mutating func add(long: [UInt8]) -> PickleValue {
    longs.append(long)
    return add(.long(UInt32(longs.count - 1)))
  }

  mutating func add(tuple items: some Collection<PickleValue>) -> PickleValue {
    let start = UInt32(tupleItems.count)
    tupleItems += items
    tuples.append(start..<UInt32(tupleItems.count))
    return add(.tuple(UInt32(tuples.count - 1)))
  }

  mutating func add(list: [PickleValue]) -> PickleValue {
    lists.append(list)
    return add(.list(UInt32(lists.count - 1)))
  }

  mutating func add(set: [PickleValue]) -> PickleValue {
    lists.append(set)
    return add(.set(UInt32(lists.count - 1)))
  }

  mutating func add(dictionary: [Pair]) -> PickleValue {
    dictionaries.append(dictionary)
    return add(.dictionary(UInt32(dictionaries.count - 1)))
  }

  mutating func add(global: Global) -> PickleValue {
    globals.append(global)
    return add(.global(UInt32(globals.count - 1)))
  }

  mutating func add(persistent id: PickleValue) -> PickleValue {
    persistents.append(id)
    return add(.persistent(UInt32(persistents.count - 1)))
  }

  mutating func add(callOf function: PickleValue, with arguments: PickleValue) -> PickleValue {
    instances.append(Instance(function: function, arguments: arguments))
    return add(.instance(UInt32(instances.count - 1)))
  }
}

extension PickleGraph {
  /// Fills the dicts that Python 2 gives their pairs in a list: once for each list, which many may share.
  mutating func fillOrderedDicts() {
    var pairsOfList: [PickleValue: [Pair]] = [:]
    for number in instances.indices where instances[number].pairs.isEmpty {
      let instance = instances[number]
      guard isOrderedDict(instance), let list = plainItems(instance.arguments)?.first,
        let items = plainItems(list)
      else { continue }
      let pairs =
        pairsOfList[list]
        ?? items.compactMap { entry in
          guard let entry = plainItems(entry), entry.count == 2 else { return nil }
          return Pair(key: entry[0], value: entry[1])
        }
      pairsOfList[list] = pairs
      instances[number].pairs = pairs
    }
  }
}

// MARK: Reading

/// The items of a tuple or a list.
struct PickleItems: RandomAccessCollection {
  private let items: [PickleValue]
  private let start: Int
  let endIndex: Int

  init(_ items: [PickleValue], _ range: Range<Int>) {
    self.items = items
    start = range.lowerBound
    endIndex = range.count
  }

  var startIndex: Int { 0 }

  subscript(index: Int) -> PickleValue { items[start + index] }
}

extension PickleGraph {
  /// The object behind a value.
  func object(_ value: PickleValue) -> Object? {
    guard case .object(let number) = value, entries.indices.contains(number) else { return nil }
    switch entries[number] {
    case .text(let index): return .text(texts[Int(index)])
    case .brokenText(let place): return .brokenText(Int(place))
    case .long(let index): return .long(longs[Int(index)])
    case .tuple(let index):
      let range = tuples[Int(index)]
      return .tuple(
        PickleItems(tupleItems, Int(range.lowerBound)..<Int(range.upperBound)))
    case .list(let index): return .list(Int(index))
    case .set(let index): return .set(Int(index))
    case .dictionary(let index): return .dictionary(Int(index))
    case .global(let index): return .global(globals[Int(index)])
    case .persistent(let index): return .persistent(persistents[Int(index)])
    case .instance(let index): return .instance(Int(index))
    }
  }

  /// A text.
  func text(_ value: PickleValue) -> String? {
    if case .text(let text)? = object(value) { text } else { nil }
  }

  /// Whether a value is a text.
  func isText(_ value: PickleValue) -> Bool {
    if case .text? = object(value) { true } else { false }
  }

  /// The items of a tuple or a list, or of what is made of one, as `torch.Size` is.
  func items(_ value: PickleValue) -> PickleItems? {
    if let instance = instance(value), name(of: instance) == "torch.Size" {
      return plainItems(instance.arguments)?.first.flatMap(plainItems)
    }
    return plainItems(value)
  }

  /// The items of a tuple or a list.
  private func plainItems(_ value: PickleValue) -> PickleItems? {
    switch object(value) {
    case .tuple(let items): items
    case .list(let number): PickleItems(lists[number], lists[number].indices)
    default: nil
    }
  }

  /// The members of a set.
  func members(_ value: PickleValue) -> [PickleValue]? {
    switch object(value) {
    case .set(let number): lists[number]
    case .instance(let number)
    where ["builtins.set", "__builtin__.set"].contains(name(of: instances[number])):
      plainItems(instances[number].arguments)?.first.flatMap(plainItems).map { Array($0) }
    default: nil
    }
  }

  /// The keys and values of a dict, or of what is filled like one.
  func pairs(_ value: PickleValue) -> [Pair]? {
    switch object(value) {
    case .dictionary(let number): return dictionaries[number]
    case .instance(let number):
      let instance = instances[number]
      return instance.pairs.isEmpty && !isOrderedDict(instance) ? nil : instance.pairs
    default: return nil
    }
  }

  private func isOrderedDict(_ instance: Instance) -> Bool {
    name(of: instance) == "collections.OrderedDict"
  }

  /// An instance.
  func instance(_ value: PickleValue) -> Instance? {
    if case .instance(let number)? = object(value) { instances[number] } else { nil }
  }

  /// The dotted name of a global, such as `torch.nn.modules.linear.Linear`.
  func globalName(_ value: PickleValue) -> String? {
    if case .global(let global)? = object(value) { global.path } else { nil }
  }

  /// The dotted name of what an instance is made by.
  func name(of instance: Instance) -> String? { globalName(instance.function) }

  /// The value of a text among the keys of a dict; the last, where there are several.
  func value(_ key: String, in pairs: [Pair]) -> PickleValue? {
    pairs.last { text($0.key)?.isExactly(key) == true }?.value
  }

  /// What a value is, for a message.
  func description(_ value: PickleValue) -> String {
    switch value {
    case .none: return "None"
    case .bool: return "a bool"
    case .integer: return "an int"
    case .float: return "a float"
    case .other: return "a value of another kind"
    case .object: break
    }
    switch object(value) {
    case .text: return "a string"
    case .brokenText(let place):
      return "a string that is not UTF-8, at byte \(grouped(place)) of its pickle"
    case .long: return "an int"
    case .tuple: return "a tuple"
    case .list: return "a list"
    case .set: return "a set"
    case .dictionary: return "a dict"
    case .global(let global): return "`\(clipped(global.path))` itself"
    case .persistent: return "a storage"
    case .instance(let number):
      return name(of: instances[number]).map { "made by `\(clipped($0))`" }
        ?? "an object of unknown kind"
    case nil: return "nothing"
    }
  }
}
