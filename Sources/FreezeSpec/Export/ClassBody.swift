/// Writes the statements that give a module its tensors and children.
struct ClassBody {
  var export: ModelExport
  /// The container of torch.nn that it is or extends, where it is one.
  let container: String?

  /// Whether it is torch's own class, which registers children of a name also where they are `None`.
  var isTorchContainer = false

  /// Whether items that are `None` are registered, as containers have it.
  private var isContainer: Bool { container != nil }

  /// Names that a module has for itself: what is called so is registered, and no attribute.
  private static let taken: Set<String> = [
    "T_destination", "add_module", "apply", "bfloat16", "buffers", "call_super_init", "children",
    "compile", "cpu", "cuda", "double", "dump_patches", "eval", "extra_repr", "float", "forward",
    "get_buffer", "get_extra_state", "get_parameter", "get_submodule", "half", "ipu",
    "load_state_dict", "modules", "mtia", "named_buffers", "named_children", "named_modules",
    "named_parameters", "parameters", "register_backward_hook", "register_buffer",
    "register_forward_hook", "register_forward_pre_hook", "register_full_backward_hook",
    "register_full_backward_pre_hook", "register_load_state_dict_post_hook",
    "register_load_state_dict_pre_hook", "register_module", "register_parameter",
    "register_state_dict_post_hook", "register_state_dict_pre_hook", "requires_grad_",
    "set_extra_state", "set_submodule", "share_memory", "state_dict", "to", "to_empty", "train",
    "training", "type", "xpu", "zero_grad", "append", "extend", "insert", "pop", "clear", "items",
    "keys", "values", "update", "copy", "fromkeys", "get", "popitem", "setdefault",
  ]

  /// All of them, in the order of the config.
  mutating func statements(of spec: CompositeSpec, _ names: PythonNames) -> [String] {
    var lines: [String] = []
    for tensor in spec.parameters { lines += statements(tensor, isParameter: true, names) }
    for tensor in spec.buffers { lines += statements(tensor, isParameter: false, names) }
    let unnamed = spec.children.filter { $0.key == nil }.map(\.module)
    if !unnamed.isEmpty { lines += indexed(unnamed, names) }
    for child in spec.children where child.key != nil { lines += statements(child, names) }
    return lines
  }

  /// A text that is filled in, as an assignment.
  mutating func assign(_ target: String, _ template: Template, _ names: PythonNames) -> [String] {
    PythonCode.text(export.text(template, names)).lines(target, outside: export.margin + 8)
  }

