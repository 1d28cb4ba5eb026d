extension WeightsOutcome {
  /// What a checkpoint has of a model, for a terminal, in UTF-8.
  ///
  /// - Parameters:
  ///   - columns: The columns that a line may take.
  ///   - usesColour: Whether to write a terminal's colours.
  package func rendered(columns: Int? = 80, usesColour: Bool = false) -> [UInt8] {
    var out = OutputBuffer()
    let layout = TextLayout(columns: columns, usesColour: usesColour)
    let file = TerminalText.escaped(path)
    let what =
      found < parameters
      ? "\(grouped(found)) of the \(counted(parameters))"
      : parameters == 1 ? "the one parameter" : "all \(counted(parameters))"
    layout.append("\(file) has \(what) of \(TerminalText.escaped(planName))", to: &out)
    if !fresh.isEmpty {
      append(
        fresh,
        "\(counted(fresh.count, "trainable parameter")) \(fresh.count == 1 ? "starts" : "start") anew:",
        layout, &out)
    }
    if !unused.isEmpty {
      append(unused, "the model has no place for \(counted(unused.count, "tensor")):", layout, &out)
    }
    if !absentFiles.isEmpty {
      append(
        absentFiles,
        "no shapes are known of \(counted(absentFiles.count, "file")) that \(absentFiles.count == 1 ? "is" : "are") absent:",
        layout, &out)
    }
    return out.logText
  }

  private func append(
    _ names: [String], _ title: String, _ layout: TextLayout, _ out: inout OutputBuffer
  ) {
    let text = ModulePathList.text(names, after: "  \(title) ", layout.columns, lines: 6)
    layout.append(TerminalText.escaped(text), isProse: false, to: &out)
  }
}
