/// A key of a child or a tensor that would be its name, and has a plain slip in it: quotes of a word
/// processor, a blank or a colon at its end, full-width letters.
///
/// PyTorch takes such names; nobody means them.
struct NameSlip {
  /// What is wrong with it, to follow the name.
  let fault: String
  /// The name as it is meant.
  let name: String

  /// Reads a key; `nil` where nothing is wrong with it.
  init?(_ key: String) {
    if key.utf8.allSatisfy({ $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: "_") }) {
      return nil
    }
    let scalars = key.unicodeScalars
    guard let first = scalars.first, let last = scalars.last else { return nil }
    if scalars.count > 2, Self.quotes.contains(first), Self.quotes.contains(last) {
      fault = "is between quotes of a word processor, which would be part of the name"
      name = String(scalars.dropFirst().dropLast())
    } else if first.isWhitespace || last.isWhitespace {
      fault =
        "has \(last.isWhitespace ? "a blank behind it" : "a blank before it"), which would be "
        + "part of the name"
      name = String(
        String.UnicodeScalarView(
          scalars.drop { $0.isWhitespace }.reversed()
            .drop { $0.isWhitespace }.reversed()))
    } else if last == ":" || last == "：" {
      fault = "ends with a colon, which would be part of the name"
      name = String(String.UnicodeScalarView(scalars.dropLast()))
    } else if scalars.contains(where: Self.isFullWidth) {
      fault = "has full-width characters, which are others than those of the keyboard"
      name = scalars.map { Self.isFullWidth($0) ? Lookalike.ascii($0) ?? String($0) : String($0) }
        .joined()
    } else {
      return nil
    }
    // What else is unusual may well be meant.
    let isPlain = name.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
        || "_-.".unicodeScalars.contains(scalar)
    }
    if name.isEmpty || !isPlain { return nil }
  }

  /// The quotes of word processors.
  private static let quotes: Set<Unicode.Scalar> = [
    "“", "”", "„", "‟", "‘", "’", "‚", "«", "»", "＂", "＇",
  ]

  /// Whether a character is a full-width form of a letter or a digit.
  private static func isFullWidth(_ scalar: Unicode.Scalar) -> Bool {
    guard (0xFF10...0xFF5A).contains(scalar.value), let ascii = Lookalike.ascii(scalar) else {
      return false
    }
    return ascii.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || ("0"..."9").contains($0)
    }
  }

  /// The finding about a key.
  func diagnostic(of key: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .invalidName, "`\(clipped(key))` \(fault)", at: span,
      cures: [.writing(flowScalar(name)) { "write \($0)" }])
  }
}
