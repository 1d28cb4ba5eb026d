/// The check for frozen embeddings whose rows are still scaled down.
struct FrozenMaxNorm {
  let survey: TrainingSurvey

  /// Finds frozen Embedding and EmbeddingBag layers with a `max_norm`: their forward pass renormalises the
  /// rows that it looks up in place, whatever `requires_grad` says, in eval mode too
  /// (`torch.nn.functional.embedding`).
  var findings: [Diagnostic] {
    let root = survey.plan.model.root
    guard root.holdsMaxNorm else { return [] }
    var count = 0
    var first: ModuleTree.Place?
    let states = survey.states
    ModuleWalk.visit(root) { place, _ in
      guard place.module.holdsMaxNorm, states.frozen(in: place.parameters) > 0 else {
        return false
      }
      if place.module.hasMaxNorm, states.areFrozen(place.ownParameters) {
        count += 1
        if first == nil { first = place }
      }
      return true
    }
    guard let first else { return [] }
    let path = survey.quotedPath(first)
    return [
      Diagnostic(
        .frozenMaxNorm,
        count == 1
          ? "the frozen \(first.module.type.name) \(path) is still changed: its max_norm scales rows down"
          : "\(grouped(count)) frozen embeddings are still changed, such as \(path): their max_norm scales "
            + "rows down", at: survey.span(ofNames: first.ownParameters),
        notes: [
          "freezing stops gradients; the forward pass scales the rows that it looks up in place, in eval "
            + "mode too"
        ],
        help: ["leave max_norm out, in the model as in the config"])
    ]
  }
}
