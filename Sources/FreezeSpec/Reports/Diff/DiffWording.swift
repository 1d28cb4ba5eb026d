/// What the reports of a diff say in the same words.
enum DiffWording {
  /// The line that a diff opens with.
  static func headline(_ diff: PlanDiff) -> String {
    let summary = diff.new.summary
    if diff.isEmpty {
      return "nothing changes: \(counted(summary.parameters, "parameter")), "
        + "\(grouped(summary.trainable.elements)) of \(grouped(summary.elements)) elements trainable"
    }
    var counts: [PlanDiff.Kind: Int] = [:]
    for section in diff.sections { counts[section.kind] = section.count }
    var parts = diff.changesStates ? [] : ["no parameter changes state"]
    parts += changes(counts, isFirst: diff.changesStates, trained: trained(in: diff.sections))
    parts += diff.dangers.counts
    let others = diff.otherExpectations.count
    if others > 0 {
      let what =
        diff.otherExpectations.allSatisfy { $0.old == nil } ? "added" : "added or tightened"
      parts.append(counted(others, "expectation") + " " + what)
    }
    // What leaves it is among the dangers.
    if !diff.evalChange.isEmpty, diff.evalChange.removedModules.isEmpty {
      parts.append("eval mode changes")
    }
    let isUnmatchedTold = diff.dangers.contains {
      if case .unmatchedRelaxed = $0 { true } else { false }
    }
    if diff.old.unmatched != diff.new.unmatched, !isUnmatchedTold {
      parts.append("`\(UnmatchedText.key)` changes")
    }
    if diff.wrapChanges { parts.append("FSDP units change") }
    if diff.softmaxChanges { parts.append("the softmax changes") }
    return parts.joined(separator: ", ") + "; "
      + trainableShare(from: [diff.old.summary], to: [summary])
  }

  /// How many parameters change in each way, the most dangerous first; ways without any are left out.
  ///
  /// - Parameters:
  ///   - isFirst: Whether no other words tell before what is counted.
  ///   - trained: How many of the added ones train.
  static func changes(
    _ counts: [PlanDiff.Kind: Int], isFirst: Bool = true, trained: Int = 0
  ) -> [String] {
    let kinds = PlanDiff.Kind.allCases.filter { counts[$0] ?? 0 > 0 }
    return kinds.map { kind in
      let count = counts[kind] ?? 0
      let isTold = !(isFirst && kind == kinds.first) && kind != .added && kind != .removed
      let text =
        isTold && !kind.isOfBuffers
        ? "\(grouped(count)) \(name(of: kind))" : title(of: kind, count)
      if kind != .added || trained == 0 { return text }
      if trained < count { return text + " (\(grouped(trained)) trainable)" }
      return text + (count == 1 ? " (trainable)" : " (all trainable)")
    }
  }

  /// The names that a tensor came to have and has no more, how many there are, and what is said of them.
  static func tiedNames(of group: PlanDiff.Group) -> [(text: String, names: [String], count: Int)] {
    [
      ("now also", group.gainedNames, group.gainedCount),
      ("no longer", group.lostNames, group.lostCount),
    ]
  }

  /// How many parameters that were not there before train.
  static func trained(in sections: [PlanDiff.Section]) -> Int {
    sections.lazy.filter { $0.kind == .added }.flatMap(\.groups)
      .reduce(0) { $0 + ($1.newState == true ? $1.count : 0) }
  }

  /// How the trainable share of some plans goes, all of them together.
  static func trainableShare(from old: [PlanSummary], to new: [PlanSummary]) -> String {
    func sums(_ summaries: [PlanSummary]) -> (trainable: Int, all: Int) {
      summaries.reduce((0, 0)) {
        (saturatingSum($0.0, $1.trainable.elements), saturatingSum($0.1, $1.elements))
      }
    }
    let (before, after) = (sums(old), sums(new))
    let shares = [before, after].map { NumberText.percent($0.trainable, of: $0.all) }
    if after.all == 0, before.all == 0 { return "no elements as before" }
    if before == after { return "\(shares[1]) of elements trainable as before" }
    let change = percent(from: before.trainable, to: after.trainable).map { ", \($0)" } ?? ""
    return "trainable \(shares[0]) → \(shares[1]) of elements (\(grouped(before.trainable)) → "
      + "\(grouped(after.trainable))\(before.trainable == after.trainable ? "" : change))"
  }

  /// What a config holds that only one side has.
  static func contents(_ plan: PlanSnapshot) -> String {
    let summary = plan.summary
    return "\(counted(summary.parameters, "parameter")), "
      + "\(grouped(summary.trainable.parameters)) trainable; trainable elements "
      + "\(grouped(summary.trainable.elements)) of \(grouped(summary.elements)) "
      + "(\(NumberText.percent(summary.trainable.elements, of: summary.elements)))"
  }

