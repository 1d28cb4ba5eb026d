@testable import FreezeSpec

/// A plan made by hand, its decisions given rather than found.
struct SamplePlan {
  /// One parameter.
  struct Entry {
    var name: String
    var shape: [Int] = [2]
    var type = "Linear"
    var dtype = DType.float32
    var rule: Int?
    var isFrozen = false
  }

  /// One rule of a sample.
  struct SampleRule {
    var action = RuleAction.freeze
    var glob = "*"
    var because: String?
    var overriddenBy: [RuleLedgerEntry.Override] = []
  }

  var name = "sample"
  var description: String?
  var entries: [Entry] = []
  var rules: [SampleRule] = []
  var buffers: [(name: String, shape: [Int])] = []
  var softmax: SoftmaxPreview?
  /// Names that are one tensor.
  var ties: [[String]] = []

  /// Each rule stands on a line of its own, the first on line 1.
  var sources: SourceMap {
    var map = SourceMap()
    let text = rules.map { "- \($0.action.rawValue): \($0.glob)\n" }.joined()
    _ = map.add(SourceFile(path: "configs/sample.yaml", bytes: Array(text.utf8)))
    return map
  }

  /// The plan.
  var plan: FreezePlan {
    var diagnostics = DiagnosticCollector()
    let span = SourceSpan(file: 0, start: 0, end: 1)
    let root = Tree()
    for entry in entries { root.add(entry) }
    for buffer in buffers { root.add(buffer: buffer.name, shape: buffer.shape) }
    var module = root.module(type: "Root")
    if !ties.isEmpty {
      module = module.adding(
        ties: ties.map { Tie(names: $0.map { PlacedName(text: $0, span: span) }, span: span) })
    }
    guard let model = try? Model(module, &diagnostics) else {
      preconditionFailure("a sample has few names")
    }
    var decisions: [RuleDecision] = []
    for entry in model.parameters {
      let source = entries.first { $0.name == entry.name }
      let rule = source?.rule
      decisions.append(
        RuleDecision(
          decidedBy: rule, matchedBy: rule.map { [$0] } ?? [],
          requiresGrad: !(source?.isFrozen ?? false), ownRequiresGrad: true))
    }
    var start = 0
    var planRules: [Rule] = []
    var ledger: [RuleLedgerEntry] = []
    for (index, rule) in rules.enumerated() {
      let place = SourceSpan(file: 0, start: start, end: start + 1)
      start += "- \(rule.action.rawValue): \(rule.glob)\n".utf8.count
      planRules.append(
        Rule(
          index: index + 1, action: rule.action,
          selector: glob(rule.glob, at: place), because: rule.because,
          span: place))
      let decided = entries.count { $0.rule == index + 1 }
      ledger.append(
        RuleLedgerEntry(
          rule: index + 1, matched: decided, decided: decided, changed: decided,
          overriddenBy: rule.overriddenBy))
    }
    let evaluation = evaluation(planRules, decisions, ledger)
    return FreezePlan(
      path: "configs/sample.yaml", name: name, description: description, model: model,
      rules: planRules, evaluation: evaluation,
      summary: PlanSummary(model, evaluation) ?? emptySummary, softmax: softmax,
      expectations: [], evalMode: EvalMode(), sources: sources)
  }

  /// An evaluation in which each parameter has a decision of its own.
  private func evaluation(
    _ rules: [Rule], _ decisions: [RuleDecision], _ ledger: [RuleLedgerEntry]
  ) -> RuleEvaluation {
    guard let engine = try? RuleEngine(rules: rules) else {
      preconditionFailure("the sample's patterns are few")
    }
    return RuleEvaluation(
      engine: engine, decisions: decisions, decisionOfTensor: decisions.indices.map { Int32($0) },
      ledger: ledger)
  }

  private var emptySummary: PlanSummary {
    var diagnostics = DiagnosticCollector()
    guard let model = try? Model(Module(type: ModuleType(name: "Root")), &diagnostics),
      let summary = PlanSummary(model, evaluation([], [], []))
    else {
      preconditionFailure("a model without elements has totals")
    }
    return summary
  }

