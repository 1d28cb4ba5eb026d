import FreezeSpec
import SystemPackage
import Testing

@testable import freezespec

/// Small repositories that stand for many files and for long ways over links.
@Suite struct LinkedRepositoryTests {
  /// Asks the git of a repository whose commit `bomb` has a folder of a hundred names for one object.
  ///
  /// - Parameters:
  ///   - content: A shell command that prints the object.
  ///   - mode: That of the names.
  ///   - name: The format of a name.
  private func withBomb(
    _ content: String, mode: String = "100644", name: String = "%d.yaml",
    _ ask: (Git) throws -> Void
  ) throws {
    let repository = try Repository()
    let made = try repository.scratch.shell(
      """
      set -e; object=$(\(content) | git hash-object -w --stdin)
      tree=$(for number in {10..109}; do
        printf '\(mode) blob %s\t\(name)\n' "$object" "$number"; done | git mktree)
      tree=$(printf '040000 tree %s\td\n' "$tree" | git mktree)
      git update-ref refs/heads/bomb "$(git commit-tree -m x "$tree")"
      """)
    try #require(made.status == 0, "\(made.errors)")
    try withExtendedLifetime(repository) {
      try ask(Git(submodule: Files.realPath(FilePath(repository.path)) ?? ""))
    }
  }

  private func withLinks(_ ask: (Git) throws -> Void) throws {
    try withBomb("printf 'x/../%.0s' {1..600}", mode: "120000", name: "%d", ask)
  }

  @Test func anObjectOfManyNamesIsReadOnce() throws {
    try withBomb("head -c 2000000 /dev/zero | tr '\\0' '#'") { git in
      let tree = try GitTree(of: "bomb", in: git)
      let paths = Array(tree.entries.keys)
      #expect(paths.count == 100)
      #expect(try tree.batches(paths).count == 1)
      // As candidates for a rename they count each for itself.
      #expect(try tree.few(of: paths, files: 7, bytes: Limits.renameBytes).count == 7)
      #expect(try tree.few(of: paths, files: Limits.renameFiles, bytes: 5_000_000).count == 2)
    }
  }

  @Test func candidatesForARenameAreFew() {
    let files = ["a": 9, "b": 3, "c": 3].map { name, count in
      (FilePath(name), ConfigFile(path: name, bytes: Array(repeating: 35, count: count)))
    }
    let given = Dictionary(uniqueKeysWithValues: files)
    #expect(Set(RenamePairing.few(given, bytes: 7).keys) == ["b", "c"])
    #expect(RenamePairing.few(given).count == 3)
  }

  /// Holds ``Limits/revisionLinkBytes``.
  @Test func theLinksOfARevisionAreReadUpToSoManyBytes() throws {
    try withLinks { git in
      let once = try GitTree(of: "bomb", in: git, linkBytes: 3_000)
      #expect(try once.place(of: "d/10/z") == "d/z")
      #expect(throws: Failure.self) {
        try GitTree(of: "bomb", in: git, linkBytes: 2_999).place(of: "d/10/z")
      }
    }
  }

  /// Holds ``Limits/revisionLinkSteps``.
  @Test func theLinksOfARevisionAreFollowedInSoManySteps() throws {
    try withLinks { git in
      let tree = try GitTree(of: "bomb", in: git, linkSteps: 1_500)
      #expect(try tree.place(of: "d/10/z") == "d/z")
      #expect(try tree.place(of: "d/11/z") == "d/z")
      #expect(throws: Failure.self) { try tree.place(of: "d/12/z") }
    }
  }

  /// Holds ``Limits/comparedConfigs`` and ``Limits/comparedConfigBytes``.
  @Test func soManyConfigsMayDifferFromARevision() throws {
    try withBomb("echo 'model: ReLU()'") { git in
      let base = try GitConfigs(of: "bomb", in: git)
      let options = try ConfigOptions.parse([])
      #expect(try BaseCandidates([], base: base, options: options).old.count == 100)
      for (files, bytes) in [(99, 1_400), (100, 1_399)] {
        #expect(throws: Failure.self) {
          try BaseCandidates(
            [], base: base, options: options, mostConfigs: files, mostBytes: bytes)
        }
      }
    }
  }

  /// Holds ``Limits/linkSteps``.
  @Test func linksAreFollowedInSoManyStepsOfARun() throws {
    let scratch = try Scratch()
    _ = try scratch.shell("mkdir d; touch f; ln -s $(printf 'd/../%.0s' {1..50})f l")
    let budget = LinkBudget(500)
    let link = FilePath(scratch.path + "/l")
    #expect(Place(link, budget: budget).path.lastComponent == "f")
    for _ in 0..<5 { _ = Place(link, budget: budget) }
    let last = Place(link, budget: budget)
    let message = "to follow all links takes more than 500 steps: name fewer folders at a time"
    #expect(last.failure?.message == message)
    // What is on the way to no link is reached all the same.
    #expect(Place(FilePath(scratch.path + "/f"), budget: budget).failure == nil)
  }

  @Test func linksToOtherFilesTakeNoSteps() throws {
    let scratch = try Scratch()
    try scratch.write("c.yaml", "model: ReLU()\n")
    let made = try scratch.shell(
      """
      mkdir d; touch f; target=$(printf 'd/../%.0s' {1..800})
      for number in {1..250}; do ln -s "${target}f" $number; done; "$FS" check .
      """)
    #expect(made.status == 0, "\(made.errors)")
  }
}
