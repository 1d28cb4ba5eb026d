/// Cures for an index or a slice of a module path in other signs than brackets: `layers(8:)`.
struct IndexCures {
  let word: MistypedWord

  /// Puts cures forward.
  func propose(_ tree: inout ModuleTree, to cures: inout Cures) {
    if word.key == .glob { proposeOpenRange(&tree, to: &cures) }
    guard word.key == .module else { return }
    if let path = inBrackets {
      cures.add(.module, path) { _ in
        .writing(.module, path) { "an index or a slice stands in brackets: write \($0)" }
      }
    }
    for path in guesses {
      cures.add(.module, path) { _ in
        .writing(.module, path, isFix: false) {
          "an index or a slice stands in brackets: write \($0) if that is meant"
        }
      }
    }
  }

  /// A range of a glob that has no end, or no start: `{8..}`.
  private func proposeOpenRange(_ tree: inout ModuleTree, to cures: inout Cures) {
    for (index, part) in word.parts.enumerated() {
      if Glob.hasWildcards(part), !part.hasPrefix("{") { return }
      guard part.hasPrefix("{"), part.hasSuffix("}"),
        let sign = ["...", "..", "-", ":"].first(where: { part.contains($0) }),
        let found = firstRange(of: sign, in: part),
        // `{-1}` counts from the end.
        sign != "-" || !part.hasPrefix("{-")
      else { continue }
      let ends = [part[..<found.lowerBound].dropFirst(), part[found.upperBound...].dropLast()]
      let isNumber = { (end: Substring) in
        end.utf8.count < 6 && end.utf8.allSatisfy(\.isASCIIDigit)
      }
      guard ends.allSatisfy(isNumber), ends.count(where: \.isEmpty) == 1,
        let parent = tree.module(at: word.parts[..<index].joined(separator: "."))?.module
      else { return }
      // Of a slice the end is not among the numbers.
      let last = Int(ends[1]).map { sign == ":" ? $0 - 1 : $0 } ?? parent.items.count - 1
      let range = "{\(Int(ends[0]) ?? 0)..\(last)}"
      let glob = (word.parts[..<index] + [range] + word.parts[(index + 1)...])
        .joined(separator: ".")
      cures.add(.glob, glob) { _ in
        .writing(.glob, glob) { "a range has two ends: write \($0)" }
      }
      return
    }
  }

  /// The path with brackets around what can only be an index or a slice.
  private var inBrackets: String? {
    var result = ""
    var rest = word.text.unicodeScalars[...]
    var isChanged = false
    while let scalar = rest.popFirst() {
      if let close = Self.pairs[scalar], let end = rest.firstIndex(of: close) {
        let inner = Self.plain(rest[..<end])
        let isNumber = !inner.isEmpty && inner.utf8.allSatisfy(\.isASCIIDigit)
        let slice = isNumber || IndexNotation.isSlice(inner) ? inner : IndexNotation.slice(inner)
        if let slice {
          if result.endsExactly(with: ".") { result.removeLast() }
          result += "[\(slice)]"
          rest = rest[end...].dropFirst()
          isChanged = true
          continue
        }
      }
      result.unicodeScalars.append(scalar)
    }
    return isChanged ? result : nil
  }

  private static let pairs: [Unicode.Scalar: Unicode.Scalar] = [
    "(": ")", "{": "}", "<": ">", "\u{FF3B}": "\u{FF3D}", "\u{3010}": "\u{3011}",
  ]

  /// A text with ASCII's colon, dashes and digits.
  private static func plain(_ text: String.UnicodeScalarView.SubSequence) -> String {
    var result = ""
    for scalar in text where scalar != " " {
      if (0xFF10...0xFF19).contains(scalar.value), let digit = Unicode.Scalar(scalar.value - 0xFEE0)
      {
        result.unicodeScalars.append(digit)
      } else {
        result += Lookalike.ascii(scalar) ?? String(scalar)
      }
    }
    return result
  }

  /// What may be meant by `layers-1` and `layers.8-`.
  private var guesses: [String] {
    let text = word.text
    if IndexNotation.path(text) != nil { return [] }
    if text.endsExactly(with: "-") || text.endsExactly(with: ":") {
      let parts = components(String(text.dropLast()))
      guard let last = parts.last, !last.isEmpty, last.utf8.allSatisfy(\.isASCIIDigit) else {
        return []
      }
      return [parts.dropLast().joined(separator: ".") + "[\(last):]"]
    }
    guard let dash = text.lastIndex(of: "-") else { return [] }
    let (head, number) = (text[..<dash], text[text.index(after: dash)...])
    guard !head.isEmpty, !head.hasSuffix("."), !number.isEmpty, number.utf8.count < 6,
      number.utf8.allSatisfy(\.isASCIIDigit)
    else { return [] }
    return ["\(head)[-\(number)]", "\(head).\(number)"]
  }
}
