import Foundation
import Testing

/// `diff` of configs whose model is a checkpoint that the repository holds.
@Suite struct DiffCheckpointTests {
  private static let golden = Command.checkout.appending(
    path: "Tests/FreezeSpecTests/Golden/checkpoints")

  private func repository(_ checkpoint: String = "mlp.pt") throws -> Repository {
    let repository = try Repository()
    try put(checkpoint, in: repository)
    try repository.scratch.write(
      "net.yaml", "model: {from: weights.pt}\nrules: [{freeze: \"*\"}]\n")
    try repository.commit()
    return repository
  }

  private func put(_ checkpoint: String, in repository: Repository) throws {
    let place = repository.scratch.url.appending(path: "weights.pt")
    try? FileManager.default.removeItem(at: place)
    try FileManager.default.copyItem(at: Self.golden.appending(path: checkpoint), to: place)
  }

  @Test func theBasesCheckpointIsThatOfItsRevision() throws {
    let repository = try repository()
    #expect(try repository.diff("--base", "HEAD", "--exit-code").status == 0)
    try put("parameters.pt", in: repository)
    let run = try repository.diff("--base", "HEAD", "--exit-code")
    #expect(run.status == 1, "\(run)")
    #expect(run.output.contains("net"))
  }

  @Test func aRuleOverACheckpointIsCompared() throws {
    let repository = try repository()
    try repository.scratch.write("net.yaml", "model: {from: weights.pt}\n")
    let run = try repository.diff("--base", "HEAD", "--exit-code")
    #expect(run.status == 1, "\(run)")
    #expect(run.output.contains("newly trainable"))
  }
}
