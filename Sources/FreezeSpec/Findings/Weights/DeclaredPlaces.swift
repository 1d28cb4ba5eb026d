/// Finds the line of a config that declares a module or a parameter of its model.
///
/// What only evaluation tells, which of two repeats an index falls into for instance, is not found out:
/// the place is that of what lies around it then.
struct DeclaredPlaces {
  private let configs: ConfigSet
  /// What was found out about parts of the config, by their places: many names go the same way.
  private var bodies: [SourceSpan: Body] = [:]
  private var firstRepeats: [SourceSpan: Int] = [:]
  private var classes: [Int: [ExactString: Int]] = [:]

  /// What a module consists of.
  private struct Body {
    var tensors: [ExactString: SourceSpan] = [:]
    /// The tensors whose names are filled in.
    var tensorTemplates: [(name: Template, span: SourceSpan)] = []
    var children: [ExactString: Int] = [:]
    /// The children whose names are filled in.
    var templates: [Int] = []
    /// The children without names.
    var items: [ModuleSpec] = []
  }

  init(_ configs: ConfigSet) { self.configs = configs }

  /// Where a module, a parameter or a buffer is declared, or the nearest around it that can be told;
  /// `nil` where there is no model.
  mutating func span(of path: String) -> SourceSpan? {
    guard let model = configs.main.model else { return nil }
    if path.isEmpty { return model.span }
    return span(of: components(path)[...], in: model, entry: 0, level: 0)
  }

  private mutating func span(
    of path: ArraySlice<String>, in spec: ModuleSpec, entry: Int, level: Int
  ) -> SourceSpan {
    guard let name = path.first, level < Limits.nesting else { return spec.span }
    let rest = path.dropFirst()
    switch spec {
    case .invalid: return spec.span
    case .sequential(let items, let span):
      guard let item = item(name, of: items, at: span) else { return span }
      return self.span(of: rest, in: item, entry: entry, level: level + 1)
    case .repeated(let spec):
      guard let index = Int(name), index >= 0, let turn = turn(index, of: spec) else {
        return spec.span
      }
      return span(of: rest, in: turn, entry: entry, level: level + 1)
    case .from(let spec):
      guard let file = configs.entries[entry].references[spec.reference],
        let model = configs.entries[file].config.model
      else { return spec.reference.span }
      return span(of: path, in: model, entry: file, level: level + 1)
    case .composite(let body):
      return span(of: path, in: body, entry: entry, level: level) ?? spec.span
    case .expression(let expression):
      guard let body = classBody(of: expression, entry: entry) else { return spec.span }
      return span(of: path, in: body, entry: entry, level: level) ?? spec.span
    }
  }

  private mutating func span(
    of path: ArraySlice<String>, in body: CompositeSpec, entry: Int, level: Int
  ) -> SourceSpan? {
    guard let name = path.first else { return nil }
    let rest = path.dropFirst()
    let parts = parts(of: body)
    if rest.isEmpty {
      let span =
        parts.tensors[ExactString(name)]
        ?? parts.tensorTemplates.first { Self.covers($0.name, name) }?.span
      if let span { return span }
    }
    let index =
      parts.children[ExactString(name)]
      ?? parts.templates.first { body.children[$0].key.map { Self.covers($0, name) } ?? false }
    if let index {
      let child = body.children[index]
      let module = child.turns?.turn.first ?? child.module
      return span(of: rest, in: module, entry: entry, level: level + 1)
    }
    guard let item = item(name, of: parts.items, at: body.span) else { return nil }
    return span(of: rest, in: item, entry: entry, level: level + 1)
  }

  private mutating func parts(of body: CompositeSpec) -> Body {
    if let parts = bodies[body.span] { return parts }
    var parts = Body()
    for tensors in [body.parameters, body.buffers] {
      for (index, tensor) in tensors.enumerated() {
        if let key = tensor.repeats?.key {
          parts.tensorTemplates.append((key, tensor.name.span))
        } else {
          // Of a sequence the place is the name; a repeat moves those behind it.
          let name = tensor.isInSequence ? String(index) : tensor.name.text
          parts.tensors[ExactString(name)] = tensor.name.span
          if tensor.isInSequence, tensor.repeats != nil { break }
        }
      }
    }
    for (index, child) in body.children.enumerated() {
      if let name = child.key?.literal {
        parts.children[ExactString(name)] = index
      } else if child.key != nil {
        parts.templates.append(index)
      } else {
        parts.items.append(child.module)
      }
    }
    bodies[body.span] = parts
    return parts
  }

  /// The item of a sequence at an index; a repeat at its end is all of those behind it.
  private mutating func item(_ name: String, of items: [ModuleSpec], at span: SourceSpan)
    -> ModuleSpec?
  {
    guard let index = Int(name), index >= 0 else { return nil }
    let known = firstRepeats[span]
    let firstRepeat =
      known ?? items.firstIndex { if case .repeated = $0 { true } else { false } } ?? items.count
    if known == nil { firstRepeats[span] = firstRepeat }
    if index < firstRepeat { return items.indices.contains(index) ? items[index] : nil }
    guard firstRepeat == items.count - 1, case .repeated(let spec) = items[firstRepeat] else {
      return nil
    }
    return turn(index - firstRepeat, of: spec)
  }

  /// What a repeat makes at an index.
  private func turn(_ index: Int, of spec: RepeatSpec) -> ModuleSpec? {
    spec.turn.isEmpty ? nil : spec.turn[index % spec.turn.count]
  }

  /// Whether a name with `{expressions}` in it may come to some text.
  private static func covers(_ template: Template, _ name: String) -> Bool {
    var start = ""
    var end = ""
    if case .text(let text)? = template.parts.first { start = text }
    if case .text(let text)? = template.parts.last { end = text }
    return template.literal == nil && name.utf8.count > start.utf8.count + end.utf8.count
      && name.startsExactly(with: start) && name.endsExactly(with: end)
  }

  /// What a class of the config consists of, where an expression calls one.
  private mutating func classBody(of expression: Expression, entry: Int) -> CompositeSpec? {
    let name: String
    switch expression.kind {
    case .call(let call): name = call.className
    case .name(let bare): name = bare
    default: return nil
    }
    let definitions = configs.entries[entry].config.classes
    if classes[entry] == nil {
      var indices: [ExactString: Int] = [:]
      for (index, definition) in definitions.enumerated() {
        indices[ExactString(definition.name.text)] = index
      }
      classes[entry] = indices
    }
    guard let index = classes[entry]?[ExactString(name)] else { return nil }
    return (try? definitions[index].value.get())?.body
  }
}
