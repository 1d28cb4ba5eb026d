/// Counts what is read of all checkpoints of a config or a command: one file may be named many times, by
/// links, by the parts that an index has, and by the keys of its parts.
package final class CheckpointReading {
  private var left: Int
  private let most: Int

  /// Starts to count.
  package init(atMost most: Int = Limits.checkpointBytes) {
    self.most = most
    left = most
  }

  /// Counts bytes that are about to be read.
  func take(_ count: Int) throws(CheckpointError) {
    left -= min(count, left + 1)
    if left < 0 {
      throw CheckpointError(
        "more than \(grouped(most)) bytes of checkpoints would have to be read for it")
    }
  }
}
