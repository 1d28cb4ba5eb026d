internal import CYAML

/// Numbers as reports print them.
enum NumberText {
  /// A number with so many decimals, or with an exponent where that would be long or tell nothing.
  static func fixed(_ number: Double, decimals: Int = 4) -> String {
    let size = abs(number)
    let isExtreme = size >= 1e7 || (size > 0 && size < 5e-7)
    return formatted(isExtreme ? "%.\(decimals)e" : "%.\(decimals)f", number)
  }

  /// A number with four significant digits, of which no more than four are decimals; with an exponent
  /// where these would not tell its order of magnitude, or not fit: `0.1542`, `1.099`, `1356`, `4.5e-05`,
  /// and `0` for nothing at all.
  static func figure(_ number: Double) -> String {
    if number == 0 { return "0" }
    if number == -.infinity { return "-inf" }
    let size = abs(number)
    if size < 1e-3 { return formatted("%.1e", number) }
    if size < 0.99995 { return formatted("%.4f", number) }
    return size < 9999.5 ? fourDigits(number) : formatted("%.3e", number)
  }

  /// A probability as a figure; what is not all is never printed as all.
  static func probability(_ number: Double) -> String {
    number < 1 && number > 0.99995 ? "> 0.9999" : figure(number)
  }

  /// A number of classes, which need not be whole, with four significant digits, or grouped where it
  /// has more before the point.
  static func effectiveCount(_ number: Double) -> String {
    if number >= 1e15 { return formatted("%.3e", number) }
    return number >= 999.95 ? grouped(Int(number.rounded())) : fourDigits(number)
  }

  /// A number from 1 to 9999 with four significant digits.
  private static func fourDigits(_ number: Double) -> String {
    let size = abs(number)
    let decimals = size >= 999.95 ? 0 : size >= 99.995 ? 1 : size >= 9.9995 ? 2 : 3
    return formatted("%.\(decimals)f", number)
  }

  /// A number in full, whole ones without a decimal point: `1`, `0.6`, `1e+300`.
  static func plain(_ number: Double) -> String {
    let text = "\(number)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// A number with the digits that tell of its size, `0.7621` or `1e-05`, for a reader to whom its
  /// exact value says nothing.
  static func significant(_ number: Double, digits: Int = 4) -> String {
    formatted("%.\(digits)g", number)
  }

  /// The same in as few digits, from four on, as tell it from others that stand beside it.
  static func significant(_ number: Double, apartFrom others: [Double]) -> String {
    for digits in 4...16 {
      let text = significant(number, digits: digits)
      if others.allSatisfy({ $0 == number || $0 != Double(text) }) { return text }
    }
    return pythonRepr(number)
  }

  /// A share of 0 to 1 in percent, such as `59.33 %`; what is not all is never printed as all.
  static func percent(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "–" }
    if part == whole { return "100 %" }
    if part == 0 { return "0 %" }
    let percent = Double(part) / Double(whole) * 100
    if percent < 0.01 { return "< 0.01 %" }
    if percent > 99.99 { return "> 99.99 %" }
    return formatted("%.2f", percent) + " %"
  }

  /// A number of bytes in binary units, such as `42.6 MiB`.
  static func bytes(_ count: Int) -> String {
    // A sum that would pass the largest integer stays there.
    if count == .max { return "> 8 EiB" }
    if count < 1024 { return "\(count) B" }
    var size = Double(count)
    for unit in ["KiB", "MiB", "GiB", "TiB", "PiB"] {
      size /= 1024
      if size < 999.95 { return formatted("%.1f", size) + " " + unit }
      if size < 1023.5 { return formatted("%.0f", size) + " " + unit }
    }
    return formatted("%.1f", size / 1024) + " EiB"
  }

  private static func formatted(_ format: String, _ number: Double) -> String {
    String(unsafeUninitializedCapacity: 64) { room in
      room.withMemoryRebound(to: CChar.self) { room in
        let count = print_double(room.baseAddress, room.count, format, number)
        return max(0, min(Int(count), room.count - 1))
      }
    }
  }
}

/// A number in hexadecimal digits, zeros before it where they are too few.
func hexadecimal(_ number: UInt32, digits: Int, uppercase: Bool = false) -> String {
  let text = String(number, radix: 16, uppercase: uppercase)
  return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
}
