/// Writes a config's architecture as classes of torch.nn and a function that makes the model.
///
/// A class of the config is one in Python, a repeat a loop, and each file that a `from` names a
/// function, whose arguments are the values that it can be given.
struct ModelExport {
  private let configs: ConfigSet
  private let given: GivenLets
  /// Whether any of the files names a type of quantised elements.
  let quantizes: Bool
  /// What the file's classes extend, and the containers that they turned out to be.
  private(set) var bases: [String: [String]] = [:]
  var containers: [String: String?] = [:]
  /// The file at hand.
  private var entry = 0
  /// The classes of the functions around, which whoever writes a class in one adds to.
  private let written = ClassLines()
  /// What each file's names are called.
  private var names: [Int: PythonNames] = [:]
  /// What is not known of the modules of the file at hand.
  private(set) var unknown: UnknownParts = []
  /// The blanks before the statements at hand.
  private(set) var margin = 0
  /// The helpers that are called.
  private var helpers: Set<Helper> = []
  /// The functions of files that are written, and those that are still to be.
  private var functions: [String] = []
  private var isWritten: Set<Int> = []
  private var files: [Int] = []

  init(_ configs: ConfigSet) {
    self.configs = configs.withCheckpointsWritten()
    given = GivenLets(configs)
    quantizes = self.configs.mentionsQuantizedTypes
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
    unknown = config.unknown
    let lets = ((try? config.lets.get()) ?? []).compactMap { definition in
      (try? definition.value.get()).map { (definition.name.text, $0) }
    }
    let classes = config.classes.compactMap { try? $0.value.get() }
    bases = [:]
    for definition in classes { bases[definition.name.text] = definition.extends.map(\.text) }
    let given = given.names(of: index)
    // Values that are modules are made anew with each model, and classes that see them with them.
    let letNames = Set(lets.map(\.0))
    let isClosed = index > 0 || lets.contains { mayBeModule($0.1, letNames) }
    var names = self.names(of: index)
    var values: [String] = []
    var arguments: [String] = []
    margin = isClosed ? 4 : 0
    let dtype = config.dtype ?? (index == 0 ? .float32 : nil)
    let depth = isClosed ? dtype == nil ? 4 : 8 : 0
    // Classes that values use stand before them; a class sees the values when it is called.
    written.blocks.append([])
    for (name, expression) in lets {
      names.add(let: name)
      let own = names.own(let: name)
      if given.contains(name) {
        arguments.append("\(own): Any = ...")
        values +=
          ["if \(own) is ...:"]
          + code(expression, names).lines("\(own) = ", indentation: 4, outside: depth)
      } else {
        values += code(expression, names).lines("\(own) = ", outside: depth)
      }
    }
    for definition in classes { add(definition, names) }
    let model = config.model.map { code($0, names) } ?? .text("None")
    let declared = written.blocks.removeLast()

    var body = result(model, config.ties, outside: dtype == nil ? 4 : 8)
    // Modules among the values are of the file's type, too.
    if isClosed { body.insert(contentsOf: values, at: 0) }
    if let dtype {
      helpers.insert(.defaultType)
      body = ["with _default_dtype(torch.\(dtype.rawValue)):"] + body.map { "    " + $0 }
    }
    let isRoot = index == 0
    var head = PythonCode.call(
      "def \(isRoot ? "build" : functionName(index))", arguments.map { .text($0) }
    ).lines("", " -> nn.Module:", outside: 0)
    if isRoot { head.append("    \"\"\"The declared architecture; load weights into it.\"\"\"") }
    let inner = (isClosed ? declared : []) + body
    var lines: [String] = []
    if !isClosed {
      if !values.isEmpty { lines += ["", ""] + values }
      lines += declared
    }
    lines += ["", ""] + head
    // A class in a function has blank lines around it as well.
    // One stands behind the text of a function's documentation, and none behind its head alone.
    if isRoot, inner.first == "" { lines.append("") }
    var isFirst = true
    for line in inner {
      if line.isEmpty, isFirst { continue }
      isFirst = false
      lines.append(line.isEmpty ? "" : "    " + line)
    }
    return isClosed ? PythonText.withoutDoubledBlanks(lines) : lines
  }

