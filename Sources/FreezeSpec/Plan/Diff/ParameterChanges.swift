/// In which way a parameter changes: what those must share that are folded into one line.
struct ParameterChange: Hashable {
  let kind: PlanDiff.Kind
  private(set) var oldVerdict: Verdict?
  private(set) var newVerdict: Verdict?
  private(set) var oldShape: Shape?
  private(set) var newShape: Shape?
  private(set) var oldDType: DType?
  private(set) var newDType: DType?
  private(set) var oldClass: ExactString?
  private(set) var newClass: ExactString?
  private(set) var gainedNames = ToldNames()
  private(set) var lostNames = ToldNames()

  /// A parameter's state and where it has that from.
  struct Verdict: Hashable {
    var requiresGrad: Bool
    var decidedBy: Int?
    var undecided: UndecidedReason?

    init(requiresGrad: Bool, decidedBy: Int?, undecided: UndecidedReason?) {
      self.requiresGrad = requiresGrad
      self.decidedBy = decidedBy
      self.undecided = undecided
    }

    /// That of a decision.
    init(_ decision: RuleDecision, of evaluation: RuleEvaluation) {
      self.init(
        requiresGrad: decision.requiresGrad, decidedBy: decision.decidedBy,
        undecided: evaluation.reason(of: decision))
    }
  }

  /// The first of some names, and how many there are: of a tensor with thousands of names a thousand may
  /// be taken, and each would tell of all others.
  struct ToldNames: Hashable {
    private(set) var names: [ExactString] = []
    private(set) var count = 0

    init() {}

    /// Takes the first of names that are in order, of which there are so many.
    init(_ names: some Sequence<String>, count: Int) {
      self.names = names.prefix(min(count, Limits.toldNames)).map { ExactString($0) }
      self.count = count
    }
  }

  /// One that is new.
  init(added verdict: Verdict) {
    kind = .added
    newVerdict = verdict
  }

  /// One that is gone.
  init(removed verdict: Verdict) {
    kind = .removed
    oldVerdict = verdict
  }

  /// Another state; `nil` where it is the same, whatever decides it.
  init?(_ old: Verdict, _ new: Verdict) {
    if old.requiresGrad == new.requiresGrad { return nil }
    kind = new.requiresGrad ? .newlyTrainable : .newlyFrozen
    oldVerdict = old
    newVerdict = new
  }

  /// Another shape; `nil` where it is the same.
  init?(_ old: Shape, _ new: Shape) {
    if old == new { return nil }
    kind = .reshaped
    oldShape = old
    newShape = new
  }

  /// Another type of elements; `nil` where it is the same.
  init?(_ old: DType, _ new: DType) {
    if old == new { return nil }
    kind = .retyped
    oldDType = old
    newDType = new
  }

  /// Another class of its module; `nil` where it is the same.
  init?(class old: String, _ new: String) {
    if old.isExactly(new) { return nil }
    kind = .reclassed
    oldClass = ExactString(old)
    newClass = ExactString(new)
  }

  /// Other names of the tensor.
  init(gained: ToldNames, lost: ToldNames) {
    kind = .retied
    gainedNames = gained
    lostNames = lost
  }
}

/// The parameters of one side that change, by the way in which they do.
struct ParameterChanges {
  private var ways: [ParameterChange] = []
  private var members: [[Int]] = []
  private var numbers: [ParameterChange: Int] = [:]

  var isEmpty: Bool { ways.isEmpty }

  /// The ways, and for each the indices of its parameters, ascending.
  var all: some Sequence<(ParameterChange, [Int])> { zip(ways, members) }

  /// The number of a way.
  mutating func number(of change: ParameterChange) -> Int {
    if let number = numbers[change] { return number }
    numbers[change] = ways.count
    ways.append(change)
    members.append([])
    return ways.count - 1
  }

  /// Adds a parameter to those that change in the way of a number.
  mutating func add(_ index: Int, to way: Int) { members[way].append(index) }

  /// Adds a parameter to those that change in a way.
  mutating func add(_ index: Int, to change: ParameterChange) { add(index, to: number(of: change)) }

  /// Brings the parameters of each way into order.
  mutating func sort() {
    for way in members.indices { members[way].sort() }
  }
}
