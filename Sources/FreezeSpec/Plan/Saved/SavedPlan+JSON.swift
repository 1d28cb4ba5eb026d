// How the parts of a saved plan are read. Keys that nothing is known of are passed over, as later formats may
// have more.

extension SavedPlan {
  /// Reads the document.
  init(_ reader: inout JSONReader) throws(JSONError) {
    var formatVersion: String?
    var config: String?
    var name: String?
    var parameters: [Parameter]?
    var rules: [Rule]?
    var softmax: Softmax?
    var buffers: [Buffer]?
    var summary: Summary?
    var expectations: [String]?
    var expectationOutcomes: [Outcome]?
    var eval: Eval?
    var unmatched: String?
    var wrap: [String]?
    var hash: String?
    let start = try reader.object { (key, reader) throws(JSONError) in
      switch key {
      case "format_version": formatVersion = try reader.string()
      case "config": config = try reader.string()
      case "name": name = try reader.string()
      case "parameters": parameters = try reader.list(Parameter.init)
      case "rules": rules = try reader.list(Rule.init)
      case "softmax": softmax = try reader.null() ? nil : Softmax(&reader)
      case "buffers": buffers = try reader.null() ? nil : reader.list(Buffer.init)
      case "summary": summary = try reader.null() ? nil : Summary(&reader)
      case "expectations": expectations = try reader.null() ? nil : reader.list(text)
      case "expectation_outcomes":
        expectationOutcomes = try reader.null() ? nil : reader.list(Outcome.init)
      case "eval": eval = try reader.null() ? nil : Eval(&reader)
      case "unmatched": unmatched = try reader.null() ? nil : reader.string()
      case "wrap": wrap = try reader.null() ? nil : reader.list(text)
      case "plan_hash": hash = try reader.string()
      default: try reader.skip()
      }
    }
    self.init(
      formatVersion: try wanted(formatVersion, "format_version", start),
      config: try wanted(config, "config", start),
      name: try wanted(name, "name", start),
      parameters: try wanted(parameters, "parameters", start),
      rules: try wanted(rules, "rules", start),
      softmax: softmax,
      buffers: buffers,
      summary: summary,
      expectations: expectations,
      expectationOutcomes: expectationOutcomes,
      eval: eval,
      unmatched: unmatched,
      wrap: wrap,
      hash: hash)
  }
}

extension SavedPlan.Parameter {
  /// Reads a parameter.
  init(_ reader: inout JSONReader) throws(JSONError) {
    var name: String?
    var shape: [Int]?
    var elements: Int?
    var dtype: String?
    var className: String?
    var requiresGrad: Bool?
    var decidedBy: Int?
    var tiedNames: [String]?
    var reason: String?
    var decidedByOneName: Bool?
    let start = try reader.object { (key, reader) throws(JSONError) in
      switch key {
      case "name": name = try reader.string()
      case "shape": shape = try reader.list(integer)
      case "elements": elements = try reader.null() ? nil : reader.integer()
      case "dtype": dtype = try reader.string()
      case "class": className = try reader.string()
      case "requires_grad": requiresGrad = try reader.bool()
      case "decided_by": decidedBy = try reader.null() ? nil : reader.integer()
      case "tied_names": tiedNames = try reader.list(text)
      case "reason": reason = try reader.null() ? nil : reader.string()
      case "decided_by_one_name": decidedByOneName = try reader.null() ? nil : reader.bool()
      default: try reader.skip()
      }
    }
    self.init(
      name: try wanted(name, "name", start),
      shape: try wanted(shape, "shape", start),
      elements: elements,
      dtype: try wanted(dtype, "dtype", start),
      className: try wanted(className, "class", start),
      requiresGrad: try wanted(requiresGrad, "requires_grad", start),
      decidedBy: decidedBy,
      tiedNames: try wanted(tiedNames, "tied_names", start),
      reason: reason,
      decidedByOneName: decidedByOneName)
  }
}

