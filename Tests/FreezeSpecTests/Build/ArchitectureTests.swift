import Foundation
import Testing

@testable import FreezeSpec

/// The configs of the repository, held against the real libraries by golden files that
/// `Tests/Oracle/architectures.py` makes.
@Suite struct ArchitectureTests {
  static let names: [String] = {
    let files = try? FileManager.default.contentsOfDirectory(atPath: Repository.path("configs"))
    return (files ?? []).filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }()

  @Test func thereAreTenConfigsOrMore() {
    #expect(ArchitectureTests.names.count >= 10)
  }

  @Test(arguments: names)
  func aConfigIsItsModelAndFreezesWhatItSays(name: String) throws {
    let golden = try GoldenArchitecture.read(name)
    let outcome = try Repository.plan("configs/\(name).yaml")
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
    let path = Repository.path("Tests/FreezeSpecTests/Golden/architectures/\(name).json")
    return try JSONDecoder().decode(
      GoldenArchitecture.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
  }
}

/// The files of this repository.
enum Repository {
  /// The path of a file, from the repository's root.
  static func path(_ file: String) -> String {
    var folder = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { folder.deleteLastPathComponent() }
    return folder.appendingPathComponent(file).path
  }

  /// What comes of a config of the repository, its `from` files read beside it.
  static func plan(_ file: String) throws -> PlanOutcome {
    let main = ConfigFile(path: file, bytes: try bytes(file))
    return FreezePlan.make(
      from: main,
      reader: ReferenceReader { path, referrer in
        let folder = (referrer.path as NSString).deletingLastPathComponent
        let target = ((folder as NSString).appendingPathComponent(path) as NSString)
          .standardizingPath
        guard let bytes = try? bytes(target) else { return .failure(ConfigFileError("missing")) }
        return .success(ConfigFile(path: target, bytes: bytes))
      })
  }

  private static func bytes(_ file: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path(file))))
  }
}
