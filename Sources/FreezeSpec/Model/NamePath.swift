/// What goes the way to one module of a tree after another.
protocol PathWalker {
  /// Goes to a child, whose name may have dots of its own.
  mutating func enter(_ name: String)
  /// Goes back to the parent.
  mutating func leave()
}

/// The path of a place in a tree while it is walked.
struct NamePath: PathWalker {
  /// The names on the way in UTF-8, a dot behind each.
  private var prefix: [UInt8] = []
  /// How long that was before each of them.
  private var starts: [Int] = []

  /// Goes to a child.
  mutating func enter(_ name: String) {
    starts.append(prefix.count)
    var name = name
    name.withUTF8 { prefix.append(contentsOf: $0) }
    prefix.append(UInt8(ascii: "."))
  }

  /// Goes back to the parent.
  mutating func leave() {
    prefix.removeLast(prefix.count - (starts.popLast() ?? 0))
  }

  /// The full name of something here.
  func name(_ last: String) -> String {
    var last = last
    return last.withUTF8 { last in
      String(unsafeUninitializedCapacity: prefix.count + last.count) { buffer in
        let start = buffer.update(fromContentsOf: prefix)
        return buffer[start...].update(fromContentsOf: last)
      }
    }
  }

  /// A full name while it is read, in UTF-8.
  struct OpenName {
    let utf8: UnsafeBufferPointer<UInt8>
    /// The path of the module that it is in; empty for the root.
    let modulePath: UnsafeBufferPointer<UInt8>
  }

  /// Lends the full name of something here to a function.
  mutating func withName(_ last: String, _ body: (OpenName) -> Void) {
    let end = prefix.count
    var last = last
    last.withUTF8 { prefix.append(contentsOf: $0) }
    prefix.withUnsafeBufferPointer { utf8 in
      let path = UnsafeBufferPointer(rebasing: utf8.prefix(max(0, end - 1)))
      body(OpenName(utf8: utf8, modulePath: path))
    }
    prefix.removeLast(prefix.count - end)
  }
}

extension NumberedNames: PathWalker {}