extension SavedPlan.Rule {
  /// Reads a rule.
  init(_ reader: inout JSONReader) throws(JSONError) {
    var index: Int?
    var action: String?
    var selector: String?
    var because: String?
    var optional: Bool?
    var line: Int?
    var changed: Int?
    var besideUnmatched: Bool?
    var notes: [String]?
    let start = try reader.object { (key, reader) throws(JSONError) in
      switch key {
      case "index": index = try reader.integer()
      case "action": action = try reader.string()
      case "selector": selector = try reader.string()
      case "because": because = try reader.null() ? nil : reader.string()
      case "optional": optional = try reader.null() ? nil : reader.bool()
      case "line": line = try reader.integer()
      case "changed": changed = try reader.null() ? nil : reader.integer()
      case "beside_unmatched": besideUnmatched = try reader.null() ? nil : reader.bool()
      case "notes": notes = try reader.null() ? nil : reader.list(text)
      default: try reader.skip()
      }
    }
    self.init(
      index: try wanted(index, "index", start),
      action: try wanted(action, "action", start),
      selector: try wanted(selector, "selector", start),
      because: because,
      optional: optional,
      line: try wanted(line, "line", start),
      changed: changed,
      besideUnmatched: besideUnmatched,
      notes: notes)
  }
}

extension SavedPlan.Softmax {
  /// Reads a softmax.
  init(_ reader: inout JSONReader) throws(JSONError) {
    var temperature: Double?
    var temperatures: [Double]?
    var dim: Int?
    var logits: NestedNumbers?
    var teacher: NestedNumbers?
    let start = try reader.object { (key, reader) throws(JSONError) in
      switch key {
      case "temperature": temperature = try reader.number()
      case "temperatures": temperatures = try reader.null() ? nil : reader.list(number)
      case "dim": dim = try reader.integer()
      case "logits": logits = try reader.null() ? nil : NestedNumbers(&reader)
      case "teacher": teacher = try reader.null() ? nil : NestedNumbers(&reader)
      default: try reader.skip()
      }
    }
    self.init(
      temperature: try wanted(temperature, "temperature", start),
      temperatures: temperatures,
      dim: try wanted(dim, "dim", start),
      logits: logits,
      teacher: teacher)
  }
}

extension SavedPlan.Outcome {
  /// Reads what became of an expectation.
  init(_ reader: inout JSONReader) throws(JSONError) {
    var expectation: String?
    var subject: String?
    var holds: Bool?
    var min: Double?
    var max: Double?
    var measured: Double?
    var matched: Int?
    var wrong: Int?
    var largestProbability: Double?
    var leastEntropy: Double?
    var mostEntropy: Double?
    var bounds: SavedPlan.Bounds?
    let start = try reader.object { (key, reader) throws(JSONError) in
      switch key {
      case "expectation": expectation = try reader.string()
      case "subject": subject = try reader.string()
      case "holds": holds = try reader.bool()
      case "min": min = try reader.null() ? nil : reader.number()
      case "max": max = try reader.null() ? nil : reader.number()
      case "measured": measured = try reader.null() ? nil : reader.number()
      case "matched": matched = try reader.null() ? nil : reader.integer()
      case "wrong": wrong = try reader.null() ? nil : reader.integer()
      case "largest_probability": largestProbability = try reader.null() ? nil : reader.number()
      case "least_entropy": leastEntropy = try reader.null() ? nil : reader.number()
      case "most_entropy": mostEntropy = try reader.null() ? nil : reader.number()
      case "bounds": bounds = try reader.null() ? nil : SavedPlan.Bounds(&reader)
      default: try reader.skip()
      }
    }
    self.init(
      expectation: try wanted(expectation, "expectation", start),
      subject: try wanted(subject, "subject", start),
      holds: try wanted(holds, "holds", start),
      min: min,
      max: max,
      measured: measured,
      matched: matched,
      wrong: wrong,
      largestProbability: largestProbability,
      leastEntropy: leastEntropy,
      mostEntropy: mostEntropy,
      bounds: bounds)
  }
}

