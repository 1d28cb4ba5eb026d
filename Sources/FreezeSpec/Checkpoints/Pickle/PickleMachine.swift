/// Reads a pickle of protocols 2 to 5 without carrying anything out.
///
/// It is Python's own stack machine, but for its calls: REDUCE, NEWOBJ, BUILD and their like only note
/// what would have been called with what. Stack, memo and objects are bounded, nothing is recursive, and
/// bytes of a pickle that nobody can ask for are not kept.
struct PickleMachine {
  private var stream: ByteStream
  private var graph = PickleGraph()
  private var stack: [PickleValue] = []
  /// Where the stack was at each mark.
  private var marks: [Int] = []
  private var memo: [Int: PickleValue] = [:]
  private var values = 0
  private let start: Int

  /// The bytes that a line of a pickle may have: names of modules and classes.
  private static let lineBytes = 4_096

  /// Reads the pickle that comes next in a stream, up to its end.
  static func read(_ stream: inout ByteStream) throws(CheckpointError)
    -> (graph: PickleGraph, root: PickleValue)
  {
    var machine = PickleMachine(stream)
    let root = try machine.run()
    stream = machine.stream
    return (machine.graph, root)
  }

  private init(_ stream: ByteStream) {
    self.stream = stream
    start = stream.offset
  }

