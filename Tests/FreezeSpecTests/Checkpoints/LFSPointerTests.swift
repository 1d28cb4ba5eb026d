import Testing

@testable import FreezeSpec

@Suite struct LFSPointerTests {
  private static let object = String(repeating: "0123456789abcdef", count: 4)

  private func pointer(_ text: String) -> LFSPointer? { LFSPointer(Array(text.utf8)) }

  @Test func aPointerNamesItsFile() throws {
    let head = "version https://git-lfs.github.com/spec/v1\n"
    let plain = try #require(pointer("\(head)oid sha256:\(Self.object)\nsize 12345\n"))
    #expect(plain.object == Self.object && plain.size == 12345)
    // Further lines are extensions' own.
    let extended = "\(head)ext-0-x sha256:\(Self.object)\noid sha256:\(Self.object)\nsize 0\n"
    #expect(pointer(extended)?.size == 0)
  }

  @Test(arguments: [
    "", "version https://git-lfs.github.com/spec/v1\n",
    "version https://git-lfs.github.com/spec/v1\noid sha256:\(object)\n",
    "version https://git-lfs.github.com/spec/v1\noid sha256:\(object)\nsize -1\n",
    "version https://git-lfs.github.com/spec/v1\noid sha256:\(object)\nsize 99999999999999999999\n",
    "version https://git-lfs.github.com/spec/v1\noid sha256:../../../x\nsize 1\n",
    "version https://git-lfs.github.com/spec/v1\noid md5:\(object)\nsize 1\n",
    "version https://git-lfs.github.com/spec/v1\noid sha256:\(object.uppercased())\nsize 1\n",
    "oid sha256:\(object)\nsize 1\n",
    "version https://git-lfs.github.com/spec/v1\noid sha256:\(object)\nsize 1\n"
      + String(repeating: "a b\n", count: 300),
  ]) func whatIsNoPointerNamesNone(text: String) { #expect(pointer(text) == nil) }
}
