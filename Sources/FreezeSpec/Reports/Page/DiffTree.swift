/// The tree of two plans' names together, those of the old one beside their neighbours of then.
struct DiffTree {
  /// A name, and which parameter it is on each side.
  struct Slot {
    /// The parameter of the old plan.
    var old: Int?
    /// The parameter of the new plan.
    var new: Int?
  }

  /// A module, or a parameter, on one or both sides.
  private struct Node {
    var name: String
    var slot = Slot()
    /// The places of the parameters and of the modules in it, in order.
    var parameters = Siblings()
    var modules = Siblings()
    /// The place of the one after it in the same list.
    var next: Int?
  }

  /// A list that can be added to anywhere.
  private struct Siblings {
    var first: Int?
    /// The one after which the next new one comes.
    var cursor: Int?
  }

  /// A tensor of one of the plans.
  private enum Tensor: Hashable {
    case old(Int)
    case new(Int)
  }

  /// A child by its parent and name.
  private struct Key: Hashable {
    var parent: Int
    var name: Substring
    var isParameter: Bool
  }

  private var nodes = [Node(name: "")]
  private var places: [Key: Int] = [:]

  /// The modules and tensors, as the page reads them.
  private(set) var table = ModuleTable()
  /// The node of the whole tree.
  private(set) var root = 0
  /// The names, depth first.
  private(set) var slots: [Slot] = []
  /// Where each name came to stand.
  private(set) var slotOfName: [String: Int] = [:]

  private let old: [PlanSnapshot.Parameter]
  private let new: [PlanSnapshot.Parameter]

  /// Brings two plans together; either may be missing.
  init(_ oldPlan: PlanSnapshot?, _ newPlan: PlanSnapshot?) {
    old = oldPlan?.parameters ?? []
    new = newPlan?.parameters ?? []
    insert(new) { $0.new = $1 }
    for index in nodes.indices {
      nodes[index].parameters.cursor = nil
      nodes[index].modules.cursor = nil
    }
    insert(old) { $0.old = $1 }
    root = flatten(0, path: "", oldPlan?.root, newPlan?.root)
  }

  /// The names that are further ones of a tensor, each with its tensor in turn.
  ///
  /// A name that only the old plan has belongs to the tensor that it was one with, where that lives
  /// on under another name.
  var aliases: [Int] {
    var survivor: [Int: Int] = [:]
    for slot in slots {
      if let before = slot.old, let after = slot.new, survivor[before] == nil {
        survivor[before] = after
      }
    }
    var numbers: [Tensor: Int] = [:]
    var result: [Int] = []
    for (place, slot) in slots.enumerated() {
      let after = slot.new ?? slot.old.flatMap { survivor[$0] }
      let tensor = after.map(Tensor.new) ?? .old(slot.old ?? -1)
      if let number = numbers[tensor] {
        result += [place, number]
      } else {
        numbers[tensor] = numbers.count
      }
    }
    return result
  }

  /// The names whose tensor was counted before, under another name of the old plan.
  var repeatedBefore: [Int] {
    var seen: Set<Int> = []
    return slots.indices.filter { place in
      guard let old = slots[place].old else { return false }
      return !seen.insert(old).inserted
    }
  }

  private mutating func insert(
    _ parameters: [PlanSnapshot.Parameter], _ note: (inout Slot, Int) -> Void
  ) {
    for (index, parameter) in parameters.enumerated() {
      note(&nodes[place(of: parameter.name)].slot, index)
    }
    for (index, parameter) in parameters.enumerated() {
      for name in parameter.tiedNames { note(&nodes[place(of: name)].slot, index) }
    }
  }

  /// The place of a parameter, made where it is new.
  private mutating func place(of name: String) -> Int {
    var parent = 0
    var rest = Substring(name)
    while let dot = rest.utf8.firstIndex(of: UInt8(ascii: ".")) {
      parent = child(of: parent, rest[..<dot], \.modules, isParameter: false)
      rest = rest[rest.utf8.index(after: dot)...]
    }
    return child(of: parent, rest, \.parameters, isParameter: true)
  }

  private mutating func child(
    of parent: Int, _ name: Substring, _ list: WritableKeyPath<Node, Siblings>, isParameter: Bool
  ) -> Int {
    let key = Key(parent: parent, name: name, isParameter: isParameter)
    if let place = places[key] {
      nodes[parent][keyPath: list].cursor = place
      return place
    }
    let place = nodes.count
    places[key] = place
    nodes.append(Node(name: String(name)))
    if let before = nodes[parent][keyPath: list].cursor {
      nodes[place].next = nodes[before].next
      nodes[before].next = place
    } else {
      nodes[place].next = nodes[parent][keyPath: list].first
      nodes[parent][keyPath: list].first = place
    }
    nodes[parent][keyPath: list].cursor = place
    return place
  }

  /// Numbers the names at and below a node, which is a module of each plan that has its tree.
  ///
  /// - Returns: The node in ``table``.
  private mutating func flatten(
    _ node: Int, path: String, _ oldModule: Module?, _ newModule: Module?
  ) -> Int {
    var parameters: [Int] = []
    var className = ""
    var next = nodes[node].parameters.first
    while let place = next {
      let slot = nodes[place].slot
      slotOfName[path + nodes[place].name] = slots.count
      slots.append(slot)
      let (before, after) = (slot.old.map { old[$0] }, slot.new.map { new[$0] })
      parameters.append(tensor(nodes[place].name, before, after))
      className = after?.className ?? before?.className ?? className
      next = nodes[place].next
    }
    var children: [Int] = []
    let (oldChildren, newChildren) = (childrenByName(oldModule), childrenByName(newModule))
    next = nodes[node].modules.first
    while let place = next {
      let name = nodes[place].name
      children.append(table.string(name))
      children.append(
        flatten(place, path: path + name + ".", oldChildren[name], newChildren[name]))
      next = nodes[place].next
    }
    // What `repr` prints would make every layer of a large model another one: a diff goes without.
    let type = (newModule ?? oldModule)?.type
    let classes = type.map { [$0.name] + $0.ancestors } ?? (className.isEmpty ? [] : [className])
    return table.node(classes: classes, parameters: parameters, children: children)
  }

  private func childrenByName(_ module: Module?) -> [String: Module] {
    guard let module else { return [:] }
    return Dictionary(
      module.children.lazy.map { ($0.name, $0.module) }, uniquingKeysWith: { _, last in last })
  }

  private mutating func tensor(
    _ name: String, _ old: PlanSnapshot.Parameter?, _ new: PlanSnapshot.Parameter?
  ) -> Int {
    guard let new = new ?? old else { return 0 }
    var tensor = ModuleTable.Tensor(
      name: table.string(name), shape: new.shape, dtype: new.dtype)
    if let old, old.shape != new.shape || old.dtype != new.dtype {
      tensor.oldShape = old.shape
      tensor.oldDType = old.dtype
    }
    return table.tensor(tensor)
  }
}
