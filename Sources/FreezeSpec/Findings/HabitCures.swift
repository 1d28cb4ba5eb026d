/// Cures for what is written out of habit: words for everything, a `!` that takes away, ranges without
/// braces, alternatives, a module by the end of its path.
struct HabitCures {
  let word: MistypedWord

  private var text: String { word.text }
  private var key: SelectorKey { word.key }

  /// Puts cures forward.
  ///
  /// - Returns: Whether one of them is all that can be meant.
  func propose(_ tree: inout ModuleTree, to cures: inout Cures) -> Bool {
    if key == .module {
      proposeWithoutStar(to: &cures)
      return false
    }
    guard !cures.areOfModules, key != .type, key != .parameter else { return false }
    if key != .regex {
      if proposeParameterless(&tree, to: &cures) { return true }
      proposeNumbers(to: &cures)
      proposeIndices(to: &cures)
      proposeModules(to: &cures)
    }
    if proposeEverything(to: &cures) { return true }
    if key != .regex {
      proposeChoice(to: &cures)
    }
    if key == .regex { proposeNumbersInExpression(to: &cures) }
    proposeAlternatives(to: &cures)
    return false
  }

  // MARK: Everything and nothing

  private static let everything = [
    "all", "everything", "any", "true", "yes", "on", "full", "parameters", "all_parameters",
    "model",
  ]
  private static let nothing = ["none", "nothing", "false", "no", "off", "null", "~"]

  private func proposeEverything(to cures: inout Cures) -> Bool {
    let lower = lowercased(text)
    // What the model has is a name.
    if word.survey.nameWords.contains(ExactString(text)) { return false }
    if Self.nothing.contains(lower) {
      cures.add("what is to select nothing is left out: take the rule out")
      return true
    }
    guard Self.everything.contains(lower) else { return false }
    cures.add(.glob, "*") { _ in
      .writing(.glob, "*", isFix: false) { "write \($0) for every parameter" }
    }
    return lower != "model"
  }

  // MARK: Modules

  /// `model.layers[:6].*` as a path.
  private func proposeWithoutStar(to cures: inout Cures) {
    let stars = [".**", ".*", "*"].first { text.endsExactly(with: $0) }
    guard let stars, !cures.areOfModules || stars != "*" else { return }
    let path = String(text.unicodeScalars.dropLast(stars.unicodeScalars.count))
    let isIndexed = path.utf8.contains(UInt8(ascii: "["))
    guard !path.isEmpty, isIndexed || cures.areOfModules && !Glob.hasWildcards(path) else { return }
    cures.add(.module, path) { _ in
      .writing(.module, path) { "a path takes all that is below it: write \($0)" }
    }
  }

  /// A parameter of a module that has none.
  private func proposeParameterless(_ tree: inout ModuleTree, to cures: inout Cures) -> Bool {
    if text.utf8.contains(where: { "?[{".utf8.contains($0) }) { return false }
    for count in 0...1 where word.parts.count > count {
      let parts = word.parts.dropLast(count)
      let path = parts.joined(separator: ".")
      guard !parts.contains(where: Glob.hasWildcards), let place = tree.module(at: path),
        place.module.parameterCount == 0
      else { continue }
      let parent = parts.dropLast().joined(separator: ".")
      let names = (tree.module(at: parent)?.module.children ?? [])
        .filter { $0.module.parameterCount > 0 }.map(\.name)
      let beside =
        names.isEmpty
        ? ""
        : "; \(parent.isEmpty ? "the model's" : "\(parent)'s") children with some are "
          + listed(names)
      cures.add("\(path) is \(article(place.module.type.name)) and has no parameters\(beside)")
      return true
    }
    return false
  }

  /// The end of a module's path.
  private func proposeModules(to cures: inout Cures) {
    guard !text.isEmpty, !Glob.hasWildcards(text) else { return }
    let ending = "." + text
    let paths = word.survey.modulePaths.lazy.filter { $0.endsExactly(with: ending) }.prefix(2)
    guard let first = paths.first else { return }
    if paths.count == 1 {
      cures.add(.module, first) { _ in
        .writing(.module, first) { "\(text) is a module further down: write \($0)" }
      }
    } else if !text.utf8.allSatisfy(\.isASCIIDigit) {
      let glob = "*.\(text).*"
      cures.add(.glob, glob) { _ in
        .writing(.glob, glob, isFix: false) {
          "there are several, such as \(clipped(first)): write \($0) for all of them"
        }
      }
    } else {
      cures.add(.module, first, isGuess: true) { _ in
        .writing(.module, first, isFix: false) {
          "a number alone is no path: write whole ones, such as \($0)"
        }
      }
    }
  }

  // MARK: Numbers

