/// A child's key that is written as Python, a shell or a page of documentation writes a name with a
/// number in it.
struct PythonTemplate {
  /// What it is, for a message.
  let kind: String
  /// What stands before and behind the number, where there is one.
  private let parts: (head: String, tail: String)?
  /// The text between quotes; `nil` where it is no string.
  private let string: String?

  /// Reads a key; `nil` where it is none of these.
  init?(_ key: String) {
    // Hardly any key has one of the characters without which it is none.
    guard key.utf8.contains(where: Self.isMark) else { return nil }
    let bytes = Array(key.utf8)
    let letters = bytes.prefix { $0.isASCIILetter }
    let prefix = String(decoding: letters, as: UTF8.self).lowercased()
    let body = bytes.dropFirst(letters.count)
    if ["f", "rf", "fr", "r", "b", "u", ""].contains(prefix), body.count > 1,
      let quote = body.first, [UInt8(ascii: "\""), UInt8(ascii: "'")].contains(quote),
      body.last == quote
    {
      let text = String(decoding: body.dropFirst().dropLast(), as: UTF8.self)
      if !Self.couldBeName(text) { return nil }
      kind = prefix.contains("f") ? "an f-string of Python" : "a string of Python"
      string = text
      parts = Self.inBraces(text)
      return
    }
    string = nil
    if let (format, kind) = Self.call(key) {
      self.kind = kind
      parts = Self.formatted(format) ?? Self.inBraces(format)
      if parts == nil { return nil }
      return
    }
    if let formatted = Self.formatted(key) {
      kind = "a format string"
      parts = formatted
    } else if let sum = Self.concatenated(key) {
      kind = "an expression of Python"
      parts = sum
    } else if let placeholder = Self.placeholder(key) {
      kind = "a name with a placeholder"
      parts = placeholder
    } else {
      return nil
    }
  }

  /// Whether a character is one of which each of these forms has one.
  private static func isMark(_ byte: UInt8) -> Bool {
    switch Unicode.Scalar(byte) {
    case "\"", "'", "{", "$", "%", "+", ">", "]", ")": true
    default: false
    }
  }

  /// The cures where a module has the key.
  ///
  /// - Parameters:
  ///   - entry: The key and the module.
  ///   - isTaken: Whether another module has a name.
  ///   - source: The file that they stand in.
  func cures(of entry: YAMLEntry, isTaken: (String) -> Bool, in source: SourceFile) -> [Cure] {
    guard let parts else {
      let name = string ?? ""
      if name.isEmpty || name.utf8.contains(UInt8(ascii: "{")) {
        return ["a key fills in {…} itself: write \"layer{i}\""]
      }
      return isTaken(name) ? [] : [.writing(flowScalar(name))]
    }
    guard case .mapping(let module) = entry.value.content,
      let turns = module.first(where: { $0.key == "repeat" })
    else {
      let name = "\(parts.head)0\(parts.tail)"
      let sentence = "no `repeat` counts here, and so the number itself stands in the name"
      // Which number is meant is not known.
      return isTaken(name)
        ? [Cure(sentence)]
        : [.writing(flowScalar(name), isFix: false) { "\(sentence): write \($0)" }]
    }
    let index = module.first { $0.key == "as" }
    guard let index else {
      let key = flowScalar("\(parts.head){i}\(parts.tail)")
      let naming = Self.naming(turns, in: source)
      return [
        Cure(
          "a key fills in {…} itself: write \(key), and `as: i` beside `repeat`",
          edit: naming.map {
            Fix("write \(key) and `as: i`", [Fix.Replacement(span: entry.keySpan, text: key), $0])
          })
      ]
    }
    guard case .scalar(let name) = index.value.content else { return [] }
    return [
      .writing(flowScalar("\(parts.head){\(name.text)}\(parts.tail)")) {
        "write \($0): a key fills in {…} itself, with what `as` calls the index of its `repeat`"
      }
    ]
  }

  /// Puts `as: i` behind a count; `nil` where it spans lines.
  private static func naming(_ turns: YAMLEntry, in source: SourceFile) -> Fix.Replacement? {
    guard case .scalar = turns.value.content, let whole = turns.whole else { return nil }
    let (start, end) = (Int(whole.start), Int(whole.end))
    if source.bytes[start..<end].contains(where: \.isLineBreak) { return nil }
    guard let gap = source.gap(beside: start) else { return nil }
    return Fix.Replacement(
      span: SourceSpan(file: whole.file, start: end, end: end), text: gap + "as: i")
  }

