extension RandomAccessCollection {
  /// The first place from which on all elements satisfy a condition, where none before it does; the
  /// end, where no element satisfies it.
  ///
  /// - Complexity: The condition is asked O(log *count*) times.
  func partitioningIndex(where belongsInSecondPartition: (Element) -> Bool) -> Index {
    var start = startIndex
    var count = count
    while count > 0 {
      let half = count / 2
      let middle = index(start, offsetBy: half)
      if belongsInSecondPartition(self[middle]) {
        count = half
      } else {
        start = index(after: middle)
        count -= half + 1
      }
    }
    return start
  }
}
