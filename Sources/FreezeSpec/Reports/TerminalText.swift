/// Texts for people's eyes: control characters made visible, widths in columns, cuts.
enum TerminalText {
  /// Whether all bytes are printable ASCII, and so one column each.
  static func isPrintableASCII(_ buffer: UnsafeBufferPointer<UInt8>) -> Bool {
    ByteScan.isPrintableASCII(UnsafeRawBufferPointer(buffer))
  }

  /// Whether all characters are printable ASCII, and so one column each.
  static func isPrintableASCII(_ text: String) -> Bool {
    text.utf8.withContiguousStorageIfAvailable(isPrintableASCII)
      ?? text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
  }

  /// A text with every character that Python's `repr` would escape written as it would: control
  /// characters, line breaks, invisible ones and those that change the direction of a text.
  static func escaped(_ text: String) -> String {
    if isPrintableASCII(text) { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if isPrintable(scalar) {
        result.unicodeScalars.append(scalar)
        continue
      }
      switch scalar {
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x100: result += "\\x" + hex(scalar, digits: 2)
      case _ where scalar.value < 0x10000: result += "\\u" + hex(scalar, digits: 4)
      default: result += "\\U" + hex(scalar, digits: 8)
      }
    }
    return result
  }

  /// Whether a character stands for itself on a line, as Python's `str.isprintable` has it.
  static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value >= 0x20 && scalar.value < 0x7F }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator, .spaceSeparator:
      return false
    default: return true
    }
  }

  private static func hex(_ scalar: Unicode.Scalar, digits: Int) -> String {
    let text = String(scalar.value, radix: 16)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }

  /// The columns that an escaped text takes in a terminal.
  static func width(of text: String) -> Int {
    if isPrintableASCII(text) { return text.utf8.count }
    return text.unicodeScalars.reduce(0) { $0 + width(of: $1) }
  }

  /// The columns that a printable character takes in a terminal.
  static func width(of scalar: Unicode.Scalar) -> Int {
    if scalar.isASCII { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: return EastAsianWidth.isWide(scalar) ? 2 : 1
    }
  }

  /// The columns before and after the `…` of a text cut to so many columns.
  static func parts(ofCut columns: Int) -> (head: Int, tail: Int) {
    (max(0, columns - columns / 2 - 1), max(0, columns / 2))
  }

  /// The columns that a text takes once it is escaped.
  static func escapedWidth(of text: String) -> Int {
    isPrintableASCII(text) ? text.utf8.count : width(of: escaped(text))
  }

  /// An escaped text in at most so many columns, `…` standing for its middle where that is too few.
  static func cut(_ text: String, to columns: Int) -> String {
    let scalars = text.unicodeScalars
    if text.utf8.count <= columns || width(of: text) <= columns { return text }
    let (headColumns, tailColumns) = parts(ofCut: columns)
    var head = scalars.startIndex
    var used = 0
    while head < scalars.endIndex, used + width(of: scalars[head]) <= headColumns {
      used += width(of: scalars[head])
      head = scalars.index(after: head)
    }
    var tail = scalars.endIndex
    used = 0
    while tail > head {
      let previous = scalars.index(before: tail)
      if used + width(of: scalars[previous]) > tailColumns { break }
      used += width(of: scalars[previous])
      tail = previous
    }
    // A mark without its letter would land on the ellipsis.
    while tail < scalars.endIndex, width(of: scalars[tail]) == 0 {
      tail = scalars.index(after: tail)
    }
    return String(scalars[..<head]) + "…" + String(scalars[tail...])
  }
}

extension ByteScan {
  /// Whether all bytes are printable ASCII.
  static func isPrintableASCII(_ buffer: UnsafeRawBufferPointer) -> Bool {
    let lowBits: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    var index = 0
    while index + 8 <= buffer.count {
      let word = buffer.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      // With no high bit set, neither sum carries into the next byte.
      let control = ~(word &+ 0x6060_6060_6060_6060)
      let delete = ~((word ^ lowBits) &+ lowBits)
      if (word | control | delete) & ~lowBits != 0 { return false }
      index += 8
    }
    while index < buffer.count {
      guard buffer[index] >= 0x20, buffer[index] < 0x7F else { return false }
      index += 1
    }
    return true
  }
}
