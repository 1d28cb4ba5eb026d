import FreezeSpec
import SystemPackage

/// One side of a config: what it says, and the files that say it.
struct ComparedSide {
  /// The path from the repository's root.
  let path: FilePath
  let outcome: PlanOutcome
  /// The bytes of all configs that were read for it, in order.
  let contents: [[UInt8]]
  /// Whether it reads weights, whose bytes are not kept.
  let readsWeights: Bool
  /// Whether it names files that this clone does not have.
  let isPartial: Bool

  /// Makes the plan of a config.
  init(_ file: ConfigFile, path: FilePath, _ reader: ReferenceReader) {
    final class Record {
      var contents: [[UInt8]] = []
      var readsWeights = false
      var isPartial = false
    }
    let record = Record()
    record.contents.append(file.bytes)
    let recording = ReferenceReader.ofAny { path, referrer in
      let result = reader.read(path, referrer)
      switch result {
      case .success(.config(let file)): record.contents.append(file.bytes)
      case .success(.checkpoint(let file)):
        record.readsWeights = true
        let read = file.read
        return .success(
          .checkpoint(
            CheckpointFile(path: file.path, identity: file.identity) {
              (key, reading) throws(CheckpointError) in
              do throws(CheckpointError) {
                return try read(key, reading)
              } catch {
                if error.isOfClone { record.isPartial = true }
                throw error
              }
            }))
      case .failure(let error): if error.isOfClone { record.isPartial = true }
      }
      return result
    }
    self.path = path
    outcome = FreezePlan.make(from: file, reader: recording).comparable
    contents = record.contents
    readsWeights = record.readsWeights
    isPartial = record.isPartial
  }

  /// What the plan says; `nil` where errors keep it from being made.
  var snapshot: PlanSnapshot? { outcome.plan.map { PlanSnapshot($0) } }
}
