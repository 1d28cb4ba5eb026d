/// Finds arguments of a class from which the values of all holes follow, as few and as well named as it can.
struct ArgumentSolver {
  /// An argument.
  struct Argument {
    var name: String
    /// Its value in each row; `nil` where nothing depends on it.
    var values: [Literal?]
    /// Its place in the class's constructor; later than all of those where it has none.
    var place: Int
    /// Its default, where the class has one.
    var standard: Literal?
    /// Whether a part is there where it has a value, which is None elsewhere.
    var tellsWhatIsThere = false
  }

  private let type: ModelDescription.Class
  private let rowCount: Int
  private let steps: ImportSteps
  /// Whether there were too few.
  private var isOut = false
  /// The names that arguments cannot have.
  private let taken: Set<String>
  /// The same, of this class alone: those of its arguments are among them.
  private var own: Set<String>
  private var names = CountedNames()
  /// The parameters of the constructor that differ, with their values in each row.
  private var parameters: [(name: String, place: Int, values: [Literal])] = []
  /// The attributes that differ.
  private var attributes: [(name: String, values: [Literal])] = []
  private(set) var arguments: [Argument] = []

  /// Looks at what constructors were given.
  ///
  /// - Parameters:
  ///   - type: The class.
  ///   - rows: The modules of each row.
  ///   - steps: What it may take.
  ///   - taken: The names that no argument of any class can have.
  ///   - locals: The names that those of this class cannot have besides.
  init(
    _ type: ModelDescription.Class, _ rows: [[ModelDescription.Module]], steps: ImportSteps,
    taken: Set<String>, locals: [String]
  ) {
    self.type = type
    self.steps = steps
    own = Set(locals)
    rowCount = rows.count
    self.taken = taken
    for (place, name) in type.parameters.enumerated() {
      if let values = Self.values(in: rows, named: name, { $0.given[name] }) {
        parameters.append((name, place, values))
      }
    }
    for name in rows.first?.first?.attributes.keys.sorted() ?? [] {
      if let values = Self.values(in: rows, named: name, { $0.attributes[name] }) {
        attributes.append((name, values))
      }
    }
  }

  /// What the modules of each row have under a name; `nil` where those of one row differ in it, as in
  /// their index, or all rows have the same.
  private static func values(
    in rows: [[ModelDescription.Module]], named name: String,
    _ value: (ModelDescription.Module) -> Literal?
  ) -> [Literal]? {
    guard PythonIdentifier.isPlainName(name) else { return nil }
    var values: [Literal] = []
    for row in rows {
      guard let first = row.first.flatMap(value), row.allSatisfy({ value($0) == first }) else {
        return nil
      }
      values.append(first)
    }
    return values.contains { $0 != values[0] } ? values : nil
  }

  /// A term for each hole; `nil` where there are too many to find them.
  mutating func solve(_ holes: [Generalization.Hole]) -> [Term]? {
    guard take(relations: holes.count * (parameters.count + 1)) else { return nil }
    var terms = [Term](repeating: .literal(.none), count: holes.count)
    // Values that every row has come first, and of these what a constructor was given: others may follow
    // from them.
    func rank(_ hole: Generalization.Hole) -> Int {
      let isGiven = parameters.contains { agrees($0.values, hole.values) }
      return (hole.values.contains { $0 == nil } ? 1 : 0) + (isGiven ? 0 : 2)
        + (hole.isCondition ? 4 : 0)
    }
    let ranks = holes.map(rank)
    let order = holes.indices.sorted { (ranks[$0], $0) < (ranks[$1], $1) }
    for number in order {
      let hole = holes[number]
      guard take(relations: 2 * (arguments.count + parameters.count) + attributes.count) else {
        return nil
      }
      terms[number] = hole.isCondition ? condition(hole) : value(hole)
    }
    return isOut ? nil : terms
  }

  /// Takes the steps of looking for so many relations, each in all rows; whether there were enough.
  private mutating func take(relations: Int) -> Bool {
    if !isOut, !steps.take(relations * rowCount) { isOut = true }
    return !isOut
  }

  // MARK: Values

  private mutating func value(_ hole: Generalization.Hole) -> Term {
    if let known = arguments.first(where: { agrees($0.values, hole.values) }) {
      return .name(known.name)
    }
    if let parameter = parameters.first(where: { agrees($0.values, hole.values) }) {
      return .name(add(parameter.name, parameter.values, parameter.place))
    }
    if let term = multiple(hole) { return term }
    for parameter in parameters {
      guard let term = Relation.multiple(parameter.values, hole.values) else { continue }
      return term.make(.name(add(parameter.name, parameter.values, parameter.place)))
    }
    if let attribute = attributes.first(where: { agrees($0.values, hole.values) }) {
      return .name(add(attribute.name, attribute.values, place(of: attribute.name)))
    }
    if let term = sum(hole) { return term }
    return .name(add(hole.hint, hole.values, .max))
  }

  private func multiple(_ hole: Generalization.Hole) -> Term? {
    let candidates = arguments.compactMap { argument in
      Relation.multiple(argument.values, hole.values).map {
        ($0.factor, $0.make(.name(argument.name)))
      }
    }
    return candidates.min { $0.0 < $1.0 }?.1
  }

