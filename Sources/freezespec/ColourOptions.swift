import ArgumentParser

/// When to write in colour.
enum ColourChoice: String, Choice {
  /// To a terminal that takes it, as far as the environment says nothing else.
  case auto
  /// Into pipes and files too.
  case always
  /// Nowhere.
  case never
}

/// The option of every command that prints.
struct ColourOptions: ParsableArguments, Sendable {
  @Option(
    name: .customLong("color"),
    help: "Write in colour: auto looks at the terminal, NO_COLOR and CLICOLOR_FORCE.")
  var choice = ColourChoice.auto

  /// Whether to write in colour to an output, or to a file where there is none.
  func isUsed(by output: Output?) -> Bool {
    switch choice {
    case .always: return true
    case .never: return false
    case .auto: break
    }
    guard let output, environment("NO_COLOR") == nil else { return false }
    if let force = environment("CLICOLOR_FORCE"), force != "0" { return true }
    if environment("CLICOLOR") == "0" || environment("TERM") == "dumb" { return false }
    return output.isTerminal
  }
}
