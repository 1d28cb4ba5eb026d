/// Texts of a user's in GitHub's Markdown, where they stay what they are: data.
enum MarkdownText {
  /// A text as code.
  ///
  /// A code span where the text allows one; otherwise HTML in which every character that could
  /// mean something is a character reference.
  static func code(_ text: String) -> String {
    let shown = TerminalText.escaped(text)
    return shown.withBytes(isPlainCode) ? "`" + shown + "`" : htmlCode(shown)
  }

  /// Whether a code span holds a text as it is, inside a table too.
  fileprivate static func isPlainCode(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    if text.isEmpty || text.first == 0x20 || text.last == 0x20 { return false }
    if WorkflowCommands.holdsDoubleSign(text) { return false }
    return text.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "\\"), UInt8(ascii: "$"),
        UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"):
        false
      default: true
      }
    }
  }

  private static func htmlCode(_ text: String) -> String {
    var result = "<code>"
    for scalar in text.unicodeScalars {
      switch scalar {
      case _ where scalar.isASCIILetter || scalar.isASCIIDigit: result.unicodeScalars.append(scalar)
      // A comment keeps what stands before and after from being read as a mail address.
      case "@": result += "<!-- -->&#64;"
      case _ where scalar.isASCII: result += "&#\(scalar.value);"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "</code>"
  }

  /// A text as a run of words: no markup, no links, no mentions, no references.
  static func prose(_ text: String) -> String {
    let words = text.unicodeScalars.split { $0.isWhitespace }
    let shown = words.map { TerminalText.escaped(String($0)) }.joined(separator: " ")
    let scalars = Array(shown.unicodeScalars)
    var result = ""
    for (index, scalar) in scalars.enumerated() {
      let next = index + 1 < scalars.count ? scalars[index + 1] : " "
      let previous = index > 0 ? scalars[index - 1] : " "
      switch scalar {
      // At the start of a paragraph, marks and numbers make lists.
      case _ where scalar.isASCII && index == 0 && !scalar.isASCIILetter:
        result += "&#\(scalar.value);"
        if isJoint(scalar) { result += "&#8203;" }
      case "@", "#": result += "&#\(scalar.value);&#8203;"
      // `https://`, `:tada:`
      case ":" where next != " ": result += "&#58;&#8203;"
      // `www.`
      case "." where previous == "w" || previous == "W": result += "&#46;&#8203;"
      // `GH-12`
      case "-" where previous == "h" || previous == "H": result += "-&#8203;"
      case " ", ",", ".", "'", "-", ";", "(", ")", "/", "%", "=", "+", "?":
        result.unicodeScalars.append(scalar)
      case _ where scalar.isASCII && !scalar.isASCIILetter && !scalar.isASCIIDigit:
        result += "&#\(scalar.value);"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Whether GitHub makes a reference of a character and what follows it.
  private static func isJoint(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "@" || scalar == "#" || scalar == ":"
  }
}

extension OutputBuffer {
  /// Appends what ``MarkdownText/code(_:)`` makes of a text: most are plain, and no text of their own then.
  mutating func append(markdownCode text: String) {
    let isPlain = text.withBytes { bytes in
      guard TerminalText.isPrintableASCII(bytes), MarkdownText.isPlainCode(bytes) else {
        return false
      }
      append(byte: UInt8(ascii: "`"))
      append(bytes)
      append(byte: UInt8(ascii: "`"))
      return true
    }
    if !isPlain { append(MarkdownText.code(text)) }
  }
}
