/// The tree of two plans' names together, those of the old one beside their neighbours of then.
struct DiffTree {
  /// A name, and which parameter it is on each side.
  struct Slot {
    /// The parameter of the old plan.
    var old: Int?
    /// The parameter of the new plan.
    var new: Int?
  }

  /// A tensor of one of the plans.
  private enum TensorIndex: Hashable {
    case old(Int)
    case new(Int)
  }

  private var tree = NameTree()
  /// What each parameter of the tree is.
  private var slotOfNode: [Int: Slot] = [:]

  /// The modules and tensors, as the page reads them.
  private(set) var table = ModuleTable()
  /// The node of the whole tree.
  private(set) var root = 0
  /// The names, depth first.
  private(set) var slots: [Slot] = []
  /// Where each name came to stand.
  private(set) var slotOfName: [ExactString: Int] = [:]

  private let old: PlanSnapshot.Parameters
  private let new: PlanSnapshot.Parameters

  /// Brings two plans together; either may be missing.
  init(_ oldPlan: PlanSnapshot?, _ newPlan: PlanSnapshot?) {
    old = oldPlan?.parameters ?? PlanSnapshot.Parameters()
    new = newPlan?.parameters ?? PlanSnapshot.Parameters()
    insert(new) { $0.new = $1 }
    tree.startOver()
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
    var numbers: [TensorIndex: Int] = [:]
    var result: [Int] = []
    for (place, slot) in slots.enumerated() {
      let after = slot.new ?? slot.old.flatMap { survivor[$0] }
      let tensor = after.map(TensorIndex.new) ?? .old(slot.old ?? -1)
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
    _ parameters: PlanSnapshot.Parameters, _ note: (inout Slot, Int) -> Void
  ) {
    for (index, parameter) in parameters.enumerated() {
      note(&slotOfNode[tree.insert(parameter.name), default: Slot()], index)
    }
    for (index, parameter) in parameters.enumerated() {
      for name in parameter.tiedNames {
        note(&slotOfNode[tree.insert(name), default: Slot()], index)
      }
    }
  }

  /// Numbers the names at and below a node, which is a module of each plan that has its tree.
  ///
  /// - Returns: The node in ``table``.
  private mutating func flatten(
    _ node: Int, path: String, _ oldModule: Module?, _ newModule: Module?
  ) -> Int {
    var parameters: [Int] = []
    var className = ""
    for place in tree.list(from: tree.nodes[node].firstParameter) {
      let (name, slot) = (tree.nodes[place].name, slotOfNode[place] ?? Slot())
      slotOfName[ExactString(path + name)] = slots.count
      slots.append(slot)
      let (before, after) = (slot.old.map { Tensor(old, $0) }, slot.new.map { Tensor(new, $0) })
      parameters.append(tensor(name, before, after))
      className = after?.className ?? before?.className ?? className
    }
    var children: [Int] = []
    let (oldChildren, newChildren) = (childrenByName(oldModule), childrenByName(newModule))
    for place in tree.list(from: tree.nodes[node].firstModule) {
      let name = tree.nodes[place].name
      children.append(table.string(name))
      children.append(
        flatten(
          place, path: path + name + ".", oldChildren[ExactString(name)],
          newChildren[ExactString(name)]))
    }
    // What `repr` prints would make every layer of a large model another one: a diff goes without.
    let type = (newModule ?? oldModule)?.type
    let classes = type.map { [$0.name] + $0.ancestors } ?? (className.isEmpty ? [] : [className])
    return table.node(classes: classes, parameters: parameters, children: children)
  }

  private func childrenByName(_ module: Module?) -> [ExactString: Module] {
    guard let module else { return [:] }
    return Dictionary(
      module.children.lazy.map { (ExactString($0.name), $0.module) },
      uniquingKeysWith: { _, last in last })
  }

  /// What the tree tells of a parameter beside its name.
  private struct Tensor {
    let shape: Shape
    let dtype: DType
    let className: String

    init(_ parameters: PlanSnapshot.Parameters, _ index: Int) {
      shape = parameters.size(index).shape
      (dtype, className) = parameters.kind(index)
    }
  }

  private mutating func tensor(_ name: String, _ old: Tensor?, _ new: Tensor?) -> Int {
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
