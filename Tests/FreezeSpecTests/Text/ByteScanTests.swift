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
}
