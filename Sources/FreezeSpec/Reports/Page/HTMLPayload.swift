/// What the page shows of a plan; ``HTMLScript`` unfolds it again.
///
/// Texts are escaped for the eye here (see ``TerminalText``), so that the page need not think of
/// control characters or of a text's direction.
extension JSONWriter {
  /// Writes the tree, its equal modules once.
  mutating func appendModel(_ model: Model) {
    var table = HTMLModuleTable()
    let root = table.index(of: model.root)
    append(table, root: root)
    key("aliases")
    appendAliases(model)
  }

  /// Writes modules and tensors.
  mutating func append(_ table: HTMLModuleTable, root: Int) {
    key("classes")
    array { json in
      for names in table.classes.values {
        json.texts(names)
      }
    }
    key("dtypes")
    array(inline: true) { json in
      for dtype in DType.allCases {
        json.array(inline: true) { json in
          json.value(dtype.rawValue)
          json.value(dtype.bytes)
        }
      }
    }
    key("tensors")
    array { json in
      for tensor in table.tensors.values {
        json.array(inline: true) { json in
          json.value(tensor.name)
          json.array { json in for size in tensor.shape { json.value(size) } }
          json.value(DType.allCases.firstIndex(of: tensor.dtype) ?? 0)
          if let shape = tensor.oldShape, let dtype = tensor.oldDType {
            json.numbers(shape)
            json.value(DType.allCases.firstIndex(of: dtype) ?? 0)
          }
        }
      }
    }
    key("nodes")
    array { json in
      for node in table.nodes.values {
        json.array(inline: true) { json in
          json.value(node.type)
          json.value(node.repr ?? -1)
          json.numbers(node.parameters)
          json.numbers(node.buffers)
          json.numbers(node.children)
        }
      }
    }
    // The texts come after all that refers to them, when they are complete.
    key("strings")
    texts(table.strings.values)
    field("root", root)
  }

  /// Writes the names that are further ones of a tensor: the place of each among all names, and
  /// its tensor.
  private mutating func appendAliases(_ model: Model) {
    array(inline: true) { json in
      var next = 0
      for (place, tensor) in (model.tensorOfName ?? []).enumerated() {
        if tensor == next {
          next += 1
        } else {
          json.value(place)
          json.value(tensor)
        }
      }
    }
  }

  /// Writes the distinct decisions, and which of them holds for how many tensors in a row.
  mutating func appendDecisions(_ evaluation: RuleEvaluation) {
    key("decisions")
    array { json in
      for decision in evaluation.decisions {
        json.array(inline: true) { json in
          json.value(decision.decidedBy ?? 0)
          json.numbers(decision.matchedBy)
          json.value(decision.requiresGrad ? 1 : 0)
          json.value(decision.ownRequiresGrad ? 1 : 0)
        }
      }
    }
    key("runs")
    runs(evaluation.decisionOfTensor.lazy.map(Int.init))
  }

  /// Writes numbers, each with how often it stands there in a row.
  mutating func runs(_ numbers: some Sequence<Int>) {
    array(inline: true) { json in
      var current: (number: Int, count: Int)?
      for number in numbers {
        if let run = current, run.number == number {
          current = (number, run.count + 1)
          continue
        }
        if let run = current {
          json.value(run.number)
          json.value(run.count)
        }
        current = (number, 1)
      }
      if let run = current {
        json.value(run.number)
        json.value(run.count)
      }
    }
  }

  /// Writes the rules with what each did.
  mutating func appendRules(_ plan: FreezePlan, _ sources: SourceMap) {
    key("rules")
    array { json in
      for (rule, entry) in zip(plan.rules, plan.evaluation.ledger) {
        json.object(inline: true) { json in
          json.field("index", rule.index)
          json.field("action", rule.action.rawValue)
          json.field("selector", HTMLPage.clippedProse(rule.selector.description))
          json.field("because", rule.because.map(HTMLPage.prose))
          json.field("optional", rule.isOptional)
          json.field("place", sources.placeText(of: rule.span))
          json.field("matched", entry.matched)
          json.field("decided", entry.decided)
          json.field("changed", entry.changed)
          json.key("overridden")
          json.numbers(entry.overriddenBy.flatMap { [$0.rule, $0.count] })
        }
      }
    }
  }

  /// Writes the totals.
  mutating func appendSummary(_ summary: PlanSummary) {
    key("summary")
    object(inline: true) { json in
      json.field("trainable", summary.trainable.numbers)
      json.field("frozen", summary.frozen.numbers)
      json.field("gradients", summary.gradientBytes)
      json.field("optimizer", summary.optimizerBytes)
    }
  }

  /// Writes the findings, as many as someone may read.
  mutating func appendFindings(_ diagnostics: [Diagnostic], _ sources: SourceMap) {
    key("findings")
    array { json in
      for finding in diagnostics.prefix(200) {
        json.object(inline: true) { json in
          json.field("severity", finding.severity.rawValue)
          json.field("code", finding.code.rawValue)
          json.field("message", HTMLPage.prose(finding.message))
          json.field("place", finding.span.map { sources.placeText(of: $0) })
          json.field("notes", finding.notes.map(HTMLPage.prose))
          json.field("help", finding.help.map(HTMLPage.prose))
        }
      }
    }
    field("findings_left_out", max(0, diagnostics.count - 200))
  }

  /// Writes numbers on one line.
  mutating func numbers(_ numbers: some Sequence<Int>) {
    array(inline: true) { json in for number in numbers { json.value(number) } }
  }

  /// Writes texts on one line.
  mutating func texts(_ texts: [String]) {
    array(inline: true) { json in for text in texts { json.value(text) } }
  }
}

extension PlanSummary.Share {
  /// Its totals in the order in which the page reads them.
  fileprivate var numbers: [Int] { [parameters, elements, bytes] }
}

extension SourceMap {
  /// A place as `configs/mlp.yaml:16`.
  fileprivate func placeText(of span: SourceSpan) -> String {
    TerminalText.escaped(file(of: span).path) + ":\(location(of: span).line)"
  }
}
