/// The page around a report's data.
///
/// All texts in the data are escaped for the eye (see ``TerminalText``), so that the page need not think of
/// control characters or of a text's direction.
enum HTMLPage {
  /// The whole page in UTF-8.
  ///
  /// - Parameters:
  ///   - title: The page's title, as plain text.
  ///   - data: JSON in which `<`, `>` and `&` are escaped.
  /// - Returns: The page.
  static func bytes(title: String, data: [UInt8]) -> [UInt8] {
    var out = OutputBuffer(capacity: data.count + PageAssets.script.utf8CodeUnitCount + (1 << 15))
    out.append(head(title: markup(title)))
    out.append("<style>")
    out.append(PageAssets.style)
    out.append("</style>\n</head>\n")
    out.append(PageAssets.body)
    out.append("<script type=\"application/json\" id=\"data\">\n")
    out.append(data)
    out.append("</script>\n<script>")
    out.append(PageAssets.script)
    out.append("</script>\n</body>\n</html>\n")
    return out.bytes
  }

  /// A text with what means something in HTML escaped.
  static func markup(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A text of several lines, each escaped for the eye.
  static func prose(_ text: String) -> String {
    clipped(text, to: 20_000).split(separator: "\n", omittingEmptySubsequences: false)
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
