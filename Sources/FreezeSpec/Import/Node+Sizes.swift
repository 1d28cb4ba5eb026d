extension CompositeNode {
  /// About how many lines it takes where it is written out.
  var lines: Int {
    let own = [parameters.isEmpty, buffers.isEmpty, repr.isEmpty, slots.isEmpty].count { !$0 }
    return slots.reduce(1 + own) { lines, slot in
      slot.nodes.reduce(lines + (slot.nodes.count > 1 ? 2 : 0)) { $0 + $1.lines }
    }
  }

  /// How many children stand in rows of which only some have them.
  var optionalCount: Int {
    slots.reduce(0) { count, slot in
      let own =
        if case .choice(_, .literal(.int(1)), .literal(.int(0))) = slot.count { 1 } else { 0 }
      return slot.nodes.reduce(count + own) { count, node in
        if case .composite(let inner) = node { count + inner.optionalCount } else { count }
      }
    }
  }

  /// Whether it holds and prints nothing.
  var isEmpty: Bool { parameters.isEmpty && buffers.isEmpty && slots.isEmpty && repr.isEmpty }
}

extension Node {
  /// About how many lines it takes.
  var lines: Int { if case .composite(let composite) = self { composite.lines } else { 1 } }
}

// MARK: Sizes

extension CompositeNode {
  /// How many parts it has at all levels.
  var size: Int {
    let own = 1 + parameters.count + buffers.count + repr.count
    let all = slots.reduce(own) { size, slot in slot.nodes.reduce(size + 1) { $0 + $1.size } }
    return locals.reduce(all) { $0 + $1.node.size }
  }
}

extension Node {
  /// How many parts it has at all levels.
  var size: Int {
    switch self {
    case .call(let call): 1 + call.arguments.count
    case .composite(let composite): composite.size
    case .name, .none, .registeredNone: 1
    case .choice(_, let then, let otherwise): 1 + then.size + otherwise.size
    }
  }
}
