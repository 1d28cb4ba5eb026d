/// The check for frozen norms whose statistics still move.
struct RunningStatistics {
  let survey: TrainingSurvey
  private var plan: FreezePlan { survey.plan }

  /// Finds frozen BatchNorm and InstanceNorm layers whose running statistics still move, and spectral norms:
  /// they are buffers, which follow the batches of train mode whatever `requires_grad` says.
  ///
  /// A norm without parameters counts as frozen where all parameters around it are.
  var findings: [Diagnostic] {
    guard plan.model.root.holdsBuffers else { return [] }
    var norms = Found()
    var spectral = Found()
    var isNorm: [ObjectIdentifier: Bool] = [:]
    let (states, evalMode) = (survey.states, plan.evalMode)
    ModuleWalk.visit(plan.model.root) { place, owner in
      guard place.module.holdsBuffers,
        states.frozen(in: place.parameters) > 0 || states.areFrozen(owner)
      else { return false }
      let isSpectral = place.module.isSpectralNorm
      guard
        isSpectral || place.module.buffers.contains(where: { $0.name.isExactly("running_mean") })
      else { return true }
      let type = place.module.type
      let moves =
        isSpectral || isNorm[ObjectIdentifier(type)] ?? type.ancestors.contains("_NormBase")
      if !isSpectral { isNorm[ObjectIdentifier(type)] = moves }
      guard moves, states.areFrozen(owner), !evalMode.holds(place) else { return true }
      if isSpectral { spectral.add(place, owner) } else { norms.add(place, owner) }
      return true
    }
    return [ofNorms(norms), ofSpectralNorms(spectral)].compactMap(\.self)
  }

  /// What was found of a kind.
  private struct Found {
    var types: [ExactString: Int] = [:]
    var first: (place: ModuleTree.Place, owner: Range<Int>)?
    var count: Int { types.values.reduce(0, +) }

    mutating func add(_ place: ModuleTree.Place, _ owner: Range<Int>) {
      types[ExactString(place.module.type.name), default: 0] += 1
      if first == nil { first = (place, owner) }
    }
  }

  private func ofNorms(_ found: Found) -> Diagnostic? {
    guard let first = found.first else { return nil }
    let name = first.place.module.type.name
    let path = survey.quotedPath(first.place)
    let isKnown = !first.place.module.type.unknown.contains(.classes)
    let kind = found.types.count == 1 && isKnown ? "\(name) module" : "norm layer"
    return finding(
      found,
      found.count == 1
        ? "the frozen \(isKnown ? name : "norm layer") \(path) still updates its running statistics"
        : "\(counted(found.count, "frozen \(kind)")) still update their running statistics, such as "
          + path, "running_mean and running_var follow the batches")
  }

  private func ofSpectralNorms(_ found: Found) -> Diagnostic? {
    guard let first = found.first else { return nil }
    let path = survey.quotedPath(first.place)
    return finding(
      found,
      found.count == 1
        ? "the spectral norm of the frozen \(path) still moves"
        : "\(counted(found.count, "spectral norm")) of frozen modules still move, such as that of \(path)",
      "each pass in train mode moves the vectors by which the weight is scaled")
  }

  private func finding(_ found: Found, _ message: String, _ note: String) -> Diagnostic {
    Diagnostic(
      .runningStatistics, message, at: found.first.flatMap { survey.span(ofNames: $0.owner) },
      notes: ["freezing stops gradients; \(note)"],
      cures: [
        survey.evalCure(
          "keep \(found.count == 1 ? "it" : "them") in eval mode after each model.train(), and say so: "
        )
      ])
  }
}

extension Module {
  /// Whether a power iteration moves buffers of it: `torch.nn.utils.parametrizations.spectral_norm` keeps
  /// `_u` and `_v` in a module of its own, and the older `spectral_norm` of `torch.nn.utils` a `weight_u`
  /// beside the `weight_orig`.
  fileprivate var isSpectralNorm: Bool {
    buffers.contains { buffer in
      guard buffer.name.endsExactly(with: "_u") else { return false }
      let original = String(decoding: buffer.name.utf8.dropLast(2), as: UTF8.self) + "_orig"
      return type.name == "_SpectralNorm" || parameters.contains { $0.name.isExactly(original) }
    }
  }
}
