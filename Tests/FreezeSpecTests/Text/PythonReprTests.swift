import Testing

@testable import FreezeSpec

@Suite struct PythonReprTests {
  @Test(arguments: [
    (1e-5, "1e-05"), (0.1, "0.1"), (1.0, "1.0"), (1e16, "1e+16"), (1e15, "1000000000000000.0"),
    (123456.789, "123456.789"), (1e-4, "0.0001"), (0.00012345, "0.00012345"), (-2.5, "-2.5"),
    (1e22, "1e+22"), (1.5e300, "1.5e+300"), (5e-324, "5e-324"),
    (9007199254740993.0, "9007199254740992.0"),
  ])
  func floatsPrintAsInPython(value: Double, text: String) {
    #expect(pythonRepr(value) == text)
  }

  @Test(arguments: [
    ("zeros", "'zeros'"), ("it's", "\"it's\""), ("a\nb", "'a\\nb'"), ("\u{1b}", "'\\x1b'"),
    ("a'b\"c", "'a\\'b\"c'"), ("é", "'é'"),
  ])
  func stringsPrintAsInPython(value: String, text: String) {
    #expect(pythonRepr(value) == text)
  }
}
