/// The check for frozen norm layers whose running statistics still move.
struct RunningStatistics {
  let survey: TrainingSurvey
  private var plan: FreezePlan { survey.plan }

  /// Finds frozen BatchNorm and InstanceNorm layers whose running statistics still move: they are
  /// buffers, which follow the batches of train mode whatever `requires_grad` says.
  ///
  /// A norm without parameters counts as frozen where all parameters around it are.
  var findings: [Diagnostic] {
    guard plan.model.root.holdsBuffers else { return [] }
    var isNorm: [ObjectIdentifier: Bool] = [:]
    var found: [ExactString: Int] = [:]
    var first: (place: ModuleTree.Place, owner: Range<Int>)?
    let (states, evalMode) = (survey.states, plan.evalMode)
    ModuleWalk.visit(plan.model.root) { place, owner in
      guard place.module.holdsBuffers,
        states.frozen(in: place.parameters) > 0 || states.areFrozen(owner)
      else { return false }
      guard place.module.buffers.contains(where: { $0.name.isExactly("running_mean") }) else {
        return true
      }
      let type = place.module.type
      let isNormHere = isNorm[ObjectIdentifier(type)] ?? type.ancestors.contains("_NormBase")
      isNorm[ObjectIdentifier(type)] = isNormHere
      guard isNormHere, states.areFrozen(owner), !evalMode.holds(place) else { return true }
      found[ExactString(type.name), default: 0] += 1
      if first == nil { first = (place, owner) }
      return true
    }
    guard let first else { return [] }
    let count = found.values.reduce(0, +)
    let name = first.place.module.type.name
    let path = survey.quotedPath(first.place)
    let isKnown = !first.place.module.type.unknown.contains(.classes)
    let kind = found.count == 1 && isKnown ? "\(name) module" : "norm layer"
    return [
      Diagnostic(
        .runningStatistics,
        count == 1
          ? "the frozen \(isKnown ? name : "norm layer") \(path) still updates its running statistics"
          : "\(counted(count, "frozen \(kind)")) still update their running statistics, such as "
            + path, at: survey.span(ofNames: first.owner),
        notes: ["freezing stops gradients; running_mean and running_var follow the batches"],
        cures: [
          survey.evalCure(
            "keep \(count == 1 ? "it" : "them") in eval mode after each model.train(), and say so: "
          )
        ])
    ]
  }
}
