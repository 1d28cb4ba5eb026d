import Foundation
import Testing

@Suite(.enabled(if: geteuid() != 0, "root reads every folder")) struct CheckFolderTests {
  @Test func aFolderThatCannotBeReadEndsWithTwo() throws {
    let scratch = try Scratch()
    try FileManager.default.createDirectory(
      atPath: scratch.path + "/plans", withIntermediateDirectories: false,
      attributes: [.posixPermissions: 0o300])
    let run = try Command.run("check", "plans", in: scratch.path)
    #expect(run.status == 2)
    #expect(run.errors.contains("cannot read plans: permission denied"))
  }
}
