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
}
