/// The check for dropout that fires in frozen parts of the model.
struct FrozenDropout {
  let survey: TrainingSurvey
  private var plan: FreezePlan { survey.plan }

  /// A frozen module in no frozen module, with dropout in it that eval mode does not hold.
  private struct Stretch {
    /// Its parameters.
    let names: Range<Int>
    var count = 0
    var first: ModuleTree.Place?
  }

  /// Finds dropout inside a frozen stretch that still fires: it makes the features noisy that
  /// training can no longer adapt.
  ///
  /// A stretch is what is frozen before the first parameter that trains, if the modules there that
  /// hold dropout have a tenth of the elements, and any frozen module that alone has a quarter.
  /// Dropout in small frozen modules between trained ones regularizes those, and is left alone.
  var findings: [Diagnostic] {
    let stretches = frozenModulesWithDropout()
    if stretches.isEmpty { return [] }
    // A learned scalar, a temperature say, is declared first and used last.
    let stop = (0..<plan.model.root.parameterCount).first {
      !survey.states.isFrozen($0) && survey.elements(ofNames: $0..<$0 + 1) > 1
    }
    let sizes = stretches.map { survey.elements(ofNames: $0.names) }
    let isBefore = stretches.map { $0.names.lowerBound < stop ?? .max }
    let before = zip(sizes, isBefore).reduce(0) { $1.1 ? saturatingSum($0, $1.0) : $0 }
    let total = plan.summary.elements
    let long = stretches.indices.filter {
      (isBefore[$0] && before >= total / 10) || sizes[$0] >= total / 4
    }
    guard let first = long.first, let place = stretches[first].first else { return [] }
    let count = long.reduce(0) { $0 + stretches[$1].count }
    let example =
      "\(survey.quotedPath(place)), \(place.module.type.name) with p=\(pythonRepr(place.module.dropout))"
    return [
      Diagnostic(
        .frozenDropout,
        count == 1
          ? "a dropout in a frozen part of the model still drops: \(example)"
          : "\(grouped(count)) dropouts in frozen parts of the model still drop, such as \(example)",
        at: survey.span(ofNames: stretches[first].names),
        notes: ["freezing stops gradients; dropout fires in train mode all the same"],
        cures: [
          survey.evalCure(
            "keep \(count == 1 ? "it" : "them") in eval mode after each model.train(), and say so: "
          )
        ])
    ]
  }

  private func frozenModulesWithDropout() -> [Stretch] {
    var stretches: [Stretch] = []
    var current = Stretch(names: 0..<0)
    let (states, evalMode) = (survey.states, plan.evalMode)
    ModuleWalk.visit(plan.model.root) { place, owner in
      guard place.module.holdsDropout, !evalMode.holds(place) else { return false }
      if !current.names.covers(owner), states.areFrozen(owner) {
        if current.count > 0 { stretches.append(current) }
        current = Stretch(names: owner)
      }
      if place.module.dropout > 0, current.names.covers(owner) {
        current.count += 1
        if current.first == nil { current.first = place }
      }
      return true
    }
    if current.count > 0 { stretches.append(current) }
    return stretches
  }
}

extension Range<Int> {
  /// Whether a range, not empty, lies within this one.
  fileprivate func covers(_ other: Range<Int>) -> Bool {
    !other.isEmpty && lowerBound <= other.lowerBound && other.upperBound <= upperBound
  }
}
