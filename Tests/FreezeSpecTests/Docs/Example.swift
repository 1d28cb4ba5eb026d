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
    let config = ConfigFiles(name) { path in
      if path == name { return bytes(block) }
      return files.first { $0.remarks["file"] == path }.map(bytes)
    }
    return FreezePlan.make(from: config.main, reader: config.reader, weights: weights)
  }

  /// The checkpoint that a remark describes: `<!-- weights: fc.weight=10x20 fc.bias=10 -->`.
  private var weights: Weights? {
    guard let remark = block.remarks["weights"] else { return nil }
    let tensors = remark.split(separator: " ").map { text in
      let parts = text.split(separator: "=")
      return Checkpoint.Tensor(
        name: String(parts[0]), shape: parts[1].split(separator: "x").compactMap { Int($0) },
        dtype: "float32")
    }
    return Weights(path: "weights.pt", checkpoint: Checkpoint(tensors: tensors))
  }

  private func bytes(_ block: MarkdownPage.Block) -> [UInt8] {
    let encoding: String.Encoding =
      block.remarks["encoding"] == "latin1" ? .isoLatin1 : .utf8
    return Array(block.text.data(using: encoding) ?? Data())
  }
}
