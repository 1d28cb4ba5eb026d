/// Turns a document into a config: every value typed, every key known, every expression read.
///
/// Each chapter of the language has a decoder of its own.
struct ConfigDecoder {
  /// The keys of a config's root.
  static let keys = [
    "freezespec", "name", "description", "dtype", "unknown", "let", "classes", "model", "tie",
    "rules", "unmatched", "softmax", "expect", "eval", "wrap",
  ]

  private let reader: NodeReader
  /// The file's path.
  private let path: String

  /// Decodes a document.
  ///
  /// - Parameters:
  ///   - root: The document.
  ///   - source: The text that it was read from.
  ///   - diagnostics: Takes all errors.
  ///   - argumentsOfClass: The arguments of a class of torch.nn by its name.
  /// - Returns: The config; parts with errors are left out of it.
  static func decode(
    _ root: YAMLNode, source: SourceFile, _ diagnostics: inout DiagnosticCollector,
    argumentsOfClass: @escaping (String) -> [String]?
  ) -> FreezeConfig {
    let reader = NodeReader(source, diagnostics, argumentsOfClass: argumentsOfClass)
    let config = ConfigDecoder(reader: reader, path: source.path).config(root)
    diagnostics = reader.diagnostics
    return config
  }

  private func config(_ root: YAMLNode) -> FreezeConfig {
    var config = FreezeConfig(name: fileStem(path))
    guard case .mapping(let written) = root.content else {
      _ = reader.reportKind(root, "a config", isNot: "a mapping with the key `model`")
      return config
    }
    let split = (try? reader.entries(root, "a config", "a mapping")) ?? []
    let entries = reader.withoutOutdented(split, allowed: Self.keys)
    if let version = entries.first(where: { $0.key == "format_version" }),
      !entries.contains(where: { $0.key == "model" })
    {
      reader.report(
        .unknownKey, "this is a saved plan, not a config", at: version.keySpan,
        help: ["hold a config to it with `freezespec check --against \(path) CONFIG`"])
      return config
    }
    let keys = MappingKeys(written)
    for entry in entries { decode(entry, beside: keys, into: &config) }
    if !written.contains(where: { $0.key == "model" }) {
      let start = Int(root.span.start)
      _ = reader.reportMissing(
        "model", in: written, "the config has no `model`",
        at: SourceSpan(file: root.span.file, start: start, end: start),
        help: ["write the layers under `model:`, one `- Linear(10, 20)` a line"])
    }
    config.references = reader.references
    return config
  }

  private func decode(
    _ entry: YAMLEntry, beside keys: MappingKeys, into config: inout FreezeConfig
  ) {
    let value = entry.value
    let training = TrainingDecoder(reader: reader)
    switch entry.key {
    case "freezespec": try? checkVersion(value)
    case "name": config.name = (try? reader.text(value, "`name`")) ?? config.name
    case "description": config.description = try? reader.text(value, "`description`")
    case "dtype": config.dtype = try? dtype(value)
    case "unknown": config.unknown = (try? UnknownDecoder(reader: reader).parts(value)) ?? []
    case "let": config.lets = reader.attempt(try ValueDecoder(reader: reader).lets(value))
    case "classes": config.classes = (try? ClassDecoder(reader: reader).classes(value)) ?? []
    case "model": config.model = try? ModuleDecoder(reader: reader).module(value)
    case "tie": config.ties = (try? TieDecoder(reader: reader).ties(value)) ?? []
    case "rules": config.rules = RuleDecoder(reader: reader).rules(value)
    case "unmatched": config.unmatched = try? UnmatchedDecoder(reader: reader).unmatched(value)
    case "softmax":
      config.softmax = reader.attempt(try SoftmaxDecoder(reader: reader).softmax(value))
    case "expect":
      config.expectations = (try? ExpectationDecoder(reader: reader).expectations(value)) ?? []
    case "eval": config.evalSelectors = (try? training.evalSelectors(value)) ?? []
    case "wrap": config.wrappedClasses = (try? training.wrappedClasses(value)) ?? []
    default:
      _ = reader.reportUnknownKey(
        entry, of: "a config", allowed: Self.keys, help: home(of: entry.key),
        beside: keys)
    }
  }

  private func checkVersion(_ node: YAMLNode) throws(Reported) {
    let version = try reader.int(node, "`freezespec`")
    if version == 1 { return }
    throw reader.report(
      .version, "format version \(version) is not known", at: node.span,
      help: ["this program reads version 1"])
  }

  private func dtype(_ node: YAMLNode) throws(Reported) -> DType {
    let text = try reader.scalar(node, "`dtype`", "a dtype such as bfloat16").text
    let name = text.hasPrefix("torch.") ? String(text.dropFirst(6)) : text
    guard let dtype = DType(name: name) else {
      throw reader.report(
        .invalidValue, "`\(clipped(text))` is no dtype", at: node.span,
        cures: Suggestion.didYouMean(name, in: DType.allCases.map(\.rawValue)))
    }
    if dtype.canRequireGrad { return dtype }
    throw reader.report(
      .invalidValue, "parameters of type torch.\(dtype.rawValue) cannot require gradients",
      at: node.span, help: ["choose a floating point type, such as float32 or bfloat16"])
  }

  /// Where a key belongs that stands at the root of a config, if it is one of another mapping.
  private func home(of key: String) -> [String] {
    switch key {
    case "freeze", "train": ["write it as an item under `rules:`: `- \(key): …`"]
    case "because", "optional": ["it belongs to a rule: indent it to the column of its `freeze`"]
    case "temperature", "logits", "teacher": ["write it under `softmax:`"]
    case "children", "args", "class", "repeat", "from": ["write it under `model:`"]
    case _ where ExpectationDecoder.keys.contains(key):
      ["write it as an item under `expect:`: `- \(key): …`"]
    default: []
    }
  }
}

/// A path's last component without its extension.
private func fileStem(_ path: String) -> String {
  let file = path.utf8.split(separator: UInt8(ascii: "/")).last.map { String($0) ?? "" } ?? path
  guard let dot = file.utf8.lastIndex(of: UInt8(ascii: ".")), dot > file.startIndex else {
    return file
  }
  return String(file[..<dot])
}
