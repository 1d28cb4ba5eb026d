import Testing

@testable import FreezeSpec

@Suite struct DiffMarkdownReportTests {
  private func render(_ changes: [ConfigChange], namesConfigs: Bool = false) -> String {
    DiffMarkdownReport(namesConfigs: namesConfigs).render(changes).text
  }

  /// A plan of parameters that nothing folds, and one that always trains.
  private func plan(_ count: Int, frozen: Bool, path: String = "plan.yaml") throws -> PlanSnapshot {
    let parameters = (0..<count).map {
      PlanSnapshot.Parameter.made("module_\($0).weight", frozen: frozen)
    }
    return try .made(path: path, parameters + [.made("other")])
  }

  @Test func theDangerousPartStandsBeforeTheList() throws {
    let lines = render([.changed(try difference(frozenPerceptron, thawedPerceptron))])
      .split(separator: "\n").map(String.init)
    #expect(lines[0] == "<!-- freezespec diff -->")
    #expect(lines[1].hasPrefix("**2 parameters newly trainable, 1 newly frozen, "))
    #expect(lines[2] == "- ⚠️ expectation removed: `trainable_elements: 1240`")
    #expect(lines[3] == "**⚠️ Newly trainable: 2 parameters, 630 elements**")
    #expect(
      lines[4] == "Was frozen by rule 2 (`old.yaml:9`): `freeze 2.*`; "
        + "now trainable by rule 2 (`new.yaml:9`): `train 2.*`")
    #expect(lines[7] == "| `2.*` | 2 parameters | 630 |")
    let details = try #require(lines.firstIndex(of: "<details>"))
    #expect(lines.firstIndex(of: "| `4.bias` | `[40]` | 40 |").map { $0 < details } == true)
    #expect(lines.firstIndex { $0.hasPrefix("| + T = 1.5 |") }.map { $0 < details } == true)
    #expect(lines[details + 1] == "<summary>2 changes of rules</summary>")
    #expect(lines.last == "</details>")
  }

  @Test func aLongSelectorStaysWhole() throws {
    let names = (0..<30).map { "nothing.of.this.name.\($0)" }
    let list = names.joined(separator: ", ")
    let rule = "  - {freeze: {name: [0.weight, \(list)]}, optional: true}\n"
    let model = "model: [\"Linear(3, 4)\"]\n"
    let text = render([.changed(try difference(model, model + "rules:\n" + rule))])
    #expect(text.contains(list))
  }

  @Test func aCommentWithoutChangesKeepsItsMarker() {
    #expect(
      render([], namesConfigs: true) == "<!-- freezespec diff -->\nNo config changes.\n")
  }

  @Test func whatDoesNotFitIsCounted() throws {
    let diff = PlanDiff(from: try plan(5_000, frozen: true), to: try plan(5_000, frozen: false))
    let text = render([.changed(diff)])
    #expect(text.utf16.count <= 60_000)
    // What is dangerous is not hidden, be it long.
    let list = try #require(text.range(of: "<details open>"))
    let above = text[..<list.lowerBound].split(separator: "\n").count { $0.hasPrefix("| `module_") }
    #expect(above > 100)
    #expect(
      text.contains("… and \(grouped(5_000 - above)) parameters newly trainable more, listed below")
    )
    let rows = text[list.upperBound...].split(separator: "\n").count { $0.hasPrefix("| `module_") }
    #expect(rows > 500)
    #expect(text.contains("… and \(grouped(5_000 - rows)) parameters more, for which"))
    #expect(text.hasSuffix("</details>\n"))
  }

  @Test func everyConfigIsNamedBeforeAnyListIsLong() throws {
    let changes = try (0..<40).map { index in
      let path = "configs/\(index).yaml"
      return ConfigChange.changed(
        PlanDiff(
          from: try plan(300, frozen: true, path: path),
          to: try plan(300, frozen: false, path: path)))
    }
    let text = render(changes, namesConfigs: true)
    #expect(text.utf16.count <= 60_000)
    let overview = text.prefix { $0 != "#" }
    for index in 0..<40 { #expect(overview.contains("\n- `configs/\(index).yaml`: ")) }
  }

  @Test func configsWithoutRoomAreCounted() throws {
    let changes = try (0..<400).map { index in
      let path = String(repeating: "folder/", count: 20) + "\(index).yaml"
      return ConfigChange.changed(
        PlanDiff(
          from: try plan(30, frozen: true, path: path), to: try plan(30, frozen: false, path: path))
      )
    }
    let text = render(changes, namesConfigs: true)
    #expect(text.utf16.count <= 60_000)
    let named = text.split(separator: "\n").count { $0.hasPrefix("### ") }
    #expect(named > 10)
    #expect(text.contains("… and \(400 - named) more configs, for which a comment has no room"))
  }

  @Test(arguments: hostileNames)
  func namesAreData(name: String) throws {
    let old = try PlanSnapshot.made(path: name, [.made(name, className: name)])
    let rule = PlanSnapshot.Rule(
      index: 1, action: .freeze, selector: name, because: name, isOptional: false, line: 1)
    let new = try PlanSnapshot.made(
      path: name, [.made(name, className: name, frozen: true, rule: 1, tied: [name + "2"])],
      rules: [rule], expectations: [name])
    let text = render(
      [.changed(PlanDiff(from: old, to: new, renamedFrom: name)), .added(new)], namesConfigs: true)
    #expect(text.utf16.count <= 60_000)
    let lines = text.split(separator: "\n")
    for tag in ["<details>", "</details>"] { #expect(lines.count { $0 == tag } == 2) }
    // Outside of code, of character references and of the report's own tags no name means anything.
    var rest = text.replacing(/`[^`\n]*`/, with: "")
    for own in [
      "<!-- freezespec diff -->", "<!-- -->", "<details>", "</details>", "<summary>", "</summary>",
      "<code>", "</code>", "<br>",
    ] { rest = rest.replacing(own, with: "") }
    #expect(!rest.contains { "<>`@$~\\[]".contains($0) })
    #expect(
      text.unicodeScalars.allSatisfy {
        $0 == "\n" || $0 == "\u{200B}" || TerminalText.isPrintable($0)
      })
    for line in lines where line.hasPrefix("| ") && !line.contains("because") {
      #expect([3, 4, 5, 6].contains(line.count { $0 == "|" }))
    }
  }
}
