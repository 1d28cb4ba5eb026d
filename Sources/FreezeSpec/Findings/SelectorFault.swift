/// A selector, or a part of one, that matches nothing.
struct SelectorFault {
  /// What matches nothing.
  enum Kind {
    /// A value, even by itself.
    case value(SelectorTerm, SelectorValue)
    /// An item of a choice in a value.
    case part(PatternPart)
    /// A value of a list, together with the other keys of its mapping.
    case idleValue(SelectorTerm, SelectorValue, SelectorMapping)
    /// A mapping, though each of its keys matches something.
    case mapping(SelectorMapping)
  }

  /// The selector it is in, by its place in the program.
  let owner: Int
  /// What matches nothing.
  let kind: Kind
  /// Whether it stands under `except`.
  var isException = false
  /// The values beside it, where these are few.
  var beside: [MistypedWord.Beside] = []

  /// Where to point.
  var span: SourceSpan {
    switch kind {
    case .value(_, let value), .idleValue(_, let value, _): value.span
    case .part(let part): part.value.span(of: part.bytes)
    case .mapping(let mapping): mapping.span
    }
  }

  /// Where the value stands, or the mapping.
  var valueSpan: SourceSpan {
    if case .part(let part) = kind { part.value.span } else { span }
  }

  /// Whether only a value of a list adds nothing.
  var isIdleValue: Bool {
    if case .idleValue = kind { true } else { false }
  }

  /// The faults of a program's selectors.
  ///
  /// - Parameters:
  ///   - program: The selectors.
  ///   - evaluator: What they found in a model.
  ///   - owners: The selectors to look at.
  static func find(
    in program: SelectorProgram, _ evaluator: SelectorEvaluator, of owners: some Sequence<Int>
  ) -> [SelectorFault] {
    var search = Search(program: program, evaluator: evaluator)
    for owner in owners {
      search.owner = owner
      search.visit(program.roots[owner])
    }
    return search.faults
  }

  /// Goes through the nodes of one selector.
  private struct Search {
    let program: SelectorProgram
    let evaluator: SelectorEvaluator
    var owner = 0
    var faults: [SelectorFault] = []
    private var isException = false
    private var siblings: [MistypedWord.Beside] = []

    init(program: SelectorProgram, evaluator: SelectorEvaluator) {
      self.program = program
      self.evaluator = evaluator
    }

    mutating func visit(_ id: Int32) {
      let node = program.nodes[Int(id)]
      switch node.kind {
      case .anyOf(let items):
        let around = siblings
        siblings = items.count > 50 ? [] : items.flatMap { values(of: $0) }
        for item in items { visit(item) }
        siblings = around
      case .allOf(_, let except):
        visitTerms(node, hasHeld: evaluator.nodeHasHeld[Int(id)])
        if let except { visit(except) }
      }
    }

    /// The values of an item of a list that has one key alone.
    private func values(of id: Int32) -> [MistypedWord.Beside] {
      switch program.nodes[Int(id)].selector {
      case .glob(let value): [MistypedWord.Beside(key: .glob, text: value.text)]
      case .allOf(let mapping) where mapping.terms.count == 1 && mapping.except == nil:
        mapping.terms[0].values.prefix(50).map {
          MistypedWord.Beside(key: mapping.terms[0].key, text: $0.text)
        }
      case .allOf, .anyOf, .frozen: []
      }
    }

    private mutating func visitTerms(_ node: SelectorProgram.Node, hasHeld: Bool) {
      // Of an exception each value must mean something, and need not take anything away.
      let mustHold = !node.isException
      isException = node.isException
      var hasDeadTerm = false
      for term in program.terms[node.terms] {
        // The word `frozen` may hold for nothing.
        guard let key = term.term else { continue }
        var isDead = true
        for (value, occurrence) in zip(key.values, term.occurrences) {
          if !evaluator.hasHeld[Int(program.occurrences[occurrence].atom)] {
            let others = key.values.count > 50 ? [] : key.values
            add(
              .value(key, value),
              beside: siblings
                + others.map { MistypedWord.Beside(key: key.key, text: $0.text) })
            continue
          }
          isDead = false
          if mustHold, hasHeld, !evaluator.hasContributed[occurrence],
            case .allOf(let mapping) = node.selector
          {
            add(.idleValue(key, value, mapping))
          }
        }
        if isDead { hasDeadTerm = true }
      }
      if mustHold, !hasHeld, !hasDeadTerm, case .allOf(let mapping) = node.selector {
        add(.mapping(mapping))
      }
    }

    private mutating func add(_ kind: Kind, beside: [MistypedWord.Beside] = []) {
      faults.append(
        SelectorFault(owner: owner, kind: kind, isException: isException, beside: beside))
    }
  }
}