  private mutating func run() throws(CheckpointError) -> PickleValue {
    while true {
      let place = stream.offset
      guard place - start <= Limits.checkpointHeaderBytes else {
        throw CheckpointError(
          "its pickle has more than \(grouped(Limits.checkpointHeaderBytes)) bytes")
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

  private func error(_ message: String, at place: Int) -> CheckpointError {
    CheckpointError("its pickle is broken at byte \(grouped(place - start)): \(message)")
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
    guard values <= Limits.pickleValues else {
      throw CheckpointError("its pickle has more than \(grouped(Limits.pickleValues)) values")
    }
  }

  private mutating func push(_ object: PickleGraph.Object) throws(CheckpointError) {
    graph.objects.append(object)
    try push(.object(graph.objects.count - 1))
  }

  private mutating func push(list: [PickleValue]) throws(CheckpointError) {
    graph.lists.append(list)
    try push(.list(graph.lists.count - 1))
  }

  private mutating func push(set: [PickleValue]) throws(CheckpointError) {
    graph.lists.append(set)
    try push(.set(graph.lists.count - 1))
  }

  private mutating func push(dictionary: [PickleGraph.Pair]) throws(CheckpointError) {
    graph.dictionaries.append(dictionary)
    try push(.dictionary(graph.dictionaries.count - 1))
  }

  private mutating func push(call function: PickleValue, of arguments: PickleValue)
    throws(CheckpointError)
  {
    graph.instances.append(PickleGraph.Instance(function: function, arguments: arguments))
    try push(.instance(graph.instances.count - 1))
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
      try stream.skip(try stream.number(bytes: 4))
      try push(.other)
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
    case .memoize: try put(memo.count)
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
    case .emptyTuple: try push(.tuple([]))
    case .emptyList: try push(list: [])
    case .emptySet: try push(set: [])
    case .emptyDict: try push(dictionary: [])
    case .tuple1, .tuple2, .tuple3:
      let count = code == .tuple1 ? 1 : code == .tuple2 ? 2 : 3
      guard let items = pop(count) else { return false }
      try push(.tuple(items))
    case .tuple, .list, .frozenSet:
      guard let items = popMark() else { return false }
      switch code {
      case .tuple: try push(.tuple(items))
      case .list: try push(list: items)
      default: try push(set: items)
      }
    case .dict:
      guard let items = popMark(), let pairs = pairs(items) else { return false }
      try push(dictionary: pairs)
    case .append:
      guard let item = pop() else { return false }
      return add(items: [item])
    case .appends, .addItems:
      guard let items = popMark() else { return false }
      return add(items: items)
    case .setItem:
      guard let items = pop(2), let pairs = pairs(items) else { return false }
      return add(pairs: pairs)
    case .setItems:
      guard let items = popMark(), let pairs = pairs(items) else { return false }
      return add(pairs: pairs)
    case .global:
      let module = try stream.line(atMost: Self.lineBytes)
      let name = try stream.line(atMost: Self.lineBytes)
      try push(
        .global(
          module: String(decoding: module, as: UTF8.self),
          name: String(decoding: name, as: UTF8.self)))
    case .stackGlobal:
      guard let names = pop(2), let module = graph.text(names[0]), let name = graph.text(names[1])
      else { return false }
      try push(.global(module: module, name: name))
    case .binPersID:
      guard let id = pop() else { return false }
      try push(.persistent(id))
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
    try push(.text(String(decoding: try stream.take(count), as: UTF8.self)))
  }

  private mutating func skipBytes(_ count: Int) throws(CheckpointError) {
    try stream.skip(count)
    try push(.other)
  }

  private mutating func pushLong(_ count: Int) throws(CheckpointError) {
    let bytes = try stream.take(count)
    guard count <= 8 else { return try push(.long(bytes)) }
    let isNegative = (bytes.last ?? 0) >= 0x80
    let padded = bytes + Array(repeating: isNegative ? 0xFF : 0, count: 8 - count)
    try push(.integer(Int(truncatingIfNeeded: littleEndian(padded))))
  }

  /// A class by a number that only the writing program knows.
  private mutating func pushExtension(_ bytes: Int) throws(CheckpointError) {
    let number = try stream.number(bytes: bytes)
    try push(.global(module: "copyreg", name: "extension \(number)"))
  }

  private mutating func put(_ number: Int) throws(CheckpointError) {
    guard let value = stack.last else {
      throw CheckpointError("its pickle is broken: it remembers what is not there")
    }
    try charge()
    memo[number] = value
  }

  private mutating func get(_ number: Int) throws(CheckpointError) -> Bool {
    guard let value = memo[number] else { return false }
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
  private mutating func add(items: [PickleValue]) -> Bool {
    guard let object = filled else { return false }
    switch object {
    case .list(let number), .set(let number): graph.lists[number] += items
    case .instance(let number): graph.instances[number].items += items
    case nil: break
    default: return false
    }
    return true
  }

  private mutating func add(pairs: [PickleGraph.Pair]) -> Bool {
    guard let object = filled else { return false }
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

/// The opcodes of protocols 2 to 5, without those that only protocols 0 and 1 write.
private enum PickleOpcode: UInt8 {
  case mark = 0x28
  case stop = 0x2E
  case pop = 0x30
  case popMark = 0x31
  case dup = 0x32
  case binFloat = 0x47
  case binInt = 0x4A
  case binInt1 = 0x4B
  case binInt2 = 0x4D
  case none = 0x4E
  case binPersID = 0x51
  case reduce = 0x52
  case binString = 0x54
  case shortBinString = 0x55
  case binUnicode = 0x58
  case append = 0x61
  case build = 0x62
  case global = 0x63
  case dict = 0x64
  case appends = 0x65
  case binGet = 0x68
  case longBinGet = 0x6A
  case list = 0x6C
  case binPut = 0x71
  case longBinPut = 0x72
  case setItem = 0x73
  case tuple = 0x74
  case setItems = 0x75
  case emptyTuple = 0x29
  case emptyList = 0x5D
  case emptyDict = 0x7D
  case binBytes = 0x42
  case shortBinBytes = 0x43
  case proto = 0x80
  case newObj = 0x81
  case ext1 = 0x82
  case ext2 = 0x83
  case ext4 = 0x84
  case tuple1 = 0x85
  case tuple2 = 0x86
  case tuple3 = 0x87
  case newTrue = 0x88
  case newFalse = 0x89
  case long1 = 0x8A
  case long4 = 0x8B
  case shortBinUnicode = 0x8C
  case binUnicode8 = 0x8D
  case binBytes8 = 0x8E
  case emptySet = 0x8F
  case addItems = 0x90
  case frozenSet = 0x91
  case newObjEx = 0x92
  case stackGlobal = 0x93
  case memoize = 0x94
  case frame = 0x95
  case byteArray8 = 0x96
}