  /// A range or a list of numbers without braces: `layers.0-5.*`, `layers.0,1,2`, `0-5`.
  private func proposeNumbers(to cures: inout Cures) {
    let plain = String(text.unicodeScalars.flatMap { Array(Lookalike.ascii($0) ?? String($0)) })
    var parts = components(IndexNotation.joiningRanges(plain)).flatMap(Self.withoutParentheses)
    guard let index = parts.firstIndex(where: { Self.numbers($0) != nil }),
      let numbers = Self.numbers(parts[index]), let last = numbers.last
    else { return }
    let braces = "{\(numbers.inBraces)}"
    parts[index] = braces
    let glob = parts.joined(separator: ".")
    let end = (parts[..<index] + ["\(last.upperBound)"]).joined(separator: ".")
    var globs = [glob, glob + ".*"]
    if !Glob.hasWildcards(end),
      let path = word.survey.modulePaths.first(where: { $0.endsExactly(with: "." + end) })
    {
      let prefix = String(path.unicodeScalars.dropLast(end.unicodeScalars.count))
      globs += globs.map { prefix + $0 }
    }
    cures.addFirst(
      .glob, of: globs.map { ($0, [$0.replacing(braces, with: "\(last.upperBound)")]) }
    ) { .writing(.glob, $0) { "numbers are written in braces: write \($0)" } }
  }

  /// A component without what stands around numbers, or as two where that is right behind a name: `(8-11)`,
  /// `[8-11]`, `layers{0-5}`.
  private static func withoutParentheses(_ part: String) -> [String] {
    for (open, close) in [("(", ")"), ("{", "}"), ("<", ">"), ("[", "]")]
    where part.endsExactly(with: close) {
      guard let start = firstRange(of: open, in: part) else { continue }
      let name = String(part[..<start.lowerBound])
      let written = String(part[start.upperBound...].dropLast())
      // In braces any sign may be meant to part the numbers.
      let inner =
        open == "{" ? written.replacing(";", with: ",").replacing("|", with: ",") : written
      // Alternatives in parentheses have a cure of their own.
      if open == "(", inner.contains("|") { continue }
      if numbers(inner) == nil || Glob.hasWildcards(name) { continue }
      let isRange = open == "{" && inner == written
      if name.isEmpty { return isRange ? [part] : [inner] }
      return [name, inner]
    }
    return [part]
  }

  /// An index from the end, or one for any, in the place of a name: `layers.-1.*`, `layers[*].*`.
  private func proposeIndices(to cures: inout Cures) {
    let path = text.endsExactly(with: ".*") ? String(text.dropLast(2)) : text
    if !Glob.hasWildcards(path), firstRange(of: ".-", in: path) != nil,
      let path = IndexNotation.path(path)
    {
      cures.add(.module, path) { _ in
        .writing(.module, path) { "an index from the end stands in a module path: write \($0)" }
      }
    }
    if firstRange(of: "[*]", in: text) != nil {
      let glob = text.replacing("[*]", with: ".*")
      cures.addFirst(.glob, of: [(glob, []), ("*." + glob, [])]) {
        .writing(.glob, $0) { "any index is a star behind a dot: write \($0)" }
      }
    }
  }

  /// `layers\.0-5\..*`.
  private func proposeNumbersInExpression(to cures: inout Cures) {
    var parts = components(IndexNotation.joiningRanges(text))
    for (index, part) in parts.enumerated() {
      let digits = String(part.prefix { $0 != "\\" })
      let inner = Self.withoutParentheses(digits)
      let bare =
        inner.count == 1 && digits.hasPrefix("{") ? [String(digits.dropFirst().dropLast())] : inner
      guard bare.count == 1, let numbers = Self.numbers(bare[0]), let last = numbers.last else {
        continue
      }
      let rest = part.dropFirst(digits.count)
      parts[index] = "\(last.upperBound)" + rest
      let end = parts.joined(separator: ".")
      parts[index] = numbers.inParentheses + rest
      cures.addFirst(.regex, of: [(parts.joined(separator: "."), [end])]) {
        .writing(.regex, $0) { "numbers are written as alternatives: write \($0)" }
      }
      return
    }
  }

  private static func numbers(_ part: String) -> [ClosedRange<Int>]? {
    if let range = IndexNotation.numbers(part) { return [range] }
    let items = part.split(separator: ",", omittingEmptySubsequences: false)
      .map { String($0.drop { $0 == " " }) }
    let ranges = items.map { item in
      (1...9).contains(item.utf8.count) && item.utf8.allSatisfy(\.isASCIIDigit)
        ? Int(item).map { $0...$0 } : IndexNotation.numbers(item)
    }
    let known = ranges.compactMap(\.self)
    guard items.count > 1, known.count == items.count else { return nil }
    return known.allSatisfy { $0.count == 1 }
      ? [ClosedRange<Int>](numbers: known.map(\.lowerBound).sorted())
      : known.sorted { $0.lowerBound < $1.lowerBound }
  }

  // MARK: Choices

