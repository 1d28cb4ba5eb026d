/// A note to a rule: it covers most of a list's modules, where another covers them all.
///
/// It is no finding, for that may be meant: the ledger tells it, so that who reviews the plan sees it.
struct PartialCover: Sendable {
  /// The rule's index, from 1.
  let rule: Int
  /// The value of the rule that does so, as flow YAML; `nil` where that is all of it.
  let value: String?
  /// How many modules it covers.
  let covered: Int
  /// How many there are that have such parameters.
  let count: Int
  /// The list: the path of its modules, a star for their numbers.
  let list: String
  /// The names of the modules that are left out: the first and the last of each run of them.
  let leftOut: [(first: String, last: String)]
  /// Whether the parameters left out train.
  let leftOutTrains: Bool
  /// What covers all: the index of a rule and, of the same rule, the value.
  let other: (rule: Int, value: String)
  /// In how many further lists it is the same.
  var furtherLists = 0

  /// The note as a sentence without a full stop and, unless the value has one, without a subject, such as
  /// `covers 25 of the 30 modules "layers.*", not 25 to 29, which train; rule 1 covers all of them`.
  var text: String {
    let runs = leftOut.map { $0.first == $0.last ? $0.first : "\($0.first) to \($0.last)" }
    let isOne = leftOut.count == 1 && leftOut[0].first == leftOut[0].last
    let state =
      leftOutTrains ? (isOne ? "trains" : "train") : (isOne ? "is frozen" : "are frozen")
    let others = other.rule == rule ? clipped(other.value, to: 80) : "rule \(other.rule)"
    var text = value.map { clipped($0, to: 80) + " " } ?? ""
    text += "covers \(grouped(covered)) of the \(grouped(count)) modules "
    text += "\(quoted(clipped(list, to: 120))), not \(listed(runs)), which \(state); "
    text += "\(others) covers all of them"
    if furtherLists > 0 { text += "; and so in \(counted(furtherLists, "more list"))" }
    return text
  }
}
