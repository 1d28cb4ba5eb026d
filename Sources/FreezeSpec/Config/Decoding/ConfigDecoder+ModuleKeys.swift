/// Where a module stands, which tells what a mapping that is none was meant to be.
enum ModulePlace {
  /// Alone: under a key.
  case whole
  /// In a sequence.
  case item
  /// In a sequence under `children`.
  case child
}

extension ConfigDecoder {
  /// Reports a mapping that has none of a module's keys, once and not for every key.
  mutating func reportNoModule(_ entries: [YAMLEntry], as place: ModulePlace) {
    for entry in entries {
      if Self.isMeant(entry.key, for: ConfigDecoder.moduleKeys) {
        reportUnknownKey(entry, of: "a module", allowed: ConfigDecoder.moduleKeys)
        return
      }
    }
    guard let first = entries.first else { return }
    let key = clipped(first.key)
    guard let name = printedName(first.key) else {
      let cure =
        switch place {
        case .whole: "named modules stand under `children:`"
        case .item:
          "the modules of a sequence have numbers for names; write named ones under `children:`, "
            + "without `- `"
        case .child: "take the `- ` off: named modules are the keys of `children:`"
        }
      report(.unknownKey, "a module has no key `\(key)`", at: first.keySpan, help: [cure])
      return
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
    report(
      .unknownKey, "`\(key)` is how print(model) shows a child's name", at: first.keySpan,
      help: [cure])
  }

  /// Reports a key that no module has: an argument of its class, most likely, where it has one.
  mutating func reportUnknownModuleKey(_ entry: YAMLEntry, among entries: [YAMLEntry]) {
    let isArgument = entries.contains { other in
      guard other.key == "class", case .scalar(let name) = other.value.content else { return false }
      guard let layer = Catalogue.layer(named: plainClassName(name.text)) else {
        return !Self.isMeant(entry.key, for: ConfigDecoder.moduleKeys)
          && !entries.contains { ["parameters", "buffers", "children"].contains($0.key) }
      }
      return (try? Layer(layer))?.signature.index(of: entry.key) != nil
    }
    if !isArgument {
      reportUnknownKey(entry, of: "a module", allowed: ConfigDecoder.moduleKeys)
      return
    }
    let key = clipped(entry.key)
    report(
      .unknownKey, "a module has no key `\(key)`", at: entry.keySpan,
      help: ["arguments stand under `args`: args: {\(key): …}"])
  }
}
