import Foundation
import Testing

@testable import FreezeSpec

/// Softmax previews against what PyTorch says of them, as `softmax.jsonl` holds it, which
/// `Tests/Oracle/softmax.py` writes.
@Suite struct SoftmaxGoldenTests {
  static let previews = (try? goldenPreviews()) ?? []

  @Test func theGoldenPreviewsAreThere() { #expect(Self.previews.count > 70) }

  @Test(arguments: previews.indices)
  func aPreviewIsWhatPyTorchMakesOfIt(index: Int) throws {
    let golden = Self.previews[index]
    let preview = SoftmaxPreview(
      temperatures: golden.temperatures, dim: golden.dim, logits: golden.array(golden.logits),
      teacher: golden.teacher.map(golden.array))
    #expect(preview.temperatures == golden.temperatures)
    for (tempered, at) in zip(preview.sweep, golden.at) {
      let square = tempered.temperature * tempered.temperature
      #expect(agree(tempered.probabilities.elements, at.probabilities, within: 1e-12))
      #expect(agree(tempered.entropy.elements, at.entropy, within: 1e-12))
      // PyTorch's own sum loses what cancels, and T² multiplies that.
      #expect(
        agree(
          tempered.distillationLosses?.elements ?? [], at.losses ?? [],
          within: 1e-12 * max(1, square)))
      if let mean = tempered.distillationLoss, let batchmean = at.batchmean {
        #expect(agree([mean], [batchmean], within: 1e-12 * max(1, square)))
      }
    }
  }

  @Test(arguments: previews.indices)
  func smallFiguresAreExactWherePyTorchRounds(index: Int) throws {
    let golden = Self.previews[index]
    let preview = SoftmaxPreview(
      temperatures: golden.temperatures, dim: golden.dim, logits: golden.array(golden.logits),
      teacher: golden.teacher.map(golden.array))
    for (tempered, at) in zip(preview.sweep, golden.at) {
      #expect(agree(tempered.entropy.elements, at.exactEntropy, within: 0), "\(tempered)")
      #expect(
        agree(tempered.distillationLosses?.elements ?? [], at.exactLosses ?? [], within: 0),
        "\(tempered.temperature) \(tempered.distillationLosses?.elements ?? []) \(at)")
    }
  }

  /// Whether numbers are within a distance and nine digits of those wanted, where there are such.
  private func agree(_ found: [Double], _ wanted: [Double?], within distance: Double) -> Bool {
    found.count == wanted.count
      && zip(found, wanted).allSatisfy { found, wanted in
        guard let wanted else { return !found.isNaN }
        if found == wanted { return true }
        // Below that a denormal has no nine digits.
        return abs(found - wanted) <= max(distance, abs(wanted) * 1e-9, .leastNormalMagnitude / 100)
      }
  }

  private static func goldenPreviews() throws -> [GoldenPreview] {
    let data = try Data(contentsOf: Repository.golden.appending(path: "softmax.jsonl"))
    return try data.split(separator: UInt8(ascii: "\n")).map {
      try JSONDecoder().decode(GoldenPreview.self, from: Data($0))
    }
  }
}

/// One line of the golden file.
struct GoldenPreview: Decodable, Sendable {
  let temperatures: [Double]
  let dim: Int
  let shape: [Int]
  let logits: [Logit]
  let teacher: [Logit]?
  let at: [Tempered]

  /// What is at one temperature.
  struct Tempered: Decodable, Sendable {
    let probabilities: [Double?]
    let entropy: [Double?]
    let exactEntropy: [Double?]
    let losses: [Double?]?
    let exactLosses: [Double?]?
    let batchmean: Double?

    enum CodingKeys: String, CodingKey {
      case probabilities, entropy, losses, batchmean
      case exactEntropy = "exact_entropy"
      case exactLosses = "exact_losses"
    }
  }

  /// A number, or `-inf`.
  struct Logit: Decodable, Sendable {
    let number: Double

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      number = (try? container.decode(Double.self)) ?? -.infinity
    }
  }

  /// Logits in the line's shape.
  func array(_ logits: [Logit]) -> NumberArray {
    NumberArray(shape: shape, elements: logits.map(\.number))
  }
}
