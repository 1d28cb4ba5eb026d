/// A module as the config writes it, before anything is evaluated.
enum ModuleSpec: Sendable {
  /// A constructor call, or any expression that gives a module or `None`.
  case expression(Expression)
  /// A sequence of modules: a `Sequential`.
  case sequential([ModuleSpec], span: SourceSpan)
  /// A module with parameters, buffers and children of its own.
  indirect case composite(CompositeSpec)
  /// A module many times.
  indirect case repeated(RepeatSpec)
  /// The architecture of another file.
  indirect case from(FromSpec)
  /// A module with an error, which was reported, and what can be read of it, to be looked at for more.
  case invalid(span: SourceSpan, readable: [ModuleSpec] = [])

  /// Its place.
  var span: SourceSpan {
    switch self {
    case .expression(let expression): expression.span
    case .sequential(_, let span), .invalid(let span, _): span
    case .from(let spec): spec.reference.span
    case .composite(let composite): composite.span
    case .repeated(let repeated): repeated.span
    }
  }
}

extension ModuleSpec {
  /// The class of `None`: a call of it is None that is registered as a child.
  static let noneType = "NoneType"

  /// Whether what is None of an item is a child in any class: such a call, or a repeat of them.
  var registersNone: Bool {
    if case .repeated(let spec) = self { return spec.turn.contains(where: \.registersNone) }
    return isRegisteredNone
  }

  /// Whether it is such a call.
  var isRegisteredNone: Bool {
    guard case .expression(let expression) = self else { return false }
    switch expression.kind {
    case .call(let call):
      return call.className == Self.noneType && call.shape.positionalCount == 0
        && call.shape.keywords.isEmpty
    case .name(let name): return name == Self.noneType
    default: return false
    }
  }

  /// Goes through the expressions in it, nested modules included.
  func forEachExpression(_ body: (Expression) -> Void) {
    forEachExpression(inside: []) { expression, _ in body(expression) }
  }

  /// Goes through the expressions in it, each with the indices of the repeats around it, which hide what
  /// else has their names.
  func forEachExpression(inside indices: [String], _ body: (Expression, [String]) -> Void) {
    switch self {
    case .expression(let expression): body(expression, indices)
    case .sequential(let items, _), .invalid(_, let items):
      for item in items { item.forEachExpression(inside: indices, body) }
    case .composite(let composite): composite.forEachExpression(inside: indices, body)
    case .repeated(let spec):
      body(spec.count, indices)
      let inner = spec.index.map { indices + [$0.text] } ?? indices
      for module in spec.turn { module.forEachExpression(inside: inner, body) }
    case .from(let spec):
      for definition in spec.lets {
        if let value = try? definition.value.get() { body(value, indices) }
      }
    }
  }
}

extension CompositeSpec {
  /// Goes through the expressions in it, those of its children included, each with the indices of the
  /// repeats around it.
  func forEachExpression(inside indices: [String], _ body: (Expression, [String]) -> Void) {
    for tensor in parameters + buffers {
      var inner = indices
      if let repeats = tensor.repeats {
        body(repeats.count, indices)
        if let index = repeats.index { inner.append(index.text) }
        repeats.key?.forEachExpression { body($0, inner) }
      }
      body(tensor.shape, inner)
      if let expression = tensor.dtype { body(expression, inner) }
      if let expression = tensor.requiresGrad { body(expression, inner) }
      if let expression = tensor.persistent { body(expression, inner) }
    }
    repr?.forEachExpression { body($0, indices) }
    print?.forEachExpression { body($0, indices) }
    for child in children {
      let inner = child.turns?.index.map { indices + [$0.text] } ?? indices
      child.key?.forEachExpression { body($0, inner) }
      child.module.forEachExpression(inside: indices, body)
    }
  }
}

/// The parameters, buffers and children of a module, in the order in which they are declared.
struct CompositeSpec: Sendable {
  /// The class's name; `Module` where none is written.
  var className: PlacedName?
  var parameters: [TensorSpec]
  var buffers: [TensorSpec]
  var children: [ChildSpec]
  /// What it prints between its parentheses, where that is written here.
  var repr: Template?
  /// What it prints as a whole, where its class says so by itself.
  var print: Template?
  var span: SourceSpan
}

/// A child: under a key, or at the next index of a sequence.
struct ChildSpec: Sendable {
  /// Its name, in which `{expressions}` are filled in; `nil` in a sequence.
  let key: Template?
  let module: ModuleSpec
  /// The repeat that it is where its key uses the index: one child for every turn.
  let turns: RepeatSpec?

  init(key: Template?, module: ModuleSpec) {
    self.key = key
    self.module = module
    if case .repeated(let spec) = module, key?.mentions(spec.index?.text) == true {
      turns = spec
    } else {
      turns = nil
    }
  }
}

