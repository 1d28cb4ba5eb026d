/// A child's key that is written as Python or a shell writes a name with a number in it.
struct PythonTemplate {
  /// What it is, for a message.
  let kind: String
  /// The key as this language writes it; `nil` where that cannot be told.
  let cure: String?

  /// The cure, in words.
  var help: String {
    guard let cure else { return "a key fills in {…} itself: write \"layer{i}\"" }
    let written = "write \(flowScalar(clipped(cure)))"
    if firstRange(of: "{", in: cure) == nil { return written }
    return written + ": a key fills in {…} itself, with what `as` calls the index of its `repeat`"
  }

  /// Reads a key; `nil` where it is none of these.
  init?(_ key: String) {
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
      cure = text.isEmpty ? nil : text
      return
    }
    if let cure = Self.formatted(key) {
      kind = "a format string"
      self.cure = cure
      return
    }
    return nil
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

  /// The key with `{i}` for a `%d`, `{}`, `${i}` or `{0}`; `nil` where it holds none.
  private static func formatted(_ key: String) -> String? {
    if let range = firstRange(of: "${", in: key) {
      return String(key[..<range.lowerBound]) + "{" + String(key[range.upperBound...])
    }
    for mark in ["{}", "{:d}", "{0}", "%d", "%i", "%s", "%02d", "%03d"] {
      guard let range = firstRange(of: mark, in: key) else { continue }
      // Doubled braces are braces.
      if mark == "{}", key[..<range.lowerBound].hasSuffix("{") { continue }
      return String(key[..<range.lowerBound]) + "{i}" + String(key[range.upperBound...])
    }
    return nil
  }
}
