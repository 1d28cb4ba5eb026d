import FreezeSpec

/// A file with a plan that `apply --save` wrote and that a repository keeps.
struct SavedPlanFile {
  let path: String

  /// Saves a whole plan, whatever the command's own output shows of it.
  func write(_ plan: FreezePlan) throws {
    try OutputFile(argument: path).write { sink in plan.write(as: .json, to: sink) }
  }

  /// Reads a plan that training scripts load, which refuse one whose hash is not that of what it says.
  func read() throws -> PlanSnapshot {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try InputFile(argument: path, limit: Limits.savedPlanBytes).bytes
    } catch {
      throw Failure("cannot read \(path): \(error.message)")
    }
    guard PlanSnapshot.isSavedPlan(bytes) else {
      throw Failure("\(path) is no saved plan; `apply --save` writes one")
    }
    do throws(SavedPlanError) {
      return try PlanSnapshot(saved: bytes, checksHash: true)
    } catch {
      throw Failure(
        "cannot read \(path): \(error.message)", help: ["write it anew with `apply --save`"])
    }
  }
}
