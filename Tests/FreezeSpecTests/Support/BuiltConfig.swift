@testable import FreezeSpec

/// What comes of a config up to its model: rules and softmax are decoded, and not carried out.
///
/// Places in the text may be marked `1️⃣`, `2️⃣`, …, which are taken out before it is read.
struct BuiltConfig {
  /// The model; `nil` where there are errors.
  let model: Model?
  /// The main file, decoded.
  let config: FreezeConfig?
  /// The temperatures of its softmax.
  let temperatures: [Double]
  /// The findings, by place.
  let diagnostics: [Diagnostic]
  /// The texts that the findings point into.
  let sources: SourceMap
  private let texts: [String: MarkedText]

  /// Reads a config, and the files that it names, which stand in folders by their paths.
  init(_ text: String, path: String = "config.yaml", files: [String: String] = [:]) {
    let texts = files.merging([path: text]) { $1 }.mapValues { MarkedText($0) }
    let files = ConfigFiles(path) { texts[$0]?.bytes }
    var loader = ConfigLoader(reader: files.reader, argumentsOfClass: Catalogue.arguments(of:))
    let configs = loader.load(files.main)
    var diagnostics = loader.diagnostics
    let built = configs.map { ModelBuilder.build($0, &diagnostics) }
    let root = built?.root
    let model = root.flatMap { try? Model($0, &diagnostics) }
    temperatures = (try? built?.temperatures.get()) ?? []
    self.model = diagnostics.hasErrors ? nil : model
    config = configs?.main
    self.diagnostics = diagnostics.sorted
    sources = loader.sources
    self.texts = texts
  }

  /// Reads a config whose model is one call.
  init(call: String) { self.init("model: '\(call.replacing("'", with: "''"))'\n") }

  /// Each finding as a line: its marker, or its line and column where none stands there, its code,
  /// its message, and its cures behind `=`.
  var findings: [String] {
    diagnostics.map { finding in
      let cures = finding.help.map { " = " + $0 }.joined()
      return "\(place(of: finding)) \(finding.code.rawValue): \(finding.message)\(cures)"
    }
  }

  private func place(of finding: Diagnostic) -> String {
    guard let span = finding.span else { return "-" }
    let path = sources.file(of: span).path
    if let marker = texts[path]?.marker(at: Int(span.start)) { return marker }
    let location = sources.location(of: span)
    return "\(path):\(location.line):\(location.column)"
  }

  /// The source texts that the findings point at.
  var markedTexts: [String] { diagnostics.compactMap { $0.span.map(sources.text) } }

  /// Each parameter as `name [sizes]`, and behind that what is out of the ordinary.
  var parameters: [String] {
    (model?.parameters ?? ParameterList()).map { entry in
      let parameter = entry.parameter
      let dtype = parameter.dtype == .float32 ? "" : " \(parameter.dtype.rawValue)"
      return "\(entry.name) \(parameter.shape)\(dtype)\(parameter.requiresGrad ? "" : " frozen")"
    }
  }

  /// Each buffer likewise.
  var buffers: [String] {
    (model?.buffers ?? []).map { entry in
      let dtype = entry.buffer.dtype == .float32 ? "" : " \(entry.buffer.dtype.rawValue)"
      return "\(entry.name) \(entry.buffer.shape)\(dtype)"
    }
  }

  /// What `print(model)` prints.
  var repr: String? { model?.root.repr }
}
