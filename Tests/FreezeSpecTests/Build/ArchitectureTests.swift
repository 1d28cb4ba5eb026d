import Foundation
import Testing

@testable import FreezeSpec

/// The configs of the repository, held against the real libraries by golden files that
/// `Tests/Oracle/architectures.py` makes.
@Suite struct ArchitectureTests {
  static let names: [String] = {
    let folder = Repository.root.appending(path: "configs").path
    let files = try? FileManager.default.contentsOfDirectory(atPath: folder)
    return (files ?? []).filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }()

  @Test func thereAreTenConfigsOrMore() {
    #expect(ArchitectureTests.names.count >= 10)
  }

  @Test(arguments: names)
  func aConfigIsItsModelAndFreezesWhatItSays(name: String) throws {
    let golden = try GoldenArchitecture.read(name)
    let outcome = Repository.plan("configs/\(name).yaml")
    #expect(outcome.diagnostics.isEmpty)
    let plan = try #require(outcome.plan)

    let parameters = plan.model.parameters.map {
      ArchitectureTensor(
        name: $0.name, shape: Array($0.parameter.shape), dtype: $0.parameter.dtype.rawValue)
    }
    #expect(parameters == golden.parameters)
    let buffers = plan.model.buffers.map {
      ArchitectureTensor(
        name: $0.name, shape: Array($0.buffer.shape), dtype: $0.buffer.dtype.rawValue)
    }
    #expect(buffers == golden.buffers)
    #expect(plan.model.root.repr == golden.print.trimmingCharacters(in: .newlines))

    let frozen = plan.model.parameters.indices.filter { !plan.evaluation[$0].requiresGrad }
    #expect(frozen.map { plan.model.parameters[$0].name } == golden.frozen)
    let tied = plan.model.tiedNames.map { [plan.model.parameters[$0.key].name] + $0.value }
    #expect(Set(tied.map(Set.init)) == Set(golden.tied.map(Set.init)))
  }
}

/// A tensor as the golden files write it: `[name, shape, dtype]`.
struct ArchitectureTensor: Decodable, Equatable {
  var name: String
  var shape: [Int]
  var dtype: String

  init(name: String, shape: [Int], dtype: String) {
    (self.name, self.shape, self.dtype) = (name, shape, dtype)
  }

  init(from decoder: any Decoder) throws {
    var list = try decoder.unkeyedContainer()
    name = try list.decode(String.self)
    shape = try list.decode([Int].self)
    dtype = try list.decode(String.self)
  }
}

/// What a real library says of one of its models.
struct GoldenArchitecture: Decodable {
  var parameters: [ArchitectureTensor]
  var buffers: [ArchitectureTensor]
  var tied: [[String]]
  var frozen: [String]
  var print: String

  static func read(_ name: String) throws -> GoldenArchitecture {
    let file = Repository.golden.appending(path: "architectures/\(name).json")
    return try JSONDecoder().decode(GoldenArchitecture.self, from: Data(contentsOf: file))
  }
}
