#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Passes over a whole text that look at eight bytes at a time.
enum ByteScan {
  private static let highBits: UInt64 = 0x8080_8080_8080_8080
  private static let lowBits: UInt64 = 0x7F7F_7F7F_7F7F_7F7F

  /// How many bytes at the start are ASCII.
  static func asciiPrefix(of bytes: [UInt8]) -> Int {
    bytes.withUnsafeBytes { buffer in
      var index = 0
      while index + 8 <= buffer.count,
        buffer.loadUnaligned(fromByteOffset: index, as: UInt64.self) & highBits == 0
      { index += 8 }
      while index < buffer.count, buffer[index] < 0x80 { index += 1 }
      return index
    }
  }

  /// The offset of the first byte of a value, at or after an offset.
  static func firstIndex(of byte: UInt8, in bytes: [UInt8], from start: Int) -> Int? {
    bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress, start < buffer.count,
        let found = memchr(base + start, Int32(byte), buffer.count - start)
      else { return nil }
      return UnsafeRawPointer(found) - base
    }
  }

  /// The first byte at or after an offset that is neither printable ASCII nor a line feed, or the
  /// count of bytes.
  static func firstUnusual(in buffer: UnsafeRawBufferPointer, from start: Int) -> Int {
    var index = start
    while index + 8 <= buffer.count {
      let word = buffer.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      // With no high bit set, none of these sums carries into the next byte.
      let control = ~(word &+ 0x6060_6060_6060_6060)
      let notLineFeed = (word ^ 0x0A0A_0A0A_0A0A_0A0A) &+ lowBits
      let delete = ~((word ^ lowBits) &+ lowBits)
      if (word | (control & notLineFeed) | delete) & highBits != 0 { break }
      index += 8
    }
    while index < buffer.count {
      let byte = buffer[index]
      guard byte == 0x0A || (byte >= 0x20 && byte < 0x7F) else { break }
      index += 1
    }
    return index
  }

  /// Whether all bytes are printable ASCII.
  static func isPrintableASCII(_ buffer: UnsafeRawBufferPointer) -> Bool {
    var index = 0
    while index + 8 <= buffer.count {
      let word = buffer.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      // With no high bit set, neither sum carries into the next byte.
      let control = ~(word &+ 0x6060_6060_6060_6060)
      let delete = ~((word ^ lowBits) &+ lowBits)
      if (word | control | delete) & ~lowBits != 0 { return false }
      index += 8
    }
    while index < buffer.count {
      guard buffer[index] >= 0x20, buffer[index] < 0x7F else { return false }
      index += 1
    }
    return true
  }

  /// Whether all bytes are ASCII that a JSON string takes as it is: printable, and no quote, backslash or
  /// number sign.
  static func isPlainJSON(_ buffer: UnsafeRawBufferPointer) -> Bool {
    var index = 0
    while index + 8 <= buffer.count {
      let word = buffer.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      // With no high bit set, none of these sums carries into the next byte.
      let control = ~(word &+ 0x6060_6060_6060_6060)
      let delete = ~((word ^ lowBits) &+ lowBits)
      let quote = ~((word ^ 0x2222_2222_2222_2222) &+ lowBits)
      let number = ~((word ^ 0x2323_2323_2323_2323) &+ lowBits)
      let backslash = ~((word ^ 0x5C5C_5C5C_5C5C_5C5C) &+ lowBits)
      if (word | control | delete | quote | number | backslash) & highBits != 0 { return false }
      index += 8
    }
    while index < buffer.count {
      switch buffer[index] {
      case 0x22, 0x23, 0x5C: return false
      case 0x20..<0x7F: index += 1
      default: return false
      }
    }
    return true
  }

  /// The first byte at or after an offset that is none that a JSON string takes as it is, or no ASCII, or
  /// the count of bytes.
  static func firstUnusualInJSON(_ buffer: UnsafeRawBufferPointer, from start: Int) -> Int {
    var index = start
    while index + 8 <= buffer.count {
      let word = buffer.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      // With no high bit set, none of these sums carries into the next byte.
      let control = ~(word &+ 0x6060_6060_6060_6060)
      let quote = ~((word ^ 0x2222_2222_2222_2222) &+ lowBits)
      let backslash = ~((word ^ 0x5C5C_5C5C_5C5C_5C5C) &+ lowBits)
      if (word | control | quote | backslash) & highBits != 0 { break }
      index += 8
    }
    while index < buffer.count {
      let byte = buffer[index]
      guard byte >= 0x20, byte < 0x80, byte != 0x22, byte != 0x5C else { break }
      index += 1
    }
    return index
  }

  /// How many bytes two texts have in common at their starts.
  static func commonPrefix(of one: [UInt8], and other: [UInt8]) -> Int {
    one.withUnsafeBytes { one in
      other.withUnsafeBytes { other in
        let most = min(one.count, other.count)
        var index = 0
        while index + 8 <= most,
          one.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            == other.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        { index += 8 }
        while index < most, one[index] == other[index] { index += 1 }
        return index
      }
    }
  }

  /// Whether the bytes of a range stand at an offset once more.
  static func repeats(_ range: Range<Int>, at start: Int, in bytes: [UInt8]) -> Bool {
    guard start + range.count <= bytes.count else { return false }
    return bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { return true }
      return memcmp(base + start, base + range.lowerBound, range.count) == 0
    }
  }

  /// How many code points start in a slice of UTF-8.
  static func codePoints(in bytes: ArraySlice<UInt8>) -> Int {
    bytes.withUnsafeBytes { buffer in
      var count = buffer.count
      var index = 0
      while index + 8 <= buffer.count {
        let word = buffer.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        count -= (word & ~(word << 1) & highBits).nonzeroBitCount
        index += 8
      }
      while index < buffer.count {
        if buffer[index] & 0xC0 == 0x80 { count -= 1 }
        index += 1
      }
      return count
    }
  }

  /// The offsets after each LF, CR LF and lone CR, and 0.
  static func lineStarts(of bytes: [UInt8]) -> [UInt32] {
    var starts: [UInt32] = [0]
    starts.reserveCapacity(bytes.count / 32)
    bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { return }
      // A file without CR, nearly every one, is searched for LF alone.
      if memchr(base, 0x0D, buffer.count) == nil {
        var from = 0
        while let found = memchr(base + from, 0x0A, buffer.count - from) {
          from = found - UnsafeMutableRawPointer(mutating: base) + 1
          starts.append(UInt32(clamping: from))
        }
        return
      }
      var index = 0
      while index < buffer.count {
        let byte = buffer[index]
        index += 1
        if byte == 0x0A {
          starts.append(UInt32(clamping: index))
        } else if byte == 0x0D {
          if index < buffer.count, buffer[index] == 0x0A { index += 1 }
          starts.append(UInt32(clamping: index))
        }
      }
    }
    return starts
  }
}

extension ByteScan {
  /// The integer of a few digits that stands at an offset in JSON, and the offset behind it.
  static func shortInteger(in bytes: [UInt8], at start: Int) -> (number: Int, end: Int)? {
    var number = 0
    var end = start
    while end < bytes.count, end - start < 16, bytes[end].isASCIIDigit {
      number = 10 * number + Int(bytes[end] - UInt8(ascii: "0"))
      end += 1
    }
    guard end > start, end < bytes.count, end == start + 1 || bytes[start] != UInt8(ascii: "0")
    else { return nil }
    switch bytes[end] {
    case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), 0x20, 0x0A, 0x0D, 0x09: break
    default: return nil
    }
    return (number, end)
  }
}

extension String.UTF8View {
  /// Whether a byte is among them: the standard library looks at one after the other, at twenty instructions
  /// each.
  func contains(_ byte: UInt8) -> Bool {
    let isThere = withContiguousStorageIfAvailable { buffer in
      buffer.baseAddress.map { memchr($0, Int32(byte), buffer.count) != nil } ?? false
    }
    return isThere ?? contains { $0 == byte }
  }
}
