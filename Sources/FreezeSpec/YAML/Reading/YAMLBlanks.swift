extension RandomAccessCollection<UInt8> where Index == Int {
  /// How many bytes from an offset on belong to one line break as libyaml takes it, 0 if none do.
  ///
  /// Beside a line feed and a carriage return, those are U+0085, U+2028 and U+2029.
  func breakWidth(at index: Int) -> Int {
    guard index < endIndex else { return 0 }
    if self[index].isLineBreak { return 1 }
    guard self[index] >= 0x80 else { return 0 }
    for start in Swift.max(startIndex, index - 2)...index {
      if start + 2 <= endIndex, self[start] == 0xC2, self[start + 1] == 0x85, index - start < 2 {
        return start + 2 - index
      }
      if start + 3 <= endIndex, self[start] == 0xE2, self[start + 1] == 0x80,
        self[start + 2] == 0xA8 || self[start + 2] == 0xA9
      {
        return start + 3 - index
      }
    }
    return 0
  }

  /// The same of one blank or line break.
  func blankWidth(at index: Int) -> Int {
    index < endIndex && self[index].isBlank ? 1 : breakWidth(at: index)
  }

  /// Whether a range holds nothing else.
  func isBlank(_ range: Range<Int>) -> Bool { range.allSatisfy { blankWidth(at: $0) > 0 } }

  /// The end of a range without the blanks and line breaks at its end.
  func trimmedEnd(of range: Range<Int>) -> Int {
    var end = range.upperBound
    while end > range.lowerBound, blankWidth(at: end - 1) > 0 { end -= 1 }
    return end
  }

  /// Where the text of a node starts behind its anchor and its tag.
  func contentStart(in range: Range<Int>) -> Int {
    var index = range.lowerBound
    let end = range.upperBound
    while index < end {
      switch self[index] {
      case UInt8(ascii: "!") where index + 1 < end && self[index + 1] == UInt8(ascii: "<"):
        while index < end, self[index] != UInt8(ascii: ">") { index += 1 }
        index = Swift.min(index + 1, end)
      case UInt8(ascii: "&"), UInt8(ascii: "!"):
        while index < end, blankWidth(at: index) == 0, self[index] != UInt8(ascii: ",") {
          index += 1
        }
      case UInt8(ascii: "#"):
        while index < end, breakWidth(at: index) == 0 { index += 1 }
      default:
        let width = blankWidth(at: index)
        if width == 0 { return index }
        index += width
      }
    }
    return index
  }
}
