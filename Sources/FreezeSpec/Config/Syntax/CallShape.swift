/// What calls have in common that differ in the values of their arguments alone.
///
/// A large config has many calls and few shapes of them: what follows from the shape is found out
/// once, and a call keeps no names of its own.
final class CallShape: Sendable {
  /// The class as written, `nn.` and `torch.nn.` included.
  let className: String
  /// The number of arguments that are given by position; they come first.
  let positionalCount: Int
  /// The names of the other arguments.
  let keywords: [String]
  /// The text of the file of the calls; empty where they stand in none.
  let file: [UInt8]
  /// Its hash, worked out once.
  let hash: Int

  init(className: String, positionalCount: Int, keywords: [String], in file: [UInt8] = []) {
    self.className = className
    self.positionalCount = positionalCount
    self.keywords = keywords
    self.file = file
    var hasher = Hasher()
    hasher.combine(ExactString(className))
    hasher.combine(positionalCount)
    for keyword in keywords { hasher.combine(ExactString(keyword)) }
    hash = hasher.finalize()
  }

  /// The name of an argument; `nil` for a positional one.
  func name(ofArgument index: Int) -> String? {
    index < positionalCount ? nil : keywords[index - positionalCount]
  }
}

extension CallShape: Hashable {
  static func == (left: CallShape, right: CallShape) -> Bool {
    if left === right { return true }
    return left.hash == right.hash && left.positionalCount == right.positionalCount
      && left.className.isExactly(right.className)
      && left.keywords.elementsEqual(right.keywords) { $0.isExactly($1) }
  }

  func hash(into hasher: inout Hasher) { hasher.combine(hash) }
}

/// The shapes of a file's calls, by the text that is left of a call without its values.
struct CallShapes {
  /// The text of the file; empty where the calls stand in none.
  let file: [UInt8]

  /// The text of a call without its values: `Conv2d(,,kernel_size=,`.
  private struct Outline: Hashable {
    var bytes: [UInt8] = []

    static func == (left: Outline, right: Outline) -> Bool { left.bytes == right.bytes }

    func hash(into hasher: inout Hasher) {
      bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    }
  }

  private var shapes: [CallShape] = []
  /// Their outlines, and where those are by their hashes.
  private var outlines: [Outline] = []
  private var index = HashIndex()
  /// The outline at hand.
  private var outline = Outline()

  init(in file: [UInt8]) { self.file = file }

  /// The shape of a call.
  ///
  /// - Parameters:
  ///   - name: The place of the class's name in the text.
  ///   - keywords: The places of the arguments' names.
  mutating func shape(
    of name: Range<Int>, positionalCount: Int, keywords: ArraySlice<Range<Int>>,
    in text: UnsafeBufferPointer<UInt8>
  ) -> CallShape {
    outline.bytes.removeAll(keepingCapacity: true)
    outline.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[name]))
    outline.bytes.append(UInt8(ascii: "("))
    for _ in 0..<positionalCount { outline.bytes.append(UInt8(ascii: ",")) }
    for keyword in keywords {
      outline.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[keyword]))
      outline.bytes.append(UInt8(ascii: "="))
    }
    if let known = index.number(of: outline, in: outlines) { return shapes[known] }
    let names = keywords.map {
      PythonIdentifier.normalized(String(decoding: text[$0], as: UTF8.self))
    }
    let shape = CallShape(
      className: dottedName(text[name]), positionalCount: positionalCount, keywords: names,
      in: file)
    index.insert(shapes.count, outline)
    outlines.append(outline)
    shapes.append(shape)
    return shape
  }
}

/// A name as Python reads it, without the blanks that may stand around its dots.
func dottedName(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> String {
  if !bytes.contains(where: { $0.isASCIISpace || $0 >= 0x80 }) {
    return String(decoding: bytes, as: UTF8.self)
  }
  let name = String(decoding: bytes.filter { !$0.isASCIISpace }, as: UTF8.self)
  return PythonIdentifier.dottedName(name)
}
