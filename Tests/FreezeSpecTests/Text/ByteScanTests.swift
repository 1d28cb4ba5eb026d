import Testing

@testable import FreezeSpec

@Suite struct ByteScanTests {
  @Test func aTextIsPlainJSONWhereEachOfItsBytesIs() {
    for length in 0..<20 {
      let plain = [UInt8](repeating: UInt8(ascii: "a"), count: length)
      #expect(plain.withUnsafeBytes { ByteScan.isPlainJSON($0) })
      for place in 0..<length {
        for byte in UInt8.min...UInt8.max {
          var bytes = plain
          bytes[place] = byte
          let isPlain = (0x20..<0x7F).contains(byte) && ![0x22, 0x23, 0x5C].contains(byte)
          #expect(bytes.withUnsafeBytes { ByteScan.isPlainJSON($0) } == isPlain)
        }
      }
    }
  }

  @Test func whatJSONDoesNotTakeAsItIsIsFoundAtEachOffset() {
    for byte in UInt8.min...UInt8.max {
      let isUsual = byte >= 0x20 && byte < 0x80 && byte != 0x22 && byte != 0x5C
      for place in 0..<20 {
        var bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 20)
        bytes[place] = byte
        let found = bytes.withUnsafeBytes { ByteScan.firstUnusualInJSON($0, from: 1) }
        #expect(found == (isUsual || place == 0 ? 20 : place))
      }
    }
  }

  @Test func theCommonStartOfTwoTextsEndsAtTheFirstDifference() {
    for count in 0..<20 {
      let bytes = (0..<UInt8(count)).map { $0 }
      #expect(ByteScan.commonPrefix(of: bytes, and: bytes + [1]) == count)
      #expect(ByteScan.commonPrefix(of: bytes + [1], and: bytes) == count)
      for place in 0..<count {
        var other = bytes
        other[place] = 0xFF
        #expect(ByteScan.commonPrefix(of: bytes, and: other) == place)
      }
    }
  }

  @Test func aRangeIsHeldAgainstAnotherPlace() {
    let bytes = Array("abc abd abc".utf8)
    #expect(ByteScan.repeats(0..<3, at: 8, in: bytes))
    #expect(!ByteScan.repeats(0..<3, at: 4, in: bytes))
    #expect(ByteScan.repeats(0..<2, at: 4, in: bytes))
    #expect(!ByteScan.repeats(0..<4, at: 8, in: bytes))
    #expect(ByteScan.repeats(0..<0, at: 11, in: bytes))
  }
}