extension SavedPlan.Bounds {
  /// Reads the bounds of a softmax.
  init(_ reader: inout JSONReader) throws(JSONError) {
    var max: Double?
    var minEntropy: Double?
    var maxEntropy: Double?
    try reader.object { (key, reader) throws(JSONError) in
      switch key {
      case "max": max = try reader.null() ? nil : reader.number()
      case "min_entropy": minEntropy = try reader.null() ? nil : reader.number()
      case "max_entropy": maxEntropy = try reader.null() ? nil : reader.number()
      default: try reader.skip()
      }
    }
    self.init(
      max: max,
      minEntropy: minEntropy,
      maxEntropy: maxEntropy)
  }
}

extension SavedPlan.Eval {
  /// Reads what is held in eval mode.
  init(_ reader: inout JSONReader) throws(JSONError) {
    var selectors: [String]?
    var modules: [String]?
    let start = try reader.object { (key, reader) throws(JSONError) in
      switch key {
      case "selectors": selectors = try reader.list(text)
      case "modules": modules = try reader.list(text)
      default: try reader.skip()
      }
    }
    self.init(
      selectors: try wanted(selectors, "selectors", start),
      modules: try wanted(modules, "modules", start))
  }
}

extension SavedPlan.Buffer {
  /// Reads a buffer.
  init(_ reader: inout JSONReader) throws(JSONError) {
    var name: String?
    var shape: [Int]?
    var dtype: String?
    let start = try reader.object { (key, reader) throws(JSONError) in
      switch key {
      case "name": name = try reader.string()
      case "shape": shape = try reader.list(integer)
      case "dtype": dtype = try reader.string()
      default: try reader.skip()
      }
    }
    self.init(
      name: try wanted(name, "name", start),
      shape: try wanted(shape, "shape", start),
      dtype: try wanted(dtype, "dtype", start))
  }
}

extension SavedPlan.Summary {
  /// Reads the totals.
  init(_ reader: inout JSONReader) throws(JSONError) {
    var parameters: Int?
    try reader.object { (key, reader) throws(JSONError) in
      switch key {
      case "parameters": parameters = try reader.null() ? nil : reader.integer()
      default: try reader.skip()
      }
    }
    self.init(
      parameters: parameters)
  }
}

extension NestedNumbers {
  /// Reads a number, `-inf`, or a list of such.
  init(_ reader: inout JSONReader) throws(JSONError) {
    switch try reader.kind() {
    case .array: self = .list(try reader.list(NestedNumbers.init))
    case .string:
      let start = reader.offset
      guard try reader.string().isExactly("-inf") else {
        throw JSONError("a number, or the text -inf, is wanted", at: start)
      }
      self = .number(-.infinity)
    default: self = .number(try reader.number())
    }
  }
}

extension JSONReader {
  /// Reads an array of items that a function reads.
  fileprivate mutating func list<Item>(
    _ item: (inout JSONReader) throws(JSONError) -> Item
  ) throws(JSONError) -> [Item] {
    var items: [Item] = []
    try array { (reader) throws(JSONError) in items.append(try item(&reader)) }
    return items
  }
}

private func text(_ reader: inout JSONReader) throws(JSONError) -> String { try reader.string() }

private func integer(_ reader: inout JSONReader) throws(JSONError) -> Int { try reader.integer() }

private func number(_ reader: inout JSONReader) throws(JSONError) -> Double { try reader.number() }

/// A value that has to be there.
private func wanted<Value>(
  _ value: Value?, _ key: StaticString, _ start: Int
) throws(JSONError) -> Value {
  guard let value else { throw JSONError("the key `\(key)` is missing", at: start) }
  return value
}
