/// What Python's `float(text)` reads, or `nil` where it raises a ValueError.
func pythonFloat(_ text: String) -> Double? {
  let isSpace = { (scalar: Unicode.Scalar) in scalar.properties.isWhitespace }
  var scalars = text.unicodeScalars[...]
  while let first = scalars.first, isSpace(first) { scalars.removeFirst() }
  while let last = scalars.last, isSpace(last) { scalars.removeLast() }

  var word = String(scalars).lowercased()
  let sign = word.first == "-" ? -1.0 : 1.0
  if word.first == "-" || word.first == "+" { word.removeFirst() }
  switch word {
  case "inf", "infinity": return sign * .infinity
  case "nan": return .nan
  default: break
  }

  // Swift reads more (hexadecimal) and less (underscores between digits).
  var digits: [UInt8] = []
  let bytes = Array(word.utf8)
  for (index, byte) in bytes.enumerated() {
    switch byte {
    case UInt8(ascii: "_"):
      let isBetweenDigits =
        index > 0 && index + 1 < bytes.count && bytes[index - 1].isASCIIDigit
        && bytes[index + 1].isASCIIDigit
      if !isBetweenDigits { return nil }
    case _ where byte.isASCIIDigit: digits.append(byte)
    case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "+"), UInt8(ascii: "-"):
      digits.append(byte)
    default: return nil
    }
  }
  // A sign comes first, and was taken off, or follows the exponent's mark.
  if let first = digits.first, !first.isASCIIDigit, first != UInt8(ascii: ".") { return nil }
  return Double(String(decoding: digits, as: UTF8.self)).map { sign * $0 }
}
