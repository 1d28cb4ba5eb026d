/// What several modules of one class have in common, with holes where they differ.
///
/// Each module is a row. A hole has a value in each row that the part with the hole is there in.
struct Generalization {
  /// A place at which modules differ.
  struct Hole {
    /// The value in each row; `nil` where the part is not there.
    var values: [Literal?]
    /// What the value is called where it stands.
    var hint: String
    /// Whether it says if a part is there.
    var isCondition = false
  }

  /// The names of the arguments of a call.
  let names: (CallNode.Target) -> [String]
  /// The default of a class of torch.nn.
  let standard: (CallNode.Target, Int) -> Literal?
  /// The name of a class.
  let className: (Int) -> String
  let rowCount: Int
  let steps: ImportSteps
  private(set) var holes: [Hole] = []
  private var holeOfValues: [[Literal?]: Int] = [:]

  init(
    rowCount: Int, steps: ImportSteps, names: @escaping (CallNode.Target) -> [String],
    standard: @escaping (CallNode.Target, Int) -> Literal?,
    className: @escaping (Int) -> String
  ) {
    self.rowCount = rowCount
    self.steps = steps
    self.names = names
    self.standard = standard
    self.className = className
  }

  private mutating func hole(
    _ values: [Literal], _ rows: [Int], _ hint: String, isCondition: Bool = false
  ) -> Term? {
    guard steps.take(4 * rowCount) else { return nil }
    var all = [Literal?](repeating: nil, count: rowCount)
    for (row, value) in zip(rows, values) { all[row] = value }
    if let known = holeOfValues[all] { return .hole(known) }
    holeOfValues[all] = holes.count
    holes.append(Hole(values: all, hint: hint, isCondition: isCondition))
    return .hole(holes.count - 1)
  }

  /// A hole for whether a part is there, in each of some rows.
  mutating func condition(_ isThere: [Bool], _ rows: [Int], _ hint: String) -> Term? {
    hole(isThere.map(Literal.bool), rows, "has_" + hint, isCondition: true)
  }

  /// A word for modules of a kind.
  private func word(for key: NodeKey) -> String {
    switch key {
    case .call(.layer(let name)): snakeCase(name)
    case .call(.declared(let type)): snakeCase(className(type))
    default: "part"
    }
  }

  // MARK: Terms

  /// One term for several; `nil` where they are too different.
  mutating func term(_ terms: [Term], _ rows: [Int], _ hint: String) -> Term? {
    guard let first = terms.first, steps.take(terms.count) else { return nil }
    if terms.allSatisfy({ $0 == first }) { return first }
    let literals = terms.compactMap(\.wholeLiteral)
    if case .sequence(let items, let isList) = first {
      // Tensors of differing rank are no one tensor.
      if isList, terms.contains(where: { $0.listCount != items.count }) { return nil }
      var columns = items.map { [$0] }
      var isAlike = true
      for term in terms.dropFirst() {
        guard case .sequence(let others, isList) = term, others.count == items.count else {
          isAlike = false
          break
        }
        for (index, item) in others.enumerated() { columns[index].append(item) }
      }
      if isAlike {
        var result: [Term] = []
        for column in columns {
          guard let item = term(column, rows, hint) else { return nil }
          result.append(item)
        }
        return .sequence(result, isList: isList)
      }
    }
    if literals.count == terms.count { return hole(literals, rows, hint) }
    if case .operation(let sign, _, _) = first {
      var lefts: [Term] = []
      var rights: [Term] = []
      for term in terms {
        guard case .operation(sign, let left, let right) = term else { return nil }
        lefts.append(left)
        rights.append(right)
      }
      guard let left = term(lefts, rows, hint), let right = term(rights, rows, hint) else {
        return nil
      }
      return .operation(sign, left, right)
    }
    return nil
  }

  // MARK: Nodes

  /// One node for several; `nil` where they are too different.
  mutating func node(_ nodes: [Node], _ rows: [Int], _ hint: String) -> Node? {
    guard let first = nodes.first, steps.take(nodes.reduce(0) { $0 + $1.size }) else { return nil }
    if nodes.allSatisfy({ $0 == first }) { return first }
    var groups: [(key: NodeKey, members: [Int])] = []
    for (index, node) in nodes.enumerated() {
      let key = NodeKey(node)
      if let known = groups.firstIndex(where: { $0.key == key }) {
        groups[known].members.append(index)
      } else {
        // More than three kinds are no choice that a person would write.
        if groups.count == 3 { return nil }
        groups.append((key, [index]))
      }
    }
    if groups.count == 1 { return same(nodes, rows, hint) }
    // What is absent comes last: `X if … else None`.
    groups.sort { ($0.key == .none ? 1 : 0) < ($1.key == .none ? 1 : 0) }
    var result: Node?
    var rest = Array(nodes.indices)
    var tests: [(Term, Node)] = []
    for (number, group) in groups.enumerated() {
      let members = group.members
      guard let node = same(members.map { nodes[$0] }, members.map { rows[$0] }, hint),
        node.isExpression
      else { return nil }
      if number == groups.count - 1 {
        result = node
      } else {
        let inGroup = Set(members)
        let test = condition(
          rest.map(inGroup.contains), rest.map { rows[$0] },
          groups.last?.key == NodeKey.none ? hint : word(for: group.key))
        guard let test else { return nil }
        tests.append((test, node))
        rest = rest.filter { !inGroup.contains($0) }
      }
    }
    guard var otherwise = result else { return nil }
    for (test, node) in tests.reversed() { otherwise = .choice(test, node, otherwise) }
    return otherwise
  }

