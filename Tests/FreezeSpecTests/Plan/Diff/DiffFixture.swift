import Testing

@testable import FreezeSpec

/// What a config says, for diffs.
func snapshot(_ config: String, path: String = "new.yaml") throws -> PlanSnapshot {
  let outcome = MadePlan(config, path: path).outcome
  let plan = try #require(outcome.plan, "\(outcome.diagnostics.map(\.message))")
  return PlanSnapshot(plan)
}

/// What a config says, and what is read of it where it was saved.
func savedPlan(_ config: String) throws -> (text: String, read: PlanSnapshot) {
  let plan = try #require(MadePlan(config, path: "new.yaml").outcome.plan)
  let saved = written { PlanJSONReport().write(plan, to: &$0) }
  return (saved.text, try PlanSnapshot(saved: saved))
}

/// What changes between two configs.
func difference(_ old: String, _ new: String) throws -> PlanDiff {
  PlanDiff(from: try snapshot(old, path: "old.yaml"), to: try snapshot(new, path: "new.yaml"))
}

/// An encoder of equal layers with four parameters each, and a head.
func encoder(layers: Int = 12, _ rest: String = "") -> String {
  """
  model:
    children:
      layer:
        repeat: \(layers)
        module:
          children: {query: "Linear(4, 4)", norm: LayerNorm(4)}
      head: Linear(4, 2)

  """ + rest
}

/// A perceptron of three linear layers, its rules after line 7.
func perceptron(_ rest: String) -> String {
  """
  model:
    - Linear(10, 20)
    - ReLU()
    - Linear(20, 30)
    - ReLU()
    - Linear(30, 40)

  """ + rest
}

/// A plan with two frozen layers.
let frozenPerceptron = perceptron(
  """
  rules:
    - freeze: "0.*"
    - freeze: "2.*"
      because: pretrained
  softmax: {temperature: 0.6, logits: [1, 2, 3]}
  expect:
    - trainable_elements: 1240
  """)

/// The same with its second layer training again, and other changes.
let thawedPerceptron = perceptron(
  """
  rules:
    - freeze: "0.*"
    - train: "2.*"
    - freeze: 4.bias
      because: a bias of the output moves all logits
  softmax: {temperature: 1.5, logits: [1, 2, 3]}
  """)
