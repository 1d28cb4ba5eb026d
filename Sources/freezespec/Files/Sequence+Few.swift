extension Sequence {
  /// The first elements, larger ones left out, whose bytes together are no more than a number.
  func few(bytes: Int, size: (Element) throws -> Int) rethrows -> [Element] {
    var left = bytes
    return try filter { element in
      let size = try size(element)
      guard size <= left else { return false }
      left -= size
      return true
    }
  }
}
