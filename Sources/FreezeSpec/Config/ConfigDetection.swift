extension ConfigFile {
  /// The file, where one found in a folder is probably meant to be a freeze config.
  ///
  /// Repositories hold many YAML files. One that cannot be read as YAML is taken for a config, so
  /// that its error is seen; one whose keys are those of something else, a CI workflow say, is not.
  ///
  /// - Returns: The file with what was read of it, or `nil` for one that holds something else.
  package var ifLikelyConfig: ConfigFile? {
    let parsed = ParsedConfig(self, id: 0)
    guard Self.likelihood(ofConfig: parsed) != .none else { return nil }
    var file = self
    file.parsed = parsed
    return file
  }

  /// Whether the file is YAML and has a freeze config's model; `false` for one that may as well be a
  /// template or another program's.
  package var isConfig: Bool { Self.likelihood(ofConfig: ParsedConfig(self, id: 0)) == .high }

  private enum Likelihood { case none, low, high }

  /// The keys that tell a config: `name` and `description` are everybody's, `eval` and `wrap` those of
  /// trainers too.
  private static let tellingKeys = Set(ConfigDecoder.keys)
    .subtracting(["name", "description", "eval", "wrap"])

  private static func likelihood(ofConfig parsed: ParsedConfig) -> Likelihood {
    if parsed.isNoText { return .low }
    guard let root = parsed.root else {
      return parsed.diagnostics.all.contains { $0.code == .multipleDocuments } ? .none : .low
    }
    guard case .mapping(let entries) = root.content else { return .none }
    let known = entries.filter { tellingKeys.contains($0.key) }
    if known.contains(where: { $0.key == "freezespec" }) { return .high }
    guard let model = known.first(where: { $0.key == "model" }) else {
      let isTypo = entries.contains { !Suggestion.nearest(to: $0.key, in: ["model"]).isEmpty }
      return known.isEmpty && !isTypo ? .none : .low
    }
    if known.count > 1 { return .high }
    switch model.value.content {
    case .sequence: return .high
    // `model: resnet` may be anybody's setting.
    case .scalar(let scalar): return scalar.text.contains("(") ? .high : .low
    case .mapping(let keys):
      return keys.contains { ModuleDecoder.keys.contains($0.key) } ? .high : .none
    }
  }
}
