/// A text whose places are marked by keycaps such as 1️⃣, which are taken out of it.
struct MarkedText: ExpressibleByStringLiteral, CustomStringConvertible {
  /// The text with its markers, for the names of tests.
  let description: String
  /// The text in UTF-8, without the markers.
  let bytes: [UInt8]
  /// The offset of each marker, by its digit.
  let offsets: [Int: Int]

  init(stringLiteral text: String) { self.init(text) }

  init(bytes: [UInt8], offsets: [Int: Int]) {
    description = "\(bytes.count) bytes"
    self.bytes = bytes
    self.offsets = offsets
  }

  init(_ text: String) {
    var bytes: [UInt8] = []
    var offsets: [Int: Int] = [:]
    var scalars = text.unicodeScalars[...]
    while let scalar = scalars.first {
      let digit = Int(scalar.value) - 0x30
      let isKeycap = scalars.dropFirst().starts(with: "\u{FE0F}\u{20E3}".unicodeScalars)
      if isKeycap, (0...9).contains(digit) {
        offsets[digit] = bytes.count
        scalars = scalars.dropFirst(3)
      } else {
        bytes.append(contentsOf: String(scalar).utf8)
        scalars.removeFirst()
      }
    }
    description = text
    self.bytes = bytes
    self.offsets = offsets
  }

  /// The marker at an offset, if one stood there.
  func marker(at offset: Int) -> String? {
    offsets.first { $0.value == offset }.map { "\($0.key)\u{FE0F}\u{20E3}" }
  }
}
