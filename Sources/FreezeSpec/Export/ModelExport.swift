/// Writes a config's architecture as classes of torch.nn and a function that makes the model.
///
/// A class of the config is one in Python, a repeat a loop, and each file that a `from` names a
/// function, whose arguments are the values that it can be given.
struct ModelExport {
  private let configs: ConfigSet
  private let given: GivenLets
  /// What the file's classes extend, and the containers that they turned out to be.
  private var bases: [String: [String]] = [:]
  private var containers: [String: String?] = [:]
  /// The file at hand.
  private var entry = 0
  /// The classes of the functions around, innermost last: their lines, as they come.
  private var blocks: [[String]] = []
  /// How often each name was given to a class that has none of its own.
  private var timesNamed: [String: Int] = [:]
  /// The blanks before the statements at hand.
  private(set) var margin = 0
  /// The helpers that are called.
  private var helpers: Set<Helper> = []
  /// The functions of files that are written, and those that are still to be.
  private var functions: [String] = []
  private var isWritten: Set<Int> = []
  private var files: [Int] = []

  init(_ configs: ConfigSet) {
    self.configs = configs
    given = GivenLets(configs)
  }

  /// The lines of the classes and of `build`, a blank line before each.
  mutating func lines() -> [String] {
    let root = function(0)
    var lines: [String] = []
    while let file = files.popLast() {
      if isWritten.insert(file).inserted { functions += function(file) }
    }
    for helper in Helper.allCases where helpers.contains(helper) {
      lines += ["", ""] + helper.lines
    }
    return lines + functions + root
  }

  // MARK: Files

  /// The function that makes a file's model, and the classes before it.
  private mutating func function(_ index: Int) -> [String] {
    entry = index
    containers = [:]
    let config = configs.entries[index].config
    let lets = ((try? config.lets.get()) ?? []).compactMap { definition in
      (try? definition.value.get()).map { (definition.name.text, $0) }
    }
    let classes = config.classes.compactMap { try? $0.value.get() }
    bases = [:]
    for definition in classes { bases[definition.name.text] = definition.extends.map(\.text) }
    let given = given.names(of: index)
    // Values that are modules are made anew with each model, and classes that see them with them.
    let isClosed = index > 0 || lets.contains { mayBeModule($0.1, Set(lets.map(\.0))) }
    var names = PythonNames(classes: Set(classes.map(\.name.text)))
    var values: [String] = []
    var arguments: [String] = []
    margin = isClosed ? 4 : 0
    for (name, expression) in lets {
      names.add(let: name)
      let own = PythonNames.name(name)
      if given.contains(name) {
        arguments.append("\(own): Any = ...")
        values +=
          ["if \(own) is ...:"]
          + code(expression, names).lines("\(own) = ", indentation: 4, outside: margin)
      } else {
        values += code(expression, names).lines("\(own) = ", outside: margin)
      }
    }
    blocks.append([])
    for definition in classes { add(definition, names) }
    let model = config.model.map { code($0, names) } ?? .text("None")
    let declared = blocks.removeLast()

    var body: [String] = []
    if let dtype = config.dtype ?? (index == 0 ? .float32 : nil) {
      helpers.insert(.defaultType)
      body.append("with _default_dtype(torch.\(dtype.rawValue)):")
      body += result(model, config.ties, outside: 8).map { "    " + $0 }
    } else {
      body += result(model, config.ties, outside: 4)
    }
    let isRoot = index == 0
    var head = PythonCode.call(
      "def \(isRoot ? "build" : functionName(index))", arguments.map { .text($0) }
    ).lines("", " -> nn.Module:", outside: 0)
    if isRoot { head.append("    \"\"\"The declared architecture; load weights into it.\"\"\"") }
    let inner = (isClosed ? values + declared : []) + body
    var lines: [String] = []
    if !isClosed {
      if !values.isEmpty { lines += ["", ""] + values }
      lines += declared
    }
    lines += ["", ""] + head
    // A class in a function has blank lines around it as well.
    var isFirst = true
    for line in inner {
      if line.isEmpty, isFirst { continue }
      isFirst = false
      lines.append(line.isEmpty ? "" : "    " + line)
    }
    return isClosed ? PythonText.withoutDoubledBlanks(lines) : lines
  }

  private func functionName(_ index: Int) -> String { "_build_\(index)" }

  /// The lines that make the model, tie what is tied, and return it.
  private mutating func result(
    _ model: PythonCode, _ ties: [Tie], outside: Int
  ) -> [String] {
    if ties.isEmpty { return model.lines("return ", outside: outside) }
    helpers.insert(.tie)
    var lines = model.lines("model = ", outside: outside)
    for tie in ties {
      let names = tie.names.map { PythonCode.text(PythonText.literal($0.text)) }
      lines += PythonCode.call("_tie", [.text("model")] + names).lines(outside: outside)
    }
    return lines + ["return model"]
  }

