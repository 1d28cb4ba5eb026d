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

private func doubleQuoted(_ text: String) -> String {
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
      let (mark, digits) = scalar.value < 0x100 ? ("x", 2) : ("u", 4)
      result += "\\" + mark + hexadecimal(scalar.value, digits: digits)
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}

/// Whether YAML holds a character to be unprintable, or a line break, or it makes others look to stand
/// elsewhere than they do.
private func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF,
    0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069:
    true
  default: false
  }
}
