/// Where the config that rules are written into has its model from.
package enum ModelOrigin: Sendable {
  /// A file, by the path that leads there from the config.
  case file(String)
  /// The keys of a config that make the model, as they are to stand in this one.
  case text(String)
}

/// Writes a config of imported rules.
struct RulesConfigText {
  /// The lines so far.
  private(set) var lines: [String] = []
  /// For each rule the line of its action, from 1.
  private(set) var lineOfRule: [Int] = []

  private static let width = 100

  /// The config.
  var text: String { lines.joined(separator: "\n") + "\n" }

  /// Writes a config.
  ///
  /// - Parameters:
  ///   - rules: Its rules.
  ///   - origin: Where its model comes from.
  ///   - reader: The tool, and what was found about its settings.
  ///   - path: The path of the tool's file.
  init(_ rules: ImportedRules, _ origin: ModelOrigin, _ reader: RulesReader, path: String) {
    let tool = reader.tool
    let isPiped = path == "<stdin>"
    comment(
      "Written by freezespec import --rules \(isPiped ? "-" : path) --for \(tool.rawValue)")
    for remark in reader.remarks { comment("Here \(remark).") }
    let chapters: [(DiagnosticCode, String)] = [
      (.settingDoesNothing, "Does nothing there:"), (.settingMisread, "Reads otherwise there:"),
      (.settingNotCarried, "Not carried over:"),
    ]
    for (code, heading) in chapters {
      let found = reader.findings.all.filter { $0.code == code }
      if found.isEmpty { continue }
      comment(heading)
      for finding in found.prefix(Limits.listedSettings) { comment("- \(finding.message)") }
      if found.count > Limits.listedSettings {
        comment("- and \(grouped(found.count - Limits.listedSettings)) more")
      }
    }
    let file = isPiped ? "its settings" : path
    add("description: \(scalar("What \(tool.name) \(tool.version) trains by \(file)"))")
    switch origin {
    case .file(let path): add("model: {from: \(scalar(path))}")
    case .text(let text):
      lines += text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      while lines.last?.isEmpty == true { lines.removeLast() }
    }
    if rules.othersTrain { add("unmatched: train") }
    if !rules.rules.isEmpty { add("rules:") }
    for rule in rules.rules { write(rule) }
    if rules.trainsAdditionsAlone || !rules.follows.isEmpty {
      // The expectation says that it is meant.
      add("expect:")
      if rules.trainsAdditionsAlone {
        add("  # What trains is not in the model.")
        add("  - trainable_parameters: 0")
      }
      for state in [ParameterState.frozen, .trainable] {
        let names = rules.follows.filter { $0.state == state }.map(\.name)
        if !names.isEmpty { pair("- ", state.rawValue, mapping("name", names), names) }
      }
    }
  }

  private mutating func add(_ line: String) { lines.append(line) }

  private mutating func comment(_ text: String) {
    // Nothing in a user's text may end the comment's line.
    add(
      commentLine(
        String(String.UnicodeScalarView(text.unicodeScalars.map { isLineEnd($0) ? " " : $0 }))))
  }

  private func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value != 0x09 && !TextDecoder.isAllowed(scalar)
      || [0x0A, 0x0D, 0x85, 0x2028, 0x2029].contains(scalar.value)
  }

  private mutating func write(_ rule: ImportedRules.Rule) {
    lineOfRule.append(lines.count + 1)
    let action = rule.state == .trainable ? "train" : "freeze"
    let isPlain = rule.selectors.count == 1 && rule.selectors[0].excepted.isEmpty
    if let kind = rule.kind, isPlain {
      add("  - \(action):")
      add("      parameter: \(scalar(kind))")
      let only = rule.selectors[0]
      pair("      ", only.key.rawValue, flow(only.values), only.values)
    } else if isPlain, let only = rule.selectors.first {
      let isGlob = only.key == .glob && only.values.count == 1
      pair(
        "  - ", action, isGlob ? scalar(only.values[0]) : mapping(only.key.rawValue, only.values),
        only.values, key: only.key.rawValue)
    } else {
      add("  - \(action):")
      for selector in rule.selectors {
        if selector.excepted.isEmpty {
          pair("      - ", selector.key.rawValue, flow(selector.values), selector.values)
        } else {
          pair("      - ", selector.key.rawValue, flow(selector.values), selector.values)
          pair(
            "        ", "except", mapping("name", selector.excepted), selector.excepted, key: "name"
          )
        }
      }
    }
    if rule.isOptional { add("    optional: true") }
    add("    because: \(scalar(rule.because))")
  }

  /// Writes a key and its value on a line, or its values on a line each where that would be long.
  private mutating func pair(
    _ indent: String, _ key: String, _ value: String, _ values: [String], key inner: String? = nil
  ) {
    let line = "\(indent)\(key): \(value)"
    if values.count < 2 || line.unicodeScalars.count <= Self.width { return add(line) }
    add("\(indent)\(key):")
    var spaces = String(repeating: " ", count: indent.count + 2)
    if let inner {
      add("\(spaces)\(inner):")
      spaces += "  "
    }
    for value in values { add("\(spaces)- \(scalar(value))") }
  }

  private func mapping(_ key: String, _ values: [String]) -> String { "{\(key): \(flow(values))}" }

  private func flow(_ values: [String]) -> String {
    if values.count == 1 { return scalar(values[0]) }
    return "[" + values.map(scalar).joined(separator: ", ") + "]"
  }

  /// A text as a scalar: of the ways to quote it the one in which a backslash is one.
  private func scalar(_ text: String) -> String {
    let written = flowScalar(text)
    guard written.hasPrefix("\""), written.unicodeScalars.contains("\\"),
      !text.unicodeScalars.contains(where: needsEscape),
      !WorkflowCommands.holdsDoubleSign(text.utf8)
    else { return written }
    return "'" + text.unicodeScalars.map { $0 == "'" ? "''" : String($0) }.joined() + "'"
  }
}
