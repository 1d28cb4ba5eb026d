import Foundation
import Testing

@testable import FreezeSpec

/// A config in the documentation, with the files that stand before it in its section.
struct Example: CustomTestStringConvertible {
  /// Where it stands.
  let page: MarkdownPage
  /// The block.
  let block: MarkdownPage.Block

  var testDescription: String { "\(page.path):\(block.line)" }

  /// The name that it is read under, and that other files may give it in `from`.
  private var name: String { block.remarks["file"] ?? "config.yaml" }

  /// What comes of it.
  var outcome: PlanOutcome {
    let files = page.blocks.filter { $0.headings == block.headings && $0.remarks["file"] != nil }
    let reader = ReferenceReader { path, referrer in
      let folder = referrer.path.split(separator: "/").dropLast().map { $0 + "/" }.joined()
      let wanted = folder + path
      if wanted == name { return .success(file(block)) }
      guard let found = files.first(where: { $0.remarks["file"] == wanted }) else {
        return .failure(
          ConfigFileError(
            "cannot read \(wanted): no such file or directory",
            help: ["the path is relative to the file in which it stands"]))
      }
      return .success(file(found))
    }
    return FreezePlan.make(from: file(block), reader: reader)
  }

  private func file(_ block: MarkdownPage.Block) -> ConfigFile {
    let path = block.remarks["file"] ?? "config.yaml"
    let encoding: String.Encoding =
      block.remarks["encoding"] == "latin1" ? .isoLatin1 : .utf8
    let bytes = Array(block.text.data(using: encoding) ?? Data())
    return ConfigFile(path: path, bytes: bytes)
  }
}
