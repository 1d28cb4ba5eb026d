/// A module as a config will write it.
indirect enum Node: Hashable {
  /// A call of a class of torch.nn or of `classes`.
  case call(CallNode)
  /// A module that is written out.
  case composite(CompositeNode)
  /// A module that is bound to a name.
  case name(String)
  case choice(Term, Node, Node)
  /// A module that is not there.
  case none
  /// None that is registered as a child.
  case registeredNone

  /// Whether it can stand inside an expression.
  var isExpression: Bool {
    switch self {
    case .call, .name, .none: true
    case .registeredNone: false
    case .composite(let composite): composite.isExpression
    case .choice(_, let then, let otherwise): then.isExpression && otherwise.isExpression
    }
  }

  /// Over how many levels repeats lie in each other in it.
  var height: Int {
    switch self {
    case .call, .name, .none, .registeredNone: 0
    case .composite(let composite): composite.height
    case .choice(_, let then, let otherwise): max(then.height, otherwise.height)
    }
  }

  /// Whether it uses the index of a repeat around it.
  func mentions(index: Int) -> Bool {
    switch self {
    case .name, .none, .registeredNone: return false
    case .call(let call): return call.arguments.contains { $0?.mentions(index: index) == true }
    case .choice(let condition, let then, let otherwise):
      return condition.mentions(index: index) || then.mentions(index: index)
        || otherwise.mentions(index: index)
    case .composite(let composite):
      for tensor in composite.parameters + composite.buffers
      where tensor.shape.mentions(index: index) || tensor.requiresGrad.mentions(index: index)
        || tensor.dtype?.mentions(index: index) == true
        || tensor.condition?.mentions(index: index) == true
      {
        return true
      }
      for case .field(let term) in composite.repr where term.mentions(index: index) { return true }
      return composite.slots.contains { slot in
        if slot.count.mentions(index: index) { return true }
        if case .numbered(_, let first, _) = slot.key, first.mentions(index: index) { return true }
        return slot.nodes.contains { $0.mentions(index: index) }
      }
    }
  }

  /// The same with other terms for the holes in it.
  func filling(_ terms: [Term]) -> Node {
    switch self {
    case .name, .none, .registeredNone: return self
    case .call(var call):
      call.arguments = call.arguments.map { $0?.filling(terms) }
      return .call(call)
    case .choice(let condition, let then, let otherwise):
      return .choice(condition.filling(terms), then.filling(terms), otherwise.filling(terms))
    case .composite(let composite): return .composite(composite.filling(terms))
    }
  }
}

/// A call.
struct CallNode: Hashable {
  /// Whose class it calls.
  enum Target: Hashable {
    case layer(String)
    /// A class of the file, by its number in the description.
    case declared(Int)
  }

  var target: Target
  /// The arguments by the order of the class's parameters; `nil` for the default of a class of torch.nn.
  var arguments: [Term?]
}

/// A parameter or buffer.
struct TensorNode: Hashable {
  var name: ExactString
  var shape: Term
  /// The type, where it is not the file's.
  var dtype: Term?
  var requiresGrad = Term.literal(.bool(true))
  var isPersistent = true
  /// Whether it is there; `nil` where it always is.
  var condition: Term?
}

/// A module that is written out: its tensors, its children and what it prints.
struct CompositeNode: Hashable {
  /// What holds modules by their index, or any other class: one that is not known may do so, too.
  enum Kind { case sequential, list, unknown, other }

  /// The number of its class in the description.
  var type: Int
  var kind: Kind
  var parameters: [TensorNode] = []
  var buffers: [TensorNode] = []
  var slots: [Slot] = []
  /// What it prints between its parentheses; nothing where that is empty.
  var repr: [ReprPart] = []
  /// Whether that is all that it prints.
  var printsWhole = false
  /// Modules that stand at several of its places, by the names of the arguments that hold them.
  var locals: [LocalNode] = []

  /// Whether it is a plain container of torch.nn that an expression can call.
  var isExpression: Bool {
    kind != .other && kind != .unknown && locals.isEmpty && parameters.isEmpty && buffers.isEmpty
      && repr.isEmpty
      && slots.allSatisfy { slot in
        slot.key == .position && slot.isSingle && slot.nodes[0].isExpression
      }
  }

  var height: Int { slots.map(\.height).max() ?? 0 }

  /// The same with other terms for the holes in it.
  func filling(_ terms: [Term]) -> CompositeNode {
    func filled(_ tensor: TensorNode) -> TensorNode {
      var tensor = tensor
      tensor.shape = tensor.shape.filling(terms)
      tensor.dtype = tensor.dtype?.filling(terms)
      tensor.requiresGrad = tensor.requiresGrad.filling(terms)
      tensor.condition = tensor.condition?.filling(terms)
      return tensor
    }
    var result = self
    result.locals = locals.map { LocalNode(name: $0.name, node: $0.node.filling(terms)) }
    result.parameters = parameters.map(filled)
    result.buffers = buffers.map(filled)
    result.repr = repr.map { part in
      if case .field(let term) = part { .field(term.filling(terms)) } else { part }
    }
    result.slots = slots.map { slot in
      var slot = slot
      slot.count = slot.count.filling(terms)
      slot.nodes = slot.nodes.map { $0.filling(terms) }
      if case .numbered(let prefix, let first, let suffix) = slot.key {
        slot.key = .numbered(prefix: prefix, first: first.filling(terms), suffix: suffix)
      }
      return slot
    }
    return result
  }
}

/// A part of what a module prints.
enum ReprPart: Hashable {
  case text(ExactString)
  case field(Term)
}

/// A module that stands at several places of the module around it.
struct LocalNode: Hashable {
  var name: String
  var node: Node
}

/// A child, or a repeat of some.
struct Slot: Hashable {
  /// How children are named.
  enum Key: Hashable {
    /// By their place.
    case position
    case name(ExactString)
    /// By numbers that count on from a first.
    case numbered(prefix: ExactString, first: Term, suffix: ExactString)
  }

  var key: Key
  var count: Term
  /// What each turn makes.
  var nodes: [Node]

  init(key: Key, count: Term = .int(1), nodes: [Node]) {
    self.key = key
    self.count = count
    self.nodes = nodes
  }

  /// Whether it is one child alone.
  var isSingle: Bool { count == .int(1) && nodes.count == 1 && !isNumbered }

  /// Whether its children's names count on.
  var isNumbered: Bool { if case .numbered = key { true } else { false } }

  /// The height of the index that its turns have.
  var inner: Int { nodes.map(\.height).max() ?? 0 }

  /// Whether its modules or their names use the index of its turns.
  var usesIndex: Bool { isNumbered || nodes.contains { $0.mentions(index: inner) } }

  var height: Int { isSingle ? nodes[0].height : inner + 1 }
}
