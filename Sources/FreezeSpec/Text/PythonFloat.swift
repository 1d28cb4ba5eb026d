/// What Python's `float(text)` reads, or `nil` where it raises a ValueError.
func pythonFloat(_ text: String) -> Double? {
  var short = text
  if let value = short.withUTF8({ shortFloat($0[...]) }) { return value }
  var scalars = text.unicodeScalars[...]
  while let first = scalars.first, first.isWhitespace { scalars.removeFirst() }
  while let last = scalars.last, last.isWhitespace { scalars.removeLast() }

  guard scalars.allSatisfy(\.isASCII) else { return nil }
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

/// The value of a float of few digits, such as `1e-05`; `nil` for any other text.
///
/// Up to 15 digits and powers of ten up to 22 are exact as doubles, so that one division or multiplication
/// rounds as it should (Clinger, "How to read floating point numbers accurately").
func shortFloat(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Double? {
  var digits = 0
  var digitCount = 0
  var exponent = 0
  var index = bytes.startIndex
  var isFraction = false
  while index < bytes.endIndex, bytes[index] | 0x20 != UInt8(ascii: "e") {
    if bytes[index] == UInt8(ascii: "."), !isFraction {
      isFraction = true
    } else if bytes[index].isASCIIDigit, digitCount < 15 {
      digits = digits * 10 + Int(bytes[index] & 0x0F)
      digitCount += 1
      if isFraction { exponent -= 1 }
    } else {
      return nil
    }
    index += 1
  }
  if index < bytes.endIndex {
    index += 1
    guard index < bytes.endIndex else { return nil }
    let isNegative = bytes[index] == UInt8(ascii: "-")
    if isNegative || bytes[index] == UInt8(ascii: "+") { index += 1 }
    guard bytes.endIndex - index == 1 || bytes.endIndex - index == 2 else { return nil }
    var power = 0
    while index < bytes.endIndex {
      guard bytes[index].isASCIIDigit else { return nil }
      power = power * 10 + Int(bytes[index] & 0x0F)
      index += 1
    }
    exponent += isNegative ? -power : power
  }
  guard digitCount > 0, abs(exponent) <= 22 else { return nil }
  var scale = 1.0
  for _ in 0..<abs(exponent) { scale *= 10 }
  return exponent < 0 ? Double(digits) / scale : Double(digits) * scale
}
