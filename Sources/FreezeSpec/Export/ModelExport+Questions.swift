/// What decides how something is written.
extension ModelExport {
  /// The container of torch.nn that a class is or extends, where it is one.
  mutating func container(of name: String) -> String? {
    // Classes of the config's own on the way up; none extends itself.
    var path: [(name: String, rest: ArraySlice<String>)] = [(name, (bases[name] ?? [])[...])]
    while let (name, rest) = path.last {
      let plain = plainClassName(name)
      let isTorch = bases[name] == nil && Self.containerNames.contains(plain)
      let found = isTorch ? plain : containers[name] ?? nil
      if found != nil || rest.isEmpty {
        path.removeLast()
        if bases[name] != nil { containers[name] = .some(found) }
        guard let below = path.last else { return found }
        if found != nil { containers[below.name] = .some(found) }
        continue
      }
      path[path.count - 1].rest = rest.dropFirst()
      // What is known already is not looked at again.
      if let base = rest.first, containers[base] != .some(nil) {
        path.append((base, (bases[base] ?? [])[...]))
      }
    }
    return nil
  }

  private static let containerNames = [
    "ModuleList", "Sequential", "ModuleDict", "ParameterList", "ParameterDict",
  ]

  /// Whether the value of an expression may be a module.
  func mayBeModule(_ expression: Expression, _ lets: Set<String>) -> Bool {
    var found = expression.holdsModule
    expression.forEachName { name, _, isCalled in
      let plain = name.hasPrefix("torch.") ? String(name.dropFirst(6)) : name
      if isCalled || !lets.contains(name) && DType(name: plain) == nil { found = true }
    }
    return found
  }

  /// The printed name of the class of a module that is described on the spot.
  func printedName(_ spec: CompositeSpec) -> String {
    guard unknown.contains(.classes) else { return spec.className?.text ?? "Module" }
    guard let base = spec.className.map({ plainClassName($0.text) }) else {
      return UnknownParts.className
    }
    let isBase = Catalogue.layer(named: base) == nil && Catalogue.bases(of: base) != nil
    return isBase ? UnknownParts.className : spec.className?.text ?? base
  }

  /// Whether the values of a spec may be `None`.
  func mayBeNone(_ spec: ModuleSpec) -> Bool {
    if spec.isRegisteredNone { return true }
    switch spec {
    case .expression(let expression):
      guard case .name(let name) = expression.kind else { return mayBeNone(expression) }
      // A class may be called without arguments.
      return bases[name] == nil && Catalogue.layer(named: plainClassName(name)) == nil
    case .repeated(let spec): return spec.turn.contains(where: mayBeNone)
    default: return false
    }
  }

  /// Whether the value of an expression may be `None`.
  func mayBeNone(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .module(let spec): mayBeNone(spec)
    case .call, .list, .tuple: false
    case .literal(let value): value.isNone
    case .conditional(_, let then, let otherwise): mayBeNone(then) || mayBeNone(otherwise)
    default: true
    }
  }

  /// Whether a tensor may be of one of the types of quantised elements.
  func mayQuantize(_ dtype: Expression?) -> Bool {
    guard let dtype, case .name(let name) = dtype.kind else { return dtype != nil && quantizes }
    let plain = name.hasPrefix("torch.") ? String(name.dropFirst(6)) : name
    return DType(name: plain)?.isQuantized ?? quantizes
  }
}
