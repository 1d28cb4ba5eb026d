// Kinds of ASCII characters. Python's `isdecimal`, `isspace` and their like reach beyond ASCII.

extension UInt8 {
  /// Whether this is one of `0` to `9`.
  var isASCIIDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

  /// Whether this is one of `0` to `9`, `a` to `f` and `A` to `F`.
  var isASCIIHexDigit: Bool {
    isASCIIDigit || (self | 0x20 >= UInt8(ascii: "a") && self | 0x20 <= UInt8(ascii: "f"))
  }

  /// Whether this is one of `a` to `z` and `A` to `Z`.
  var isASCIILetter: Bool { self | 0x20 >= UInt8(ascii: "a") && self | 0x20 <= UInt8(ascii: "z") }

  /// Whether this is a space or a tab.
  var isBlank: Bool { self == 0x20 || self == 0x09 }

  /// Whether this is a line feed or a carriage return.
  var isLineBreak: Bool { self == 0x0A || self == 0x0D }

  /// Whether this is a space, a tab or part of a line break.
  var isASCIISpace: Bool { isBlank || isLineBreak }

  /// The small letter of a capital; any other byte as it is.
  var asciiLowercased: UInt8 {
    self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") ? self | 0x20 : self
  }
}

extension Unicode.Scalar {
  /// Whether this is one of `0` to `9`.
  var isASCIIDigit: Bool { self >= "0" && self <= "9" }

  /// Whether this is a blank or a line break, as Unicode has them; those of ASCII are told without its tables.
  var isWhitespace: Bool {
    isASCII ? self == " " || ("\t"..."\r").contains(self) : properties.isWhitespace
  }

  /// Whether this is one of `a` to `z` and `A` to `Z`.
  var isASCIILetter: Bool { isASCII && UInt8(ascii: self).isASCIILetter }
}

/// A text with ASCII's capitals made small.
func lowercased(_ text: String) -> String {
  String(decoding: text.utf8.map(\.asciiLowercased), as: UTF8.self)
}

/// A text without the blanks and quotes before and after it.
func withoutBlanksAndQuotes(_ text: String) -> String {
  let isRim = { (scalar: Unicode.Scalar) in " '\"".unicodeScalars.contains(scalar) }
  let head = text.unicodeScalars.drop(while: isRim)
  guard let last = head.lastIndex(where: { !isRim($0) }) else { return "" }
  return String(head[...last])
}

/// A text without the blanks before and after it.
func withoutBlanks(_ text: String) -> String {
  let isBlank = { (scalar: Unicode.Scalar) in scalar == " " || scalar == "\t" }
  let head = text.unicodeScalars.drop(while: isBlank)
  guard let last = head.lastIndex(where: { !isBlank($0) }) else { return "" }
  return String(head[...last])
}