/// A parameter or buffer.
struct TensorSpec: Sendable {
  /// Its name, where it has a key.
  var name: PlacedName
  /// Whether it stands in a sequence, where its place is its name.
  var isInSequence = false
  /// The tensors that it stands for, where it is a repeat.
  var repeats: TensorRepeat?
  /// Its sizes, a list of ints, or `None` where the tensor is absent.
  var shape: Expression
  /// Its type; that of the config where none is written.
  var dtype: Expression?
  /// Whether a parameter trains where no rule says otherwise.
  var requiresGrad: Expression?
  /// Whether a buffer is part of the state dict; it is where none is written.
  var persistent: Expression?
}

/// `{repeat: …, as: …}` of a parameter or buffer.
struct TensorRepeat: Sendable {
  var count: Expression
  /// The name that the index has in the tensor's name, shape and type.
  var index: PlacedName?
  /// The name of each; `nil` in a sequence.
  var key: Template?
}

/// `{repeat: …, module: …, as: …}`, or with `items` in place of `module`.
struct RepeatSpec: Sendable {
  var count: Expression
  /// What each turn makes: one module, or the items of a sequence in a row.
  var turn: [ModuleSpec]
  /// Whether these are `items`, among which a repeat is that many of them.
  var isGroup: Bool
  /// The name that the index has inside.
  var index: PlacedName?
  /// The container's class; `ModuleList` where none is written.
  var className: PlacedName?
  var span: SourceSpan
  /// Whether what a turn makes may differ from turn to turn.
  let dependsOnIndex: Bool

  init(
    count: Expression, turn: [ModuleSpec], isGroup: Bool, index: PlacedName?,
    className: PlacedName?, span: SourceSpan
  ) {
    self.count = count
    self.turn = turn
    self.isGroup = isGroup
    self.index = index
    self.className = className
    self.span = span
    var found = false
    if let index {
      for module in turn {
        module.forEachExpression { found = found || $0.mentions(index.text) }
      }
    }
    dependsOnIndex = found
  }
}

/// A text in which `{expressions}` are filled in as Python's f-strings do.
struct Template: Sendable {
  enum Part: Sendable {
    case text(String)
    /// An expression; `repr` where it is followed by `!r`.
    case field(Expression, repr: Bool)
  }

  var parts: [Part]
  var span: SourceSpan

  /// The text, where it holds no expression.
  var literal: String? {
    if parts.isEmpty { return "" }
    guard parts.count == 1, case .text(let text) = parts[0] else { return nil }
    return text
  }
}

extension Template {
  /// Goes through the expressions in it.
  func forEachExpression(_ body: (Expression) -> Void) {
    for case .field(let expression, _) in parts { body(expression) }
  }

  /// Whether a field of the template uses a name.
  func mentions(_ name: String?) -> Bool {
    guard let name else { return false }
    return parts.contains { part in
      if case .field(let expression, _) = part { expression.mentions(name) } else { false }
    }
  }
}

/// A class that the config declares.
struct ClassDefinition: Sendable {
  var name: PlacedName
  /// The classes that it counts as subclasses of.
  var extends: [PlacedName]
  /// Its arguments; a failure where one of them has an error.
  var arguments: Result<[ClassArgument], Reported>
  var body: CompositeSpec
  /// What the class prints between its parentheses.
  var repr: Template?
  /// What came of all parts: a failure where one has an error.
  ///
  /// The others are here all the same, to be looked at for more.
  var parts: Result<Void, Reported>
}

extension ClassDefinition {
  /// Goes through the expressions in it: its arguments' defaults, its body and what it prints.
  func forEachExpression(_ body: (Expression) -> Void) {
    forEachExpression(inside: []) { expression, _ in body(expression) }
  }

  /// The same, each with the names that hide those of the file.
  func forEachExpression(inside names: [String], _ body: (Expression, [String]) -> Void) {
    for argument in (try? arguments.get()) ?? [] {
      if let value = argument.defaultValue { body(value, names) }
    }
    self.body.forEachExpression(inside: names, body)
    repr?.forEachExpression { body($0, names) }
  }
}

/// An argument of a declared class.
struct ClassArgument: Sendable {
  var name: PlacedName
  var defaultValue: Expression?
}

/// `{from: …, let: {…}}`.
struct FromSpec: Sendable {
  /// The file.
  var reference: FileReference
  /// The values that stand in for those of the file's own `let`, evaluated where this stands.
  var lets: [Definition<Expression>]
}

/// Another file, as `from` names it.
struct FileReference: Hashable, Sendable {
  /// The path, relative to the file in which it stands.
  var path: String
  /// The key under which the wanted part of a checkpoint lies.
  var key: PlacedName?
  var span: SourceSpan
}
