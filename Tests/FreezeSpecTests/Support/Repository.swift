import Foundation

@testable import FreezeSpec

/// The files of this repository.
enum Repository {
  /// Its root.
  static let root = URL(filePath: #filePath).appending(path: "../../../..").standardizedFileURL

  /// The source of the library.
  static let library = root.appending(path: "Sources/FreezeSpec")

  /// Where the answers of PyTorch lie.
  static let golden = root.appending(path: "Tests/FreezeSpecTests/Golden")

  /// What comes of one of its configs, the `from` files read beside it.
  static func plan(_ config: String) -> PlanOutcome {
    ConfigFiles(config) { path in
      (try? Data(contentsOf: root.appending(path: path))).map { [UInt8]($0) }
    }.outcome
  }
}
