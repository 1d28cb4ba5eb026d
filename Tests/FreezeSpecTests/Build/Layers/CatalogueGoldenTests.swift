import Foundation
import Testing

@testable import FreezeSpec

/// Constructor calls of torch.nn's classes against what PyTorch makes of them, as `layers.jsonl`
/// holds it; `Tests/Oracle` writes that file.
@Suite struct CatalogueGoldenTests {
  /// The calls by class.
  static let calls = Dictionary(grouping: (try? goldenCalls()) ?? [], by: \.class)

  @Test func theGoldenCallsAreThere() {
    #expect(Self.calls.values.map(\.count).reduce(0, +) > 5_000)
  }

  @Test(arguments: calls.keys.sorted())
  func callsMakeWhatPyTorchMakes(className: String) {
    for golden in Self.calls[className] ?? [] {
      let answer = GoldenAnswer(ofCall: golden.call)
      if let error = golden.error {
        #expect(answer == nil, "\(golden.call): PyTorch refuses this (\(error))")
      } else {
        #expect(answer == golden.answer, "\(golden.call)")
      }
    }
  }

  private static func goldenCalls() throws -> [GoldenCall] {
    let data = try Data(contentsOf: Repository.golden.appending(path: "layers.jsonl"))
    return try data.split(separator: UInt8(ascii: "\n")).map {
      try JSONDecoder().decode(GoldenCall.self, from: Data($0))
    }
  }
}

/// One line of the golden file: a call, and the module it makes or the error it raises.
struct GoldenCall: Decodable {
  let `class`: String
  let call: String
  let answer: GoldenAnswer?
  let error: String?

  enum CodingKeys: CodingKey { case `class`, call, error }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.class = try container.decode(String.self, forKey: .class)
    call = try container.decode(String.self, forKey: .call)
    error = try container.decodeIfPresent(String.self, forKey: .error)
    answer = error == nil ? try GoldenAnswer(from: decoder) : nil
  }
}

/// A module as the oracle describes it.
struct GoldenAnswer: Decodable, Equatable {
  let parameters: [GoldenTensor]
  let buffers: [GoldenTensor]
  let repr: String
}

/// A named tensor: `["weight", [64, 3], "float32"]`, with `false` behind where it starts frozen.
struct GoldenTensor: Decodable, Equatable {
  let name: String
  let shape: [Int]
  let dtype: String
  var requiresGrad = true

  init(name: String, _ parameter: Parameter) {
    self.name = name
    shape = Array(parameter.shape)
    dtype = parameter.dtype.rawValue
    requiresGrad = parameter.requiresGrad
  }

  init(name: String, _ buffer: Buffer) {
    self.name = name
    shape = Array(buffer.shape)
    dtype = buffer.dtype.rawValue
  }

  init(from decoder: any Decoder) throws {
    var items = try decoder.unkeyedContainer()
    name = try items.decode(String.self)
    shape = try items.decode([Int].self)
    dtype = try items.decode(String.self)
    if !items.isAtEnd { requiresGrad = try items.decode(Bool.self) }
  }
}

extension GoldenAnswer {
  /// What the library makes of a call; `nil` where it refuses it.
  init?(ofCall call: String) {
    guard let model = BuiltConfig(call: call).model else { return nil }
    parameters = model.parameters.map { GoldenTensor(name: $0.name, $0.parameter) }
    buffers = model.buffers.map { GoldenTensor(name: $0.name, $0.buffer) }
    repr = model.root.repr
  }
}
