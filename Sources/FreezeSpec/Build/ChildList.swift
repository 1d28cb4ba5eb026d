/// Children while they are gathered.
struct ChildList {
  var items: [Module.Child] = []
  var next = 0
  /// The children that are `None`.
  var absent: [Module.AbsentChild] = []
  /// Those of them that stand under a key and are children all the same.
  var registered: [Module.AbsentChild] = []

  /// Adds a child under a name; where it is `None`, only if that is to be one.
  mutating func append(_ module: Module?, name: String, orNone registersNone: Bool) {
    if let module {
      items.append(Module.Child(name: name, module: module))
    } else if registersNone {
      registered.append(Module.AbsentChild(name: name, position: items.count))
    }
  }

  /// Adds a child under the next index; an absent one still takes it, as in PyTorch.
  mutating func appendIndexed(_ module: Module?) {
    if let module {
      items.append(Module.Child(name: String(next), module: module))
    } else {
      absent.append(Module.AbsentChild(name: String(next), position: items.count))
    }
    next += 1
  }
}
