/// Says what keys that no module has were meant to be.
struct StrayModuleKeys {
  let reader: NodeReader

  /// Reports a mapping that has none of a module's keys, once and not for every key.
  func reportNoModule(_ entries: [YAMLEntry], as place: ModuleDecoder.Place) -> Reported {
    for entry in entries where entry.isMeant(for: ModuleDecoder.keys) {
      return reader.reportUnknownKey(
        entry, of: "a module", allowed: ModuleDecoder.keys, beside: MappingKeys(entries))
    }
    guard let first = entries.first else { return Reported() }
    let key = clipped(first.key)
    if first.key.hasPrefix("self."), PythonIdentifier.name(String(first.key.dropFirst(5))) != nil {
      let name = clipped(String(first.key.dropFirst(5)))
      return reader.report(
        .unknownKey, "a module has no key `\(key)`", at: first.keySpan,
        help: ["named modules stand under `children:`, without `self.`: `\(name): …`"])
    }
    if let cure = classCure(entries) {
      return reader.report(
        .unknownKey, "a module has no key `\(key)`", at: first.keySpan, cures: [cure])
    }
    guard let name = printedName(first.key) else {
      let cure =
        switch place {
        case .whole: "named modules stand under `children:`"
        case .item:
          "the modules of a sequence have numbers for names; write named ones under `children:`, "
            + "without `- `"
        case .child: "take the `- ` off: named modules are the keys of `children:`"
        }
      return reader.report(
        .unknownKey, "a module has no key `\(key)`", at: first.keySpan, help: [cure])
    }
    let printed = PrintedModule(first)
    let cure: Cure =
      switch place {
      case .item where printed?.isRange == true, .child where printed?.isRange == true:
        printed?.repeated(alone: entries.count == 1) ?? ""
      case .item where printed != nil, .child where printed != nil:
        Cure(
          "take `\(key): ` off: a sequence numbers its modules",
          edit: printed?.withoutNumber(alone: entries.count == 1))
      case .whole where printed != nil:
        PrintedModule.sequence(entries, in: reader.source)
      case .whole: "write `\(clipped(name)): …` under `children:`"
      case .item, .child: "write `\(clipped(name)): …` under `children:`, without `- `"
      }
    return reader.report(
      .unknownKey, "`\(key)` is how print(model) shows a child's name", at: first.keySpan,
      cures: [cure])
  }

  /// The cure of `Linear: [2, 3]`, a class and its arguments.
  private func classCure(_ entries: [YAMLEntry]) -> Cure? {
    guard entries.count == 1, let entry = entries.first,
      reader.argumentsOfClass(plainClassName(entry.key)) != nil
    else { return nil }
    let value = entry.value
    if case .scalar = value.content { return nil }
    let text = reader.source.text(of: value.span)
    guard value.isFlow, text.utf8.count <= 200, let whole = entry.whole,
      let gap = reader.source.gap(beside: Int(whole.start)),
      !text.utf8.contains(where: { $0.isLineBreak || $0 == UInt8(ascii: "#") })
    else {
      return "a class and its arguments are two keys: class: \(clipped(entry.key)), args: …"
    }
    return Cure(
      "a class and its arguments are two keys: write class: \(entry.key), args: \(text)",
      edit: Fix(
        "write `class` and `args`",
        [Fix.Replacement(span: whole, text: "class: \(entry.key)\(gap)args: \(text)")]))
  }

  /// A child's name where it is pasted as `print(model)` shows it, in parentheses.
  func printedName(_ key: String) -> String? {
    guard key.hasPrefix("("), key.hasSuffix(")") else { return nil }
    return String(key.dropFirst().dropLast())
  }

  /// Reports a key that no module has: an argument of its class, most likely, where it has one.
  func reportUnknownKey(_ entry: YAMLEntry, among keys: MappingKeys, of module: SourceSpan)
    -> Reported
  {
    if let cure = keywordCure(entry, among: keys, of: module) {
      return reader.report(
        .unknownKey, "a module has no key `\(clipped(entry.key))`", at: entry.keySpan, cures: [cure]
      )
    }
    let mayBeName = Synonyms.mayBeNames.contains(entry.key)
    if isModule(entry.value), mayBeName || !entry.isMeant(for: ModuleDecoder.keys),
      NodeReader.rootCure(of: entry.key) == nil
    {
      let key = clipped(entry.key)
      let cure =
        switch (keys["children"] == nil, mayBeName) {
        case (false, _): "named modules stand under `children`: move `\(key)` there"
        case (true, false): "named modules stand under `children`: children: {\(key): …}"
        case (true, true):
          "did you mean `children`, or a child of that name: children: {\(key): …}"
        }
      return reader.report(
        .unknownKey, "a module has no key `\(key)`", at: entry.keySpan, help: [cure])
    }
    guard isArgument(entry, among: keys) else {
      return reader.reportUnknownKey(
        entry, of: "a module", allowed: ModuleDecoder.keys, beside: keys)
    }
    let key = clipped(entry.key)
    return reader.report(
      .unknownKey, "a module has no key `\(key)`", at: entry.keySpan,
      help: [argumentCure(key, among: keys)])
  }

