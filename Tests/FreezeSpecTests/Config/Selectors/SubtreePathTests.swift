import Testing

@testable import FreezeSpec

@Suite struct SubtreePathTests {
  @Test(arguments: [
    ("a.b.*", "a.b"), ("a.b*", nil), ("a.*", "a"), ("*", nil), (".*", nil), ("a.?.*", nil),
    ("a.**", "a"), ("[a].b.*", "a.b"), ("a.b.*.c", nil),
  ])
  func aGlobOfOneModuleIsLookedUp(glob: String, path: String?) throws {
    #expect(try Glob.parse(glob).subtreePath == path)
  }
}
