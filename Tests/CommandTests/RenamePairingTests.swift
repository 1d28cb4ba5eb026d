import FreezeSpec
import SystemPackage
import Testing

@testable import freezespec

/// Which files are taken for renamed ones, and at what cost.
@Suite struct RenamePairingTests {
  private func files(_ folder: String, _ count: Int, _ text: (Int) -> String)
    -> [FilePath: [UInt8]]
  {
    Dictionary(
      uniqueKeysWithValues: (0..<count).map { ("\(folder)/\($0).yaml", Array(text($0).utf8)) }
        .map { (FilePath($0.0), $0.1) })
  }

  private static let common = (1...40).map { "# line \($0)\n" }.joined()

  @Test func manyThatChangeALittleAreComparedWithFew() {
    let pairing = RenamePairing(
      gone: files("old", 200) { Self.common + "# \($0)\n" },
      come: files("new", 200) { Self.common + "# \($0)\n# new\n" })
    #expect(pairing.origins.count == 200)
    #expect(pairing.origins.allSatisfy { $0.key.lastComponent == $0.value.lastComponent })
    #expect(pairing.comparisons <= 200 * (Limits.renameCandidates + 1))
  }

  @Test func aRareLineFindsAFileOfAnotherName() {
    let pairing = RenamePairing(
      gone: files("old", 100) { Self.common + "# \($0)\n" },
      come: files("new", 100) { Self.common + "# \(99 - $0)\n# new\n" })
    let isPaired = (0..<100).allSatisfy {
      pairing.origins[FilePath("new/\($0).yaml")] == FilePath("old/\(99 - $0).yaml")
    }
    #expect(isPaired)
  }

  @Test func equalFilesAreComparedWithNone() {
    let pairing = RenamePairing(
      gone: files("old", 300) { _ in Self.common }, come: files("new", 300) { _ in Self.common })
    #expect(pairing.origins.count == 300)
    #expect(pairing.origins.allSatisfy { $0.key.lastComponent == $0.value.lastComponent })
    #expect(pairing.comparisons == 0)
  }

  @Test func theLinesThatAreComparedAreBounded() {
    let lines = (0..<200).map { "\($0)\n" }.joined()
    let pairing = RenamePairing(
      gone: files("old", 100) { lines + "old \($0)\n" },
      come: files("new", 100) { lines + "new \($0)\n" }, mostLines: 4 * 402)
    #expect(pairing.comparisons == 4)
  }

  @Test func namesThatLookAlikeAreTwo() {
    let (composed, decomposed) = ("caf\u{E9}.yaml", "cafe\u{301}.yaml")
    let pairing = RenamePairing(
      gone: [FilePath("a/" + composed): [1], FilePath("a/" + decomposed): [1]],
      come: [FilePath("b/" + composed): [1], FilePath("b/" + decomposed): [1]])
    for name in [composed, decomposed] {
      #expect(pairing.origins[FilePath("b/" + name)] == FilePath("a/" + name))
    }
  }
}
