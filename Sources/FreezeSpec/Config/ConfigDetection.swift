extension FreezePlan {
  /// Whether a file found in a folder is probably meant to be a freeze config.
  ///
  /// Repositories hold many YAML files. One that cannot be read as YAML is taken for a config, so
  /// that its error is seen; one whose keys are those of something else, a CI workflow say, is not.
  public static func looksLikeConfig(_ bytes: [UInt8]) -> Bool {
    let text = TextDecoder.decode(bytes)
    guard text.problem == nil else { return true }
    var diagnostics = DiagnosticCollector()
    let source = SourceFile(path: "", bytes: text.bytes)
    guard let root = YAMLParser.parse(source, file: 0, into: &diagnostics) else {
      return !diagnostics.all.contains { $0.code == .multipleDocuments }
    }
    guard case .mapping(let entries) = root.content else { return false }
    // `name` and `description` are everybody's keys, `eval` and `wrap` those of trainers too.
    let telling = Set(ConfigDecoder.rootKeys)
      .subtracting(["name", "description", "eval", "wrap"])
    let known = entries.filter { telling.contains($0.key) }
    if known.contains(where: { $0.key == "freezespec" }) { return true }
    guard let model = known.first(where: { $0.key == "model" }) else {
      return !known.isEmpty
        || entries.contains { !Suggestion.nearest(to: $0.key, in: ["model"]).isEmpty }
    }
    guard case .mapping(let keys) = model.value.content else { return true }
    return known.count > 1 || keys.contains { ConfigDecoder.moduleKeys.contains($0.key) }
  }
}
