/// The selectors of `eval`, taken apart into questions about a module.
///
/// The answers about one module fit into one word, a bit each, and all selectors follow from it.
struct EvalProgram {
  /// The values of a key, any of which answers the question.
  struct Question {
    let key: SelectorKey
    /// The values, each with the entry of `eval` that it is in.
    var values: [SelectorValue]
  }

  /// What must hold of a module.
  indirect enum Condition {
    case anyOf([Condition])
    /// All of some bits, and not a further condition.
    case all(UInt64, except: Condition?)

    /// Whether it holds where these bits do.
    func holds(_ bits: UInt64) -> Bool {
      switch self {
      case .anyOf(let conditions): conditions.contains { $0.holds(bits) }
      case .all(let wanted, let except):
        bits & wanted == wanted && !(except.map { $0.holds(bits) } ?? false)
      }
    }
  }

  /// The bit of modules whose parameters are all frozen.
  static let frozenBit: UInt64 = 1

  /// The questions; the first has the second bit.
  private(set) var questions: [Question] = []
  /// For each selector, what must hold.
  private(set) var conditions: [Condition] = []
  /// The place of a key for which no bit is left.
  private(set) var overflow: SourceSpan?

  /// Keys that stand alone share one question each.
  private var shared: [SelectorKey: UInt64] = [:]

  init(_ selectors: [EvalSelector]) {
    for selector in selectors {
      switch selector {
      case .frozen: conditions.append(.all(Self.frozenBit, except: nil))
      case .modules(let mapping):
        if mapping.terms.count == 1, mapping.except == nil {
          conditions.append(.all(sharedBit(mapping.terms[0]), except: nil))
        } else {
          conditions.append(condition(mapping))
        }
      }
    }
  }

  /// The bit of a question.
  static func bit(_ question: Int) -> UInt64 { frozenBit << UInt64(question + 1) }

  private mutating func sharedBit(_ term: SelectorTerm) -> UInt64 {
    if let bit = shared[term.key] {
      questions[bit.trailingZeroBitCount - 1].values += term.values
      return bit
    }
    let bit = ownBit(term)
    if bit != 0 { shared[term.key] = bit }
    return bit
  }

  private mutating func ownBit(_ term: SelectorTerm) -> UInt64 {
    guard questions.count < Limits.evalQuestions else {
      if overflow == nil { overflow = term.keySpan }
      return 0
    }
    questions.append(Question(key: term.key, values: term.values))
    return Self.bit(questions.count - 1)
  }

  private mutating func condition(_ mapping: SelectorMapping) -> Condition {
    var bits: UInt64 = 0
    for term in mapping.terms { bits |= ownBit(term) }
    return .all(bits, except: mapping.except.map { condition($0) })
  }

  private mutating func condition(_ selector: Selector) -> Condition {
    switch selector {
    case .anyOf(let items, _): .anyOf(items.map { condition($0) })
    case .allOf(let mapping): condition(mapping)
    // The decoder lets no glob in.
    case .glob: .anyOf([])
    }
  }
}
