/// Cures that say which name was meant.
struct NameCures {
  let word: MistypedWord

  private var key: SelectorKey { word.key }

  /// A prefix that is missing, or one too many.
  func proposePrefixes(to cures: inout Cures) {
    let text = word.text
    proposeWithoutPrefix(to: &cures)
    // A lone word is a last component or a module, and has its own cures.
    if word.parts.count == 1, !word.hasWildcards { return }
    let glob = key == .name ? escaped(text) : text
    guard !glob.hasPrefix("*"), let pattern = try? Glob.parse(glob) else { return }
    cures.add(.glob, "*." + glob) { names, budget in
      if let prefix = Self.commonPrefix(of: names, before: pattern, &budget) {
        return .writing(key, prefix + text) {
          "the prefix \"\(prefix)\" is missing: write \(key == .glob ? $0 : quoted(prefix + text))"
        }
      }
      guard let name = names.first else { return nil }
      return .writing(.glob, "*." + glob) {
        "it stands further down, as in \(clipped(name)): write \($0)"
      }
    }
  }

  /// A prefix of a module path that is missing, or one too many.
  func proposeModulePrefixes(to cures: inout Cures) {
    proposeWithoutPrefix(to: &cures)
    guard let path = try? ModulePath(parsing: word.text), case .child(let first) = path.steps.first
    else { return }
    let suffix = "." + first.text
    let paths = Array(
      word.survey.modulePaths.lazy.filter { $0.endsExactly(with: suffix) }.prefix(4))
    // Of one in each layer, each is as likely meant as all of them.
    if paths.count > 1, path.steps.count == 1, !cures.areOfModules, word.beside.isEmpty {
      let glob = "*\(suffix).*"
      cures.add(.glob, glob) { _ in
        .writing(.glob, glob, isFix: false) { _ in
          "there are several, such as \(clipped(paths[0])): write {glob: \(flowScalar(glob))} for all of them"
        }
      }
      return
    }
    if paths.count > 1, path.steps.count == 1, !cures.areOfModules {
      let glob = flowScalar("*\(suffix).*")
      cures.add("there are several, such as \(clipped(paths[0])): all of them are {glob: \(glob)}")
      return
    }
    for path in paths {
      let prefix = String(path.unicodeScalars.dropLast(first.text.unicodeScalars.count))
      let text = prefix + word.text
      cures.add(.module, text) { _ in
        .writing(.module, text) { "the prefix \"\(prefix)\" is missing: write \($0)" }
      }
    }
  }

  /// What wraps a model, and so stands before all names of a checkpoint or a script.
  private static let wrappers: Set = ["module", "_orig_mod", "base_model", "model", "self"]

  /// Whether a prefix only says which object has the model, and what follows would be taken as it stands.
  private func isWrapper(_ prefix: ArraySlice<String>) -> Bool {
    prefix.allSatisfy(Self.wrappers.contains)
      && !word.survey.nameWords.contains(ExactString(prefix.first ?? ""))
  }

  private func proposeWithoutPrefix(to cures: inout Cures) {
    for count in 1...3 where word.parts.count > count {
      let isWrapper = isWrapper(word.parts.prefix(count))
      if count == 3, !isWrapper { continue }
      // An index says which module is meant, and without what stands before it is another's.
      let next = word.parts[count].unicodeScalars.prefix { $0 != "[" }
      if !isWrapper,
        next.allSatisfy(\.isASCIIDigit)
          || word.parts.prefix(count).contains(where: { $0.utf8.contains { $0.isASCIIDigit } })
      {
        continue
      }
      let prefix = word.parts.prefix(count).joined(separator: ".") + "."
      let rest = word.parts.dropFirst(count).joined(separator: ".")
      let saysSomething = rest.unicodeScalars.contains { !"*?.".unicodeScalars.contains($0) }
      if !saysSomething || prefix == "." || Glob.hasWildcards(prefix) { continue }
      // A rest that begins with a wildcard matches whatever the prefix was meant to be.
      if "*?[{".unicodeScalars.contains(where: { $0 == rest.unicodeScalars.first }),
        !isWrapper
      {
        continue
      }
      cures.add(key, rest) { _ in
        .writing(key, rest, isFix: isWrapper) {
          "without \"\(prefix)\" it matches: write \(written(rest, $0))"
        }
      }
    }
  }

