/// Reads a pickle of protocols 2 to 5 without carrying anything out.
///
/// It is Python's own stack machine, but for its calls: REDUCE, NEWOBJ, BUILD and their like only note
/// what would have been called with what. Nothing is recursive, bytes of a pickle that nobody can ask for
/// are not kept, and what is kept is bounded by the length of the pickle.
struct PickleMachine {
  private var stream: ByteStream
  private var graph = PickleGraph()
  private var stack: [PickleValue] = []
  /// Where the stack was at each mark.
  private var marks: [Int] = []
  /// What is remembered, by its number.
  private var memo: [PickleValue?] = []
  private var remembered = 0
  private var values = 0
  private let mostValues: Int
  /// The bytes that all of this takes, about.
  private var memory = 0
  private let start: Int
  /// The bytes of the pickle that were passed without being read.
  private var skipped = 0

  /// The bytes that a line of a pickle may have: names of modules and classes.
  private static let lineBytes = 4_096

  /// Reads the pickle that comes next in a stream, up to its end.
  static func read(_ stream: inout ByteStream, mostValues: Int = Limits.pickleValues)
    throws(CheckpointError) -> (graph: PickleGraph, root: PickleValue)
  {
    var machine = PickleMachine(stream, mostValues: mostValues)
    let root = try machine.run()
    stream = machine.stream
    machine.graph.bytes = machine.bytesRead
    machine.graph.fillOrderedDicts()
    return (machine.graph, root)
  }

  private init(_ stream: ByteStream, mostValues: Int) {
    self.stream = stream
    self.mostValues = mostValues
    start = stream.offset
  }

  private mutating func run() throws(CheckpointError) -> PickleValue {
    while true {
      let place = stream.offset
      guard place - start <= Limits.checkpointHeaderBytes else {
        throw Self.tooLong
      }
      let byte = try stream.next()
      guard let code = PickleOpcode(rawValue: byte) else {
        throw error(
          "the unknown opcode 0x\(hexadecimal(UInt32(byte), digits: 2, uppercase: true))", at: place
        )
      }
      if code == .stop {
        guard stack.count == 1, marks.isEmpty, let root = stack.last else {
          throw error("it ends before it is done", at: place)
        }
        return root
      }
      guard try perform(code) else {
        throw error("\(code) finds not what it takes", at: place)
      }
    }
  }

  private static let tooLong = CheckpointError(
    "its pickle has more than \(grouped(Limits.checkpointHeaderBytes)) bytes")

  private func error(_ message: String, at place: Int) -> CheckpointError {
    CheckpointError(broken: "its pickle is broken at byte \(grouped(place - start)): \(message)")
  }

  // MARK: Stack

  private mutating func push(_ value: PickleValue) throws(CheckpointError) {
    try charge()
    guard stack.count < Limits.pickleStack else {
      throw CheckpointError("its pickle needs a stack of more than \(grouped(Limits.pickleStack))")
    }
    stack.append(value)
  }

  private mutating func charge() throws(CheckpointError) {
    values += 1
    guard values <= mostValues else {
      throw CheckpointError("its pickle has more than \(grouped(mostValues)) values")
    }
  }

  private var bytesRead: Int { stream.offset - start - skipped }

  /// Counts memory that is kept.
  private mutating func charge(bytes: Int) throws(CheckpointError) {
    memory = saturatingSum(memory, bytes)
    if memory <= Limits.pickleMemoryFloor { return }
    guard
      memory
        <= saturatingSum(
          Limits.pickleMemoryFloor, saturatingProduct(Limits.pickleMemoryFactor, bytesRead))
    else {
      throw CheckpointError(
        "its pickle makes objects of far more bytes than it has: no program writes such a one")
    }
  }

  /// Counts an object that holds some values.
  private mutating func charge(objectOf count: Int) throws(CheckpointError) {
    try charge(bytes: PickleGraph.objectBytes + count * MemoryLayout<PickleValue>.stride)
  }

  private mutating func push(tuple items: some Collection<PickleValue>) throws(CheckpointError) {
    try charge(objectOf: items.count)
    try push(graph.add(tuple: items))
  }

  private mutating func push(list: [PickleValue]) throws(CheckpointError) {
    try charge(objectOf: list.count)
    try push(graph.add(list: list))
  }

  private mutating func push(set: [PickleValue]) throws(CheckpointError) {
    try charge(objectOf: set.count)
    try push(graph.add(set: set))
  }

  private mutating func push(dictionary: [PickleGraph.Pair]) throws(CheckpointError) {
    try charge(objectOf: 2 * dictionary.count)
    try push(graph.add(dictionary: dictionary))
  }

  private mutating func push(module: String, name: String) throws(CheckpointError) {
    guard module.utf8.count <= Self.lineBytes, name.utf8.count <= Self.lineBytes else {
      throw CheckpointError("it names a class with more than \(grouped(Self.lineBytes)) bytes")
    }
    try charge(objectOf: 4)
    try charge(bytes: 2 * (module.utf8.count + name.utf8.count))
    try push(graph.add(global: PickleGraph.Global(module: module, name: name)))
  }

