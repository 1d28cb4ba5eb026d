/// Turns libyaml's places, which count code points, into byte offsets.
///
/// Places come nearly in order, so that walking from the last one costs each byte about once; in
/// the ASCII text before the first other character they are equal.
struct SourceCursor {
  private let bytes: [UInt8]
  private let asciiPrefix: Int
  private var index = 0
  private var offset = 0

  /// Makes a cursor at the start of a text.
  init(_ source: SourceFile) {
    bytes = source.bytes
    asciiPrefix = source.asciiPrefix
    index = asciiPrefix
    offset = asciiPrefix
  }

  /// The byte offset of the code point with an index, the text's end if there is none.
  mutating func offset(of target: Int) -> Int {
    target <= asciiPrefix ? target : walk(to: target)
  }

  private mutating func walk(to target: Int) -> Int {
    bytes.withUnsafeBufferPointer { bytes in
      while index < target, offset < bytes.count {
        offset += 1
        while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
        index += 1
      }
      while index > target, offset > 0 {
        offset -= 1
        while offset > 0, bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
        index -= 1
      }
      return offset
    }
  }
}
