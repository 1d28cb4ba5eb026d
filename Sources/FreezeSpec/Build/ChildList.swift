/// Children while they are gathered.
struct ChildList {
  var items: [Module.Child] = []
  var next = 0
  /// The children that are `None`.
  private(set) var absent: [Module.AbsentChild] = []
  /// Those of them that are children in any class.
  private(set) var registered: [Module.AbsentChild] = []

  /// Adds a child under a name; where it is `None`, only if that is to be one.
  mutating func append(_ module: Module?, name: String, orNone registersNone: Bool) {
    if let module {
      items.append(Module.Child(name: name, module: module))
    } else if registersNone {
      let child = Module.AbsentChild(name: name, position: items.count)
      absent.append(child)
      registered.append(child)
    }
  }

  /// Adds a child under the next index; an absent one still takes it, as in PyTorch.
  ///
  /// - Parameter registersNone: Whether one that is `None` is a child in any class, and not in containers alone.
  mutating func appendIndexed(_ module: Module?, orNone registersNone: Bool = false) {
    if let module {
      items.append(Module.Child(name: String(next), module: module))
    } else {
      let child = Module.AbsentChild(name: String(next), position: items.count)
      absent.append(child)
      if registersNone { registered.append(child) }
    }
    next += 1
  }
}