  private mutating func push(persistent id: PickleValue) throws(CheckpointError) {
    try charge(objectOf: 1)
    try push(graph.add(persistent: id))
  }

  private mutating func push(call function: PickleValue, of arguments: PickleValue)
    throws(CheckpointError)
  {
    try charge(bytes: PickleGraph.objectBytes + MemoryLayout<PickleGraph.Instance>.stride)
    try push(graph.add(callOf: function, with: arguments))
  }

  /// Takes a value off the stack, none below the last mark.
  private mutating func pop() -> PickleValue? {
    stack.count > (marks.last ?? 0) ? stack.removeLast() : nil
  }

  private mutating func pop(_ count: Int) -> [PickleValue]? {
    guard stack.count - (marks.last ?? 0) >= count else { return nil }
    defer { stack.removeLast(count) }
    return Array(stack.suffix(count))
  }

  /// Takes all above the last mark, and the mark.
  private mutating func popMark() -> [PickleValue]? {
    guard let mark = marks.popLast() else { return nil }
    defer { stack.removeLast(stack.count - mark) }
    return Array(stack[mark...])
  }

  // MARK: Opcodes

  /// Does what an opcode says.
  ///
  /// - Returns: `false` where the stack does not hold what it takes.
  private mutating func perform(_ code: PickleOpcode) throws(CheckpointError) -> Bool {
    switch code {
    case .stop: return true
    case .proto:
      guard (2...5).contains(try stream.next()) else {
        throw CheckpointError("its pickle is of a protocol that is not read, 2 to 5 are")
      }
    case .frame: _ = try stream.take(8)
    case .mark:
      try charge()
      marks.append(stack.count)
    case .pop:
      if stack.count == (marks.last ?? 0), marks.popLast() != nil { return true }
      return pop() != nil
    case .popMark: return popMark() != nil
    case .dup:
      guard let value = pop() else { return false }
      stack.append(value)
      try push(value)
    case .none: try push(.none)
    case .newTrue: try push(.bool(true))
    case .newFalse: try push(.bool(false))
    case .binInt: try push(.integer(Int(Int32(truncatingIfNeeded: try stream.number(bytes: 4)))))
    case .binInt1: try push(.integer(Int(try stream.next())))
    case .binInt2: try push(.integer(try stream.number(bytes: 2)))
    case .long1: try pushLong(Int(try stream.next()))
    case .long4:
      try skipBytes(try stream.number(bytes: 4))
    case .binFloat:
      // The one number of a pickle that has its first byte first.
      let bits = littleEndian(try stream.take(8).reversed())
      try push(.float(Double(bitPattern: bits)))
    case .shortBinUnicode: try pushText(Int(try stream.next()))
    case .binUnicode, .binString: try pushText(try stream.number(bytes: 4))
    case .binUnicode8: try pushText(try stream.number(bytes: 8))
    case .shortBinString: try pushText(Int(try stream.next()))
    case .shortBinBytes: try skipBytes(Int(try stream.next()))
    case .binBytes: try skipBytes(try stream.number(bytes: 4))
    case .binBytes8, .byteArray8: try skipBytes(try stream.number(bytes: 8))
    case .binPut: try put(Int(try stream.next()))
    case .longBinPut: try put(try stream.number(bytes: 4))
    case .memoize: try put(remembered)
    case .binGet: return try get(Int(try stream.next()))
    case .longBinGet: return try get(try stream.number(bytes: 4))
    case .ext1: try pushExtension(1)
    case .ext2: try pushExtension(2)
    case .ext4: try pushExtension(4)
    default: return try make(code)
    }
    return true
  }

  /// Does what an opcode says that makes or fills an object.
  private mutating func make(_ code: PickleOpcode) throws(CheckpointError) -> Bool {
    switch code {
    case .emptyTuple: try push(tuple: [])
    case .emptyList: try push(list: [])
    case .emptySet: try push(set: [])
    case .emptyDict: try push(dictionary: [])
    case .tuple1, .tuple2, .tuple3:
      let count = code == .tuple1 ? 1 : code == .tuple2 ? 2 : 3
      guard let items = pop(count) else { return false }
      try push(tuple: items)
    case .tuple, .list, .frozenSet:
      guard let items = popMark() else { return false }
      switch code {
      case .tuple: try push(tuple: items)
      case .list: try push(list: items)
      default: try push(set: items)
      }
    case .dict:
      guard let items = popMark(), let pairs = pairs(items) else { return false }
      try push(dictionary: pairs)
    case .append:
      guard let item = pop() else { return false }
      return try add(items: [item])
    case .appends, .addItems:
      guard let items = popMark() else { return false }
      return try add(items: items)
    case .setItem:
      guard let items = pop(2), let pairs = pairs(items) else { return false }
      return try add(pairs: pairs)
    case .setItems:
      guard let items = popMark(), let pairs = pairs(items) else { return false }
      return try add(pairs: pairs)
    case .global:
      let module = try stream.line(atMost: Self.lineBytes)
      let name = try stream.line(atMost: Self.lineBytes)
      guard let module = String(validating: module, as: UTF8.self),
        let name = String(validating: name, as: UTF8.self)
      else { throw CheckpointError("its pickle names a class that is not UTF-8") }
      try push(module: module, name: name)
    case .stackGlobal:
      guard let names = pop(2), let module = graph.text(names[0]), let name = graph.text(names[1])
      else { return false }
      try push(module: module, name: name)
    case .binPersID:
      guard let id = pop() else { return false }
      try push(persistent: id)
    case .reduce, .newObj:
      guard let call = pop(2) else { return false }
      try push(call: call[0], of: call[1])
    case .newObjEx:
      guard let call = pop(3) else { return false }
      try push(call: call[0], of: call[1])
    case .build:
      guard let state = pop() else { return false }
      return build(state)
    default: return false
    }
    return true
  }

