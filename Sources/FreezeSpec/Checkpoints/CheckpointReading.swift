/// Counts what is read of all checkpoints of a config or a command: one file may be named many times, by
/// links, by the parts that an index has, and by the keys of its parts.
package final class CheckpointReading {
  private var left: Int
  private let most: Int
  /// The work on pickles that their bytes do not make up for, all files together: what is shared in one
  /// may be put together over and over, and a file may be named over and over.
  private var freeWork = Limits.pickleMemoryFloor

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

  /// The work that a pickle may take.
  func mostWork(of graph: PickleGraph) -> Int {
    saturatingSum(freeWork, saturatingProduct(Limits.pickleMemoryFactor, graph.bytes))
  }

  /// Counts the work that a pickle took.
  func spend(_ work: Int, on graph: PickleGraph) {
    freeWork -= min(
      freeWork, max(0, work - saturatingProduct(Limits.pickleMemoryFactor, graph.bytes)))
  }
}
