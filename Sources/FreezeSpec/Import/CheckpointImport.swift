/// A checkpoint whose architecture is written.
package struct CheckpointImport {
  private let checkpoint: Checkpoint
  private let tree: CheckpointTree
  private let words: String

  /// Takes a checkpoint.
  ///
  /// - Parameters:
  ///   - checkpoint: What was read of it.
  ///   - words: The source and its options, as a shell takes them.
  package init(_ checkpoint: Checkpoint, words: String) throws(ImportError) {
    self.checkpoint = checkpoint
    self.words = words
    do throws(CheckpointError) {
      tree = try CheckpointTree(checkpoint)
    } catch {
      throw ImportError(error.message, help: error.help)
    }
    if tree.tensors.isEmpty { throw ImportError("it holds no tensors") }
  }

  /// The architecture as a config.
  package func architecture() throws(ImportError) -> String {
    try ModelImport.architecture(
      ModelDescription(tree), head: [ImportedSource(words: words).comment] + notes)
  }

  /// What a config's model has otherwise; `nil` where it is the checkpoint's.
  package func difference(of file: ConfigFile, reader: ReferenceReader) -> ModelDifference? {
    CheckpointComparison.find(of: file, reader: reader, from: tree)
  }

  /// What the file does not tell, and what was taken for it.
  private var notes: [String] {
    var notes: [String] = []
    if tree.tellsClasses {
      notes.append("It tells no bases of classes, and nothing that their modules print.")
    } else {
      notes.append("A checkpoint tells names, shapes and types of tensors. It does not tell:")
      notes.append("- the classes of modules: no rule can ask for a `type`")
      if !tree.isOrdered {
        notes.append("- the order of modules and parameters: here they are sorted by name")
      }
      if !tree.tellsModules { notes.append("- modules without parameters") }
      notes.append("- which tensors are buffers: here what cannot train, and running statistics")
      notes.append("- which parameters train by themselves: here all do")
    }
    if let file = checkpoint.absentFiles.first {
      notes.append(
        "- shapes and types of what is in absent files, which are written as [0]: \(clipped(file))"
          + (checkpoint.absentFiles.count > 1
            ? " and \(grouped(checkpoint.absentFiles.count - 1)) more" : ""))
    }
    if !checkpoint.inferredTies.isEmpty {
      notes.append("Ties that saving left out, by config.json:")
      notes += checkpoint.inferredTies.map { "- \(clipped($0.dropped)) is \(clipped($0.kept))" }
    }
    return notes
  }
}
