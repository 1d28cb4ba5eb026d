import Foundation
import Testing

@testable import FreezeSpec

/// The catalogue's classes against those of torch.nn 2.13, as `classes.json` lists them.
@Suite struct CatalogueClassesTests {
  /// A class as PyTorch describes it.
  struct Golden: Decodable {
    let signature: String
    let bases: [String]
    let lazy: Bool
    let eager: String?
  }

  static let golden = (try? goldenClasses()) ?? [:]
  /// The private classes are there for type rules, and this one for `print`.
  static let callable = golden.filter { name, entry in
    !entry.lazy && (!name.hasPrefix("_") || name == "NonDynamicallyQuantizableLinear")
  }

  @Test func everyClassOfTorchNNIsInTheCatalogueOnceAndNoOther() {
    #expect(Catalogue.names.sorted() == Self.callable.keys.sorted())
  }

  @Test(arguments: callable.keys.sorted())
  func aClassHasPyTorchsSignatureAndBases(name: String) throws {
    let layer = try #require(Catalogue.layer(named: name))
    let golden = try #require(Self.callable[name])
    #expect(layer.bases == golden.bases)
    // Such a class hands its arguments to a base, and the catalogue says what that base takes.
    let isForwarding = golden.signature == "(*args, **kwargs)"
    if !isForwarding { #expect("(\(layer.signature))" == golden.signature) }
  }

  @Test func everyLazyClassIsKnownWithTheClassThatItBecomes() {
    #expect(Catalogue.lazyTwins == Self.golden.compactMapValues(\.eager))
  }

  private static func goldenClasses() throws -> [String: Golden] {
    let data = try Data(contentsOf: Repository.golden.appending(path: "classes.json"))
    return try JSONDecoder().decode([String: Golden].self, from: data)
  }
}
