/// Asks a model what a number of selectors match, all in one walk.
struct ModelProbe {
  /// What a selector matches.
  struct Answer {
    /// The number of tensors.
    var count = 0
    /// The numbers of some of the names.
    var samples: [Int] = []
  }

  private var selectors: [Selector] = []
  private var answers: [Answer] = []

  /// Takes a selector to ask.
  ///
  /// - Returns: The number under which its answer will be found.
  mutating func ask(_ selector: Selector) -> Int {
    selectors.append(selector)
    return selectors.count - 1
  }

  /// Asks a mapping of terms.
  mutating func ask(_ terms: [SelectorTerm], except: Selector? = nil) -> Int {
    let nowhere = SourceSpan(file: 0, start: 0, end: 0)
    return ask(.allOf(SelectorMapping(terms: terms, except: except, span: nowhere)))
  }

  /// Walks the model.
  mutating func run(_ tree: inout ModuleTree, _ tensorOfName: [Int]?) {
    var walk = ParameterWalk(SelectorProgram(selectors), &tree)
    let names = NameGroups(tensorOfName, nameCount: walk.matchOfName.count)
    answers = Array(repeating: Answer(), count: selectors.count)
    let perMatch = 8
    var samples: [[Int]] = Array(repeating: [], count: walk.matches.count)
    for (name, code) in walk.matchOfName.enumerated() where samples[Int(code >> 1)].count < perMatch
    {
      samples[Int(code >> 1)].append(name)
    }
    for (match, samples) in zip(walk.matches, samples) {
      for selector in match { answers[Int(selector)].samples += samples }
    }
    let matchOfTensor = names.combined(&walk)
    var counts = [Int](repeating: 0, count: walk.matches.count)
    for code in matchOfTensor { counts[Int(code >> 1)] += 1 }
    for (match, count) in zip(walk.matches, counts) {
      for selector in match { answers[Int(selector)].count += count }
    }
    for index in answers.indices {
      answers[index].samples = Array(answers[index].samples.sorted().prefix(64))
    }
  }

  /// What a selector matches, once asked.
  subscript(_ number: Int) -> Answer { answers[number] }
}
