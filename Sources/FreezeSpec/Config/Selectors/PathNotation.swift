extension IndexNotation {
  /// The cure of a text that is no module path; `nil` where it is not known what it says.
  static func cure(ofPath text: String, at span: SourceSpan) -> Cure? {
    guard text.utf8.count <= 200 else { return nil }
    let plain = String(text.unicodeScalars.flatMap { Array(Lookalike.ascii($0) ?? String($0)) })
    if !plain.isExactly(text), (try? ModulePath(parsing: plain)) != nil {
      let written = flowScalar(plain)
      return Cure(
        "a path is written in ASCII's signs: write \(written)", edit: .write(written, at: span))
    }
    guard let paths = severalIndices(plain) ?? list(plain) else { return nil }
    let written = "[" + paths.map { flowScalar($0) }.joined(separator: ", ") + "]"
    return Cure("several paths are a list: write \(written)", edit: .write(written, at: span))
  }

  /// The paths of one with several indices in brackets: `layers[8,9]`.
  private static func severalIndices(_ text: String) -> [String]? {
    guard let open = text.firstIndex(of: "["), let close = text.firstIndex(of: "]"), open < close,
      text.lastIndex(of: "[") == open, open > text.startIndex
    else { return nil }
    let head = text[..<open].hasSuffix(".") ? text[..<open].dropLast() : text[..<open]
    let tail = text[text.index(after: close)...]
    let paths = items(text[text.index(after: open)..<close]).map { item in
      "\(head)[\(slice(item) ?? item)]\(tail)"
    }
    return paths.count > 1 && paths.allSatisfy(isPath) ? paths : nil
  }

  /// The paths of a list that stands in a text: `[lm_head, model.norm]`.
  private static func list(_ text: String) -> [String]? {
    guard text.hasPrefix("["), text.hasSuffix("]") else { return nil }
    let paths = items(text.dropFirst().dropLast())
    return paths.count > 1 && paths.allSatisfy { isPath($0) && !$0.isEmpty } ? paths : nil
  }

  private static func items(_ text: Substring) -> [String] {
    text.split(separator: ",", omittingEmptySubsequences: false).map { item in
      String(item.filter { !" '\"".contains($0) })
    }
  }

  private static func isPath(_ text: String) -> Bool { (try? ModulePath(parsing: text)) != nil }
}
