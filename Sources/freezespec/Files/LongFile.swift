import CMachine
import FreezeSpec

/// What a long file needs before it is read.
enum LongFile {
  /// From so many bytes on, a file is long.
  private static let leastBytes = 1 << 20
  /// How many times its own length a config, an index or a saved plan comes to in memory, at the most.
  private static let growth = 16

  /// Prepares for what a file is made into: see `freezespec_expect_heap`.
  static func expect(bytes: Int) {
    if bytes >= leastBytes { freezespec_expect_heap(min(bytes, Limits.documentBytes) * growth) }
  }
}
