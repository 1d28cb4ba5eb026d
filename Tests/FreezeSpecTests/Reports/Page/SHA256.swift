/// SHA-256 (FIPS 180-4) of a text in base 64, as a content security policy writes it.
enum SHA256 {
  static func base64(of text: String) -> String {
    let digest = hash(Array(text.utf8)).flatMap { word in
      stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> $0) }
    }
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var result = ""
    for start in stride(from: 0, to: digest.count, by: 3) {
      let bytes = digest[start..<min(start + 3, digest.count)].map(UInt32.init)
      let bits = bytes.reduce(0) { $0 << 8 | $1 } << (8 * (3 - bytes.count))
      for place in 0..<4 {
        let index = Int(bits >> (18 - 6 * place) & 63)
        result.append(place <= bytes.count ? alphabet[index] : "=")
      }
    }
    return result
  }

  private static func hash(_ message: [UInt8]) -> [UInt32] {
    var padded = message + [0x80]
    while padded.count % 64 != 56 { padded.append(0) }
    let bits = UInt64(message.count) * 8
    padded += stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: bits >> $0) }

    let primes = (2...311).filter { number in !(2..<number).contains { number % $0 == 0 } }
    let constants = primes.map { fraction($0, root: 3) }
    var state = primes.prefix(8).map { fraction($0, root: 2) }
    for block in stride(from: 0, to: padded.count, by: 64) {
      var words = (0..<16).map { word in
        padded[(block + word * 4)..<(block + word * 4 + 4)].reduce(UInt32(0)) {
          $0 << 8 | UInt32($1)
        }
      }
      for at in 16..<64 {
        let (a, b) = (words[at - 15], words[at - 2])
        let small = rotated(a, 7) ^ rotated(a, 18) ^ a >> 3
        let large = rotated(b, 17) ^ rotated(b, 19) ^ b >> 10
        words.append(words[at - 16] &+ small &+ words[at - 7] &+ large)
      }
      state = zip(state, compress(state, words, constants)).map { $0 &+ $1 }
    }
    return state
  }

  private static func compress(
    _ state: [UInt32], _ words: [UInt32], _ constants: [UInt32]
  ) -> [UInt32] {
    var s = state
    for at in 0..<64 {
      let choice = (s[4] & s[5]) ^ (~s[4] & s[6])
      let majority = (s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2])
      let high = rotated(s[4], 6) ^ rotated(s[4], 11) ^ rotated(s[4], 25)
      let low = rotated(s[0], 2) ^ rotated(s[0], 13) ^ rotated(s[0], 22)
      let first = s[7] &+ high &+ choice &+ constants[at] &+ words[at]
      s = [first &+ low &+ majority, s[0], s[1], s[2], s[3] &+ first, s[4], s[5], s[6]]
    }
    return s
  }

  private static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word >> count | word << (32 - count)
  }

  /// The first 32 bits of the fraction of a root.
  private static func fraction(_ number: Int, root: Int) -> UInt32 {
    // By halving, in whole numbers of 2^-32.
    var low: UInt64 = 0
    var high: UInt64 = 1 << 40
    while high - low > 1 {
      let middle = (low + high) / 2
      if isPower(of: middle, root, atMost: UInt64(number)) { low = middle } else { high = middle }
    }
    return UInt32(truncatingIfNeeded: low)
  }

  /// Whether the power of a number in units of 2^-32 is at most a whole number.
  private static func isPower(of value: UInt64, _ exponent: Int, atMost limit: UInt64) -> Bool {
    let wide = UInt128(value)
    let square = wide * wide
    if exponent == 2 { return square <= UInt128(limit) << 64 }
    // A third factor passes 128 bits only where the power is far above every limit here.
    let (cube, overflow) = square.multipliedReportingOverflow(by: wide)
    return !overflow && cube <= UInt128(limit) << 96
  }
}
