import Foundation
import Testing

@testable import FreezeSpec

/// What the README says of the repository, held against it.
@Suite struct ReadmeTests {
  private func readme() throws -> String {
    try String(contentsOf: Repository.root.appending(path: "README.md"), encoding: .utf8)
  }

  @Test func itCountsThePublishedModels() throws {
    // Two plans of one model count once.
    let published = ArchitectureTests.names.filter { $0 != "mlp" }
    let models = try Set(
      published.map { name -> [String] in
        let plan = try #require(Repository.plan("configs/\(name).yaml").plan)
        return plan.model.parameters.map { "\($0.name) \($0.parameter.shape)" }
      })
    let words = ["twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"]
    // Llama 3 is named before.
    let word = try #require(
      words.indices.contains(models.count - 13) ? words[models.count - 13] : nil)
    #expect(try readme().contains("stand plans for \(word) more published models"))
  }

  @Test func itTellsTheLengthOfTheLargestExample() throws {
    let config = Repository.root.appending(path: "configs/llama3_8b.yaml")
    let lines = try String(contentsOf: config, encoding: .utf8).split(separator: "\n").count
    #expect((55...65).contains(lines))
    #expect(try readme().contains("takes [sixty lines](configs/llama3_8b.yaml)"))
  }

  @Test func itsPictureIsSmallAndTold() throws {
    let picture = try Data(contentsOf: Repository.root.appending(path: "docs/images/page.png"))
    #expect(picture.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    #expect(picture.count < 150_000)
    let alternative = try #require(
      try readme().firstMatch(of: /!\[([^\]]+)\]\(docs\/images\/page\.png\)/))
    #expect(alternative.1.count > 40)
  }
}