  /// What stands in all of some names before a rest that a pattern matches, where it is the same.
  ///
  /// - Returns: `nil` where it is not, or the steps are used up.
  static func commonPrefix(
    of names: [String], before pattern: Pattern, _ budget: inout MatchingBudget
  ) -> String? {
    var matcher = LazyDFA(pattern, stepLimit: budget.left)
    let prefixes = Set(names.compactMap { prefix(of: $0, before: &matcher) })
    budget.spend(matcher.steps)
    return prefixes.count == 1 && !matcher.isExhausted ? prefixes.first : nil
  }

  /// What stands in a name before a rest that a pattern matches.
  private static func prefix(of name: String, before matcher: inout LazyDFA) -> String? {
    let parts = components(name)
    for count in 1..<max(parts.count, 1) {
      if !matcher.patterns(matching: parts.dropFirst(count).joined(separator: ".")).isEmpty {
        return parts.prefix(count).joined(separator: ".") + "."
      }
    }
    return nil
  }

  /// A regular expression that matches part of a name, or that is a glob.
  func proposeExpressions(to cures: inout Cures) {
    let text = word.text
    guard !text.hasPrefix("(?"), let pattern = try? RegexParser.parse(text) else { return }
    // Alternatives are put together before anything stands around them.
    let isChoice = RegexParser.choices(in: text).contains { $0.bytes == 0..<text.utf8.count }
    // Behind an index any text would take the indices that begin with it as well.
    let isIndex = text.utf8.last.map(\.isASCIIDigit) == true
    let rest = isIndex ? "\\..*" : ".*"
    let longer =
      isChoice
      ? []
      : [text + rest, ".*" + text, ".*" + text + rest].filter {
        (try? RegexParser.parse($0)) != nil
      }
    cures.addFirst(.regex, of: longer) { longer, names, budget in
      if longer == ".*" + text,
        let prefix = Self.commonPrefix(of: names, before: pattern, &budget)
      {
        return .writing(.regex, Self.expression(prefix) + text) {
          "the prefix \"\(prefix)\" is missing: write \($0)"
        }
      }
      // Of an index that may stand anywhere, what is meant by it is a guess.
      return .writing(.regex, longer, isFix: !isIndex || longer == text + rest) {
        "an expression must match the whole name: write \($0)"
      }
    }
    if (try? Glob.parse(text)) != nil {
      cures.add(.glob, text) { _ in
        .writing(.glob, text) { _ in "as a glob it matches: write {glob: \(flowScalar(text))}" }
      }
    }
  }

  /// Another spelling: of case, of a word within, of the whole.
  func proposeSpelling(to cures: inout Cures) {
    let text = word.text
    switch key {
    case .regex:
      cures.add(.regex, "(?i)" + text) { _ in
        .writing(.regex, "(?i)" + text) {
          "upper and lower case count: write \($0) to ignore them"
        }
      }
      return
    case .parameter:
      let nearest = cures.equallyNear(to: text, in: word.survey.parameterNames).prefix(2)
      for near in nearest {
        cures.add(.parameter, near, isGuess: true) { _ in
          .writing(
            .parameter, near, isFix: nearest.count == 1 && Misspelling.isSlip(text, of: near)
          ) { _ in "did you mean \(near)?" }
        }
      }
      cures.addFallback("the last components here are \(listed(word.survey.parameterNames))")
      return
    case .glob, .name, .module, .type: break
    }
    if key == .glob, word.looksLikeRegex, ExpressionWords.saysItsDots(text),
      (try? RegexParser.parse(text)) != nil
    {
      cures.add(.regex, text) { _ in
        .writing(.regex, text) { "as a regular expression it matches: write \($0)" }
      }
    }
    if let (corrected, isSure) = corrected(&cures) {
      cures.add(key, corrected, isGuess: true) { _ in
        .writing(key, corrected, isFix: isSure) {
          "did you mean \(written(corrected, $0))?"
        }
      }
      return
    }
    if key == .glob, word.hasWildcards {
      if !text.unicodeScalars.contains(where: { "[]{}".unicodeScalars.contains($0) }) {
        cures.add(.regex, "(?i)" + Self.expression(text), isGuess: true) { names in
          names.first.map { "upper and lower case count: there is \(clipped($0))" as SelectorCure }
        }
      }
      return
    }
    let candidates = key == .module ? word.survey.modulePaths : word.survey.sample
    let nearest = cures.equallyNear(to: text, in: similar(candidates).filter(isOfSameShape))
      .prefix(2)
    for near in nearest {
      cures.add(key, near, isGuess: true) { _ in
        .writing(key, near, isFix: nearest.count == 1 && Misspelling.isSlip(text, of: near)) {
          "did you mean \(written(near, $0))?"
        }
      }
    }
  }

