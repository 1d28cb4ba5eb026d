import CMachine
import FreezeSpec

/// What a long file needs before it is read.
enum LongFile {
  /// The bytes of a file that is long.
  private static let leastBytes = 1 << 20
  /// The bytes that a config, an index or a saved plan is made into, for each of its own, at the most.
  private static let growth = 16

  /// Prepares for what a file is made into: see `freezespec_expect_heap`.
  static func expect(bytes: Int) {
    if bytes >= leastBytes { freezespec_expect_heap(min(bytes, Limits.documentBytes) * growth) }
  }
}
