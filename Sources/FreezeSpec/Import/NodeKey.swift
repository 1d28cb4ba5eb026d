/// What nodes must have in common to be one with holes.
enum NodeKey: Hashable {
  case call(CallNode.Target)
  case composite(Int)
  /// A container without modules.
  case empty(Int)
  case name(String)
  case choice
  case none
  case registeredNone

  init(_ node: Node) {
    switch node {
    case .call(let call): self = .call(call.target)
    case .composite(let composite):
      let isEmpty = composite.isEmpty && composite.kind != .other
      self = isEmpty ? .empty(composite.type) : .composite(composite.type)
    case .name(let name): self = .name(name)
    case .choice: self = .choice
    case .none: self = .none
    case .registeredNone: self = .registeredNone
    }
  }
}