  /// Whether the value of an expression may be a module.
  private func mayBeModule(_ expression: Expression, _ lets: Set<String>) -> Bool {
    var found = false
    expression.forEachName { name, _, isCalled in
      if isCalled || !lets.contains(name) && DType(name: name) == nil { found = true }
    }
    if case .module = expression.kind { return true }
    return found
  }

  // MARK: Modules

  /// A module as an expression.
  mutating func code(_ spec: ModuleSpec, _ names: PythonNames) -> PythonCode {
    switch spec {
    case .expression(let expression):
      if case .name(let name) = expression.kind, names.value(name) == nil {
        return .call(className(name, names), [])
      }
      return code(expression, names)
    case .sequential(let items, _): return container("Sequential", items, names)
    case .repeated(let spec): return code(spec, names)
    case .composite(let spec): return code(spec, names)
    case .from(let spec):
      guard let index = configs.entries[entry].references[spec.reference] else {
        return .text("None")
      }
      files.append(index)
      var arguments: [PythonCode] = []
      for definition in spec.lets {
        guard let value = try? definition.value.get() else { continue }
        arguments.append(
          .prefixed(PythonNames.name(definition.name.text) + "=", code(value, names)))
      }
      return .call(functionName(index), arguments)
    case .invalid: return .text("None")
    }
  }

  /// A container of torch.nn with some items.
  private mutating func container(_ name: String, _ items: [ModuleSpec], _ names: PythonNames)
    -> PythonCode
  {
    let mayHoldNone = items.contains(where: mayBeNone)
    var codes: [PythonCode] = []
    for item in items { codes.append(self.item(item, names)) }
    let list = PythonCode.bracketed("[", codes, "]", isCall: false)
    if mayHoldNone || name == "ModuleDict" {
      helpers.insert(.holding)
      return .call("_holding", [.text("nn.\(name)()"), list])
    }
    return name == "Sequential" ? .call("nn.Sequential", codes) : .call("nn.\(name)", [list])
  }

  /// An item of a sequence: a repeat is that many.
  private mutating func item(_ spec: ModuleSpec, _ names: PythonNames) -> PythonCode {
    guard case .repeated(let repeated) = spec else { return code(spec, names) }
    return turns(of: repeated, "*[", "]", names)
  }

  /// The modules of a repeat between brackets.
  private mutating func turns(
    of spec: RepeatSpec, _ open: String, _ close: String, _ names: PythonNames
  ) -> PythonCode {
    let inner = names.with(locals: spec.index.map { [$0.text] } ?? [])
    let index = spec.index.map { PythonNames.name($0.text) } ?? "_"
    let clause = PythonCode.text("for \(index) in range(\(text(spec.count, names)))")
    if spec.turn.count == 1, let module = spec.turn.first {
      if case .repeated = module, spec.isGroup {
      } else {
        return .comprehension(open, code(module, inner), clauses: [clause], close)
      }
    }
    var items: [PythonCode] = []
    for module in spec.turn {
      items.append(spec.isGroup ? item(module, inner) : code(module, inner))
    }
    let parts = PythonCode.prefixed("for part in ", .tuple(items))
    return .comprehension(open, .text("part"), clauses: [clause, parts], close)
  }

  private mutating func code(_ spec: RepeatSpec, _ names: PythonNames) -> PythonCode {
    let name = spec.className?.text ?? "ModuleList"
    let plain = plainClassName(name)
    let isOwn = names.classes.contains(name)
    if !isOwn, ["ModuleList", "Sequential", "ModuleDict"].contains(plain) {
      if spec.turn.contains(where: mayBeNone) || plain == "ModuleDict" {
        return container(plain, [.repeated(spec)], names)
      }
      return plain == "Sequential"
        ? .call("nn.Sequential", [turns(of: spec, "*[", "]", names)])
        : turns(of: spec, "nn.ModuleList(", ")", names)
    }
    // A class of the config's own, or of a library's: what it holds is all that it has.
    let body = CompositeSpec(
      className: spec.className, parameters: [], buffers: [],
      children: [ChildSpec(key: nil, module: .repeated(spec))], repr: nil,
      span: spec.span)
    return anonymous(body, names)
  }

  private mutating func code(_ spec: CompositeSpec, _ names: PythonNames) -> PythonCode {
    let name = spec.className.map { plainClassName($0.text) } ?? "Module"
    let hasKeys = spec.children.contains { $0.key != nil }
    let isOwn = spec.className.map { names.classes.contains($0.text) } ?? false
    if !isOwn, !hasKeys, !spec.children.isEmpty, spec.parameters.isEmpty, spec.buffers.isEmpty,
      spec.repr == nil, ["Sequential", "ModuleList", "ModuleDict"].contains(name)
    {
      return container(name, spec.children.map(\.module), names)
    }
    return anonymous(spec, names)
  }

