import FreezeSpec
import SystemPackage

/// Reads the sides of a diff: configs, saved plans, and files of git revisions.
struct SideReader {
  let options: ConfigOptions
  /// What came of the configs that were read, without what an old side's plan has against it: that
  /// is past mending.
  private(set) var outcomes: [PlanOutcome] = []
  /// What came of an old side that has errors.
  private(set) var brokenOld: PlanOutcome?
  /// Whether the old side names files that this clone does not have.
  private(set) var oldIsPartial = false

  init(options: ConfigOptions) { self.options = options }

  /// What a side says.
  ///
  /// - Parameters:
  ///   - side: A path, or a revision and a path.
  ///   - isOld: Whether it is the old side.
  /// - Returns: `nil` where the side has errors.
  /// - Throws: ``Failure`` where the side cannot be read.
  mutating func snapshot(of side: String, isOld: Bool) throws -> PlanSnapshot? {
    let colon = side.utf8.firstIndex(of: UInt8(ascii: ":"))
    let isFile = Files.kind(of: FilePath(side)) != nil
    if isFile, let colon, ![UInt8(ascii: "."), UInt8(ascii: "/")].contains(side.utf8.first),
      let git = try? Git(allowsOutside: options.allowOutside),
      (try? git.commit(String(side[..<colon]))) != nil
    {
      // A repository must not have another file looked at than the one that a reader means.
      throw Failure("`\(side)` is a file, and one of a revision too", help: ["write ./\(side)"])
    }
    if let colon, side != "-", !isFile {
      return try snapshot(
        of: side, revision: String(side[..<colon]),
        FilePath(String(side.utf8[side.utf8.index(after: colon)...]) ?? ""), isOld: isOld)
    }
    do throws(FileError) {
      let file = try options.configs.open(side, limit: Limits.savedPlanBytes)
      return try snapshot(of: file, options.configs.reader(for: file), isOld: isOld)
    } catch {
      outcomes.append(.unreadable(side, error.message))
      options.report(outcomes)
      throw Failure.reported(.cannotRun)
    }
  }

  private mutating func snapshot(
    of side: String, revision: String, _ path: FilePath, isOld: Bool
  ) throws -> PlanSnapshot? {
    let git = try Git(allowsOutside: options.allowOutside)
    let configs = try GitConfigs(of: revision, in: git)
    // As in git, a path counts from the root unless it starts with a dot; one that only the current
    // folder knows is taken from there.
    let fromHere = git.pathFromRoot(path)
    let startsWithDot = path.components.first.map { $0.kind != .regular } ?? false
    for case let candidate? in startsWithDot ? [fromHere] : [path, fromHere] {
      guard let file = try configs.open(candidate, limit: Limits.savedPlanBytes) else { continue }
      do throws(FileError) {
        return try snapshot(of: file, configs.reader, isOld: isOld)
      } catch {
        throw Failure("cannot read \(side): \(error.message)")
      }
    }
    if let submodule = try configs.tree.missingSubmodule(around: path) {
      throw Failure("the submodule \(submodule.path.shown) is not here as \(revision) has it")
    }
    throw Failure("\(revision) has no file \(path.shown)")
  }

  private mutating func snapshot(of file: ConfigFile, _ reader: ReferenceReader, isOld: Bool)
    throws(FileError) -> PlanSnapshot?
  {
    if PlanSnapshot.isSavedPlan(file.bytes) {
      do throws(SavedPlanError) {
        return try PlanSnapshot(saved: file.bytes)
      } catch {
        throw FileError(error.message)
      }
    }
    let compared = ComparedSide(file, path: FilePath(file.path), reader)
    let outcome = compared.outcome.treating(warningsAsErrors: options.strict && !isOld)
    if isOld { oldIsPartial = compared.isPartial }
    if !isOld { outcomes.append(outcome) } else if outcome.plan == nil { brokenOld = outcome }
    return outcome.plan.map { PlanSnapshot($0) }
  }
}