  /// One node for several of one kind.
  private mutating func same(_ nodes: [Node], _ rows: [Int], _ hint: String) -> Node? {
    guard let first = nodes.first else { return nil }
    if nodes.allSatisfy({ $0 == first }) { return first }
    switch first {
    case .none: return Node.none
    case .name, .choice, .registeredNone: return nil
    case .composite:
      var composites: [CompositeNode] = []
      for node in nodes {
        guard case .composite(let composite) = node else { return nil }
        composites.append(composite)
      }
      return composite(composites, rows, hint).map(Node.composite)
    case .call(let call):
      var calls: [CallNode] = []
      for case .call(let call) in nodes { calls.append(call) }
      let names = names(call.target)
      var arguments: [Term?] = []
      for index in call.arguments.indices {
        if calls.allSatisfy({ $0.arguments[index] == call.arguments[index] }) {
          arguments.append(call.arguments[index])
          continue
        }
        let standard = standard(call.target, index).map(Term.literal)
        let terms = calls.compactMap { $0.arguments[index] ?? standard }
        guard terms.count == calls.count, let term = term(terms, rows, names[index]) else {
          return nil
        }
        arguments.append(term)
      }
      return .call(CallNode(target: call.target, arguments: arguments))
    }
  }

  /// One module for several of a class.
  mutating func composite(_ composites: [CompositeNode], _ rows: [Int], _ hint: String)
    -> CompositeNode?
  {
    guard var result = composites.first else { return nil }
    if composites.count == 1 { return result }
    guard steps.take(composites.count),
      composites.allSatisfy({ $0.type == result.type && $0.printsWhole == result.printsWhole }),
      let locals = locals(composites.map(\.locals), rows)
    else { return nil }
    result.locals = locals
    guard let parameters = tensors(composites.map(\.parameters), rows),
      let buffers = tensors(composites.map(\.buffers), rows),
      let slots = slots(
        composites.map(\.slots), rows, hint, registersNone: registersNone(result)),
      let repr = repr(composites.map(\.repr), rows)
    else { return nil }
    result.parameters = parameters
    result.buffers = buffers
    result.slots = slots
    result.repr = repr
    return result
  }

  private mutating func locals(_ lists: [[LocalNode]], _ rows: [Int]) -> [LocalNode]? {
    guard let first = lists.first else { return nil }
    if lists.allSatisfy({ $0 == first }) { return first }
    var result: [LocalNode] = []
    for (index, local) in first.enumerated() {
      guard lists.allSatisfy({ $0.count == first.count && $0[index].name == local.name }),
        let node = node(lists.map { $0[index].node }, rows, local.name)
      else { return nil }
      result.append(LocalNode(name: local.name, node: node))
    }
    return result
  }

  private mutating func tensors(_ lists: [[TensorNode]], _ rows: [Int]) -> [TensorNode]? {
    if let first = lists.first, lists.allSatisfy({ $0 == first }) { return first }
    if lists.contains(where: { $0.count > mostMerged }) { return nil }
    guard let names = mergedOrder(lists.map { $0.map(\.name) }), takeSearch(names, lists) else {
      return nil
    }
    var result: [TensorNode] = []
    for name in names {
      var there: [TensorNode] = []
      var inRows: [Int] = []
      for (list, row) in zip(lists, rows) {
        guard let tensor = list.first(where: { $0.name == name }) else { continue }
        there.append(tensor)
        inRows.append(row)
      }
      guard var tensor = there.first else { return nil }
      let isThere = Set(inRows)
      if there.count < lists.count {
        guard let test = condition(rows.map(isThere.contains), rows, name.text) else { return nil }
        tensor.condition = test
      }
      guard
        there.allSatisfy({ $0.isPersistent == tensor.isPersistent && $0.dtype == tensor.dtype }),
        let shape = term(there.map(\.shape), inRows, "size"),
        let requiresGrad = term(there.map(\.requiresGrad), inRows, "requires_grad")
      else { return nil }
      tensor.shape = shape
      tensor.requiresGrad = requiresGrad
      result.append(tensor)
    }
    return result
  }

  /// Takes the steps of looking for each of some names in all lists; whether there were enough.
  func takeSearch<Name, Item>(_ names: [Name], _ lists: [[Item]]) -> Bool {
    steps.take(names.count * lists.reduce(0) { $0 + $1.count })
  }

