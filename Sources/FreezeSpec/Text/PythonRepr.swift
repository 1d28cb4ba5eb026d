/// Python's `repr` of a float: the shortest digits that read back as the same number, with an
/// exponent below 1e-4 and from 1e16.
func pythonRepr(_ value: Double) -> String {
  if value.isNaN { return "nan" }
  if value.isInfinite { return value < 0 ? "-inf" : "inf" }
  if value == 0 { return value.sign == .minus ? "-0.0" : "0.0" }

  // Swift's description has the same digits; only where it puts the point differs.
  var digits: [UInt8] = []
  var pointPosition: Int?
  var exponent = 0
  var text = Substring(value.magnitude.description)
  if let mark = text.firstIndex(of: "e") {
    exponent = Int(text[text.index(after: mark)...]) ?? 0
    text = text[..<mark]
  }
  for byte in text.utf8 {
    if byte == UInt8(ascii: ".") { pointPosition = digits.count } else { digits.append(byte) }
  }
  var point = (pointPosition ?? digits.count) + exponent
  let zero = UInt8(ascii: "0")
  while digits.count > 1, digits.first == zero {
    digits.removeFirst()
    point -= 1
  }
  while digits.count > 1, digits.last == zero { digits.removeLast() }

  var result = value < 0 ? "-" : ""
  if point > 16 || point < -3 {
    result += String(decoding: digits[..<1], as: UTF8.self)
    if digits.count > 1 { result += "." + String(decoding: digits[1...], as: UTF8.self) }
    let power = point - 1
    result += power < 0 ? "e-" : "e+"
    result += power.magnitude < 10 ? "0\(power.magnitude)" : "\(power.magnitude)"
  } else if point <= 0 {
    result += "0." + String(repeating: "0", count: -point) + String(decoding: digits, as: UTF8.self)
  } else if point >= digits.count {
    result += String(decoding: digits, as: UTF8.self)
    result += String(repeating: "0", count: point - digits.count) + ".0"
  } else {
    result += String(decoding: digits[..<point], as: UTF8.self)
    result += "." + String(decoding: digits[point...], as: UTF8.self)
  }
  return result
}

/// Python's `repr` of a string: single quotes unless it holds one and no double quote; escapes for
/// what does not print.
func pythonRepr(_ value: String) -> String {
  let hasSingle = value.utf8.contains(UInt8(ascii: "'"))
  let hasDouble = value.utf8.contains(UInt8(ascii: "\""))
  let quote: Unicode.Scalar = hasSingle && !hasDouble ? "\"" : "'"
  var result = String(quote)
  for scalar in value.unicodeScalars {
    switch scalar {
    case "\\": result += "\\\\"
    case quote: result += "\\" + String(quote)
    case _ where !TerminalText.isPrintable(scalar): result += TerminalText.escape(of: scalar)
    default: result.unicodeScalars.append(scalar)
    }
  }
  result.unicodeScalars.append(quote)
  return result
}
