import Testing

@testable import FreezeSpec

@Suite struct PythonFloatTests {
  @Test(arguments: [
    ("2", "2.0"), (" 2.5\t", "2.5"), ("-1_000.5", "-1000.5"), ("1e3", "1000.0"), ("+.5", "0.5"),
    ("5.", "5.0"), ("1E-2", "0.01"), ("-inf", "-inf"), ("Infinity", "inf"), ("NaN", "nan"),
    ("-0", "-0.0"), ("1e999", "inf"), ("1e-999", "0.0"), ("\u{a0}7\u{2003}", "7.0"),
  ])
  func stringsReadAsFloatReadsThem(text: String, repr: String) {
    #expect(pythonFloat(text).map { pythonRepr($0) } == repr)
  }

  @Test(arguments: [
    "", " ", "x", "0x10", "1__0", "_1", "1_", "1e", "e5", "1.2.3", "--1", "+-1", "1 2", "1e+-2",
    "nan(1)", "infinit", "1_e3", "1._5", ".", "1e5.0",
  ])
  func whatFloatRefusesIsNoNumber(text: String) {
    #expect(pythonFloat(text) == nil)
  }

  private func short(_ text: String) -> Double? {
    Array(text.utf8).withUnsafeBufferPointer { shortFloat($0[...]) }
  }

  @Test func shortFloatsAreThoseThatTheLongWayReads() {
    for digits in ["0", "1", "7", "123", "999999999999999", "0.1", "5.", ".5", "12.375", "00.25"] {
      for exponent in ["", "e0", "e-05", "E+3", "e22", "e-22", "e9"] {
        let text = digits + exponent
        if let value = short(text) { #expect(value == Double(text), "\(text)") }
      }
    }
    #expect(short("1e-05") == 1e-05)
    #expect(short("0.1") == 0.1)
  }

  @Test(arguments: [
    "", ".", "e5", "1e", "1e+", "1.2.3", "1_0.5", "1e23", "1e-123", "1234567890.123456", "1x",
    "1e5x",
  ])
  func whatIsNotShortIsLeftToTheLongWay(text: String) {
    #expect(short(text) == nil)
  }
}