  /// Where an argument of a class stands that was written beside the class.
  private func argumentCure(_ key: String, among keys: MappingKeys) -> String {
    switch keys["args"]?.value.content {
    case nil:
      // Of very many it is enough to name one.
      let stray =
        keys.count > 20
        ? []
        : keys.all.filter { entry in
          !ModuleDecoder.keys.contains(entry.key) && isArgument(entry, among: keys)
        }
      let names = stray.isEmpty ? [key] : stray.map { clipped($0.key) }
      return "arguments stand under `args`: args: {"
        + names.map { "\($0): …" }.joined(separator: ", ") + "}"
    case .mapping: return "it is one of the arguments: write `\(key): …` into `args`"
    case .sequence, .scalar:
      let name = keys["class"].flatMap { entry -> String? in
        if case .scalar(let scalar) = entry.value.content { clipped(scalar.text) } else { nil }
      }
      return "beside a list of arguments one with a name stands in a call: "
        + "\(name ?? "Class")(…, \(key)=…) in place of `class` and `args`"
    }
  }

  /// The cure of `kwargs` beside `args`, as a call.
  private func keywordCure(_ entry: YAMLEntry, among keys: MappingKeys, of module: SourceSpan)
    -> Cure?
  {
    guard ["kwargs", "keywords", "named_args"].contains(entry.key), let args = keys["args"],
      let name = keys["class"], case .scalar(let className) = name.value.content
    else { return nil }
    var arguments: [String]? = []
    for value in [args.value, entry.value] {
      switch value.content {
      case .scalar: arguments = nil
      case .sequence(let items):
        for item in items {
          arguments = python(item).flatMap { value in arguments.map { $0 + [value] } }
        }
      case .mapping(let entries):
        for entry in entries {
          arguments = python(entry.value).flatMap { value in
            arguments.map { $0 + ["\(entry.key)=\(value)"] }
          }
        }
      }
    }
    guard let arguments, arguments.count <= 20, keys.count == 3, !reader.mayHoldComment(module)
    else {
      return Cure(
        "arguments with and without names stand together in a call: "
          + "\(clipped(className.text))(…, name=…) in place of `class`, `args` and `\(entry.key)`")
    }
    let call = flowScalar("\(className.text)(\(arguments.joined(separator: ", ")))")
    return Cure(
      "arguments with and without names stand together in a call: write \(call)",
      edit: .write(call, at: module))
  }

  /// A scalar as Python writes it; `nil` for other values.
  private func python(_ node: YAMLNode) -> String? {
    guard case .scalar(let scalar) = node.content, !node.isEmptyPlain else { return nil }
    if !scalar.isPlain { return pythonRepr(scalar.text) }
    return ["true": "True", "false": "False", "null": "None"][scalar.text] ?? scalar.text
  }

  /// Whether a value is a module, so that its key is a child's name.
  private func isModule(_ node: YAMLNode) -> Bool {
    switch node.content {
    case .scalar(let scalar):
      guard let end = firstRange(of: "(", in: scalar.text), scalar.text.hasSuffix(")") else {
        return false
      }
      let name = components(String(scalar.text[..<end.lowerBound])).last ?? ""
      return name.unicodeScalars.first?.properties.isUppercase == true
    case .mapping(let entries):
      return entries.contains { ["class", "children", "repeat", "from"].contains($0.key) }
    case .sequence(let items):
      return !items.isEmpty && items.allSatisfy(isModule)
    }
  }

  private func isArgument(_ entry: YAMLEntry, among keys: MappingKeys) -> Bool {
    guard let field = keys["class"],
      case .scalar(let name) = field.value.content
    else { return false }
    if let arguments = reader.argumentsOfClass(plainClassName(name.text)) {
      return arguments.contains(entry.key)
    }
    // Of a class that torch.nn does not have, most keys are arguments.
    return !entry.isMeant(for: ModuleDecoder.keys)
      && ["parameters", "buffers", "children"].allSatisfy { keys[$0] == nil }
  }
}
