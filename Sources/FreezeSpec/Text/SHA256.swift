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
  /// Room for the words that a block is spread to.
  private var words = [UInt32](repeating: 0, count: 64)
  private var length: UInt64 = 0

  private static let constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
    0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
    0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f,
    0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
    0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc,
    0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
    0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116,
    0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
    0xc671_78f2,
  ]

  /// Takes more bytes.
  mutating func update(_ bytes: some Sequence<UInt8>) {
    let done: Void? = bytes.withContiguousStorageIfAvailable { take(UnsafeRawBufferPointer($0)) }
    if done == nil { Array(bytes).withUnsafeBytes { take($0) } }
  }

  private mutating func take(_ bytes: UnsafeRawBufferPointer) {
    length &+= UInt64(bytes.count) &* 8
    var place = 0
    while place < bytes.count {
      if rest.isEmpty, bytes.count - place >= 64 {
        compress(UnsafeRawBufferPointer(rebasing: bytes[place..<place + 64]))
        place += 64
        continue
      }
      let end = place + min(64 - rest.count, bytes.count - place)
      rest.append(contentsOf: bytes[place..<end])
      place = end
      if rest.count == 64 { compressRest() }
    }
  }

  private mutating func compressRest() {
    let block = rest
    block.withUnsafeBytes { compress($0) }
    rest.removeAll(keepingCapacity: true)
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

  /// Takes the 64 bytes of a block.
  private mutating func compress(_ block: UnsafeRawBufferPointer) {
    Self.constants.withUnsafeBufferPointer { constants in
      words.withUnsafeMutableBufferPointer { words in
        state.withUnsafeMutableBufferPointer { Self.compress(block, constants, words, $0) }
      }
    }
  }

  /// The same in a function of its own, whose words are in registers.
  private static func compress(
    _ block: UnsafeRawBufferPointer, _ constants: UnsafeBufferPointer<UInt32>,
    _ words: UnsafeMutableBufferPointer<UInt32>, _ state: UnsafeMutableBufferPointer<UInt32>
  ) {
    for index in 0..<16 {
      let word = block.loadUnaligned(fromByteOffset: 4 &* index, as: UInt32.self)
      words[index] = UInt32(bigEndian: word)
    }
    for index in 16..<64 {
      let (early, late) = (words[index &- 15], words[index &- 2])
      let first = rotated(early, 7) ^ rotated(early, 18) ^ (early >> 3)
      let second = rotated(late, 17) ^ rotated(late, 19) ^ (late >> 10)
      words[index] = words[index &- 16] &+ first &+ words[index &- 7] &+ second
    }
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    // In eight rounds each variable takes each part once, and none has to be moved.
    for index in stride(from: 0, to: 64, by: 8) {
      round(a, b, c, &d, e, f, g, &h, constants[index] &+ words[index])
      round(h, a, b, &c, d, e, f, &g, constants[index &+ 1] &+ words[index &+ 1])
      round(g, h, a, &b, c, d, e, &f, constants[index &+ 2] &+ words[index &+ 2])
      round(f, g, h, &a, b, c, d, &e, constants[index &+ 3] &+ words[index &+ 3])
      round(e, f, g, &h, a, b, c, &d, constants[index &+ 4] &+ words[index &+ 4])
      round(d, e, f, &g, h, a, b, &c, constants[index &+ 5] &+ words[index &+ 5])
      round(c, d, e, &f, g, h, a, &b, constants[index &+ 6] &+ words[index &+ 6])
      round(b, c, d, &e, f, g, h, &a, constants[index &+ 7] &+ words[index &+ 7])
    }
    state[0] &+= a
    state[1] &+= b
    state[2] &+= c
    state[3] &+= d
    state[4] &+= e
    state[5] &+= f
    state[6] &+= g
    state[7] &+= h
  }
}

/// A round of the compression; what stands last is its constant and its word.
@inline(__always)
private func round(
  _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32, _ g: UInt32,
  _ h: inout UInt32, _ word: UInt32
) {
  let sum1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)
  let first = h &+ sum1 &+ (g ^ (e & (f ^ g))) &+ word
  let sum0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)
  d = d &+ first
  h = first &+ sum0 &+ ((a & b) | (c & (a | b)))
}

/// A word turned to the right.
@inline(__always)
private func rotated(_ word: UInt32, _ places: UInt32) -> UInt32 {
  word &>> places | word &<< (32 &- places)
}
