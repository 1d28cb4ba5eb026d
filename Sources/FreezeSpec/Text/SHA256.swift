import CMachine

/// SHA-256, as FIPS 180-4 defines it, of bytes that come piece by piece.
///
/// It names plans, and guards nothing: no library of cryptography is loaded for that.
struct SHA256 {
  private var state: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
    0x5be0_cd19,
  ]
  /// The bytes that do not fill a block yet.
  private var rest: [UInt8] = []
  private var length: UInt64 = 0

  private static let blockBytes = 64

  /// Takes more bytes.
  mutating func update(_ bytes: some Sequence<UInt8>) {
    let done: Void? = bytes.withContiguousStorageIfAvailable { take($0) }
    if done == nil { Array(bytes).withUnsafeBufferPointer { take($0) } }
  }

  private mutating func take(_ bytes: UnsafeBufferPointer<UInt8>) {
    length &+= UInt64(bytes.count) &* 8
    var more = bytes[...]
    if !rest.isEmpty {
      let filling = more.prefix(Self.blockBytes - rest.count)
      rest.append(contentsOf: filling)
      more = more.dropFirst(filling.count)
      if rest.count < Self.blockBytes { return }
      compressRest()
    }
    let whole = more.prefix(more.count / Self.blockBytes * Self.blockBytes)
    compress(UnsafeBufferPointer(rebasing: whole))
    rest.append(contentsOf: more.dropFirst(whole.count))
  }

  private mutating func compressRest() {
    let block = rest
    block.withUnsafeBufferPointer { compress($0) }
    rest.removeAll(keepingCapacity: true)
  }

  /// Takes whole blocks.
  private mutating func compress(_ blocks: UnsafeBufferPointer<UInt8>) {
    freezespec_sha256_compress(&state, blocks.baseAddress, blocks.count / Self.blockBytes)
  }

  /// The digest of all bytes in lowercase hexadecimal digits.
  var hexDigest: String {
    digest.map { (byte: UInt8) in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
  }

  /// The 32 bytes of the digest of all bytes.
  var digest: [UInt8] {
    var padded = self
    padded.rest.append(0x80)
    if padded.rest.count > 56 {
      padded.rest.append(contentsOf: repeatElement(0, count: 64 - padded.rest.count))
      padded.compressRest()
    }
    padded.rest.append(contentsOf: repeatElement(0, count: 56 - padded.rest.count))
    for shift in stride(from: 56, through: 0, by: -8) {
      padded.rest.append(UInt8(truncatingIfNeeded: length >> UInt64(shift)))
    }
    padded.compressRest()
    return padded.state.flatMap { word in
      stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> $0) }
    }
  }
}