  private mutating func sum(_ hole: Generalization.Hole) -> Term? {
    for argument in arguments {
      if let term = Relation.shifted(argument.values, hole.values) {
        return term(.name(argument.name))
      }
    }
    for (index, left) in arguments.enumerated() {
      for right in arguments[index...] {
        guard take(relations: 3) else { return nil }
        if let sign = Relation.combined(left.values, right.values, hole.values) {
          return .operation(sign, .name(left.name), .name(right.name))
        }
        for (left, right) in [(left, right), (right, left)]
        where Relation.isQuotient(hole.values, of: left.values, by: right.values) {
          return .operation(.floorDivide, .name(left.name), .name(right.name))
        }
      }
    }
    return nil
  }

  // MARK: Conditions

  private mutating func condition(_ hole: Generalization.Hole) -> Term {
    for argument in arguments where agrees(argument.values, hole.values) {
      return .name(argument.name)
    }
    if let parameter = parameters.first(where: { agrees($0.values, hole.values) }) {
      return .name(add(parameter.name, parameter.values, parameter.place))
    }
    for argument in arguments {
      if let test = Relation.test(argument.values, hole.values, standard: argument.standard) {
        return test(.name(argument.name))
      }
    }
    for (index, left) in arguments.enumerated() {
      for right in arguments[(index + 1)...] {
        guard take(relations: 1) else { return .literal(.none) }
        if let test = Relation.comparison(left.values, right.values, hole.values) {
          return test(.name(left.name), .name(right.name))
        }
      }
    }
    if let test = absence(hole) { return test }
    for parameter in parameters where !parameter.values.contains(.object) {
      let standard = type.defaults[parameter.name]
      guard let test = Relation.test(parameter.values, hole.values, standard: standard) else {
        continue
      }
      return test(.name(add(parameter.name, parameter.values, parameter.place)))
    }
    // An object that is there or None is the flag that it is.
    for parameter in parameters {
      let isThere = parameter.values.map { Literal.bool($0 != .none) }
      if agrees(isThere, hole.values) {
        return .name(add(parameter.name, isThere, parameter.place, standard: .bool(false)))
      }
    }
    if let attribute = attributes.first(where: { agrees($0.values, hole.values) }) {
      return .name(add(attribute.name, attribute.values, place(of: attribute.name)))
    }
    return .name(add(hole.hint, hole.values, .max))
  }

  /// Where nothing depends on an argument just where a part is absent, that it is None tells so.
  private mutating func absence(_ hole: Generalization.Hole) -> Term? {
    for (index, argument) in arguments.enumerated() where !argument.values.contains(Literal.none) {
      for (sign, isThere) in [(Term.Operator.notSame, true), (.same, false)]
      where zip(argument.values, hole.values).allSatisfy({ value, wanted in
        wanted?.bool.map { $0 == ((value != nil) == isThere) } ?? true
      }) && argument.values.contains(where: { $0 == nil }) {
        arguments[index].tellsWhatIsThere = true
        return .operation(sign, .name(argument.name), .literal(.none))
      }
    }
    return nil
  }

  // MARK: Arguments

  private func place(of name: String) -> Int { type.parameters.firstIndex(of: name) ?? .max }

  private func agrees(_ values: [Literal?], _ wanted: [Literal?]) -> Bool {
    zip(values, wanted).allSatisfy { $1 == nil || ($0 == $1 && $0 != .object) }
  }

  /// Adds an argument.
  ///
  /// - Returns: The name that it gets.
  private mutating func add(
    _ wanted: String, _ values: [Literal?], _ place: Int, standard: Literal? = nil
  ) -> String {
    var base = PythonIdentifier.name(wanted) ?? "value"
    // Names that mean something else in expressions.
    if ["true", "false"].contains(base) { base += "_" }
    let name = names.name(base) { !taken.contains($0) && !own.contains($0) }
    own.insert(name)
    let declared = standard ?? (place == .max ? nil : type.defaults[wanted])
    arguments.append(
      Argument(name: name, values: values, place: place, standard: declared))
    return name
  }

  /// The arguments in the order in which the class takes them, those with a default last.
  ///
  /// - Parameter weights: How many modules each row is.
  func ordered(_ weights: [Int]) -> [Argument] {
    var result = arguments.map { argument in
      var argument = argument
      argument.standard = standard(of: argument, weights)
      argument.values = argument.values.map {
        $0 ?? argument.standard ?? commonest(argument, weights)
      }
      return argument
    }
    let order = result.indices.sorted { left, right in
      let (a, b) = (result[left], result[right])
      return (a.standard == nil ? 0 : 1, a.place, left) < (
        b.standard == nil ? 0 : 1, b.place, right
      )
    }
    result = order.map { result[$0] }
    return result
  }

  private func standard(of argument: Argument, _ weights: [Int]) -> Literal? {
    if argument.tellsWhatIsThere { return Literal.none }
    if let standard = argument.standard, standard != .object,
      argument.values.contains(where: { $0 == standard })
    {
      return standard
    }
    let common = commonest(argument, weights)
    switch common {
    case .bool, .none: return common
    default: break
    }
    // Where nothing depends on it, it is None.
    return argument.values.contains { $0 == nil } ? Literal.none : nil
  }

  private func commonest(_ argument: Argument, _ weights: [Int]) -> Literal {
    var counts: [Literal: Int] = [:]
    for (value, weight) in zip(argument.values, weights) {
      if let value { counts[value, default: 0] += weight }
    }
    let first = Dictionary(
      argument.values.enumerated().compactMap { row, value in value.map { ($0, row) } },
      uniquingKeysWith: min)
    return counts.max {
      ($0.value, -(first[$0.key] ?? 0)) < ($1.value, -(first[$1.key] ?? 0))
    }?.key ?? .none
  }
}