  /// Whether a name has as many components as the text, and the same indices.
  private func isOfSameShape(_ name: String) -> Bool {
    func indices(_ parts: [String]) -> [String] {
      parts.filter { $0.utf8.allSatisfy(\.isASCIIDigit) }
    }
    let parts = components(name)
    return parts.count == word.parts.count && indices(parts) == indices(word.parts)
  }

  /// How a glob is read where that may come as a surprise, and what names look like.
  func proposeReading(to cures: inout Cures) {
    let scalars = word.text.unicodeScalars
    if key == .glob, scalars.contains("["), !scalars.contains("]") {
      cures.addFallback("the [ is never closed, and so stands for itself: close it with ]")
    }
    if key != .module, key != .parameter, let name = word.survey.sample.first {
      cures.addFallback("names here look like \(clipped(name))")
    }
  }

  /// Some names that end as a text does, or else some at all: comparing it with every name of a
  /// large model would take long.
  private func similar(_ names: [String]) -> [String] {
    let limit = 2_000
    let ending = "." + (word.parts.last ?? "")
    let alike = names.lazy.filter { $0.endsExactly(with: ending) }.prefix(limit)
    if !alike.isEmpty { return Array(alike) }
    return stride(from: 0, to: names.count, by: max(1, names.count / limit)).map { names[$0] }
  }

  /// A value as a message has it: a name is in quotes like a glob.
  private func written(_ text: String, _ selector: String) -> String {
    key == .name ? quoted(text) : selector
  }

  /// The text with each word that the model does not have replaced by the nearest that it has, and
  /// whether no other was as near.
  func corrected(_ cures: inout Cures) -> (text: String, isSure: Bool)? {
    let known = word.survey.moduleNames + word.survey.parameterNames
    var changes = 0
    var isSure = true
    var parts: [String] = []
    for part in word.parts.prefix(64) {
      let name = String(part.unicodeScalars.prefix { $0 != "[" })
      let isNumber = name.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
      let hasWildcards = name.unicodeScalars.contains { "*?{".unicodeScalars.contains($0) }
      if isNumber || hasWildcards || word.survey.nameWords.contains(ExactString(name)) {
        parts.append(part)
        continue
      }
      let nearest = changes < 3 ? cures.equallyNear(to: name, in: known) : []
      if let near = nearest.first {
        isSure = isSure && nearest.count == 1 && Misspelling.isSlip(name, of: near)
        parts.append(near + String(part.unicodeScalars.dropFirst(name.unicodeScalars.count)))
        changes += 1
      } else {
        return nil
      }
    }
    return changes > 0 && word.parts.count <= 64 ? (parts.joined(separator: "."), isSure) : nil
  }

  /// A glob that matches exactly a text.
  private func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      result += "*?[{".unicodeScalars.contains(scalar) ? "[\(scalar)]" : String(scalar)
    }
    return result
  }

  /// A glob without classes and braces as a regular expression.
  private static func expression(_ glob: String) -> String {
    var result = ""
    for scalar in glob.unicodeScalars {
      switch scalar {
      case "*": result += ".*"
      case "?": result += "."
      case _ where isWord(scalar.value): result += String(scalar)
      default: result += scalar.isASCII ? "\\\(scalar)" : String(scalar)
      }
    }
    return result
  }
}