  /// What the names of a file are called.
  private mutating func names(of index: Int) -> PythonNames {
    if let known = names[index] { return known }
    let config = configs.entries[index].config
    let names = PythonNames(
      classes: config.classes.compactMap { try? $0.value.get().name.text },
      lets: ((try? config.lets.get()) ?? []).map(\.name.text))
    self.names[index] = names
    return names
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

  // MARK: Modules

  /// A module as an expression.
  mutating func code(_ spec: ModuleSpec, _ names: PythonNames) -> PythonCode {
    if spec.isRegisteredNone { return .text("None") }
    switch spec {
    case .expression(let expression):
      if case .name(let name) = expression.kind, names.value(name) == nil {
        return call(name, [], names)
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
          .prefixed(
            self.names(of: index).own(let: definition.name.text) + "=", code(value, names)))
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
    let index = spec.index.flatMap { inner.value($0.text) } ?? "_"
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
    if spec.className == nil, unknown.contains(.classes) {
      let body = CompositeSpec(
        parameters: [], buffers: [], children: [ChildSpec(key: nil, module: .repeated(spec))],
        span: spec.span)
      // A file of our language says that it is a list; a checkpoint does not.
      let isList = configs.entries[entry].checkpoint == nil
      return anonymous(
        body, printed: UnknownParts.className, extends: isList ? "ModuleList" : nil, names)
    }
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
      spec.repr == nil, spec.print == nil,
      ["Sequential", "ModuleList", "ModuleDict"].contains(name)
    {
      return container(name, spec.children.map(\.module), names)
    }
    return anonymous(spec, names)
  }

  /// A class for a module that is described on the spot; the arguments and indices that it uses are
  /// its arguments.
  private mutating func anonymous(
    _ spec: CompositeSpec, printed: String? = nil, extends base: String? = nil, _ names: PythonNames
  ) -> PythonCode {
    let printed = printed ?? printedName(spec)
    var used: Set<String> = []
    spec.forEachExpression(inside: []) { expression, _ in
      expression.forEachName { name, _, _ in used.insert(name) }
    }
    let arguments = names.locals.filter(used.contains)
    let name = names.further(class: printed == UnknownParts.className ? "Unknown" : printed)
    addClass(
      name, printed: printed,
      arguments: arguments.map { ($0, "\(names.own(argument: $0)): Any", nil as Expression?) },
      spec, spec.repr, extends: base ?? container(of: printed), names)
    return .call(name, arguments.map { .text(names.value($0) ?? names.own(argument: $0)) })
  }

  /// A call of a class.
  mutating func call(_ name: String, _ arguments: [PythonCode], _ names: PythonNames)
    -> PythonCode
  {
    // A file that does not tell classes writes so what has no parameters.
    if name == "Module", arguments.isEmpty, unknown.contains(.classes),
      !names.classes.contains(name)
    {
      let span = SourceSpan(file: 0, start: 0, end: 0)
      return anonymous(CompositeSpec(parameters: [], buffers: [], children: [], span: span), names)
    }
    return .call(className(name, names), arguments)
  }

  // MARK: Classes

  private mutating func add(_ definition: ClassDefinition, _ names: PythonNames) {
    let arguments = ((try? definition.arguments.get()) ?? []).map { argument in
      (
        argument.name.text, "\(names.own(argument: argument.name.text)): Any", argument.defaultValue
      )
    }
    addClass(
      names.own(class: definition.name.text), printed: definition.name.text, arguments: arguments,
      definition.body, definition.repr ?? definition.body.repr,
      extends: container(of: definition.name.text), names)
  }

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
      let own = names.own(argument: argument)
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
    let isTorchs =
      container != nil && plainClassName(printed) == container && !names.classes.contains(printed)
    var writer = ClassBody(export: self, container: container, isTorchContainer: isTorchs)
    // What grows is held once, or each class in it would copy all that was written before.
    (containers, functions, files) = ([:], [], [])
    body += writer.statements(of: spec, inner)
    // Of its own, whatever torch's class would print.
    let text = spec.print ?? repr
    let attribute = spec.names("_text") ? "_printed_text" : "_text"
    if let text { body += writer.assign("self.\(attribute) = ", text, inner) }
    self = writer.export
    var methods: [[String]] = []
    if body.count > 1 || !arguments.isEmpty {
      methods.append(
        PythonCode.call("def __init__", parameters).lines(
          "", " -> None:", indentation: 4, outside: margin)
          + body.map { $0.isEmpty ? "" : "        " + $0 })
    }
    let shown = ModuleType(name: printed).printedName
    if shown != name {
      methods.append([
        "    def _get_name(self) -> str:", "        return \(PythonText.literal(shown))",
      ])
    }
    if text != nil {
      let function = spec.print == nil ? "extra_repr" : "__repr__"
      methods.append([
        "    def \(function)(self) -> str:", "        return self.\(attribute)",
      ])
    }
    lines += methods.isEmpty ? ["    pass"] : Array(methods.joined(separator: [""]))
    written.blocks[written.blocks.count - 1] += lines
  }

  /// Has a function written that the lines call.
  mutating func use(_ helper: Helper) { helpers.insert(helper) }
}

/// The classes of functions, innermost last: their lines, as they come.
private final class ClassLines {
  var blocks: [[String]] = []
}

extension ModelExport {
  /// The items of children that have no names of their own.
  mutating func list(_ items: [ModuleSpec], _ names: PythonNames) -> PythonCode {
    var codes: [PythonCode] = []
    for item in items { codes.append(self.item(item, names)) }
    return .bracketed("[", codes, "]", isCall: false)
  }
}