  /// A kind of change, as it follows a number.
  static func name(of kind: PlanDiff.Kind) -> String {
    switch kind {
    case .newlyTrainable: "newly trainable"
    case .newlyFrozen: "newly frozen"
    case .added: "added"
    case .removed: "removed"
    case .reshaped: "reshaped"
    case .retied: "tied otherwise"
    case .retyped: "of another dtype"
    case .reclassed: "of another class"
    case .bufferAdded: "buffers added"
    case .bufferRemoved: "buffers removed"
    case .bufferReshaped: "buffers reshaped"
    case .bufferRetyped: "buffers of another dtype"
    }
  }

  /// What a kind of change is of.
  static func noun(of kind: PlanDiff.Kind) -> String {
    kind.isOfBuffers ? "buffer" : "parameter"
  }

  /// What a section is about: `12 parameters newly frozen`, `2 buffers added`.
  static func title(of kind: PlanDiff.Kind, _ number: Int) -> String {
    let name = name(of: kind)
    let change = kind.isOfBuffers ? String(name.dropFirst("buffers ".count)) : name
    return "\(counted(number, noun(of: kind))) \(change)"
  }

  /// The sign of a kind of change.
  static func sign(of kind: PlanDiff.Kind) -> String {
    switch kind {
    case .newlyTrainable, .added, .bufferAdded: "+"
    case .newlyFrozen, .removed, .bufferRemoved: "-"
    default: "~"
    }
  }

  /// What the parameters of a group look like, such as `12 × 16 parameters`.
  static func look(of group: PlanDiff.Group, _ kind: PlanDiff.Kind) -> String {
    var text = ""
    if !group.exceptions.isEmpty {
      text += "\(grouped(group.copies)) of \(grouped(group.copies + group.exceptions.count)) × "
    } else if group.copies > 1 {
      text += "\(grouped(group.copies)) × "
    }
    if kind == .reshaped || kind == .bufferReshaped, let old = group.oldShape,
      let new = group.newShape
    {
      text += "\(old) → \(new)"
    } else if let shape = group.newShape ?? group.oldShape {
      text += "\(shape)"
    } else {
      text += counted(group.parametersEach, noun(of: kind))
    }
    if let old = group.oldDType, let new = group.newDType {
      text += ", \(old.rawValue) → \(new.rawValue)"
    }
    if let old = group.oldClass, let new = group.newClass {
      text += ", \(TerminalText.escaped(old)) → \(TerminalText.escaped(new))"
    }
    if !group.exceptions.isEmpty {
      let shown = group.exceptions.prefix(3).map(String.init).joined(separator: ", ")
      let more = group.exceptions.count > 3 ? " and \(group.exceptions.count - 3) more" : ""
      text += ", not \(shown)\(more)"
    }
    return text
  }

  /// How far a number went, such as `-75.0 %`; `nil` from 0.
  ///
  /// What is not nothing is never printed as nothing, nor what is not all as all.
  static func percent(from old: Int, to new: Int) -> String? {
    guard old > 0 else { return nil }
    if new == 0 { return "-100 %" }
    if new == old { return "±0 %" }
    let percent = (Double(new) - Double(old)) / Double(old) * 100
    let sign = percent > 0 ? "+" : ""
    if percent >= 1_000_000 {
      return "× \(NumberText.fixed(Double(new) / Double(old), decimals: 1))"
    }
    for decimals in (abs(percent) < 999.95 ? 1 : 0)...6 {
      let text = NumberText.fixed(percent, decimals: decimals)
      let value = Double(text) ?? 0
      if value != 0, value != -100 { return "\(sign)\(text) %" }
    }
    return "> -100 %"
  }

  /// What changes about the softmax, to follow the word.
  static func softmax(from old: SoftmaxPreview?, to new: SoftmaxPreview?) -> String {
    guard let new else { return " is gone" }
    guard let old else { return SoftmaxTable.title(of: new) }
    var parts: [String] = []
    if old.temperatures != new.temperatures {
      let list = { (softmax: SoftmaxPreview) in
        softmax.temperatures.map(NumberText.plain).joined(separator: ", ")
      }
      let isSweep = max(old.temperatures.count, new.temperatures.count) > 1
      parts.append("temperature\(isSweep ? "s" : "") \(list(old)) → \(list(new))")
    }
    if old.dim != new.dim { parts.append("dim \(old.dim) → \(new.dim)") }
    if old.logits != new.logits {
      parts.append(
        old.logits == nil ? "logits added" : new.logits == nil ? "logits gone" : "other logits")
    }
    if old.teacher != new.teacher {
      parts.append(
        old.teacher == nil ? "teacher added" : new.teacher == nil ? "teacher gone" : "other teacher"
      )
    }
    return ": " + parts.joined(separator: ", ")
  }
}
