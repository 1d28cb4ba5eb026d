/// The modules that dotted names tell of, each under a number, and what is in them.
struct CheckpointNames {
  /// What stands in a module under a component of names.
  struct Member {
    /// The number of the component.
    let component: Int32
    /// The number of a module, or the complement of a tensor's.
    let target: Int32
    /// The index of the module's next member, or -1.
    fileprivate(set) var next: Int32 = -1
  }

  /// The members of a module, as indices of ``members``, or -1.
  private struct Module {
    var first: Int32 = -1
    var last: Int32 = -1
    var count: Int32 = 0
  }

  /// A module on the way to what was named last, and where the components behind it start.
  private struct Level {
    let module: Int32
    let end: Int
  }

  /// What is in all modules.
  private(set) var members: [Member] = []
  private var modules = [Module()]
  private var components = ComponentTable()
  /// The members of modules that have many, by the number of the module and that of the component.
  private var memberOfMany: [Int: Int32] = [:]
  /// The name that is looked up, and the one before: names that follow each other lie mostly in the
  /// same modules.
  private var bytes: [UInt8] = []
  private var bytesBefore: [UInt8] = []
  private var open: [Level] = []
  /// The component that was last at each level.
  private var lastComponents: [Int32] = []

  /// Up to so many members are looked through.
  private static let few = 16

  /// How many modules there are; each has a greater number than the one around it.
  var moduleCount: Int { modules.count }

  /// The index of a module's first member, or -1.
  func firstMember(of module: Int) -> Int32 { modules[module].first }

  /// The text of a component.
  func text(of component: Int32) -> String { components.texts[Int(component)] }

  /// The module at a path, which is made where it is not there.
  mutating func module(at path: String) throws(CheckpointError) -> Int {
    try enter(path, isModule: true)
    return openModule
  }

  /// Puts a tensor into its module.
  mutating func add(_ tensor: Int, _ name: String) throws(CheckpointError) {
    try enter(name, isModule: false)
    let component = try component(from: open.last?.end ?? 0, to: bytes.count, of: name)
    if let known = member(component, of: openModule) {
      if known >= 0 { throw Self.isBoth(name) }
      throw CheckpointError("it has `\(clipped(name))` twice")
    }
    insert(component, ~tensor, into: openModule)
  }

  // MARK: Modules

  private var openModule: Int { Int(open.last?.module ?? 0) }

  /// Opens the modules that a name lies in, or that it is of.
  private mutating func enter(_ name: String, isModule: Bool) throws(CheckpointError) {
    let dot = UInt8(ascii: ".")
    swap(&bytes, &bytesBefore)
    bytes.removeAll(keepingCapacity: true)
    name.withBytes { bytes.append(contentsOf: $0) }
    if isModule, !bytes.isEmpty { bytes.append(dot) }
    let common = ByteScan.commonPrefix(of: bytes, and: bytesBefore)
    while let last = open.last, last.end > common { open.removeLast() }
    var start = open.last?.end ?? 0
    var levels = open.count
    for place in start..<bytes.count where bytes[place] == dot { levels += 1 }
    guard levels < Limits.nesting else {
      throw CheckpointError(
        "`\(clipped(name))` lies in modules over more than \(Limits.nesting) levels")
    }
    for place in start..<bytes.count where bytes[place] == dot {
      let component = try component(from: start, to: place, of: name)
      let number = try module(component, in: openModule, endingAt: place)
      start = place + 1
      open.append(Level(module: Int32(truncatingIfNeeded: number), end: start))
    }
  }

  private mutating func module(_ component: Int32, in parent: Int, endingAt end: Int)
    throws(CheckpointError) -> Int
  {
    if let known = member(component, of: parent) {
      guard known >= 0 else { throw Self.isBoth(String(decoding: bytes[..<end], as: UTF8.self)) }
      return Int(known)
    }
    guard modules.count < Limits.modules else {
      throw CheckpointError("it has more than \(grouped(Limits.modules)) modules")
    }
    insert(component, modules.count, into: parent)
    modules.append(Module())
    return modules.count - 1
  }

  /// The number of a component of the name, behind the modules that are open.
  private mutating func component(from start: Int, to end: Int, of name: String)
    throws(CheckpointError) -> Int32
  {
    if start == end {
      throw CheckpointError(
        "`\(clipped(name))` is no name that a tensor of a model has: a part of it is empty")
    }
    if end - start > Limits.nameBytes {
      throw CheckpointError(
        "`\(clipped(name))` has a part of more than \(grouped(Limits.nameBytes)) bytes")
    }
    let level = open.count
    if level == lastComponents.count { lastComponents.append(-1) }
    let number = components.number(of: bytes[start..<end], after: lastComponents[level])
    lastComponents[level] = number
    return number
  }

  private static func isBoth(_ name: String) -> CheckpointError {
    CheckpointError(
      "`\(clipped(name))` is the name of a tensor and the start of others, which no model can have")
  }

  // MARK: Members

  /// What a member of a module is; `nil` where there is none.
  private func member(_ component: Int32, of module: Int) -> Int32? {
    if modules[module].count > Self.few { return memberOfMany[Self.key(module, component)] }
    var next = modules[module].first
    while next >= 0 {
      let member = members[Int(next)]
      if member.component == component { return member.target }
      next = member.next
    }
    return nil
  }

  private mutating func insert(_ component: Int32, _ target: Int, into module: Int) {
    let index = Int32(truncatingIfNeeded: members.count)
    members.append(Member(component: component, target: Int32(truncatingIfNeeded: target)))
    let last = modules[module].last
    if last < 0 { modules[module].first = index } else { members[Int(last)].next = index }
    modules[module].last = index
    modules[module].count += 1
    if modules[module].count <= Self.few { return }
    // Where they get many, those before come into the table as well.
    var next = modules[module].count == Self.few + 1 ? modules[module].first : index
    while next >= 0 {
      let member = members[Int(next)]
      memberOfMany[Self.key(module, member.component)] = member.target
      next = member.next
    }
  }

  private static func key(_ module: Int, _ component: Int32) -> Int {
    module << 32 | Int(component)
  }
}

/// Components of names, each once and under a number.
private struct ComponentTable {
  private(set) var texts: [String] = []
  /// The bytes of all texts, and where each text's end.
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  /// Which was asked for behind each, or -1: names come in rows.
  private var following: [Int32] = []
  private var index = HashIndex()

  /// The number of a component, which is entered where it is not there.
  ///
  /// - Parameter last: The number of the one that was at its place before, or -1.
  mutating func number(of component: ArraySlice<UInt8>, after last: Int32) -> Int32 {
    let next = last < 0 ? -1 : following[Int(last)]
    if next >= 0, has(Int(next), component) { return next }
    var hasher = Hasher()
    component.withUnsafeBytes { hasher.combine(bytes: $0) }
    let hash = hasher.finalize()
    let known = index.number(withHash: hash) { has($0, component) }
    let number = Int32(truncatingIfNeeded: known ?? texts.count)
    if known == nil {
      index.insert(texts.count, hash: hash)
      texts.append(String(decoding: component, as: UTF8.self))
      bytes.append(contentsOf: component)
      ends.append(bytes.count)
      following.append(-1)
    }
    if last >= 0 { following[Int(last)] = number }
    return number
  }

  private func has(_ number: Int, _ component: ArraySlice<UInt8>) -> Bool {
    var place = number == 0 ? 0 : ends[number - 1]
    guard ends[number] - place == component.count else { return false }
    for byte in component {
      if byte != bytes[place] { return false }
      place += 1
    }
    return true
  }
}
