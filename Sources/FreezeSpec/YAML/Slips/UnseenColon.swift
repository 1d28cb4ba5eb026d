/// A key and its value that YAML takes for one text, since it sees no `: ` between them:
/// `freeze "2.*"` or `freeze:"2.*"`.
struct UnseenColon {
  /// How to write it.
  let cure: String

  /// Looks for one of some keys at the start of a text; `nil` where none stands there.
  init?(in text: String, after keys: [String]) {
    for key in keys where text.hasPrefix(key) {
      let rest = text.dropFirst(key.count)
      if rest.hasPrefix(":"), rest.count > 1 {
        cure = "put a space after the `:`, as in `\(key): …`"
        return
      }
      if rest.hasPrefix("="), rest.count > 1 {
        cure = "put `: ` in place of the `=`, as in `\(key): …`"
        return
      }
      if rest.hasPrefix(" ") {
        cure = "put a `:` after `\(key)`, as in `\(key): …`"
        return
      }
    }
    return nil
  }
}

extension YAMLEntry {
  /// Whether its key was most likely meant for one of some keys, none of which it is.
  func isMeant(for keys: [String]) -> Bool {
    UnseenColon(in: key, after: keys) != nil || !Suggestion.nearest(to: key, in: keys).isEmpty
  }
}
