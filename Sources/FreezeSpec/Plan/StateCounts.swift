/// How many parameters are frozen in any run of names, in
/// `named_parameters(remove_duplicate=False)` order.
struct StateCounts {
  private let frozenBefore: [Int32]

  /// Adds the states of a plan up.
  init(_ model: Model, _ evaluation: RuleEvaluation) {
    let frozen: [Int32] = evaluation.decisions.map { $0.requiresGrad ? 0 : 1 }
    let decisions = evaluation.decisionOfTensor
    let decisionOfName = model.tensorOfName.map { $0.map { decisions[$0] } } ?? decisions
    frozenBefore = [Int32](unsafeUninitializedCapacity: decisionOfName.count + 1) { sums, count in
      var sum: Int32 = 0
      sums.initializeElement(at: 0, to: sum)
      for (name, decision) in decisionOfName.enumerated() {
        sum += frozen[Int(decision)]
        sums.initializeElement(at: name + 1, to: sum)
      }
      count = decisionOfName.count + 1
    }
  }

  /// The number of frozen parameters in a run.
  func frozen(in names: Range<Int>) -> Int {
    Int(frozenBefore[names.upperBound] - frozenBefore[names.lowerBound])
  }

  /// Whether a parameter is frozen.
  func isFrozen(_ name: Int) -> Bool { frozenBefore[name] < frozenBefore[name + 1] }

  /// Whether there are parameters in a run and all of them are frozen.
  func areFrozen(_ names: Range<Int>) -> Bool {
    !names.isEmpty && frozen(in: names) == names.count
  }

  /// Whether some parameters of a run are frozen and some train.
  func areMixed(_ names: Range<Int>) -> Bool {
    let frozen = frozen(in: names)
    return frozen > 0 && frozen < names.count
  }

  /// The modules that have parameters, at or below them, and all of them frozen: the numbers of each
  /// that lies in no other with all below it.
  func frozenModules(in root: Module) -> [Range<Int>] {
    var result: [Range<Int>] = []
    func visit(_ module: Module, _ number: Int, _ firstParameter: Int) {
      let parameters = firstParameter..<firstParameter + module.parameterCount
      if areFrozen(parameters) {
        result.append(number..<number + module.moduleCount)
        return
      }
      if frozen(in: parameters) == 0 { return }
      var place = (number: number + 1, parameter: firstParameter + module.parameters.count)
      for child in module.children {
        visit(child.module, place.number, place.parameter)
        place.number += child.module.moduleCount
        place.parameter += child.module.parameterCount
      }
    }
    visit(root, 0, 0)
    return result
  }
}
