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
/// Nothing is called. What a pickle would have had called is kept as the call that it is.
struct PickleGraph {
  /// A key with its value.
  struct Pair {
    let key: PickleValue
    let value: PickleValue
  }

  /// An object.
  enum Object {
    case text(String)
    /// An integer past 64 bits, as its bytes in two's complement, the least first.
    case long([UInt8])
    case tuple([PickleValue])
    /// A list, by its number in ``lists``: what grows is kept apart, to grow in place.
    case list(Int)
    /// A set, by its number in ``lists``.
    case set(Int)
    /// A dict, by its number in ``dictionaries``.
    case dictionary(Int)
    /// What Python would import: a class or a function.
    case global(module: String, name: String)
    /// What the program that wrote the pickle keeps elsewhere.
    case persistent(PickleValue)
    /// What a call would make, by its number in ``instances``.
    case instance(Int)
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

  var objects: [Object] = []
  var lists: [[PickleValue]] = []
  var dictionaries: [[Pair]] = []
  var instances: [Instance] = []
}

extension PickleGraph {
  /// The object behind a value.
  func object(_ value: PickleValue) -> Object? {
    guard case .object(let number) = value, objects.indices.contains(number) else { return nil }
    return objects[number]
  }

  /// A text.
  func text(_ value: PickleValue) -> String? {
    if case .text(let text)? = object(value) { text } else { nil }
  }

  /// The items of a tuple or a list, or of what is made of one, as `torch.Size` is.
  func items(_ value: PickleValue) -> [PickleValue]? {
    if let instance = instance(value), name(of: instance) == "torch.Size" {
      return plainItems(instance.arguments)?.first.flatMap(plainItems)
    }
    return plainItems(value)
  }

  /// The items of a tuple or a list.
  private func plainItems(_ value: PickleValue) -> [PickleValue]? {
    switch object(value) {
    case .tuple(let items): items
    case .list(let number): lists[number]
    default: nil
    }
  }

  /// The members of a set.
  func members(_ value: PickleValue) -> [PickleValue]? {
    switch object(value) {
    case .set(let number): lists[number]
    case .instance(let number)
    where ["builtins.set", "__builtin__.set"].contains(name(of: instances[number])):
      plainItems(instances[number].arguments)?.first.flatMap(plainItems)
    default: nil
    }
  }

  /// The keys and values of a dict, or of what is filled like one.
  func pairs(_ value: PickleValue) -> [Pair]? {
    switch object(value) {
    case .dictionary(let number): return dictionaries[number]
    case .instance(let number):
      let instance = instances[number]
      if !instance.pairs.isEmpty { return instance.pairs }
      guard name(of: instance) == "collections.OrderedDict" else { return nil }
      // Python 2 gives it its pairs in a list.
      guard let list = plainItems(instance.arguments)?.first.flatMap(plainItems) else { return [] }
      return list.compactMap { entry in
        guard let entry = plainItems(entry), entry.count == 2 else { return nil }
        return Pair(key: entry[0], value: entry[1])
      }
    default: return nil
    }
  }

  /// An instance.
  func instance(_ value: PickleValue) -> Instance? {
    if case .instance(let number)? = object(value) { instances[number] } else { nil }
  }

  /// The dotted name of a global, such as `torch.nn.modules.linear.Linear`.
  func globalName(_ value: PickleValue) -> String? {
    if case .global(let module, let name)? = object(value) { "\(module).\(name)" } else { nil }
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
    case .long: return "an int"
    case .tuple: return "a tuple"
    case .list: return "a list"
    case .set: return "a set"
    case .dictionary: return "a dict"
    case .global(let module, let name): return "`\(clipped("\(module).\(name)"))` itself"
    case .persistent: return "a storage"
    case .instance(let number):
      return name(of: instances[number]).map { "made by `\(clipped($0))`" }
        ?? "an object of unknown kind"
    case nil: return "nothing"
    }
  }
}
