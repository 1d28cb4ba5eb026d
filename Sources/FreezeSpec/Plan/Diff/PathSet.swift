/// A set of dotted paths of modules that finds those at or above another path.
///
/// That path is read once and none of its beginnings is copied: a path may have hundreds of
/// components, and a plan a million of them.
struct PathSet {
  private var paths: [String] = []
  private var index = HashIndex()

  /// Takes paths; one that comes again is the same.
  init(_ paths: [String]) {
    for path in paths {
      var hash = 0
      Self.forEachBeginning(of: path) { hash = $1 }
      guard number(of: path.utf8.prefix(path.utf8.count), hash) == nil else { continue }
      index.insert(self.paths.count, hash: hash)
      self.paths.append(path)
    }
  }

  /// How many different paths there are.
  var count: Int { paths.count }

  /// The numbers of those paths that are another one, or a module above it, outermost first.
  func numbers(atOrAbove path: String) -> [Int] {
    if paths.isEmpty { return [] }
    var result: [Int] = []
    Self.forEachBeginning(of: path) { length, hash in
      if let number = number(of: path.utf8.prefix(length), hash) { result.append(number) }
    }
    return result
  }

  private func number(of path: Substring.UTF8View, _ hash: Int) -> Int? {
    index.number(withHash: hash) { paths[$0].utf8.elementsEqual(path) }
  }

  /// Calls a function with the length and the hash of every path at or above one, the root's empty
  /// one first.
  private static func forEachBeginning(of path: String, _ body: (Int, Int) -> Void) {
    var hasher = Hasher()
    body(0, hasher.copiedHash)
    if path.isEmpty { return }
    var path = path
    path.withUTF8 { bytes in
      var start = 0
      while start < bytes.count {
        var end = start
        while end < bytes.count, bytes[end] != UInt8(ascii: ".") { end += 1 }
        // The dot before belongs to the component that follows it.
        let read = UnsafeBufferPointer(rebasing: bytes[max(0, start - 1)..<end])
        hasher.combine(bytes: UnsafeRawBufferPointer(read))
        body(end, hasher.copiedHash)
        start = end + 1
      }
    }
  }
}

extension Hasher {
  /// The hash of what has been taken so far; more may follow.
  fileprivate var copiedHash: Int {
    let copy = self
    return copy.finalize()
  }
}
