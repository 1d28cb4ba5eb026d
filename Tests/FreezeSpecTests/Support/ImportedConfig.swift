@testable import FreezeSpec

/// What comes of a tool's file on a model, without a disk.
struct ImportedConfig {
  let result: RulesImport

  /// Imports a file.
  ///
  /// - Parameters:
  ///   - file: The tool's file.
  ///   - name: Its name.
  ///   - model: The config that has the model.
  ///   - carriesModel: Whether the new config is to have the model itself.
  init(
    _ file: String, for tool: RulesTool, name: String = "tool.yaml", model: String, phase: Int = 0,
    layers: Int? = nil,
    carriesModel: Bool = false
  ) {
    let files = ConfigFiles("model.yaml") { $0 == "model.yaml" ? Array(model.utf8) : nil }
    result = RulesImport(
      RulesImport.Request(
        tool: tool, file: ConfigFile(path: name, bytes: Array(file.utf8)), model: files.main,
        modelReader: files.reader, origin: carriesModel ? .text(model) : .file("model.yaml"),
        target: ConfigFile(path: "plan.yaml", bytes: []), targetReader: files.reader, phase: phase,
        layers: layers))
  }

  /// The config; empty where there is none.
  var text: String { result.config.map { String(decoding: $0, as: UTF8.self) } ?? "" }

  /// The lines of the config behind its head.
  var rules: [String] {
    text.split(separator: "\n").map(String.init).drop { $0 != "rules:" }.dropFirst().map { line in
      String(line.drop { $0 == " " })
    }
  }

  /// The states of its plan, a digit a parameter.
  var states: String {
    guard result.config != nil, let plan = result.plan?.plan else { return "" }
    return plan.model.parameters.indices.map { plan.evaluation[$0].requiresGrad ? "1" : "0" }
      .joined()
  }

  /// Each finding about the settings as its line, its code and its message.
  var findings: [String] {
    result.settings.diagnostics.map { finding in
      let line = finding.span.map { "\(result.settings.sources.location(of: $0).line)" } ?? "-"
      return "\(line) \(finding.code.rawValue): \(finding.message)"
    }
  }

  /// The codes of the findings about the settings.
  var codes: [DiagnosticCode] { result.settings.diagnostics.map(\.code) }
}
