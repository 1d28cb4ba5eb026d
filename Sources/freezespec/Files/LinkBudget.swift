import FreezeSpec
import Synchronization

/// The steps in which links may still be followed: each may lead over hundreds of folders, and a small
/// repository holds any number of them.
final class LinkBudget: Sendable {
  /// That of this process.
  static let ofRun = LinkBudget(Limits.linkSteps)

  private let most: Int
  private let spent = Atomic(0)

  init(_ most: Int) { self.most = most }

  /// Counts steps.
  func spend(_ steps: Int) { spent.wrappingAdd(steps, ordering: .relaxed) }

  /// Looks whether another link may be followed.
  ///
  /// - Throws: ``FileError`` where nothing is left.
  func check() throws(FileError) {
    if spent.load(ordering: .relaxed) >= most {
      throw FileError(
        "to follow all links takes more than \(grouped(most)) steps: name fewer folders at a time")
    }
  }
}
