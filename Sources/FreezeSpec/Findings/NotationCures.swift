/// Cures that say how something is written here that is written otherwise elsewhere.
struct NotationCures {
  let word: MistypedWord

  /// Ranges of indices, and the slashes of file names.
  func propose(to cures: inout Cures) {
    let (text, key) = (word.text, word.key)
    if key == .module, let path = IndexNotation.path(text) {
      cures.add(.module, path) { _ in
        .writing(.module, path) { "an index or a slice stands in brackets: write \($0)" }
      }
    }
    if key == .module, text.utf8.contains(UInt8(ascii: "/")) {
      let path = components(text.replacing("/", with: ".")).filter { !$0.isEmpty }
        .joined(separator: ".")
      if !path.isEmpty {
        cures.add(.module, path) { _ in
          .writing(.module, path) { "names of modules are joined by dots: write \($0)" }
        }
      }
    }
    guard key == .glob || key == .name else { return }
    if let glob = IndexNotation.glob(text) {
      propose(glob, to: &cures) { "a range is written with two dots: write \($0)" }
    }
    if let glob = IndexNotation.dotted(text) {
      propose(glob, to: &cures) {
        "in a glob [ ] is a choice of characters: write \($0) for an index"
      }
    }
    if text.contains(".*.") {
      let glob = text.replacing(".*.", with: ".")
      cures.add(.glob, glob) { _ in
        .writing(.glob, glob) { "nothing stands between: write \($0)" }
      }
    }
    if let glob = Self.withAnySeparator(text) {
      cures.add(.glob, glob, isGuess: true) { names in
        names.first.map { "dots and underscores differ: there is \(clipped($0))" as SelectorCure }
      }
    }
    if text.utf8.contains(UInt8(ascii: "/")) {
      let glob = Self.dotted(text)
      propose(glob, to: &cures) { "the parts of a name have dots between them: write \($0)" }
    }
  }

  /// Puts a glob forward, as it is or behind the prefix that it lacks.
  private func propose(
    _ glob: String, to cures: inout Cures, _ sentence: @escaping (String) -> String
  ) {
    cures.add(.glob, glob) { _ in .writing(.glob, glob, sentence) }
    if glob.hasPrefix("*") { return }
    cures.add(.glob, "*." + glob) { names, budget in
      guard let pattern = try? Glob.parse(glob),
        let prefix = NameCures.commonPrefix(of: names, before: pattern, &budget)
      else { return nil }
      return .writing(.glob, prefix + glob, sentence)
    }
  }

  /// A glob in which each dot may be an underscore and each underscore a dot.
  private static func withAnySeparator(_ glob: String) -> String? {
    guard !glob.unicodeScalars.contains(where: { "[]{}".unicodeScalars.contains($0) }),
      glob.unicodeScalars.contains(where: { "._".unicodeScalars.contains($0) })
    else { return nil }
    var result = ""
    for scalar in glob.unicodeScalars {
      result += scalar == "." || scalar == "_" ? "[._]" : String(scalar)
    }
    return result
  }

  /// A pattern for file names as one for parameters: dots for slashes, and `**` as `*`, which
  /// matches dots too.
  private static func dotted(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars where scalar != "*" || result.last != "*" {
      result.unicodeScalars.append(scalar == "/" ? "." : scalar)
    }
    return result
  }
}
