import Foundation
import Testing

/// Whatever stands in arguments and in the names of files, the command prints no line that GitHub's
/// runner would obey.
@Suite struct WorkflowCommandTests {
  private func obeyed(_ run: Command) -> [String] {
    (run.output + "\n" + run.errors).unicodeScalars.split { $0 == "\n" || $0 == "\r" }
      .filter { line in
        let text = line.drop { $0.properties.isWhitespace }
        return text.starts(with: "::".unicodeScalars)
          || String(line).range(of: "##[A-Za-z]*\\[", options: [.regularExpression, .literal])
            != nil
      }.map { String($0) }
  }

  private static let texts = [
    "::error::x", " ::error::x", "\n::error::x", "a\r\n::error::x", "##[error]x", "\n##[error]x",
    "\u{A0}::error::x",
  ]

  @Test(arguments: texts) func noMessageAboutArgumentsIsACommand(_ text: String) throws {
    let scratch = try Scratch()
    try scratch.write("c.yaml", "model: Linear(1, 1)\n")
    for arguments in [
      [text], ["apply", text], ["apply", "c.yaml", text], ["apply", "c.yaml", "--\(text)"],
      ["apply", "c.yaml", "--format", text], ["apply", "c.yaml", "--only=\(text)"],
      ["explain", "c.yaml", text], ["check", text], ["check", "c.yaml", "--against", text],
      ["diff", text, "c.yaml"], ["diff", "--base", text], ["diff", "--base", "-\(text)"],
      ["show", "c.yaml", "-o", "\(text)/x"], ["apply", "c.yaml", "--save", "\(text)/x"],
      ["help", text], ["apply", "--help", text], ["--generate-completion-script", text],
    ] {
      let run = try Command.run(program: Command.binary.path, arguments, in: scratch.path)
      #expect(obeyed(run) == [], "\(arguments)")
    }
  }

  @Test(arguments: texts) func noMessageAboutAFileIsACommand(_ text: String) throws {
    let scratch = try Scratch()
    let (good, bad) = ("\(text)good.yaml", "\(text)bad.yaml")
    try scratch.write(good, "model: Linear(1, 1)\nrules: [{freeze: weight}]\n")
    try scratch.write(bad, "model: Linear(1)\n")
    for format in ["text", "json", "sarif"] {
      let run = try Command.run("check", ".", "--diagnostics", format, in: scratch.path)
      #expect(run.status == 1)
      #expect(obeyed(run) == [], "\(format)")
    }
    let annotations = obeyed(
      try Command.run("check", ".", "--diagnostics", "github", in: scratch.path))
    #expect(annotations.map { $0.split(separator: " ")[0] } == ["::error", "::warning"])
    for format in ["table", "plain", "markdown", "json", "csv", "html"] {
      let run = try Command.run("apply", good, "--format", format, in: scratch.path)
      #expect(run.status == 0)
      #expect(obeyed(run) == [], "\(format)")
    }
    for format in ["text", "markdown", "json", "html"] {
      try scratch.write("old.yaml", "model: Linear(1, 1)\n")
      let run = try Command.run("diff", "old.yaml", good, "--format", format, in: scratch.path)
      #expect(run.status == 0)
      #expect(obeyed(run) == [])
    }
  }

  @Test func nothingThatIsAlwaysPrintedIsACommand() throws {
    var runs = [["--help"], ["--version"], ["schema"]]
    runs += ["apply", "show", "explain", "check", "diff", "export", "schema"].map {
      [$0, "--help"]
    }
    runs += ["bash", "zsh", "fish"].map { ["--generate-completion-script", $0] }
    for arguments in runs {
      let run = try Command.run(program: Command.binary.path, arguments)
      #expect(run.status == 0 && !run.output.isEmpty)
      #expect(obeyed(run) == [], "\(arguments)")
    }
  }
}