  /// A class for a module that is described on the spot; the arguments and indices that it uses are
  /// its arguments.
  private mutating func anonymous(_ spec: CompositeSpec, _ names: PythonNames) -> PythonCode {
    let printed = spec.className?.text ?? "Module"
    var used: Set<String> = []
    spec.forEachExpression { $0.forEachName { name, _, _ in used.insert(name) } }
    let arguments = names.locals.filter(used.contains)
    let base = PythonNames.name(printed.replacing(".", with: "_"))
    let start = blocks.count
    var name = start > 1 ? "\(base)_\(entry)" : base
    timesNamed[name, default: names.classes.contains(printed) ? 1 : 0] += 1
    if let times = timesNamed[name], times > 1 { name += "_\(times)" }
    let header = arguments.map { ("\(PythonNames.name($0)): Any", nil as Expression?) }
    addClass(
      name, printed: printed, arguments: zip(arguments, header).map { ($0, $1.0, $1.1) },
      spec, spec.repr, extends: container(of: printed), names)
    return .call(name, arguments.map { .text(names.value($0) ?? PythonNames.name($0)) })
  }

  /// Whether the values of a spec may be `None`.
  func mayBeNone(_ spec: ModuleSpec) -> Bool {
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
    case .call, .module, .list, .tuple: false
    case .literal(let value): value.isNone
    case .conditional(_, let then, let otherwise): mayBeNone(then) || mayBeNone(otherwise)
    default: true
    }
  }

  // MARK: Classes

  private mutating func add(_ definition: ClassDefinition, _ names: PythonNames) {
    let arguments = ((try? definition.arguments.get()) ?? []).map { argument in
      (argument.name.text, "\(PythonNames.name(argument.name.text)): Any", argument.defaultValue)
    }
    addClass(
      PythonNames.name(definition.name.text), printed: definition.name.text, arguments: arguments,
      definition.body, definition.repr ?? definition.body.repr,
      extends: container(of: definition.name.text), names)
  }

  /// The container of torch.nn that a class is or extends, where it is one.
  private mutating func container(of name: String) -> String? {
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

  private mutating func addClass(
    _ name: String, printed: String, arguments: [(String, String, Expression?)],
    _ spec: CompositeSpec, _ repr: Template?, extends container: String?, _ names: PythonNames
  ) {
    // A list of torch.nn prints in a way of its own.
    let base = container ?? "Module"
    var lines = ["", "", "class \(name)(nn.\(base)):"]
    var inner = names
    var parameters: [PythonCode] = [.text("self")]
    var body: [String] = []
    for (argument, header, value) in arguments {
      let own = PythonNames.name(argument)
      if let value {
        // A default sees the arguments before it and is made at each call, where it is more than a number.
        if case .literal = value.kind {
          parameters.append(.text("\(header) = \(text(value, inner))"))
        } else {
          parameters.append(.text("\(header) = ..."))
          body.append("if \(own) is ...:")
          body += code(value, inner).lines("\(own) = ", indentation: 4, outside: margin + 8)
        }
      } else {
        parameters.append(.text(header))
      }
      inner = inner.with(locals: CollectionOfOne(argument))
    }
    body.insert("super().__init__()", at: 0)
    var writer = ClassBody(export: self, container: container)
    body += writer.statements(of: spec, inner)
    if let repr {
      // Of its own, whatever torch's class would print.
      body += writer.assign("self._text = ", repr, inner)
    }
    self = writer.export
    let isBare = body.count == 1 && arguments.isEmpty
    if isBare {
      if printed == name { lines.append("    pass") }
    } else {
      lines += PythonCode.call("def __init__", parameters).lines(
        "", " -> None:", indentation: 4, outside: margin)
      lines += body.map { $0.isEmpty ? "" : "        " + $0 }
    }
    let shown = printed.split(separator: ".").last.map(String.init) ?? printed
    if shown != name {
      if !isBare { lines.append("") }
      lines += ["    def _get_name(self) -> str:", "        return \(PythonText.literal(shown))"]
    }
    if repr != nil || container == "ParameterList" || container == "ParameterDict" {
      let value = repr == nil ? "super().extra_repr()" : "self._text"
      lines += ["", "    def extra_repr(self) -> str:", "        return \(value)"]
    }
    blocks[blocks.count - 1] += lines
  }

  /// Has a function written that the lines call.
  mutating func use(_ helper: Helper) { helpers.insert(helper) }
}

extension ModelExport {
  /// The items of children that have no names of their own.
  mutating func list(_ items: [ModuleSpec], _ names: PythonNames) -> PythonCode {
    var codes: [PythonCode] = []
    for item in items { codes.append(self.item(item, names)) }
    return .bracketed("[", codes, "]", isCall: false)
  }
}
