@testable import FreezeSpec

/// A text read as YAML.
struct ReadYAML {
  let node: YAMLNode?
  let diagnostics: [Diagnostic]
  let source: SourceFile

  init(_ text: String) { self.init(Array(text.utf8)) }

  init(_ text: MarkedText) { self.init(text.bytes) }

  init(_ raw: [UInt8]) {
    var sources = SourceMap()
    var collector = DiagnosticCollector()
    let (file, isText) = sources.add(path: "config.yaml", raw: raw, into: &collector)
    source = sources.files[Int(file)]
    node = isText ? YAMLParser.parse(source, file: file, into: &collector) : nil
    diagnostics = collector.sorted
  }

  /// The codes of the findings, by place.
  var codes: [DiagnosticCode] { diagnostics.map(\.code) }

  /// The first finding's message, notes and cures.
  var words: String {
    guard let first = diagnostics.first else { return "" }
    return ([first.message] + first.notes + first.help).joined(separator: "\n")
  }

  /// The source text of a span.
  func text(of span: SourceSpan?) -> String? {
    span.map { String(decoding: source.bytes[Int($0.start)..<Int($0.end)], as: UTF8.self) }
  }
}

extension YAMLNode {
  /// The node under keys and item numbers, one after the other.
  func at(_ path: String...) -> YAMLNode? {
    var node: YAMLNode? = self
    for step in path {
      switch node?.content {
      case .mapping(let entries): node = entries.first { $0.key == step }?.value
      case .sequence(let items): node = Int(step).flatMap { $0 < items.count ? items[$0] : nil }
      default: node = nil
      }
    }
    return node
  }

  /// The text of a scalar.
  var text: String? { if case .scalar(let scalar) = content { scalar.text } else { nil } }

  /// The keys of a mapping.
  var keys: [String]? {
    if case .mapping(let entries) = content { entries.map(\.key) } else { nil }
  }

  /// The value written anew in one line.
  var flow: String {
    switch content {
    case .scalar(let scalar): scalar.text.debugDescription
    case .sequence(let items): "[" + items.map(\.flow).joined(separator: ", ") + "]"
    case .mapping(let entries):
      "{" + entries.map { "\($0.key): \($0.value.flow)" }.joined(separator: ", ") + "}"
    }
  }
}
