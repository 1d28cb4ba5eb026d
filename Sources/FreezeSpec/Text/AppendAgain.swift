extension Array {
  /// Adds some of the elements again.
  ///
  /// - Parameters:
  ///   - range: Which.
  ///   - change: Changes each that is added.
  mutating func append(again range: Range<Int>, changing change: (inout Element) -> Void = { _ in })
  {
    let start = count
    // Not as a slice, which would hold on to all of them and have them copied.
    append(contentsOf: Array(self[range]))
    withUnsafeMutableBufferPointer { elements in
      for index in start..<elements.count { change(&elements[index]) }
    }
  }
}
