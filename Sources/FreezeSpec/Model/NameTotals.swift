/// How much the names of parameters come to.
struct NameTotals {
  /// How many there are.
  var names = 0
  /// Their components, those within the names of modules and parameters counted singly.
  var components = 0
  /// Their bytes, with the dots between components.
  var bytes = 0

  /// Adds a name.
  mutating func add(_ name: String) {
    names += 1
    components += Self.components(of: name)
    bytes += name.utf8.count
  }

  /// Takes a name away that was added.
  mutating func remove(_ name: String) {
    names -= 1
    components -= Self.components(of: name)
    bytes -= name.utf8.count
  }

  /// Adds names relative to a module behind the module's own name and a dot.
  mutating func add(_ inner: NameTotals, behind name: String) {
    names += inner.names
    components += inner.components + inner.names * Self.components(of: name)
    bytes += inner.bytes + inner.names * (name.utf8.count + 1)
  }

  private static func components(of name: String) -> Int {
    1 + name.withBytes { bytes in bytes.count { $0 == UInt8(ascii: ".") } }
  }
}

extension NameTotals {
  /// Adds the names up that a module gives its parameters, relative to it.
  ///
  /// Of equal children in a row one is looked into.
  init(of module: Module) {
    for parameter in module.parameters { add(parameter.name) }
    var last: (module: Module, totals: NameTotals)?
    for child in module.children where child.module.parameterCount > 0 {
      if last?.module !== child.module { last = (child.module, NameTotals(of: child.module)) }
      if let last { add(last.totals, behind: child.name) }
    }
  }
}

extension Model {
  /// How much the first names of all parameters come to.
  var nameTotals: NameTotals {
    var totals = NameTotals(of: root)
    for name in tiedNames.values.joined() { totals.remove(name) }
    return totals
  }
}
