/// The page around a report's data.
///
/// All texts in the data are escaped for the eye (see ``TerminalText``), so that the page need not think of
/// control characters or of a text's direction.
enum HTMLPage {
  /// Writes the whole page, in UTF-8.
  ///
  /// - Parameters:
  ///   - title: The page's title, as plain text.
  ///   - heading: What it says without scripts.
  ///   - out: Takes the page.
  ///   - data: Writes the value that the page's script reads.
  static func write(
    title: String, _ heading: PageHeading, to out: inout OutputBuffer,
    data: (inout JSONWriter) -> Void
  ) {
    out.append(head(title: markup(title)))
    out.append("<style>")
    out.append(PageAssets.style)
    out.append("</style>\n</head>\n")
    out.append(PageAssets.top)
    out.append(heading.markup)
    out.append(PageAssets.middle)
    out.append(heading.totalsMarkup)
    out.append(PageAssets.main)
    out.append("<script type=\"application/json\" id=\"data\">\n")
    // What stands in a page has `<`, `>` and `&` escaped.
    out.appendJSON(escapesMarkup: true, data)
    out.append("\n</script>\n<script>")
    out.append(PageAssets.script)
    out.append("</script>\n</body>\n</html>\n")
  }

  /// A text with what means something in HTML escaped, and on one line of the file: a log that shows
  /// the file might obey what starts a line of it.
  static func markup(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "#": result += "&#35;"
      case "\n": result += "&#10;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A text of several lines, each escaped for the eye.
  static func prose(_ text: String) -> String {
    clipped(text, to: 20_000).unicodeScalars
      .split(separator: "\n", omittingEmptySubsequences: false)
      .map { TerminalText.escaped(String($0)) }.joined(separator: "\n")
  }

  /// A text on one line, escaped for the eye, its middle left out where it is very long.
  static func clippedProse(_ text: String) -> String {
    TerminalText.escaped(clipped(text, to: 2_000))
  }

  /// A place as `configs/mlp.yaml:16`, escaped for the eye.
  static func place(of span: SourceSpan, in sources: SourceMap) -> String {
    TerminalText.escaped(sources.file(of: span).path) + ":\(sources.location(of: span).line)"
  }

  private static func head(title: String) -> String {
    #"""
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \#
    script-src '\#(PageAssets.scriptHash)'; style-src '\#(PageAssets.styleHash)'; base-uri 'none'; \#
    form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="referrer" content="no-referrer">
    <meta name="generator" content="freezespec">
    <title>\#(title)</title>

    """#
  }
}
