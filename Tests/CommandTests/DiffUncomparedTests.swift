import Foundation
import Testing

@Suite struct DiffUncomparedTests {
  private func repository() throws -> Repository {
    let repository = try Repository()
    try repository.scratch.write("a.yaml", "model: [\"Linear(3, 4)\"]\n")
    try repository.scratch.write("b.yaml", "model: [\"Linear(3, 4)\"]\nrules: [{freeze: none.*}]\n")
    try repository.commit()
    return repository
  }

  @Test func aDiffOfNothingButErrorsSaysSoInEveryForm() throws {
    let repository = try repository()
    try repository.scratch.write("a.yaml", "model: [\"Linear(3)\"]\n")
    for (format, text) in [
      ("text", "\n  ! a.yaml has errors"), ("markdown", "\n- `a.yaml` **has errors"),
      ("json", "\"config\": \"a.yaml\", \"old_has_errors\": false, \"new_has_errors\": true"),
      ("html", "[\"a.yaml\", \"has errors: what changes cannot be told\"]"),
    ] {
      let run = try repository.diff("--base", "HEAD", "--format", format)
      #expect(run.status == 1)
      #expect(run.output.contains(text), "\(format)")
    }
    let markdown = try repository.diff("--base", "HEAD", "--format", "markdown").output
    #expect(markdown.hasPrefix("<!-- freezespec diff -->\n**1 config not compared"))
  }

  @Test func aRepairedConfigIsNamed() throws {
    let repository = try repository()
    try repository.scratch.write("b.yaml", "model: [\"Linear(3, 4)\"]\n")
    let run = try repository.diff("--base", "HEAD")
    #expect(run.output.contains("! b.yaml had errors, and has none now"))
    #expect(run.output.contains("100 %"))
    #expect(run.status == 0 && run.errors.isEmpty)
    try repository.scratch.write(
      "b.yaml", "model: [\"Linear(3, 4)\"]\nexpect: [{frozen: 0.weight}]\n")
    let failing = try repository.diff("--base", "HEAD")
    #expect(failing.status == 1 && failing.errors.contains("error[expectation-failed]"))
  }

  @Test(arguments: ["text", "markdown", "json", "html"])
  func theErrorsOfTheOldSideAreShownAndFailNothing(format: String) throws {
    let repository = try repository()
    try repository.scratch.write("b.yaml", "model: [\"Linear(3, 4)\"]\n")
    for arguments in [["--base", "HEAD"], ["HEAD:b.yaml", "b.yaml"]] {
      let run = try repository.diff(arguments + ["--format", format])
      #expect(run.status == 0 && run.errors.isEmpty)
      #expect(run.output.contains("rule-matches-nothing"))
      #expect(run.output.contains("no parameter"))
      #expect(try repository.diff(arguments + ["--format", format, "--exit-code"]).status == 1)
    }
  }

  @Test func aBrokenConfigThatIsGoneFailsNothing() throws {
    let repository = try repository()
    _ = try repository.scratch.shell("rm b.yaml")
    let run = try repository.diff("--base", "HEAD")
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(
      run.output.contains(
        "1 config not compared, as it had errors\n  ! b.yaml had errors, and is gone"))
  }

  @Test func aSideThatIsStillBrokenFails() throws {
    let repository = try repository()
    try repository.scratch.write(
      "b.yaml", "model: [\"Linear(3, 4)\"]\nrules: [{freeze: other.*}]\n")
    let run = try repository.diff("--base", "HEAD")
    #expect(run.status == 1)
    #expect(run.output.contains("! b.yaml has errors, and had errors before"))
    #expect(run.output.contains("none.*") && run.errors.contains("other.*"))
    #expect(!run.errors.contains("none.*"))
    let sides = try repository.diff("HEAD:b.yaml", "b.yaml")
    #expect(sides.status == 1 && sides.output.isEmpty)
    #expect(sides.errors.contains("none.*") && sides.errors.contains("other.*"))
  }

  @Test func theMostDangerousConfigComesFirstAndEachHasALine() throws {
    let repository = try Repository()
    let frozen = "model: [\"Linear(3, 4)\"]\nrules: [{freeze: \"*\"}]\n"
    for number in 1...6 { try repository.scratch.write("\(number).yaml", frozen) }
    try repository.commit()
    for number in 1...5 {
      try repository.scratch.write("\(number).yaml", frozen.replacing("4", with: "5"))
    }
    try repository.scratch.write("6.yaml", "model: [\"Linear(3, 4)\"]\n")
    let text = try repository.diff("--base", "HEAD").output
    #expect(
      text.hasPrefix(
        "6 configs changed; 2 parameters newly trainable, 10 reshaped; trainable 0 % → 13.79 % of "
          + "elements (0 → 16)\n\n== 6.yaml: "))
    let markdown = try repository.diff("--base", "HEAD", "--format", "markdown").output
    let list = markdown.split(separator: "\n").filter { $0.hasPrefix("- `") }
    #expect(list.count == 6)
    #expect(list.first?.hasPrefix("- `6.yaml`: 2 parameters newly trainable; ") == true)
  }
}
