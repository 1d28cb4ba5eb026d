/// Cures of characters that come out of a word processor, a web page or an editor: those that only look
/// like ASCII's, and tabs.
struct ForeignCharacters {
  private let context: TextCures

  init(_ context: TextCures) { self.context = context }

  private var source: SourceFile { context.source }

  /// A character of a line.
  private struct Sign {
    let scalar: Unicode.Scalar
    let place: Int
    /// Whether it is a blank with nothing but blanks before it.
    let indents: Bool
  }

  /// What may cure the error, best first.
  ///
  /// What indents and what the error points at come first, then its lines and what stands there in all lines:
  /// elsewhere a character may belong to a text.
  var candidates: [TextCure] {
    let own = context.errorLines
    let first = source.lineIndex(of: context.span.lowerBound)
    let above = context.isOfYAML && first > 0 ? [context.line(first - 1)] : []
    let all = context.lines
    let here = Set((above + own).flatMap { $0.text(of: $0.range).unicodeScalars })
    var found: [TextCure] = []
    for cure in [
      lookalikes(in: all) { $0.indents || context.span.contains($0.place) },
      lookalikes(in: own), lookalikes(in: above), lookalikes(in: all) { here.contains($0.scalar) },
      lookalikes(in: all), tabs(in: all),
    ] {
      if let cure, !found.contains(where: { $0.edits == cure.edits }) { found.append(cure) }
    }
    return found
  }

  // MARK: Lookalikes

  private func lookalikes(
    in lines: [ErrorLine], where isMeant: (Sign) -> Bool = { _ in true }
  ) -> TextCure? {
    if source.asciiPrefix == source.bytes.count { return nil }
    var edits: [TextCure.Edit] = []
    var kinds: [String] = []
    for line in lines {
      var place = line.range.lowerBound
      var isComment = false
      var indents = true
      for scalar in line.text(of: line.range).unicodeScalars {
        let width = UTF8.width(scalar)
        if scalar == "#", place == line.range.lowerBound || source.bytes[place - 1] == 0x20 {
          isComment = true
        }
        let ascii = Lookalike.ascii(scalar)
        indents = indents && (ascii ?? String(scalar)) == " "
        if !isComment, let ascii,
          isMeant(Sign(scalar: scalar, place: place, indents: indents))
        {
          let text = ascii == "-" && isBetweenDigits(place..<place + width) ? ".." : ascii
          edits.append(
            TextCure.Edit(
              range: place..<place + width, text: text + gap(after: place + width, text)))
          let kind = Lookalike.shown(scalar)
          if !kinds.contains(kind) { kinds.append(kind) }
        }
        place += width
      }
    }
    guard let first = edits.first, edits.count <= 100 else { return nil }
    let line = context.line(source.lineIndex(of: first.range.lowerBound))
    let written = context.applied(edits, to: line.range)
    let verb = kinds.count == 1 ? "only looks" : "only look"
    return TextCure(
      "\(listed(kinds)) \(verb) like ASCII: write `\(clipped(context.trimmed(written), to: 1_000))`",
      title: "write ASCII characters", edits)
  }

  /// The blank that YAML needs behind a colon or a dash, where the character has room of its own.
  private func gap(after end: Int, _ text: String) -> String {
    guard text == ":", end < source.bytes.count else { return "" }
    return source.bytes[end].isASCIISpace ? "" : " "
  }

  private func isBetweenDigits(_ range: Range<Int>) -> Bool {
    range.lowerBound > 0 && range.upperBound < source.bytes.count
      && source.bytes[range.lowerBound - 1].isASCIIDigit
      && source.bytes[range.upperBound].isASCIIDigit
  }

  // MARK: Tabs

  /// Tabs at the start of lines.
  private func tabs(in lines: [ErrorLine]) -> TextCure? {
    guard context.diagnostic.code == .yamlSyntax else { return nil }
    var edits: [TextCure.Edit] = []
    for line in lines {
      for place in line.range {
        if source.bytes[place] == 0x09 {
          edits.append(TextCure.Edit(range: place..<place + 1, text: "  "))
        } else if source.bytes[place] != 0x20 {
          break
        }
      }
    }
    if edits.isEmpty || edits.count > 1_000 { return nil }
    return TextCure("indent with spaces, two for each tab", edits)
  }
}