  private mutating func pushText(_ count: Int) throws(CheckpointError) {
    let place = stream.offset - start
    guard count <= Limits.checkpointHeaderBytes - place else {
      if count > stream.left { throw .cutOff }
      throw Self.tooLong
    }
    let bytes = try stream.take(count)
    try charge(bytes: PickleGraph.objectBytes + count)
    // Python's texts are made of half surrogates as well, and its older ones of any bytes.
    let text = String(validating: bytes, as: UTF8.self)
    try push(text.map { graph.add(text: $0) } ?? graph.addBrokenText(at: place))
  }

  private mutating func skipBytes(_ count: Int) throws(CheckpointError) {
    try stream.skip(count)
    skipped = saturatingSum(skipped, count)
    try push(.other)
  }

  private mutating func pushLong(_ count: Int) throws(CheckpointError) {
    let bytes = try stream.take(count)
    guard count <= 8 else {
      try charge(bytes: PickleGraph.objectBytes + count)
      return try push(graph.add(long: bytes))
    }
    let isNegative = (bytes.last ?? 0) >= 0x80
    let padded = bytes + Array(repeating: isNegative ? 0xFF : 0, count: 8 - count)
    try push(.integer(Int(truncatingIfNeeded: littleEndian(padded))))
  }

  /// A class by a number that only the writing program knows.
  private mutating func pushExtension(_ bytes: Int) throws(CheckpointError) {
    let number = try stream.number(bytes: bytes)
    try push(module: "copyreg", name: "extension \(number)")
  }

  private mutating func put(_ number: Int) throws(CheckpointError) {
    guard let value = stack.last else {
      throw CheckpointError("its pickle is broken: it remembers what is not there")
    }
    try charge()
    // The numbers follow each other in what any pickler writes.
    guard number < 2 * remembered + 1_024 else {
      throw CheckpointError("its pickle is broken: it remembers values under numbers with gaps")
    }
    if number >= memo.count {
      try charge(bytes: (number + 1 - memo.count) * MemoryLayout<PickleValue?>.stride)
      while memo.count <= number { memo.append(nil) }
    }
    if memo[number] == nil { remembered += 1 }
    memo[number] = value
  }

  private mutating func get(_ number: Int) throws(CheckpointError) -> Bool {
    guard memo.indices.contains(number), let value = memo[number] else { return false }
    try push(value)
    return true
  }

  private func pairs(_ items: [PickleValue]) -> [PickleGraph.Pair]? {
    guard items.count.isMultiple(of: 2) else { return nil }
    return stride(from: 0, to: items.count, by: 2).map {
      PickleGraph.Pair(key: items[$0], value: items[$0 + 1])
    }
  }

  // MARK: Filling

  /// The object on top of the stack, which is to be filled; `nil` where there is none.
  ///
  /// Of what is no object, bytes for instance, nobody asks for what it takes in.
  private var filled: PickleGraph.Object?? {
    guard stack.count > (marks.last ?? 0), let last = stack.last else { return nil }
    return .some(graph.object(last))
  }

  /// Adds items to the list, the set or the object on the stack.
  private mutating func add(items: [PickleValue]) throws(CheckpointError) -> Bool {
    guard let object = filled else { return false }
    try charge(bytes: items.count * MemoryLayout<PickleValue>.stride)
    switch object {
    case .list(let number), .set(let number): graph.lists[number] += items
    case .instance(let number): graph.instances[number].items += items
    case nil: break
    default: return false
    }
    return true
  }

  private mutating func add(pairs: [PickleGraph.Pair]) throws(CheckpointError) -> Bool {
    guard let object = filled else { return false }
    try charge(bytes: pairs.count * MemoryLayout<PickleGraph.Pair>.stride)
    switch object {
    case .dictionary(let number): graph.dictionaries[number] += pairs
    case .instance(let number): graph.instances[number].pairs += pairs
    case nil: break
    default: return false
    }
    return true
  }

  /// Notes a state; what has one and is no instance is nothing that torch writes.
  private mutating func build(_ state: PickleValue) -> Bool {
    guard let object = filled else { return false }
    if case .instance(let number)? = object { graph.instances[number].state = state }
    return true
  }
}