  // MARK: Children

  /// Whether a module registers a child that is None, as containers of torch.nn do.
  private func registersNone(_ composite: CompositeNode) -> Bool {
    composite.kind != .other || className(composite.type) == "ModuleDict"
  }

  private mutating func slots(
    _ lists: [[Slot]], _ rows: [Int], _ hint: String, registersNone: Bool
  ) -> [Slot]? {
    guard let first = lists.first else { return nil }
    if lists.allSatisfy({ $0 == first }) { return first }
    let isIndexed = lists.contains { $0.contains { $0.key == .position } }
    if isIndexed, lists.contains(where: { $0.contains { $0.key != .position } }) { return nil }
    return isIndexed ? positions(lists, rows, hint) : named(lists, rows, registersNone)
  }

  private mutating func named(_ lists: [[Slot]], _ rows: [Int], _ registersNone: Bool) -> [Slot]? {
    func name(_ slot: Slot) -> ExactString {
      switch slot.key {
      case .name(let name): name
      case .numbered(let prefix, _, let suffix): ExactString(prefix.text + "{}" + suffix.text)
      case .position: ExactString("")
      }
    }
    if lists.contains(where: { $0.count > mostMerged }) { return nil }
    guard let names = mergedOrder(lists.map { $0.map(name) }), takeSearch(names, lists) else {
      return nil
    }
    var result: [Slot] = []
    for slotName in names {
      var there: [Slot] = []
      var inRows: [Int] = []
      var nodes: [Node] = []
      for (list, row) in zip(lists, rows) {
        if let slot = list.first(where: { name($0) == slotName }) {
          there.append(slot)
          inRows.append(row)
        }
      }
      guard let first = there.first else { return nil }
      if registersNone, there.count < lists.count { return nil }
      if there.allSatisfy(\.isSingle) {
        // One that is not there is None.
        let inRowsSet = Set(inRows)
        var next = there[...]
        for row in rows {
          nodes.append(inRowsSet.contains(row) ? next.removeFirst().nodes[0] : .none)
        }
        guard let node = node(nodes, rows, slotName.text) else { return nil }
        result.append(Slot(key: first.key, nodes: [node]))
        continue
      }
      guard there.count == lists.count, let slot = turns(there, inRows, slotName.text) else {
        return nil
      }
      result.append(slot)
    }
    return result
  }

  /// One repeat for several.
  private mutating func turns(_ slots: [Slot], _ rows: [Int], _ hint: String) -> Slot? {
    guard var result = slots.first else { return nil }
    guard slots.allSatisfy({ $0.nodes.count == result.nodes.count }) else { return nil }
    if case .numbered(let prefix, _, let suffix) = result.key {
      var firsts: [Term] = []
      for slot in slots {
        guard case .numbered(_, let first, _) = slot.key else { return nil }
        firsts.append(first)
      }
      guard let first = term(firsts, rows, "first") else { return nil }
      result.key = .numbered(prefix: prefix, first: first, suffix: suffix)
    }
    guard let count = term(slots.map(\.count), rows, hint == "" ? "depth" : hint + "_count") else {
      return nil
    }
    result.count = count
    for index in result.nodes.indices {
      guard let node = node(slots.map { $0.nodes[index] }, rows, hint) else { return nil }
      result.nodes[index] = node
    }
    return result
  }

  private mutating func positions(_ lists: [[Slot]], _ rows: [Int], _ hint: String) -> [Slot]? {
    guard let longest = lists.map(\.count).max(), longest <= 64 else { return nil }
    let before = self
    if lists.allSatisfy({ $0.count == longest }) {
      var result: [Slot] = []
      for index in 0..<longest {
        guard let slot = turns(lists.map { $0[index] }, rows, hint) else { break }
        result.append(slot)
      }
      if result.count == longest { return result }
      self = before
    }
    guard let result = aligned(lists, rows, hint) else {
      self = before
      return nil
    }
    return result
  }

  /// The children of several lists of which only some have some: each that is not in all stands there under
  /// a condition.
  private mutating func aligned(_ lists: [[Slot]], _ rows: [Int], _ hint: String) -> [Slot]? {
    var alignment = SlotAlignment()
    for list in lists {
      let sizes = list.reduce(0) { size, slot in slot.nodes.reduce(size) { $0 + $1.size } }
      guard steps.take(4 * alignment.columns.count * sizes) else { return nil }
      alignment.add(list)
    }
    var result: [Slot] = []
    for column in alignment.columns {
      let inRows = column.map { rows[$0.list] }
      guard var slot = turns(column.map(\.slot), inRows, hint) else { return nil }
      if column.count < rows.count {
        let isThere = Set(inRows)
        guard slot.isSingle,
          let test = condition(
            rows.map(isThere.contains), rows, word(for: NodeKey(slot.nodes[0])))
        else { return nil }
        slot.count = .choice(test, .int(1), .int(0))
      }
      result.append(slot)
    }
    return result
  }
}
