/// Shows a user's own text in a message.
enum Quoted {
  /// The text between the quotes with which YAML reads it as it is.
  static func text(_ text: String) -> String {
    if !text.utf8.contains(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) {
      return "\"\(excerpt(text))\""
    }
    var result = "'"
    for scalar in excerpt(text).unicodeScalars {
      result.unicodeScalars.append(scalar)
      if scalar == "'" { result.unicodeScalars.append(scalar) }
    }
    return result + "'"
  }

  /// The text, cut where it is long.
  static func excerpt(_ text: String) -> String { clipped(text, head: 200, tail: 0) }
}
