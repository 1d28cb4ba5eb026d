/// A danger of a diff in words.
struct DiffDangerWording {
  /// The danger, with the texts of the config in it.
  let text: String
  /// What explains it, a line each.
  let notes: [String]
  /// Whether it is an expectation that fails.
  let isFailure: Bool

  /// Words a danger, given how a text of the config is written.
  init(_ danger: DiffDanger, form: (String) -> String = { $0 }) {
    var notes: [String] = []
    var isFailure = false
    switch danger {
    case .expectationFails(let outcome, let heldBefore):
      let result = outcome.resultText.map { ", \($0)" } ?? ""
      text = "expectation fails\(heldBefore ? "" : " as before"): \(form(outcome.text))\(result)"
      notes = outcome.notes
      isFailure = true
    case .expectationRemoved(let outcome):
      text = "expectation removed: \(form(outcome.text))"
    case .expectationRelaxed(let old, let new):
      text = "expectation relaxed: \(form(old.text)) → \(form(new.text))"
    case .expectationChanged(let old, let new):
      text = "expectation changed: \(form(old.text)) → \(form(new.text))"
    case .unmatchedRelaxed(let old, let new):
      let before = form("\(UnmatchedText.key): \(old.rawValue)")
      text =
        new.map { "unmatched relaxed: \(before) → \(form("\(UnmatchedText.key): \($0.rawValue)"))" }
        ?? "unmatched removed: \(before)"
    case .ruleMadeOptional(let rule):
      text =
        "rule \(rule.index) may now match nothing: "
        + form("\(rule.action.rawValue) \(rule.selector)")
    case .leavesEvalMode(let modules, let inPart):
      text =
        "no longer in eval mode\(inPart ? " as a whole" : ""): "
        + ModulePathList.text(modules, form: form)
    case .changesByTie(let names, let isTrainable):
      text =
        "newly \(isTrainable ? "trainable" : "frozen") through a tie: "
        + listed(names.map(form), most: 4)
    case .moreChangeByTie(let count):
      text = "and \(counted(count, "parameter")) more through ties"
    case .reordered:
      text = "the parameters stand in another order"
      notes = ["an optimizer's saved state goes by this order, and not by names"]
    case .ruleLosesEffect(let rule):
      text =
        "rule \(rule.index) lost its effect: \(form("\(rule.action.rawValue) \(rule.selector)"))"
    case .ruleCoversPart(let rule, let note):
      text = "rule \(rule.index) covers a part: \(form("\(rule.action.rawValue) \(rule.selector)"))"
      notes = [note]
    }
    self.notes = notes
    self.isFailure = isFailure
  }
}

extension [DiffDanger] {
  /// How many there are of each kind, for a headline: `1 expectation fails`, `2 rules lose their effect`.
  var counts: [String] {
    var fails = 0
    var removed = 0
    var relaxed = 0
    var changed = 0
    var unmatched: [String] = []
    var optional = 0
    var left = 0
    var tied = 0
    var reordered = 0
    var idle = 0
    var partial: Set<Int> = []
    for danger in self {
      switch danger {
      case .expectationFails: fails += 1
      case .expectationRemoved: removed += 1
      case .expectationRelaxed: relaxed += 1
      case .expectationChanged: changed += 1
      case .unmatchedRelaxed(_, let new):
        unmatched.append("`\(UnmatchedText.key)` \(new == nil ? "removed" : "relaxed")")
      case .ruleMadeOptional: optional += 1
      case .leavesEvalMode(let modules, _): left += modules.count
      case .changesByTie: tied += 1
      case .moreChangeByTie(let count): tied += count
      case .reordered: reordered += 1
      case .ruleLosesEffect: idle += 1
      case .ruleCoversPart(let rule, _): partial.insert(rule.index)
      }
    }
    func text(_ count: Int, _ noun: String, _ one: String, _ many: String? = nil) -> String? {
      count == 0 ? nil : counted(count, noun) + " " + (count == 1 ? one : many ?? one)
    }
    return [
      text(fails, "expectation", "fails", "fail"), text(removed, "expectation", "removed"),
      text(relaxed, "expectation", "relaxed"), text(changed, "expectation", "changed"),
    ].compactMap(\.self) + unmatched
      + [
        text(optional, "rule", "made optional"),
        text(left, "module", "leaves eval mode", "leave eval mode"),
        text(tied, "parameter", "changes through a tie", "change through ties"),
        text(reordered, "model", "in another order"),
        text(idle, "rule", "lost its effect", "lost their effect"),
        text(partial.count, "rule", "covers a part of a list", "cover parts of lists"),
      ].compactMap(\.self)
  }
}