  /// A name that may stand behind `self.`; `nil` for any other.
  private func attribute(_ name: String) -> String? {
    let isName =
      name.utf8.allSatisfy { byte in
        byte.isASCIIDigit || byte == UInt8(ascii: "_")
          || (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
      } && name.utf8.first?.isASCIIDigit == false
    return isName && !PythonWords.keywords.contains(name) && !Self.taken.contains(name)
      && !name.hasPrefix("_") ? name : nil
  }

  // MARK: Tensors

  private mutating func statements(
    _ tensor: TensorSpec, isParameter: Bool, _ names: PythonNames
  ) -> [String] {
    guard let repeats = tensor.repeats else {
      let name = tensor.isInSequence ? nextName(isParameter) : PythonText.literal(tensor.name.text)
      return statement(
        tensor, name, attribute: tensor.isInSequence ? nil : tensor.name.text,
        isParameter: isParameter, names)
    }
    let inner = names.with(
      locals: repeats.index.map { [$0.text] } ?? [], isStatement: true)
    let index = repeats.index.flatMap { inner.value($0.text) } ?? "_"
    let name = repeats.key.map { export.text($0, inner) } ?? nextName(isParameter)
    return ["for \(index) in range(\(export.text(repeats.count, names))):"]
      + statement(tensor, name, attribute: nil, isParameter: isParameter, inner).map { "    " + $0 }
  }

  /// The number of the next tensor that has no name.
  private func nextName(_ isParameter: Bool) -> String {
    "str(len(self.\(isParameter ? "_parameters" : "_buffers")))"
  }

  private mutating func statement(
    _ tensor: TensorSpec, _ name: String, attribute: String?, isParameter: Bool,
    _ names: PythonNames
  ) -> [String] {
    var options: [PythonCode] = []
    if let dtype = tensor.dtype {
      options.append(.prefixed("dtype=", .text(export.text(dtype, names))))
    }
    let mayBeNone = export.mayBeNone(tensor.shape)
    var persists: [PythonCode] = []
    if let state = tensor.persistent {
      persists.append(.prefixed("persistent=", .text(export.text(state, names))))
    }
    var trains: [PythonCode] = []
    if let state = tensor.requiresGrad {
      trains.append(.prefixed("requires_grad=", .text(export.text(state, names))))
    }
    let value: PythonCode
    if mayBeNone {
      let shape = export.code(tensor.shape, names)
      export.use(isParameter ? .parameter : .buffer)
      value = .call(isParameter ? "_parameter" : "_buffer", [shape] + options + trains)
    } else {
      var sizes: [PythonCode] = [export.code(tensor.shape, names)]
      if case .list(let items) = tensor.shape.kind, !items.isEmpty {
        sizes = []
        for item in items { sizes.append(export.code(item, names)) }
      }
      // What is quantised has no zeros of its own.
      let function = export.mayQuantize(tensor.dtype) ? "torch.empty" : "torch.zeros"
      let zeros = PythonCode.call(function, sizes + options)
      value = isParameter ? .call("nn.Parameter", [zeros] + trains) : zeros
    }
    // These note what they hold.
    if isParameter, container == "ParameterList", attribute == nil {
      return PythonCode.call("self.append", [value]).lines(outside: export.margin + 8)
    }
    if isParameter, container == "ParameterDict" {
      return value.lines("self[\(name)] = ", outside: export.margin + 8)
    }
    if let text = attribute, self.attribute(text) == nil || mayBeNone && persists.isEmpty {
      // A module has something of that name, or it is no name of Python's.
      let own = isParameter ? "_parameters" : "_buffers"
      let set = value.lines("self.\(own)[\(name)] = ", outside: export.margin + 8)
      return set + unlessPersistent(tensor, name, names)
    }
    if isParameter, let text = attribute {
      return value.lines("self.\(text) = ", outside: export.margin + 8)
    }
    let function = isParameter ? "self.register_parameter" : "self.register_buffer"
    return PythonCode.call(function, [.text(name), value] + persists)
      .lines(outside: export.margin + 8)
  }

  /// What keeps a buffer that is set in place of being registered out of the state dict.
  private mutating func unlessPersistent(
    _ tensor: TensorSpec, _ name: String, _ names: PythonNames
  ) -> [String] {
    guard let state = tensor.persistent else { return [] }
    let note = "self._non_persistent_buffers_set.add(\(name))"
    if case .literal(let value) = state.kind { return value.isTruthy ? [] : [note] }
    return ["if not (\(export.text(state, names))):", "    " + note]
  }

  // MARK: Children

  private mutating func statements(_ child: ChildSpec, _ names: PythonNames) -> [String] {
    guard let key = child.key else { return [] }
    if let spec = child.turns {
      let inner = names.with(locals: spec.index.map { [$0.text] } ?? [], isStatement: true)
      let index = spec.index.flatMap { inner.value($0.text) } ?? "_"
      var lines = ["for \(index) in range(\(export.text(spec.count, names))):"]
      for module in spec.turn {
        let value = export.code(module, inner)
        let isOptional = export.mayBeNone(module) && !module.registersNone
        lines += set(export.text(key, inner), value, isOptional: isOptional).map { "    " + $0 }
      }
      return lines
    }
    if child.module.isRegisteredNone {
      let name = export.text(key, names)
      let isOwn = key.literal.map { attribute($0) == nil } ?? true
      return [isOwn ? "self._modules[\(name)] = None" : "self.register_module(\(name), None)"]
    }
    let isOptional = export.mayBeNone(child.module)
    let value = export.code(child.module, names)
    if let text = key.literal, let name = attribute(text), !(isOptional && isTorchContainer) {
      return value.lines("self.\(name) = ", outside: export.margin + 8)
    }
    return set(export.text(key, names), value, isOptional: isOptional)
  }

  /// Registers a child under a name that is an expression.
  private func set(_ name: String, _ value: PythonCode, isOptional: Bool) -> [String] {
    if isOptional, !isTorchContainer {
      return value.lines("part = ", outside: export.margin + 8) + [
        "if part is not None:", "    self._modules[\(name)] = part",
      ]
    }
    if isOptional {
      return PythonCode.call("self.add_module", [.text(name), value])
        .lines(outside: export.margin + 8)
    }
    return value.lines("self._modules[\(name)] = ", outside: export.margin + 8)
  }

  /// Registers children by their numbers.
  private mutating func indexed(_ items: [ModuleSpec], _ names: PythonNames) -> [String] {
    // What is registered as None is a child, and is set as any.
    let isOptional = items.contains { export.mayBeNone($0) && !$0.registersNone }
    let list = export.list(items, names)
    let body =
      switch (isOptional, isContainer) {
      case (true, false): ["    if part is not None:", "        self._modules[str(number)] = part"]
      case (true, true): ["    self.add_module(str(number), part)"]
      case (false, _): ["    self._modules[str(number)] = part"]
      }
    return PythonCode.call("enumerate", [list]).lines(
      "for number, part in ", ":", outside: export.margin + 8)
      + body
  }
}

/// A function that written modules call where torch has none of its kind.
enum Helper: CaseIterable {
  case defaultType, holding, parameter, buffer, tie

  /// Its lines.
  var lines: [String] {
    switch self {
    case .defaultType:
      [
        "@contextlib.contextmanager", "def _default_dtype(dtype: torch.dtype) -> Iterator[None]:",
        "    before = torch.get_default_dtype()", "    torch.set_default_dtype(dtype)", "    try:",
        "        yield", "    finally:", "        torch.set_default_dtype(before)",
      ]
    case .holding:
      [
        "def _holding(container: nn.Module, parts: Iterable[nn.Module | None]) -> nn.Module:",
        "    for number, part in enumerate(parts):",
        "        container._modules[str(number)] = part", "    return container",
      ]
    case .parameter:
      [
        "def _parameter(", "    shape: Any,", "    dtype: torch.dtype | None = None,",
        "    requires_grad: bool = True,", ") -> nn.Parameter | None:", "    if shape is None:",
        "        return None",
        "    return nn.Parameter(torch.zeros(shape, dtype=dtype), requires_grad)",
      ]
    case .buffer:
      [
        "def _buffer(shape: Any, dtype: torch.dtype | None = None) -> torch.Tensor | None:",
        "    return None if shape is None else torch.zeros(shape, dtype=dtype)",
      ]
    case .tie:
      [
        "def _tie(model: nn.Module, *names: str) -> None:", "    owners: list[Any] = []",
        "    for name in names:", "        owner: Any = model",
        "        for part in name.split(\".\")[:-1]:", "            owner = owner._modules[part]",
        "        owners.append(owner)", "    own = [name.rpartition(\".\")[2] for name in names]",
        "    kind = \"_parameters\" if own[0] in owners[0]._parameters else \"_buffers\"",
        "    for owner, name in zip(owners, own):",
        "        getattr(owner, kind)[name] = getattr(owners[0], kind)[own[0]]",
      ]
    }
  }
}
