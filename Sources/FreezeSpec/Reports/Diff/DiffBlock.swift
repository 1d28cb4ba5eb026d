/// Groups of parameters of one kind of change that have one cause.
struct DiffBlock {
  /// Why they were as they were.
  var before: DiffCause?
  /// Why they are as they are.
  var after: DiffCause?
  /// The groups.
  var groups: [PlanDiff.Group]

  /// The blocks of a section, in the order of their first parameters.
  static func blocks(
    of section: PlanDiff.Section, old: PlanSnapshot?, new: PlanSnapshot?
  ) -> [DiffBlock] {
    struct Key: Hashable {
      var states: [Bool?]
      var rules: [Int?]
      var undecided: [UndecidedReason?]
    }
    var blocks: [DiffBlock] = []
    var placeOfKey: [Key: Int] = [:]
    for group in section.groups {
      let key = Key(
        states: [group.oldState, group.newState], rules: [group.oldRule, group.newRule],
        undecided: [group.oldUndecided, group.newUndecided])
      if let place = placeOfKey[key] {
        blocks[place].groups.append(group)
        continue
      }
      placeOfKey[key] = blocks.count
      blocks.append(
        DiffBlock(
          before: DiffCause(group.oldState, group.oldRule, group.oldUndecided, in: old),
          after: DiffCause(group.newState, group.newRule, group.newUndecided, in: new),
          groups: [group]))
    }
    return blocks
  }
}
