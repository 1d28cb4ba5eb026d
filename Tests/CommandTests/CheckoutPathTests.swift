import Foundation
import Testing

/// Where annotations and SARIF say that files lie.
@Suite struct CheckoutPathTests {
  @Test func filesAreNamedFromTheRootOfTheCheckout() throws {
    let repository = try Repository()
    try repository.scratch.write("deep/folder/c.yaml", "model: Linear(1)\n")
    try repository.scratch.write("deep/d.yaml", "model: Linear(1)\n")
    for (argument, path) in [("c.yaml", "deep/folder/c.yaml"), ("../d.yaml", "deep/d.yaml")] {
      let run = try Command.run(
        "check", argument, "--diagnostics", "github", in: repository.path + "/deep/folder",
        environment: ["GITHUB_WORKSPACE": ""])
      #expect(run.errors.hasPrefix("::error file=\(path),line=1,"), "\(run.errors)")
    }
  }

  @Test func aFileOutsideIsNamedByItsWholePath() throws {
    let repository = try Repository()
    let outside = try Scratch()
    let file = try outside.write("c.yaml", "model: Linear(1)\n")
    let run = try Command.run(
      "check", file.path, "--diagnostics", "sarif", in: repository.path,
      environment: ["GITHUB_WORKSPACE": ""])
    #expect(run.errors.contains("\"uri\": \"file:///"), "\(run.errors)")
  }
}