  /// `lm_head|norm`: a glob has braces for it, and an expression must match whole names.
  private func proposeAlternatives(to cures: inout Cures) {
    guard text.utf8.contains(UInt8(ascii: "|")) else { return }
    if key == .regex {
      guard let choice = RegexParser.choices(in: text).first, choice.bytes == 0..<text.utf8.count
      else { return }
      let items = choice.items.map { item in
        String(decoding: Array(text.utf8)[item.bytes], as: UTF8.self)
      }
      let rims = [("", "\\..*"), ("(?:.*\\.)?", "(?:\\..*)?"), (".*", ".*")]
      cures.addFirst(
        .regex,
        of: rims.map { head, tail in
          (head + "(\(text))" + tail, items.map { head + "(?:\($0))" + tail })
        }
      ) { .writing(.regex, $0) { "an expression must match the whole name: write \($0)" } }
      return
    }
    let items = Self.items(text)
    guard items.count > 1, items.allSatisfy({ !$0.isEmpty && (try? Glob.parse($0)) != nil }) else {
      return
    }
    let braces = "{\(items.joined(separator: ","))}"
    let rims = [("", ""), ("", ".*"), ("*.", ".*"), ("*", ".*"), ("*", "*")]
    var globs: [(glob: String, alone: [String], isFix: Bool)] = []
    for (head, tail) in rims.prefix(2) {
      if let (glob, alone) = alternativesWhereTheyStand {
        globs.append((head + glob + tail, alone.map { head + $0 + tail }, true))
      }
    }
    for (head, tail) in rims {
      // With a star before it, it may match what was not asked for.
      globs.append((head + braces + tail, items.map { head + $0 + tail }, head.isEmpty))
    }
    let isFix = Dictionary(
      globs.map { (ExactString($0.glob), $0.isFix) }, uniquingKeysWith: { first, _ in first })
    cures.addFirst(.glob, of: globs.map { ($0.glob, $0.alone) }) { glob in
      .writing(.glob, glob, isFix: isFix[ExactString(glob)] ?? false) {
        "in a glob alternatives stand in braces: write \($0)"
      }
    }
  }

  /// The items between bars, without blanks and parentheses around them.
  private static func items(_ text: String) -> [String] {
    text.unicodeScalars.split(separator: "|").map { part in
      String(
        part.drop { "( ".unicodeScalars.contains($0) }.reversed()
          .drop { ") ".unicodeScalars.contains($0) }.reversed().map(Character.init))
    }
  }

  /// The text with braces around the alternatives in its parentheses, or in the one component that has
  /// some, and the text with each of them alone.
  private var alternativesWhereTheyStand: (glob: String, alone: [String])? {
    let scalars = Array(text.unicodeScalars)
    let range: Range<Int>
    if let open = scalars.firstIndex(of: "(") {
      guard let close = scalars[open...].firstIndex(of: ")"),
        !scalars[(close + 1)...].contains(where: { "()|".unicodeScalars.contains($0) }),
        !scalars[..<open].contains("|"), !scalars[(open + 1)..<close].contains("(")
      else { return nil }
      range = open..<close + 1
    } else {
      guard let first = scalars.firstIndex(of: "|"), let last = scalars.lastIndex(of: "|"),
        !scalars[first..<last].contains("."), !scalars.contains("{")
      else { return nil }
      let start = scalars[..<first].lastIndex(of: ".").map { $0 + 1 } ?? 0
      range = start..<(scalars[last...].firstIndex(of: ".") ?? scalars.count)
    }
    func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
      String(String.UnicodeScalarView(scalars))
    }
    let (head, tail) = (string(scalars[..<range.lowerBound]), string(scalars[range.upperBound...]))
    let items = Self.items(string(scalars[range]))
    guard items.count > 1, !items.contains("") else { return nil }
    return (head + "{\(items.joined(separator: ","))}" + tail, items.map { head + $0 + tail })
  }

  /// Braces of which each item is mistyped.
  private func proposeChoice(to cures: inout Cures) {
    let choices = key == .glob ? Glob.choices(in: text) : []
    guard choices.count == 1, choices[0].items.count <= 20 else { return }
    let choice = choices[0]
    let bytes = Array(text.utf8)
    var items: [String] = []
    var alone: [String] = []
    var isSure = true
    for item in choice.items {
      let (head, tail) = choice.rest(text, choosing: item)
      let written = String(decoding: bytes[item.bytes], as: UTF8.self)
      let whole = MistypedWord(head + written + tail, under: .glob, survey: word.survey)
      let correction = NameCures(word: whole).corrected(&cures)
      isSure = isSure && correction?.isSure ?? true
      let corrected = correction?.text ?? whole.text
      guard corrected.startsExactly(with: head), corrected.endsExactly(with: tail),
        corrected.utf8.count > head.utf8.count + tail.utf8.count
      else { return }
      let inner = corrected.utf8.dropFirst(head.utf8.count).dropLast(tail.utf8.count)
      items.append(String(decoding: Array(inner), as: UTF8.self))
      alone.append(corrected)
    }
    let glob = String(
      decoding: bytes[..<choice.bytes.lowerBound] + Array(items.joined(separator: ",").utf8)
        + bytes[choice.bytes.upperBound...], as: UTF8.self)
    if glob == text { return }
    cures.add(.glob, glob, and: alone, isGuess: true) { [isSure] _ in
      .writing(.glob, glob, isFix: isSure) { "did you mean \($0)?" }
    }
  }
}
