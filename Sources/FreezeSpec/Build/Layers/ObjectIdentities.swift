/// Gives modules the identity that Python's objects have.
final class ObjectIdentities {
  /// The identity given last.
  private(set) var last = 0

  /// A value that can come to stand in several places, as one bound to a name can or an item of a
  /// list that is repeated: Python sees one object in all of them, so a module gets an identity.
  ///
  /// What a container holds gets one too, since another container can be made of it.
  func withIdentity(_ value: Value) -> Value {
    switch value {
    case .module(let module) where module.identity == nil:
      .module(
        module.replacing(
          children: module.type.isContainer ? module.children.map(withIdentity) : nil,
          identity: next()))
    case .tuple(let items) where items.contains(where: \.holdsModule):
      .tuple(items.map(withIdentity))
    case .list(let items) where items.contains(where: \.holdsModule):
      .list(items.map(withIdentity))
    default: value
    }
  }

  /// How many modules ``withIdentity(_:)-(Value)`` makes anew of a value.
  func copies(for value: Value) -> Int {
    switch value {
    case .module(let module) where module.identity == nil:
      module.type.isContainer
        ? module.children.reduce(1) { $0 + copies(for: .module($1.module)) } : 1
    case .tuple(let items), .list(let items): items.reduce(0) { $0 + copies(for: $1) }
    default: 0
    }
  }

  private func withIdentity(_ child: Module.Child) -> Module.Child {
    guard case .module(let module) = withIdentity(.module(child.module)) else { return child }
    return Module.Child(name: child.name, module: module)
  }

  /// A number that no module has as its identity yet.
  private func next() -> Int {
    last += 1
    return last
  }

  /// Python's `copy.deepcopy`: what was one object stays one object, and none of the original's.
  func deepCopy(_ module: Module) -> Module {
    var copies: [Int: Module] = [:]
    return deepCopy(module, &copies)
  }

  private func deepCopy(_ module: Module, _ copies: inout [Int: Module]) -> Module {
    guard module.holdsIdentity else { return module }
    if let identity = module.identity, let copy = copies[identity] { return copy }
    let copy = module.replacing(
      children: module.children.map {
        Module.Child(name: $0.name, module: deepCopy($0.module, &copies))
      }, identity: module.identity == nil ? nil : next())
    if let identity = module.identity { copies[identity] = copy }
    return copy
  }
}

extension Value {
  /// Whether it is or holds a module.
  var holdsModule: Bool {
    if case .module = self { return true }
    return items?.contains(where: \.holdsModule) ?? false
  }
}
