/// A schedule of FinetuningScheduler: in a phase, what it and those before it list trains, and nothing
/// else.
enum FinetuningSchedulerRules {
  /// A phase of the schedule.
  private struct Phase {
    let number: Int
    let entry: Setting.Entry
    var drafts: [RuleDraft.Entry] = []
    var tensors: [Int] = []
  }

  static func read(_ reader: inout RulesReader) throws(Reported) -> ToolRules {
    var phases = try phases(&reader)
    guard let last = phases.last, reader.phase <= last.number else {
      throw reader.refuse(
        "there is no phase \(reader.phase): the schedule has \(counted(phases.count, "phase")), from 0",
        at: nil)
    }
    // All phases are checked before the first one starts.
    for index in phases.indices { try resolve(&phases[index], &reader) }
    try refuseTwice(phases, &reader)
    listOtherKeys(phases, &reader)

    let all = RuleDraft.Entry(test: .all, setting: "params", span: nil, isReported: false)
    var rules = ToolRules(
      drafts: [
        RuleDraft(
          state: .frozen, entries: [all], because: "FinetuningScheduler freezes all before phase 0")
      ], states: Array(repeating: false, count: reader.model.names.count))
    for phase in phases where phase.number <= reader.phase {
      for tensor in phase.tensors { rules.states[tensor] = true }
      if phase.drafts.isEmpty { continue }
      rules.drafts.append(
        RuleDraft(
          state: .trainable, entries: phase.drafts, because: "phase \(phase.number) of the schedule"
        ))
    }
    try reader.refuseIntegers(rules.states, at: nil)
    if phases.count > 1 {
      reader.remark("it is phase \(reader.phase), of phases 0 to \(last.number)")
    }
    return rules
  }

  private static func phases(_ reader: inout RulesReader) throws(Reported) -> [Phase] {
    var phases: [Phase] = []
    for entry in reader.settings.entries ?? [] {
      guard let number = Int(entry.key.filter { $0 != "_" }) else {
        throw reader.refuse(
          "FinetuningScheduler would stop: `\(clipped(entry.key))` is no number of a phase",
          at: entry.keySpan)
      }
      if let value = Optional(entry.value), value.entries == nil {
        throw reader.wrongKind("phase \(number)", value, "a mapping with params")
      }
      phases.append(Phase(number: number, entry: entry))
    }
    phases.sort { $0.number < $1.number }
    for (index, phase) in phases.enumerated() where phase.number != index {
      throw reader.refuse(
        "FinetuningScheduler would stop: phases are numbered from 0 without a gap, and this one is \(phase.number)",
        at: phase.entry.keySpan)
    }
    if phases.isEmpty { throw reader.refuse("the schedule has no phase", at: reader.settings.span) }
    return phases
  }

  // MARK: params

  /// Finds what a phase lists: a name, or else an expression that matches names from their start on.
  private static func resolve(_ phase: inout Phase, _ reader: inout RulesReader) throws(Reported) {
    guard let params = phase.entry.value["params"], !params.isNull else { return }
    guard let items = params.items else {
      throw reader.wrongKind("params of phase \(phase.number)", params, "a list of strings")
    }
    let names = reader.model.names
    for item in items {
      guard let text = item.string else {
        throw reader.wrongKind("params of phase \(phase.number)", item, "strings")
      }
      let setting = "phase \(phase.number): \(Quoted.excerpt(text))"
      if let tensor = reader.model.tensor(named: text) {
        phase.tensors.append(tensor)
        phase.drafts.append(RuleDraft.Entry(test: .exact(text), setting: setting, span: item.span))
        continue
      }
      let test = NameTest.regex(try reader.regex(text, .start, of: setting, at: item.span))
      let matched = try reader.matches(test)
      if matched.isEmpty {
        guard let source = reader.model.tensor(ofFurtherName: text) else {
          throw reader.refuse(
            "FinetuningScheduler would stop: `\(setting)` matches no parameter", at: item.span,
            help: helpWithPrefix(text, reader))
        }
        reader.warnOfNothing(
          "`\(setting)` is another name of `\(clipped(names[source]))`, and trains with that",
          at: item.span,
          notes: ["FinetuningScheduler takes it off the schedule with a warning"])
        continue
      }
      phase.tensors += matched
      phase.drafts.append(RuleDraft.Entry(test: test, setting: setting, span: item.span))
      try warnOfLonger(text, setting, matched, item.span, &reader)
    }
  }

  /// Warns of a name, in full or up to a dot, that goes on in what it matches.
  private static func warnOfLonger(
    _ text: String, _ setting: String, _ matched: [Int], _ span: SourceSpan,
    _ reader: inout RulesReader
  ) throws(Reported) {
    guard text.utf8.last?.isASCIIDigit == true,
      let exact = try? PythonRegex("(?:\(text))(?:[^0-9]|$)", .start)
    else { return }
    let meant = Set(try reader.matches(.regex(exact)))
    guard !meant.isEmpty, let further = matched.first(where: { !meant.contains($0) }) else {
      return
    }
    reader.warnOfReading(
      "`\(setting)` goes on to longer numbers: it matches `\(clipped(reader.model.names[further]))` too",
      at: span,
      help: ["where that is not meant, end it with `\\.`"])
  }

  /// A LightningModule holds the model under a name of its own, with which its parameters start.
  private static func helpWithPrefix(_ text: String, _ reader: RulesReader) -> [String] {
    let names = reader.model.names
    guard let dot = text.firstIndex(of: ".") else { return [] }
    let prefix = text[..<dot].filter { $0 != "\\" && $0 != "^" }
    let rest = String(text[text.index(after: dot)...])
    var budget = reader.budget
    guard !names.contains(where: { $0.startsExactly(with: prefix + ".") }),
      let regex = try? PythonRegex(rest, .start),
      let found = try? regex.matches(in: names, &budget), !found.isEmpty
    else { return [] }
    return [
      "the schedule names the parameters of the LightningModule: put the model under that name, as in "
        + "`model: {children: {\(prefix): {from: …}}}`, and import with that"
    ]
  }

  private static func refuseTwice(_ phases: [Phase], _ reader: inout RulesReader) throws(Reported) {
    var phaseOfTensor: [Int: Int] = [:]
    for phase in phases {
      for tensor in phase.tensors {
        guard let earlier = phaseOfTensor.updateValue(phase.number, forKey: tensor) else {
          continue
        }
        let name = clipped(reader.model.names[tensor])
        throw reader.refuse(
          "FinetuningScheduler would stop: "
            + (earlier == phase.number
              ? "phase \(earlier) lists `\(name)` twice"
              : "phases \(earlier) and \(phase.number) both list `\(name)`"),
          at: phase.entry.keySpan)
      }
    }
  }

  /// Lists what else the phases say: how they train and for how long.
  private static func listOtherKeys(_ phases: [Phase], _ reader: inout RulesReader) {
    var seen: Set<ExactString> = ["params"].reduce(into: []) { $0.insert(ExactString($1)) }
    for phase in phases {
      for entry in phase.entry.value.entries ?? []
      where seen.insert(ExactString(entry.key)).inserted {
        reader.list(
          "`\(clipped(entry.key))` of phases says how they train, and not what", at: entry.keySpan)
      }
    }
  }
}
