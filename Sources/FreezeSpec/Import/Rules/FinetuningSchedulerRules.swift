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
    try resolve(&phases, &reader)
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
    try reader.refuseIntegers(rules.states, at: reader.settings.span)
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
  private static func resolve(
    _ phases: inout [Phase], _ reader: inout RulesReader
  ) throws(Reported) {
    let items = try items(of: phases, &reader)
    let picks = try reader.matches(items.map(\.entry.test))
    let exactPicks = try reader.matches(items.map(\.exactNumber))
    for (index, item) in items.enumerated() {
      let setting = item.entry.setting
      guard !picks[index].isEmpty else {
        guard let source = reader.model.tensor(ofFurtherName: item.text) else {
          throw reader.refuse(
            "FinetuningScheduler would stop: `\(setting)` matches no parameter",
            at: item.entry.span, help: try helpWithPrefix(item.text, &reader))
        }
        reader.warnOfNothing(
          "`\(setting)` is another name of `\(clipped(reader.model.names[source]))`, and trains with that",
          at: item.entry.span,
          notes: ["FinetuningScheduler takes it off the schedule with a warning"])
        continue
      }
      phases[item.phase].tensors += picks[index]
      phases[item.phase].drafts.append(item.entry)
      let meant = Set(exactPicks[index])
      if !meant.isEmpty, let further = picks[index].first(where: { !meant.contains($0) }) {
        reader.warnOfReading(
          "`\(setting)` goes on to longer numbers: it matches `\(clipped(reader.model.names[further]))` too",
          at: item.entry.span,
          help: ["where that is not meant, end it with `\\.`"])
      }
    }
  }

  /// An item of a phase.
  private struct Item {
    let phase: Int
    let text: String
    let entry: RuleDraft.Entry
    /// The item, where it ends in a number, with the end of that number behind it.
    let exactNumber: NameTest
  }

  private static func items(
    of phases: [Phase], _ reader: inout RulesReader
  ) throws(Reported) -> [Item] {
    var items: [Item] = []
    for (index, phase) in phases.enumerated() {
      guard let params = phase.entry.value["params"], !params.isNull else { continue }
      guard let list = params.items else {
        throw reader.wrongKind("params of phase \(phase.number)", params, "a list of strings")
      }
      for item in list {
        guard let text = item.string else {
          throw reader.wrongKind("params of phase \(phase.number)", item, "strings")
        }
        let setting = "phase \(phase.number): \(Quoted.excerpt(text))"
        var test = NameTest.exact(text)
        var exactNumber = NameTest.nothing
        if reader.model.tensor(named: text) == nil {
          test = .regex(try reader.regex(text, .start, of: setting, at: item.span))
          if text.utf8.last?.isASCIIDigit == true,
            let exact = try? PythonRegex("(?:\(text))(?:[^0-9]|$)", .start)
          {
            exactNumber = .regex(exact)
          }
        }
        items.append(
          Item(
            phase: index, text: text,
            entry: RuleDraft.Entry(test: test, setting: setting, span: item.span),
            exactNumber: exactNumber))
      }
    }
    return items
  }

  /// A LightningModule holds the model under a name of its own, with which its parameters start.
  private static func helpWithPrefix(
    _ text: String, _ reader: inout RulesReader
  ) throws(Reported) -> [String] {
    let scalars = text.unicodeScalars
    guard let dot = scalars.firstIndex(of: ".") else { return [] }
    let prefix = String(
      String.UnicodeScalarView(scalars[..<dot].filter { $0 != "\\" && $0 != "^" }))
    let rest = String(scalars[scalars.index(after: dot)...])
    guard !reader.model.names.contains(where: { $0.startsExactly(with: prefix + ".") }),
      let regex = try? PythonRegex(rest, .start),
      try !reader.matches([.regex(regex)])[0].isEmpty
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
