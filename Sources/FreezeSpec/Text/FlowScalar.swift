/// A text as a scalar of flow YAML: plain where that reads back as the same text, otherwise in
/// double quotes.
func flowScalar(_ text: String) -> String {
  text != "<<" && isPlainInFlow(text) ? text : doubleQuoted(text)
}

/// A text as a scalar of block YAML, likewise.
func blockScalar(_ text: String) -> String {
  isPlainInBlock(text) ? text : doubleQuoted(text)
}

/// Whether block YAML reads a plain scalar back as the same text: there, brackets and commas may stand
/// in one.
func isPlainInBlock(_ text: String) -> Bool {
  if isWord(text) { return true }
  if text == "<<" { return false }
  let kept = text.unicodeScalars.map { ",[]{}".unicodeScalars.contains($0) ? "." : $0 }
  guard let first = text.unicodeScalars.first, !",[]{}".unicodeScalars.contains(first) else {
    return false
  }
  var result = String.UnicodeScalarView()
  result.append(contentsOf: kept)
  return isPlainInFlow(String(result))
}

private func isPlainInFlow(_ text: String) -> Bool {
  if isWord(text) { return true }
  let scalars = Array(text.unicodeScalars)
  guard let first = scalars.first, let last = scalars.last else { return false }
  if "?:,[]{}#&*!|>'\"%@`".unicodeScalars.contains(first) { return false }
  if first == "-", scalars.count == 1 || scalars[1] == " " { return false }
  if first == " " || last == " " || last == ":" { return false }
  if text.hasPrefix("---") || text.hasPrefix("...") { return false }
  for (index, scalar) in scalars.enumerated() {
    switch scalar {
    case ",", "[", "]", "{", "}": return false
    case ":" where " ,?[]{}".unicodeScalars.contains(scalars[index + 1]): return false
    case "#" where " #".unicodeScalars.contains(scalars[index - 1]): return false
    default: if needsEscape(scalar) { return false }
    }
  }
  return true
}

/// Whether a text is of letters, digits, underscores and dots, with no dot at its start, as most names are.
private func isWord(_ text: String) -> Bool {
  let isOfWords = text.utf8.allSatisfy {
    $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".")
  }
  return isOfWords && !text.isEmpty && text.utf8.first != UInt8(ascii: ".")
}

/// A text in double quotes.
func doubleQuoted(_ text: String) -> String {
  var result = "\""
  var isBehindSign = false
  for scalar in text.unicodeScalars {
    // Two of them may begin a command to a CI service.
    let isSecondSign = scalar == "#" && isBehindSign
    isBehindSign = scalar == "#"
    switch scalar {
    case _ where isSecondSign: result += "\\x23"
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    case _ where needsEscape(scalar):
      let (mark, digits) =
        scalar.value < 0x100 ? ("x", 2) : scalar.value < 0x10000 ? ("u", 4) : ("U", 8)
      result += "\\" + mark + hexadecimal(scalar.value, digits: digits)
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}

/// A text as a comment of YAML on one line, in which no command to a CI service is left.
func commentLine(_ text: String) -> String {
  "# " + withoutDoubleSigns(TerminalText.escaped(text))
}

/// A text with an escape in place of each `#` behind another: two of them may begin a command to a CI
/// service.
private func withoutDoubleSigns(_ text: String) -> String {
  var result = ""
  var isBehindSign = false
  for scalar in text.unicodeScalars {
    result += scalar == "#" && isBehindSign ? "\\x23" : String(scalar)
    isBehindSign = scalar == "#"
  }
  return result
}

/// Whether nobody sees a character, as YAML has it or a reader: it may be a line break, make others look to
/// stand elsewhere than they do, or two names look alike.
func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
  !TerminalText.isPrintable(scalar) || TerminalText.isBlank(scalar)
}
