/// What a value of a selector asks about a place of a model: its text, read once.
///
/// Equal texts under different keys may ask the same: a glob without wildcards is a name.
enum SelectorQuestion: Hashable, Sendable {
  /// Whether this is the parameter's full name.
  case name(ExactString)
  /// Whether the pattern matches the parameter's full name.
  case pattern(Pattern)
  /// Whether the place is at or below a module of a class that the pattern matches.
  case type(Pattern)
  /// Whether the place is at or below a module of the path.
  case module(ModulePath)
  /// Whether the place is at or below a module whose parameters are all frozen.
  case frozen

  /// Reads a text.
  init(_ text: String, under key: SelectorKey) throws(PatternError) {
    switch key {
    case .name: self = .name(ExactString(text))
    case .glob:
      let pattern = Glob.hasWildcards(text) ? try Glob.parse(text) : nil
      if let pattern, pattern.literalText == nil {
        self = .pattern(pattern)
      } else {
        self = .name(ExactString(pattern?.literalText ?? text))
      }
    case .regex:
      do throws(PatternError) {
        self = .pattern(try RegexParser.parse(text))
      } catch {
        var error = error
        error.help += Self.asGlob(text)
        throw error
      }
    case .parameter: self = .pattern(Self.lastComponent(text))
    case .type:
      self = .type(
        try Glob.parse(Glob.hasWildcards(text) ? text : PythonIdentifier.dottedName(text)))
    case .module: self = .module(try ModulePath(parsing: text))
    }
  }

  /// The names that end in a component.
  private static func lastComponent(_ text: String) -> Pattern {
    // `(.*\.)?` before the literal text: one element, so that all of them share its states.
    let prefix = Pattern.sequence([.anyRun, .character(CharacterClass(code(".")))])
    guard !text.utf8.contains(UInt8(ascii: ".")), text.utf8.count <= Limits.patternStates,
      case .sequence(let last) = Pattern.literal(text)
    else { return .never }
    return .sequence([.repeated(prefix, atLeast: 0, atMost: 1)] + last)
  }

  /// What to write where a text that is no regular expression was perhaps meant as a glob.
  private static func asGlob(_ text: String) -> [String] {
    // A class that was meant as numbers is an error in a glob too.
    guard Glob.hasWildcards(text), (try? Glob.parse(text)) != nil,
      DigitClass.find(in: text, under: .glob).isEmpty,
      !text.unicodeScalars.contains(where: { "\\(|+^$".unicodeScalars.contains($0) })
    else { return [] }
    return ["as a glob it would be {glob: \(flowScalar(text))}"]
  }
}
