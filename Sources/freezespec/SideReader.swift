import FreezeSpec

/// Reads the sides of a diff: configs, saved plans, and files of git revisions.
struct SideReader {
  let options: ConfigOptions
  /// What came of the configs that were read, without the warnings of an old side: these are past
  /// mending.
  private(set) var outcomes: [PlanOutcome] = []

  init(options: ConfigOptions) { self.options = options }

  /// What a side says.
  ///
  /// - Parameters:
  ///   - side: A path, or a revision and a path.
  ///   - isOld: Whether it is the old side.
  /// - Returns: `nil` where the side has errors, which are then among the outcomes.
  /// - Throws: ``Failure`` where the side cannot be read.
  mutating func snapshot(of side: String, isOld: Bool) throws -> PlanSnapshot? {
    if side == "-" || Files.exists(side) || !side.contains(":") {
      let configs = DiskConfigs(allowsOutside: options.allowOutside)
      do throws(FileError) {
        let file = try configs.open(side, limit: Limits.savedPlanBytes)
        return try snapshot(of: file, configs.reader(for: file), isOld: isOld)
      } catch {
        outcomes.append(.unreadable(side, error.message))
        options.report(outcomes)
        throw Failure.reported(.cannotRun)
      }
    }
    return try gitSnapshot(of: side, isOld: isOld)
  }

  private mutating func snapshot(of file: ConfigFile, _ reader: ReferenceReader, isOld: Bool)
    throws(FileError) -> PlanSnapshot?
  {
    if PlanSnapshot.isSavedPlan(file.bytes) {
      do throws(SavedPlanError) {
        return try PlanSnapshot(saved: file.bytes)
      } catch {
        throw FileError(message: error.message)
      }
    }
    let outcome = FreezePlan.make(from: file, reader: reader).treating(
      warningsAsErrors: options.strict && !isOld)
    if !isOld || outcome.hasErrors { outcomes.append(outcome) }
    guard !outcome.hasErrors, let plan = outcome.plan else { return nil }
    return PlanSnapshot(plan, sources: outcome.sources)
  }

  private mutating func gitSnapshot(of side: String, isOld: Bool) throws -> PlanSnapshot? {
    guard let colon = side.firstIndex(of: ":") else { return nil }
    let revision = String(side[..<colon])
    let path = String(side[side.index(after: colon)...])
    let git = try Git(around: ".")
    let tree = try git.tree(of: git.commit(revision))
    // As in git, a path counts from the root unless it starts with a dot; one that only the current
    // folder knows is taken from there.
    let fromHere = git.pathFromRoot(path)
    let candidates = path.hasPrefix("./") || path.hasPrefix("../") ? [fromHere] : [path, fromHere]
    for case let candidate? in candidates {
      if let file = try tree.config(candidate, revision: revision) {
        do throws(FileError) {
          return try snapshot(of: file, tree.reader(revision: revision), isOld: isOld)
        } catch {
          throw Failure("cannot read \(side): \(error.message)")
        }
      }
    }
    throw Failure("\(revision) has no file \(path)")
  }
}
