/// How many modules a config makes at the least, told without making any: classes, arguments and
/// repeats that multiply each other are refused before they take time and memory.
extension ModelBuilder {
  /// The least that a spec makes.
  func leastModules(of spec: ModuleSpec, in file: FileScope) -> Int {
    leastModules(of: spec, in: file, level: 0)
  }

  /// The least that a call makes, its arguments and the defaults of those that it does not give
  /// included.
  func leastModules(of call: Expression.Call, in file: FileScope, level: Int = 0) -> Int {
    var sum = leastModules(ofClass: call.className, in: file, level: level)
    var positional = 0
    var names: Set<String> = []
    for argument in call.arguments {
      sum = saturatingSum(sum, leastModules(of: argument.value, in: file, level: level + 1))
      if let name = argument.name { names.insert(name) } else { positional += 1 }
    }
    let arguments = file.classes[call.className]?.definition.arguments ?? []
    let defaults = leastModules(ofDefaults: call.className, in: file, level: level)
    for (argument, least) in zip(arguments, defaults).dropFirst(positional)
    where !names.contains(argument.name.text) {
      sum = saturatingSum(sum, least)
    }
    return sum
  }

  /// The least that the default of each argument of a declared class makes.
  private func leastModules(ofDefaults name: String, in file: FileScope, level: Int) -> [Int] {
    if let known = file.leastDefaults[name] { return known }
    let arguments = file.classes[name]?.definition.arguments ?? []
    // A default that calls the class, an error of its own, meets this.
    file.leastDefaults[name] = []
    let least = arguments.map { argument in
      argument.defaultValue.map { leastModules(of: $0, in: file, level: level + 1) } ?? 0
    }
    file.leastDefaults[name] = least
    return least
  }

  /// The least that a declared class makes whatever its arguments are.
  private func leastModules(ofClass name: String, in file: FileScope, level: Int) -> Int {
    if let known = file.leastModules[name] { return known }
    guard let definition = file.classes[name]?.definition else { return 1 }
    // A class that contains itself, an error of its own, meets this.
    file.leastModules[name] = 1
    var sum = 1
    for child in definition.body.children {
      sum = saturatingSum(sum, leastModules(of: child.module, in: file, level: level + 1))
    }
    file.leastModules[name] = sum
    return sum
  }

  private func leastModules(of spec: ModuleSpec, in file: FileScope, level: Int) -> Int {
    // Deeper there are no models, only errors.
    if level > 2 * Limits.nesting { return 0 }
    switch spec {
    case .text, .from, .invalid: return 0
    case .expression(let expression):
      return leastModules(of: expression, in: file, level: level + 1)
    case .sequential(let items, _):
      return items.reduce(1) {
        saturatingSum($0, leastModules(of: $1, in: file, level: level + 1))
      }
    case .composite(let composite):
      return composite.children.reduce(1) {
        saturatingSum($0, leastModules(of: $1.module, in: file, level: level + 1))
      }
    case .repeated(let repeated):
      guard let count = constantCount(repeated.count, in: file), count > 0 else { return 0 }
      return saturatingProduct(
        count, leastModules(of: repeated.module, in: file, level: level + 1))
    }
  }

  private func leastModules(of expression: Expression, in file: FileScope, level: Int) -> Int {
    if level > 2 * Limits.nesting { return 0 }
    switch expression.kind {
    case .call(let call): return leastModules(of: call, in: file, level: level + 1)
    case .tuple(let items), .list(let items):
      return items.reduce(0) {
        saturatingSum($0, leastModules(of: $1, in: file, level: level + 1))
      }
    case .conditional(_, let then, let otherwise):
      return min(
        leastModules(of: then, in: file, level: level + 1),
        leastModules(of: otherwise, in: file, level: level + 1))
    case .module(let spec): return leastModules(of: spec, in: file, level: level + 1)
    default: return 0
    }
  }

  private func constantCount(_ expression: Expression, in file: FileScope) -> Int? {
    if case .int(let count) = expression.constant { return count }
    return nil
  }
}
