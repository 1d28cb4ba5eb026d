/// Upper and lower case as Python's `re.IGNORECASE` knows it.
enum LetterCase {
  /// Python's simple lower case of a character.
  static func lower(_ codePoint: UInt32) -> UInt32 {
    if codePoint < 0x80 {
      return codePoint >= 0x41 && codePoint <= 0x5A ? codePoint | 0x20 : codePoint
    }
    guard let properties = Unicode.Scalar(codePoint)?.properties,
      properties.changesWhenLowercased
    else { return codePoint }
    return properties.lowercaseMapping.unicodeScalars.first?.value ?? codePoint
  }

  /// All characters that a pattern may write for a lower-case character.
  static func spellings(ofLower lower: UInt32) -> [UInt32] {
    var result: [UInt32] = []
    for letter in siblings[lower] ?? [lower] {
      result.append(letter)
      if let uppers = uppers[letter] { result += uppers }
    }
    return result
  }

  /// For each lower-case character, those whose lower case it is.
  private static let uppers: [UInt32: [UInt32]] = {
    var result: [UInt32: [UInt32]] = [:]
    // No character beyond the supplementary multilingual plane has case.
    for codePoint in UInt32(0)..<0x20000 {
      let lower = lower(codePoint)
      if lower != codePoint { result[lower, default: []].append(codePoint) }
    }
    return result
  }()

  /// Lower-case characters that share their upper case (CPython's `Lib/re/_casefix.py`).
  private static let siblings: [UInt32: [UInt32]] = {
    let groups: [[UInt32]] = [
      [0x69, 0x131], [0x73, 0x17F], [0xB5, 0x3BC], [0x345, 0x3B9, 0x1FBE], [0x390, 0x1FD3],
      [0x3B0, 0x1FE3], [0x3B2, 0x3D0], [0x3B5, 0x3F5], [0x3B8, 0x3D1], [0x3BA, 0x3F0],
      [0x3C0, 0x3D6], [0x3C1, 0x3F1], [0x3C2, 0x3C3], [0x3C6, 0x3D5], [0x432, 0x1C80],
      [0x434, 0x1C81], [0x43E, 0x1C82], [0x441, 0x1C83], [0x442, 0x1C84, 0x1C85],
      [0x44A, 0x1C86], [0x463, 0x1C87], [0x1C88, 0xA64B], [0x1E61, 0x1E9B], [0xFB05, 0xFB06],
    ]
    var result: [UInt32: [UInt32]] = [:]
    for group in groups {
      for letter in group { result[letter] = group }
    }
    return result
  }()
}
