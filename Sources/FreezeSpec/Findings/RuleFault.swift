/// A rule, or a part of one, that matches nothing.
struct RuleFault {
  /// What matches nothing.
  enum Kind {
    /// A value, even by itself.
    case value(SelectorTerm, SelectorValue)
    /// A value of a list, together with the other keys of its mapping.
    case idleValue(SelectorTerm, SelectorValue, SelectorMapping)
    /// A mapping, though each of its keys matches something.
    case mapping(SelectorMapping)
  }

  /// The selector it is in, counted over rules and further selectors.
  let owner: Int
  /// What matches nothing.
  let kind: Kind

  /// Where to point.
  var span: SourceSpan {
    switch kind {
    case .value(_, let value), .idleValue(_, let value, _): value.span
    case .mapping(let mapping): mapping.span
    }
  }

  /// The faults of all rules that are not optional and of all further selectors.
  static func find(in engine: RuleEngine, _ evaluator: SelectorEvaluator) -> [RuleFault] {
    var search = Search(program: engine.program, evaluator: evaluator)
    for owner in 0..<engine.rules.count + engine.selectors.count {
      if owner < engine.rules.count, engine.rules[owner].isOptional { continue }
      search.owner = owner
      search.visit(engine.program.roots[owner])
    }
    return search.faults
  }

  /// Goes through the nodes of one selector.
  private struct Search {
    let program: SelectorProgram
    let evaluator: SelectorEvaluator
    var owner = 0
    var faults: [RuleFault] = []

    mutating func visit(_ id: Int32) {
      let node = program.nodes[Int(id)]
      switch node.kind {
      case .anyOf(let items): for item in items { visit(item) }
      case .allOf(_, let except):
        // Of an exception each value must mean something, and need not take anything away.
        let mustHold = !node.isException && !node.isBroken
        visitTerms(node, hasHeld: evaluator.nodeHasHeld[Int(id)], mustHold: mustHold)
        if let except { visit(except) }
      }
    }

    private mutating func visitTerms(
      _ node: SelectorProgram.Node, hasHeld: Bool, mustHold: Bool
    ) {
      var hasDeadTerm = false
      for index in node.terms {
        let term = program.terms[index]
        var isDead = true
        for occurrence in term.occurrences {
          let asked = program.occurrences[occurrence]
          let value = term.term.values[asked.value]
          if !evaluator.hasHeld[Int(asked.atom)] {
            add(.value(term.term, value))
            continue
          }
          isDead = false
          if mustHold, hasHeld, !evaluator.hasContributed[occurrence],
            case .allOf(let mapping) = node.selector
          {
            add(.idleValue(term.term, value, mapping))
          }
        }
        if isDead { hasDeadTerm = true }
      }
      if mustHold, !hasHeld, !hasDeadTerm, case .allOf(let mapping) = node.selector {
        add(.mapping(mapping))
      }
    }

    private mutating func add(_ kind: Kind) {
      faults.append(RuleFault(owner: owner, kind: kind))
    }
  }
}
