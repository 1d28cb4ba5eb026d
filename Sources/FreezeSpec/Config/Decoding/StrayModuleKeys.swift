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
    let isIndex = name.utf8.allSatisfy(\.isASCIIDigit)
    let cure =
      switch place {
      case .item where isIndex, .child where isIndex:
        "take `\(key): ` off: a sequence numbers its modules"
      case .whole where isIndex:
        "write the modules as a sequence, `- …` for each: it numbers them"
      case .whole: "write `\(clipped(name)): …` under `children:`"
      case .item, .child: "write `\(clipped(name)): …` under `children:`, without `- `"
      }
    return reader.report(
      .unknownKey, "`\(key)` is how print(model) shows a child's name", at: first.keySpan,
      help: [cure])
  }

  /// A child's name where it is pasted as `print(model)` shows it, in parentheses.
  func printedName(_ key: String) -> String? {
    guard key.hasPrefix("("), key.hasSuffix(")") else { return nil }
    return String(key.dropFirst().dropLast())
  }

  /// Reports a key that no module has: an argument of its class, most likely, where it has one.
  func reportUnknownKey(_ entry: YAMLEntry, among keys: MappingKeys) -> Reported {
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
