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
}
