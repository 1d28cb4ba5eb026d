import ArgumentParser

/// When to write in colour: the option `--color` of every command that prints.
///
/// It is declared where it is taken, as that of a ``ResultCommand``.
enum ColourChoice: String, Choice {
  /// To a terminal that takes it, as far as the environment says nothing else.
  case auto
  /// Into pipes and files too.
  case always
  /// Nowhere.
  case never

  /// Whether to write in colour to an output, or to a file where there is none.
  func isUsed(by output: Output?) -> Bool {
    switch self {
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

extension NameSpecification {
  /// That of a ``ColourChoice``.
  static let colour = NameSpecification.customLong("color")
}

extension ArgumentHelp {
  /// That of a ``ColourChoice``.
  static let colour = choice(
    "Write in colour: auto looks at the terminal, NO_COLOR and CLICOLOR_FORCE.",
    usual: ColourChoice.auto)
}