  /// A module while its parameters come in.
  private final class Tree {
    var type = "Module"
    var parameters: [Parameter] = []
    var buffers: [Buffer] = []
    var children: [(name: String, tree: Tree)] = []
    var indices: [String: Int] = [:]

    func child(_ path: [Substring].SubSequence) -> Tree {
      guard let first = path.first else { return self }
      let name = String(first)
      let index = indices[name] ?? children.count
      if index == children.count {
        children.append((name, Tree()))
        indices[name] = index
      }
      return children[index].tree.child(path.dropFirst())
    }

    func add(_ entry: Entry) {
      let path = entry.name.split(separator: ".", omittingEmptySubsequences: false)
      let owner = child(path.dropLast())
      owner.type = entry.type
      owner.parameters.append(
        Parameter(
          name: String(path.last ?? ""), shape: Shape(entry.shape), dtype: entry.dtype,
          requiresGrad: true))
    }

    func add(buffer name: String, shape: [Int]) {
      let path = name.split(separator: ".", omittingEmptySubsequences: false)
      child(path.dropLast()).buffers.append(
        Buffer(name: String(path.last ?? ""), shape: Shape(shape), dtype: .float32))
    }

    func module(type: String) -> Module {
      Module(
        type: ModuleType(name: type), parameters: parameters, buffers: buffers,
        children: children.map {
          Module.Child(name: $0.name, module: $0.tree.module(type: $0.tree.type))
        })
    }
  }
}

extension [UInt8] {
  /// The bytes as a text.
  var text: String { String(decoding: self, as: UTF8.self) }
  /// The lines of the text.
  var lines: [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return lines
  }
}

extension SamplePlan {
  /// The multilayer perceptron of the walk-through.
  static var mlp: SamplePlan {
    var sample = SamplePlan(name: "mlp", description: "The first two layers are pretrained")
    for (index, sizes) in [(20, 10), (30, 20), (40, 30)].enumerated() {
      let rule = index < 2 ? index + 1 : nil
      sample.entries.append(
        Entry(
          name: "\(index * 2).weight", shape: [sizes.0, sizes.1], rule: rule,
          isFrozen: rule != nil))
      sample.entries.append(
        Entry(name: "\(index * 2).bias", shape: [sizes.0], rule: rule, isFrozen: rule != nil))
    }
    sample.rules = [
      SampleRule(glob: "0.*", because: "the first layer is pretrained"), SampleRule(glob: "2.*"),
    ]
    sample.softmax = SoftmaxPreview(
      temperatures: [0.6], dim: 1,
      logits: NumberArray(shape: [1, 3], elements: [1, 2, 3]))
    return sample
  }

  /// Many layers with names that are long.
  static var llama: SamplePlan {
    var sample = SamplePlan(name: "llama")
    func add(_ name: String, _ shape: [Int], _ type: String, frozen: Bool) {
      sample.entries.append(
        Entry(
          name: name, shape: shape, type: type, dtype: .bfloat16, rule: frozen ? 1 : 2,
          isFrozen: frozen))
    }
    add("model.embed_tokens.weight", [128256, 4096], "Embedding", frozen: true)
    for layer in 0..<32 {
      let prefix = "model.layers.\(layer)."
      for name in ["q_proj", "k_proj", "v_proj", "o_proj"] {
        add("\(prefix)self_attn.\(name).weight", [4096, 4096], "Linear", frozen: layer < 30)
      }
      add("\(prefix)post_attention_layernorm.weight", [4096], "LlamaRMSNorm", frozen: layer < 30)
      for expert in 0..<4 {
        add("\(prefix)experts.\(expert).w1.weight", [14336, 4096], "Linear", frozen: layer < 30)
      }
    }
    sample.rules = [
      SampleRule(
        because: "the whole model is pretrained and only its end is to learn something new, "
          + "as reviewers agreed",
        overriddenBy: [RuleLedgerEntry.Override(rule: 2, count: 18)]),
      SampleRule(action: .train, glob: "model.layers.{30,31}.*"),
    ]
    return sample
  }
}
