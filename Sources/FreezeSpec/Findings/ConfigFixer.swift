/// Carries out the fixes of configs that leave no choice.
///
/// A fix is carried out where it is the only one of its error, and where the configs afterwards do not
/// have that error and no new one, which is tried on their texts first. A fix may bring to light what
/// could not be looked for before, such as a rule that matches nothing once the model can be built; so
/// this is done in rounds. A text that several configs take by `from` is judged by all of them.
package struct ConfigFixer {
  /// A config to fix.
  package struct Target: Sendable {
    let file: ConfigFile
    let reader: @Sendable () -> ReferenceReader

    /// Describes a config.
    ///
    /// - Parameters:
    ///   - file: The config.
    ///   - reader: Makes what reads the files that it names.
    package init(_ file: ConfigFile, reader: @escaping @Sendable () -> ReferenceReader) {
      self.file = file
      self.reader = reader
    }
  }

  /// A file that was changed.
  package struct FixedFile: Sendable {
    /// The file as it was.
    package let original: ConfigFile
    /// What it holds now.
    package let bytes: [UInt8]
    /// How many errors the fixes that were carried out in it were of.
    package let count: Int
    /// Those in words: `1 error`, `1,240 errors`.
    package var countedErrors: String { counted(count, "error") }
  }

  /// A fix in a text that others change.
  private struct Mark: Hashable {
    let finding: FixState.Finding
    let texts: [String]
  }

  /// What files hold with some fixes carried out, and what comes of the configs that read them.
  private struct Trial {
    let texts: [[UInt8]: [UInt8]]
    let states: [(index: Int, state: FixState)]
  }

  /// What comes of the configs now, in their order, without their models.
  ///
  /// Errors whose fix would change a file that must stay have a note that says why.
  package var outcomes: [PlanOutcome] { states.map { $0.outcome(noting: noteOfRefusal) } }
  /// Whether there may be further fixes, which were not tried for their number.
  package private(set) var hasMore = false

  private let targets: [Target]
  private let isStrict: Bool
  private let refusal: (ConfigFile) -> String?
  private var states: [FixState] = []
  /// Files by what tells them from others: as they were read first, and as they are now.
  private var originals: [[UInt8]: ConfigFile] = [:]
  private var texts: [[UInt8]: [UInt8]] = [:]
  private var counts: [[UInt8]: Int] = [:]
  /// Of files that fixes would change, why they must not be; `nil` where they may.
  private var refusals: [[UInt8]: String?] = [:]
  /// Fixes that did not hold.
  private var refused: Set<Mark> = []
  /// The configs of which cures were not tried since they changed.
  private var uncured: Set<Int> = []
  /// How many more runs fixes may be judged by.
  private(set) var runs: Int

  /// Carries out the fixes.
  ///
  /// - Parameters:
  ///   - targets: The configs.
  ///   - isStrict: Whether warnings are errors.
  ///   - refusal: Why a file must not be changed, as a sentence without a full stop; `nil` where it may.
  package init(
    _ targets: [Target], isStrict: Bool = false, refusal: @escaping (ConfigFile) -> String?
  ) {
    self.init(
      targets, isStrict: isStrict, runs: Limits.fixRuns * targets.count, refusal: refusal)
  }

  /// The same, given how many runs fixes may be judged by.
  init(
    _ targets: [Target], isStrict: Bool, runs: Int, refusal: @escaping (ConfigFile) -> String?
  ) {
    self.targets = targets
    self.isStrict = isStrict
    self.refusal = refusal
    self.runs = runs
    for target in targets { states.append(state(of: target, texts, triesCures: true)) }
    for index in targets.indices { fix(index) }
    for index in targets.indices { cure(index) }
  }

  /// The files that are to be written, in the order of their identities.
  package var fixedFiles: [FixedFile] {
    texts.keys.sorted { $0.lexicographicallyPrecedes($1) }.compactMap { identity in
      guard let original = originals[identity], let bytes = texts[identity],
        bytes != original.bytes
      else { return nil }
      return FixedFile(original: original, bytes: bytes, count: counts[identity] ?? 0)
    }
  }

  // MARK: Rounds

  private mutating func fix(_ index: Int) {
    var hasChanged = false
    for _ in 0..<Limits.fixRounds {
      cure(index)
      let all = states[index].candidates.filter { isPermitted($0) }
      var fixes = Self.withoutOverlaps(all.filter { !refused.contains(mark($0)) })
      if fixes.isEmpty, hasChanged {
        // What was refused may hold by what was carried out since.
        refused.subtract(all.map(mark))
        hasChanged = false
        fixes = Self.withoutOverlaps(all)
      }
      if fixes.isEmpty { return }
      if carryOut(fixes, of: index) { hasChanged = true }
    }
    hasMore = true
  }

  /// What a fix is known by while texts change around it.
  private func mark(_ candidate: FixState.Candidate) -> Mark {
    Mark(finding: candidate.finding, texts: candidate.replacements.map(\.text))
  }

  /// Looks for the cures that only further runs can bear out, where that was left until now.
  private mutating func cure(_ index: Int) {
    guard uncured.remove(index) != nil, states[index].outcome.hasErrors else { return }
    states[index] = state(of: targets[index], texts, triesCures: true)
  }

  private mutating func isPermitted(_ candidate: FixState.Candidate) -> Bool {
    candidate.replacements.allSatisfy { replacement in
      if let known = refusals[replacement.file] { return known == nil }
      guard let file = originals[replacement.file] else { return false }
      let answer = refusal(file)
      refusals[replacement.file] = .some(answer)
      return answer == nil
    }
  }

  /// Why a fix is not carried out, where a file must not be changed for it.
  private func noteOfRefusal(_ candidate: FixState.Candidate) -> String? {
    for replacement in candidate.replacements {
      if let reason = refusals[replacement.file] ?? nil,
        let file = originals[replacement.file]
      {
        return "\(file.path) is not changed: \(reason)"
      }
    }
    return nil
  }

  /// Of fixes that overlap, the first.
  private static func withoutOverlaps(_ candidates: [FixState.Candidate])
    -> [FixState.Candidate]
  {
    var taken: [[UInt8]: [Range<Int>]] = [:]
    return candidates.filter { candidate in
      for replacement in candidate.replacements {
        let touches = taken[replacement.file, default: []].contains {
          $0.lowerBound <= replacement.range.upperBound
            && replacement.range.lowerBound <= $0.upperBound
        }
        if touches { return false }
      }
      for replacement in candidate.replacements {
        taken[replacement.file, default: []].append(replacement.range)
      }
      return true
    }
  }

  /// Carries out those of some fixes, which do not overlap, that all configs bear out.
  ///
  /// Where they do not hold together, halves of them are tried, and halves of those: few that spoil
  /// take few runs.
  ///
  /// - Returns: Whether any was carried out.
  private mutating func carryOut(_ fixes: [FixState.Candidate], of index: Int) -> Bool {
    var held: [FixState.Candidate] = []
    var best: Trial?
    var groups = [fixes.prefix(Limits.fixes)]
    while let group = groups.popLast() {
      if let trial = trial(held + group, of: index) {
        held += group
        best = trial
      } else if group.count > 1 {
        let middle = group.startIndex + group.count / 2
        groups += [group[middle...], group[..<middle]]
      } else {
        refused.formUnion(group.map(mark))
      }
    }
    guard let best else { return false }
    for (other, state) in best.states {
      states[other] = state
      uncured.insert(other)
    }
    texts = best.texts
    for fix in held {
      for file in Set(fix.replacements.map(\.file)) { counts[file, default: 0] += fix.errors }
    }
    return true
  }

  /// What comes of fixes that do not overlap, where all configs bear them out.
  private mutating func trial(_ fixes: [FixState.Candidate], of index: Int) -> Trial? {
    var changed = texts
    var edited: [[UInt8]: [Range<Int>]] = [:]
    let replacements = Dictionary(grouping: fixes.flatMap(\.replacements), by: \.file)
    for (file, replacements) in replacements {
      // What is written as JSON may be read as such elsewhere.
      guard let raw = texts[file] ?? originals[file]?.bytes,
        let (bytes, ranges) = Self.replaced(replacements, in: raw),
        JSONReader.isWhole(TextDecoder.decode(bytes).bytes)
          || !JSONReader.isWhole(TextDecoder.decode(raw).bytes)
      else { return nil }
      changed[file] = bytes
      edited[file] = ranges
    }
    var after: [(index: Int, state: FixState)] = []
    for other in states.indices where states[other].reads(replacements.keys) {
      let fixed = fixes.filter { other == index || states[other].has($0) }.map(\.finding)
      var verdict = FixState.Verdict.dependsOnCures
      // Cures take runs of their own, and seldom matter here.
      for triesCures in [false, true] where verdict == .dependsOnCures {
        guard runs > 0 else {
          hasMore = true
          return nil
        }
        runs -= 1
        let state = state(of: targets[other], changed, triesCures: triesCures)
        verdict = state.verdict(fixed, before: states[other], edited: edited)
        if verdict == .holds { after.append((other, state)) }
      }
      if verdict != .holds { return nil }
    }
    return Trial(texts: changed, states: after)
  }

  /// A file with other texts in some places, and where those stand then.
  static func replaced(_ replacements: [FixState.Replacement], in raw: [UInt8])
    -> (bytes: [UInt8], ranges: [Range<Int>])?
  {
    let old = TextDecoder.decode(raw).bytes
    var text: [UInt8] = []
    var ranges: [Range<Int>] = []
    var next = 0
    let isJSON = JSONReader.isWhole(old)
    for replacement in replacements.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      guard replacement.range.lowerBound >= next, replacement.range.upperBound <= old.count
      else { return nil }
      text += old[next..<replacement.range.lowerBound]
      let start = text.count
      text += isJSON ? jsonText(replacement, in: old) : Array(replacement.text.utf8)
      ranges.append(start..<text.count)
      next = replacement.range.upperBound
    }
    text += old[next...]
    return TextEncoder.encode(text, like: raw).map { ($0, ranges) }
  }

  /// What comes of a config, given what files hold in place of what was read.
  private mutating func state(of target: Target, _ texts: [[UInt8]: [UInt8]], triesCures: Bool)
    -> FixState
  {
    var known = originals
    func current(_ file: ConfigFile) -> ConfigFile {
      let original = known[file.identity] ?? file
      known[file.identity] = original
      guard let bytes = texts[file.identity] else { return original }
      return ConfigFile(path: file.path, identity: file.identity, bytes: bytes)
    }
    let reader = target.reader()
    let main = current(target.file)
    let outcome = FreezePlan.make(
      from: ConfigFile(path: target.file.path, identity: main.identity, bytes: main.bytes),
      reader: ReferenceReader.ofAny { path, referrer in
        reader.read(path, referrer).map { file in
          if case .config(let config) = file { .config(current(config)) } else { file }
        }
      }, triesCures: triesCures, makesNotes: false)
    originals = known
    return FixState(outcome.treating(warningsAsErrors: isStrict))
  }
}

/// The text of a replacement in JSON: what stands in quotes stays in quotes, where it is one scalar.
private func jsonText(_ replacement: FixState.Replacement, in bytes: [UInt8]) -> [UInt8] {
  let text = Array(replacement.text.utf8)
  let isQuoted = bytes[replacement.range].first == UInt8(ascii: "\"")
  // Other scalars than texts stand as they are in both.
  if !isQuoted || JSONReader.isWhole(text) || flowScalar(replacement.text) != replacement.text {
    return text
  }
  return Array(doubleQuoted(replacement.text).utf8)
}

extension JSONReader {
  /// Whether a text is one value of JSON.
  fileprivate static func isWhole(_ bytes: [UInt8]) -> Bool {
    var reader = JSONReader(bytes, nesting: Limits.nesting)
    do {
      try reader.skip()
      try reader.end()
      return true
    } catch {
      return false
    }
  }
}
