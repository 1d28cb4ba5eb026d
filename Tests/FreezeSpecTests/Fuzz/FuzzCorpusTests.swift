import Foundation
import Testing

@testable import FreezeSpec

/// The fuzzer's targets without the fuzzer: fed with the inputs that `Fuzz/run.sh save` keeps, and with some changed
/// as the fuzzer changes them.
@Suite struct FuzzCorpusTests {
  /// The inputs of a target, short ones first.
  private static func inputs(_ target: FuzzTarget) throws -> [[UInt8]] {
    let file = Repository.golden.appending(path: "fuzz/\(target.rawValue).jsonl")
    return try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")).map { line in
      switch try JSONSerialization.jsonObject(with: line, options: .fragmentsAllowed) {
      case let text as String: Array(text.utf8)
      case let object as [String: String]:
        Array(Data(base64Encoded: object["base64"] ?? "") ?? Data())
      default: []
      }
    }
  }

  @Test(arguments: FuzzTarget.allCases)
  func everySavedInputIsAnsweredOrRefused(target: FuzzTarget) throws {
    let inputs = try Self.inputs(target)
    #expect(inputs.count > 10)
    for input in inputs {
      #expect(throws: Never.self, "\(String(decoding: input, as: UTF8.self).debugDescription)") {
        try target.run(input)
      }
    }
  }

  @Test(arguments: FuzzTarget.allCases)
  func soIsEveryInputThatIsChanged(target: FuzzTarget) throws {
    let inputs = try Self.inputs(target)
    for seed in UInt64(0)..<40 {
      var random = SplitMix(seed: seed)
      let first = random.pick(inputs)
      let second = random.pick(inputs)
      let changed =
        (seed % 4 == 0 ? target.crossed(first, second, seed: seed) : nil)
        ?? target.mutated(first, seed: seed) ?? first
      #expect(throws: Never.self, "seed \(seed)") { try target.run(changed) }
    }
  }
}
