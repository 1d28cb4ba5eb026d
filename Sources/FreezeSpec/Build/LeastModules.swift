/// How many modules a config makes at the least, told without making any: classes, arguments and
/// repeats that multiply each other are refused before they take time and memory.
struct LeastModules {
  private let classes: [String: ClassDefinition]
  /// The least that declared classes make besides their arguments', as far as it was asked for.
  private var ofClasses: [String: Int] = [:]
  /// The same of the defaults of each of a class's arguments.
  private var ofDefaults: [String: [Int]] = [:]
  /// The same of what is made again and again, by where it stands: two that share a place, in a text with
  /// escapes, lie in each other, and the outer one is asked first.
  private var ofSpecs: [SourceSpan: Int] = [:]
  private var ofTurns: [SourceSpan: Int] = [:]
  private var ofCalls: [SourceSpan: Int] = [:]

  /// Looks at a file's classes, by name.
  init(_ classes: [String: ClassDefinition]) { self.classes = classes }

  /// The least that a spec makes.
  mutating func least(of spec: ModuleSpec) -> Int {
    if let known = ofSpecs[spec.span] { return known }
    let least = least(of: spec, level: 0)
    ofSpecs[spec.span] = least
    return least
  }

  /// The least that one turn of a repeat makes.
  mutating func leastOfTurn(_ repeated: RepeatSpec) -> Int {
    if let known = ofTurns[repeated.span] { return known }
    var sum = 0
    for module in repeated.turn { sum = saturatingSum(sum, least(of: module, level: 0)) }
    ofTurns[repeated.span] = sum
    return sum
  }

  /// The least that a call makes, its arguments and the defaults of those that it does not give
  /// included.
  mutating func least(of call: Expression.Call) -> Int {
    if let known = ofCalls[call.classSpan] { return known }
    let least = least(of: call, level: 0)
    ofCalls[call.classSpan] = least
    return least
  }

  private mutating func least(of call: Expression.Call, level: Int) -> Int {
    var sum = least(ofClass: call.className, level: level)
    if case .expressions(let arguments) = call.arguments {
      for argument in arguments {
        sum = saturatingSum(sum, least(of: argument.value, level: level + 1))
      }
    }
    // Those of torch.nn have no defaults that are modules.
    if classes[call.className] == nil { return sum }
    let names = Set(call.shape.keywords)
    let arguments = arguments(of: call.className)
    let defaults = least(ofDefaults: call.className, level: level)
    for (argument, count) in zip(arguments, defaults).dropFirst(call.shape.positionalCount)
    where !names.contains(argument.name.text) {
      sum = saturatingSum(sum, count)
    }
    return sum
  }

  private func arguments(of name: String) -> [ClassArgument] {
    (try? classes[name]?.arguments.get()) ?? []
  }

  /// The least that the default of each argument of a declared class makes.
  private mutating func least(ofDefaults name: String, level: Int) -> [Int] {
    if let known = ofDefaults[name] { return known }
    let arguments = arguments(of: name)
    // A default that calls the class, an error of its own, meets this.
    ofDefaults[name] = []
    let defaults = arguments.map { argument in
      argument.defaultValue.map { least(of: $0, level: level + 1) } ?? 0
    }
    ofDefaults[name] = defaults
    return defaults
  }

  /// The least that a declared class makes whatever its arguments are.
  private mutating func least(ofClass name: String, level: Int) -> Int {
    if let known = ofClasses[name] { return known }
    guard let definition = classes[name] else { return 1 }
    // A class that contains itself, an error of its own, meets this.
    ofClasses[name] = 1
    var sum = 1
    for child in definition.body.children {
      sum = saturatingSum(sum, least(of: child.module, level: level + 1))
    }
    ofClasses[name] = sum
    return sum
  }

  private mutating func least(of spec: ModuleSpec, level: Int) -> Int {
    // Deeper there are no models, only errors.
    if level > 2 * Limits.nesting { return 0 }
    switch spec {
    case .from, .invalid: return 0
    case .expression(let expression):
      return least(of: expression, level: level + 1)
    case .sequential(let items, _):
      return items.reduce(1) {
        saturatingSum($0, least(of: $1, level: level + 1))
      }
    case .composite(let composite):
      return composite.children.reduce(1) {
        saturatingSum($0, least(of: $1.module, level: level + 1))
      }
    case .repeated(let repeated):
      guard let count = constantCount(repeated.count), count > 0 else { return 0 }
      let turn = repeated.turn.reduce(0) {
        saturatingSum($0, least(of: $1, level: level + 1))
      }
      return saturatingProduct(count, turn)
    }
  }

  private mutating func least(of expression: Expression, level: Int) -> Int {
    if level > 2 * Limits.nesting { return 0 }
    switch expression.kind {
    case .call(let call): return least(of: call, level: level + 1)
    case .tuple(let items), .list(let items):
      return items.reduce(0) {
        saturatingSum($0, least(of: $1, level: level + 1))
      }
    case .conditional(_, let then, let otherwise):
      return min(
        least(of: then, level: level + 1),
        least(of: otherwise, level: level + 1))
    case .module(let spec): return least(of: spec, level: level + 1)
    default: return 0
    }
  }

  private func constantCount(_ expression: Expression) -> Int? {
    if case .int(let count) = expression.constant { return count }
    return nil
  }
}
