/// Reads the flags that stand in an expression, such as `(?i)` and `(?i:…)`.
extension RegexParser {
  /// Reads inline flags up to `:` or `)`; `nil` where they hold for the whole expression.
  mutating func inlineFlags() throws(PatternError) -> (added: Flags, removed: Flags)? {
    let start = index - 2
    var added: Flags = []
    var removed: Flags = []
    while let mark = next, mark != code("-"), mark != code(":"), mark != code(")") {
      added.insert(try flag(mark, missing: "missing -, : or )"))
      if added.isSuperset(of: [.ascii, .unicode]) {
        throw error("bad inline flags: flags 'a', 'u' and 'L' are incompatible", start..<index)
      }
    }
    if take(")") {
      globalFlags.formUnion(added)
      return nil
    }
    if take("-") {
      if next == nil || next == code(":") { throw error("missing flag", start..<index) }
      while let mark = next, mark != code(":") {
        let flag = try flag(mark, missing: removed.isEmpty ? "missing flag" : "missing :")
        if !flag.isDisjoint(with: [.ascii, .unicode]) {
          throw error("bad inline flags: cannot turn off flags 'a', 'u' and 'L'", start..<index)
        }
        removed.insert(flag)
      }
    }
    guard take(":") else {
      let missing = removed.isEmpty ? "missing -, : or )" : "missing :"
      throw error(missing, start..<index)
    }
    if !added.isDisjoint(with: removed) {
      throw error("bad inline flags: flag turned on and off", start..<index)
    }
    return (added, removed)
  }

  private mutating func flag(_ mark: UInt32, missing: String) throws(PatternError) -> Flags {
    index += 1
    if mark == code("L") {
      throw error(
        "bad inline flags: cannot use 'L' flag with a str pattern", index - 1..<index)
    }
    guard let flag = Self.flag(mark) else {
      let isLetter = isWord(mark) && !isDigit(mark) && mark != code("_")
      throw error(isLetter ? "unknown flag" : missing, index - 1..<index)
    }
    return flag
  }

  static func flag(_ mark: UInt32) -> Flags? {
    switch mark {
    case code("i"): .ignoreCase
    case code("m"): .multiline
    case code("s"): .dotAll
    case code("x"): .verbose
    case code("a"): .ascii
    case code("u"): .unicode
    case code("L"): []
    default: nil
    }
  }
}
