import FreezeSpec
import SystemPackage

/// One side of a config: what it says, and the files that say it.
struct ComparedSide {
  /// The path from the repository's root.
  let path: FilePath
  let outcome: PlanOutcome
  /// The bytes of all files that were read for it, in order.
  let contents: [[UInt8]]

  /// Makes the plan of a config.
  init(_ file: ConfigFile, path: FilePath, _ reader: ReferenceReader) {
    final class Record { var contents: [[UInt8]] = [] }
    let record = Record()
    record.contents.append(file.bytes)
    let recording = ReferenceReader { path, referrer in
      let result = reader.read(path, referrer)
      if case .success(let file) = result { record.contents.append(file.bytes) }
      return result
    }
    self.path = path
    outcome = FreezePlan.make(from: file, reader: recording).comparable
    contents = record.contents
  }

  /// What the plan says; `nil` where errors keep it from being made.
  var snapshot: PlanSnapshot? { outcome.plan.map { PlanSnapshot($0) } }
}