  /// The text between quotes of `"layer%d" % i` and `"layer{}".format(i)`.
  private static func call(_ key: String) -> (format: String, kind: String)? {
    guard let quote = key.first, quote == "\"" || quote == "'",
      let end = key.dropFirst().firstIndex(of: quote)
    else { return nil }
    let format = String(key[key.index(after: key.startIndex)..<end])
    let rest = key[key.index(after: end)...].drop { $0 == " " }
    if rest.hasPrefix("%") { return (format, "a format string") }
    return rest.hasPrefix(".format(") && rest.hasSuffix(")") ? (format, "a format string") : nil
  }

  /// Whether a text is one that somebody calls a child, its numbers in braces or after a `%`: other
  /// texts between quotes may well be names that hold these.
  private static func couldBeName(_ text: String) -> Bool {
    var isInBraces = false
    return text.unicodeScalars.allSatisfy { scalar in
      switch scalar {
      case "{": isInBraces = true
      case "}": isInBraces = false
      case "\"", "'": return false
      case "_", ".", "-", "%", "$": break
      default: return isInBraces || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
      }
      return true
    }
  }

  /// What stands around a `%d`, `{}`, `${i}` or `{0}`; `nil` where the key holds none.
  private static func formatted(_ key: String) -> (head: String, tail: String)? {
    if let range = firstRange(of: "${", in: key),
      let end = key[range.upperBound...].firstIndex(of: "}")
    {
      return (String(key[..<range.lowerBound]), String(key[key.index(after: end)...]))
    }
    for mark in ["{}", "{:d}", "{0}", "%d", "%i", "%s", "%02d", "%03d"] {
      guard let range = firstRange(of: mark, in: key) else { continue }
      // Doubled braces are braces.
      if mark == "{}", key[..<range.lowerBound].hasSuffix("{") { continue }
      return (String(key[..<range.lowerBound]), String(key[range.upperBound...]))
    }
    return nil
  }

  /// What stands around the only `{…}` of a string.
  private static func inBraces(_ text: String) -> (head: String, tail: String)? {
    guard let open = firstRange(of: "{", in: text), let close = firstRange(of: "}", in: text),
      open.upperBound <= close.lowerBound
    else { return nil }
    let (head, tail) = (text[..<open.lowerBound], text[close.upperBound...])
    return tail.contains("{") || tail.contains("}") ? nil : (String(head), String(tail))
  }

  /// What stands around the number of `"layer" + str(i)`, with or without quotes.
  private static func concatenated(_ key: String) -> (head: String, tail: String)? {
    let terms = key.split(separator: "+", maxSplits: 3, omittingEmptySubsequences: false)
      .map { withoutBlanks(String($0)) }
    guard (2...3).contains(terms.count), let head = literal(terms[0]) else { return nil }
    let number = terms[1]
    let index =
      number.hasPrefix("str(") && number.hasSuffix(")")
      ? String(number.dropFirst(4).dropLast()) : number
    let isQuoted = !head.isExactly(terms[0])
    guard PythonIdentifier.name(index) != nil,
      isQuoted || !index.isExactly(number) || ["i", "j", "k", "n", "idx"].contains(index)
    else { return nil }
    if terms.count == 2 { return (head, "") }
    return literal(terms[2]).map { (head, $0) }
  }

  /// The text of a string of Python, or a word without quotes.
  private static func literal(_ text: String) -> String? {
    if let quote = text.first, quote == "\"" || quote == "'", text.last == quote, text.count > 2 {
      let inner = String(text.dropFirst().dropLast())
      return couldBeName(inner) ? inner : nil
    }
    return PythonIdentifier.name(text) == nil ? nil : text
  }

  /// What stands around a `<i>`, `[i]`, `(i)` or `$i` at the end of a name.
  private static func placeholder(_ key: String) -> (head: String, tail: String)? {
    for (open, close) in [("<", ">"), ("[", "]"), ("(", ")"), ("$", "")]
    where key.endsExactly(with: close) {
      guard let start = firstRange(of: open, in: key) else { continue }
      let head = String(key[..<start.lowerBound])
      let index = key[start.upperBound...].dropLast(close.count)
      let isIndex =
        open == "<"
        ? PythonIdentifier.name(String(index)) != nil : ["i", "j", "k", "n", "idx"].contains(index)
      if isIndex, PythonIdentifier.name(head) != nil { return (head, "") }
    }
    return nil
  }
}
