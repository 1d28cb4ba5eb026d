/// A file that was read as YAML, once for the question whether it is a config and for the config itself.
struct ParsedConfig: Sendable {
  /// The text.
  let source: SourceFile
  /// Its node; `nil` where there is none to work on.
  let root: YAMLNode?
  /// Whether the file is no text at all.
  let isNoText: Bool
  /// What was found.
  let diagnostics: DiagnosticCollector

  /// Reads a file.
  ///
  /// - Parameter id: The index that it has in the ``SourceMap``.
  init(_ file: ConfigFile, id: UInt16) {
    let text = TextDecoder.decode(file.bytes)
    source = SourceFile(path: file.path, identity: file.identity, bytes: text.bytes)
    var found = DiagnosticCollector()
    if let problem = text.problem {
      found.add(problem.diagnostic(file: id))
      root = nil
    } else {
      root = YAMLParser.parse(source, file: id, into: &found)
    }
    isNoText = text.problem != nil
    diagnostics = found
  }
}
