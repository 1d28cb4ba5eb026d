/// How many modules a config makes at the least, told without making any: classes and repeats
/// that multiply each other are refused before they take time and memory.
extension ModelBuilder {
  /// The least that a spec makes.
  func leastModules(of spec: ModuleSpec, in file: FileScope) -> Int {
    leastModules(of: spec, in: file, level: 0)
  }

  /// The least that a call of a declared class makes.
  func leastModules(ofClass name: String, in file: FileScope, level: Int = 0) -> Int {
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
    case .call(let call):
      return call.arguments.reduce(
        leastModules(ofClass: call.className, in: file, level: level + 1)
      ) { saturatingSum($0, leastModules(of: $1.value, in: file, level: level + 1)) }
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
