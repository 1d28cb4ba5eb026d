extension Array {
  /// Leaves so many elements of those that there are.
  mutating func truncate(to count: Int) { while self.count > count { removeLast() } }
}
