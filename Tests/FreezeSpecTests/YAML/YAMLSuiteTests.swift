import Foundation
import Testing

@testable import FreezeSpec

/// The inputs of the public YAML test suite against what PyYAML makes of them, as `yaml/suite.jsonl` holds it,
/// which `Tests/Oracle/yaml_suite.py` writes.
@Suite struct YAMLSuiteTests {
  private struct Input {
    let name: String
    let text: String
    /// The tree as one text; `nil` where PyYAML refuses the input.
    let tree: String?
    /// What stands in it that a config may not hold.
    let holds: Set<String>
  }

  private static let inputs: [Input] = {
    let data = try? Data(contentsOf: Repository.golden.appending(path: "yaml/suite.jsonl"))
    return (data ?? Data()).split(separator: UInt8(ascii: "\n")).compactMap { line in
      guard let object = try? JSONSerialization.jsonObject(with: line) as? [String: Any],
        let name = object["name"] as? String, let text = object["text"] as? String
      else { return nil }
      return Input(
        name: name, text: text, tree: object["error"] == nil ? written(object["tree"]) : nil,
        holds: Set(object["holds"] as? [String] ?? []))
    }
  }()

  private static func written(_ tree: Any?) -> String {
    switch tree {
    case let text as String: text.debugDescription
    case let items as [Any]: "[" + items.map(written).joined(separator: ", ") + "]"
    case let object as [String: [[Any]]]:
      "{"
        + (object["pairs"] ?? []).map { "\(written($0[0])): \(written($0[1]))" }
        .joined(separator: ", ") + "}"
    default: "nothing"
    }
  }

  private static func written(_ node: YAMLNode) -> String {
    switch node.content {
    case .scalar(let scalar): scalar.text.debugDescription
    case .sequence(let items): "[" + items.map(written).joined(separator: ", ") + "]"
    case .mapping(let entries):
      "{"
        + entries.map { "\($0.key.debugDescription): \(written($0.value))" }
        .joined(separator: ", ") + "}"
    }
  }

  /// The findings that say what a config may not hold.
  private static let refusals: [String: [DiagnosticCode]] = [
    "tag": [.tag, .unquoted], "documents": [.multipleDocuments],
    "collection as key": [.nonScalarKey], "nothing": [.emptyDocument],
  ]

  /// What is refused here and read by PyYAML, with the reason.
  private static let refusedHere: [String: Set<String>] = [
    // A `%` that begins a line is a pattern without quotes, sooner than a directive of YAML's future.
    "directives that no version has": ["2LFX", "6LVF", "MUS6-05", "MUS6-06"],
    "a version of YAML that there is not": ["BEC7"],
    // `?` is a letter of globs, and `:` of paths.
    "`?` and `:` without blanks between brackets": ["652Z", "HM87-01", "4ABK"],
    "a document of nothing": ["MUS6-02", "MUS6-04"],
    // libyaml takes the tab for one that indents: the text's indentation is not known yet.
    "a tab as the first letter of a block of text": ["96NN-00", "96NN-01", "R4YG"],
  ]

  /// What is read here, with libyaml, and refused by PyYAML, with the reason.
  private static let readHere: [String: Set<String>] = [
    "an anchor that is set again, as YAML 1.2 lets it be": ["3GZX", "PW8X"],
    "tabs as blanks, which YAML 1.2 lets them be": [
      "6HB6", "DC7X", "DK95-05", "HS5T", "J3BT", "K54U", "NB6Z", "UV7Q",
    ],
    "a `?` within a word between brackets": ["JR7V"],
    // The one that YAML 1.2 refuses too.
    "a comment right behind the mark of a block of text": ["X4QW"],
  ]

  @Test func theTreeIsPyYAMLsWhereverAConfigMayHoldIt() {
    #expect(Self.inputs.count == 391)
    var (refused, read): (Set<String>, Set<String>) = ([], [])
    for input in Self.inputs {
      let found = ReadYAML(input.text)
      let refusals = input.holds.flatMap { Self.refusals[$0] ?? [] }
      if !refusals.isEmpty {
        #expect(found.codes.contains(where: refusals.contains), "\(input.name): \(found.words)")
      } else if let tree = found.diagnostics.isEmpty ? found.node.map(Self.written) : nil {
        if input.tree == nil { read.insert(input.name) }
        #expect(input.tree == nil || input.tree == tree, "\(input.name)")
      } else if input.tree != nil {
        refused.insert(input.name)
      }
    }
    #expect(refused == Self.refusedHere.values.reduce([]) { $0.union($1) })
    #expect(read == Self.readHere.values.reduce([]) { $0.union($1) })
  }
}
